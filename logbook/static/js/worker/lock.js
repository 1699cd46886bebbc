// One sync at a time for an account, whatever tabs and workers are about.

/** Run the work alone. A worker that dies lets go by itself, so nobody can hold the lock for ever. */
export const alone = (account, work) =>
  navigator.locks ? navigator.locks.request(`sync:${account}`, work) : work();
