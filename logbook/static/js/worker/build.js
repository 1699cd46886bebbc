// Which build this worker is, read from its own address: every file of a build lies under /static/<build>/.

/** The build, as in the address of this file. */
export const BUILD = new URL(import.meta.url).pathname.split("/")[2];

/** The cache that holds this build's files and nothing of any person. */
export const CACHE = `logbook-${BUILD}`;
