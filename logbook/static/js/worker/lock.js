// One sync at a time for an account, whatever tabs and workers are about.

/**
 * Run the work alone. A worker that dies lets go by itself, so nobody can hold the lock for ever.
 * @template T
 * @param {string} account
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const alone = (account, work) =>
  navigator.locks ? navigator.locks.request(`sync:${account}`, work) : work();
