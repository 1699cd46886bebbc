// Counting days. Twin of pages/days.py.

/**
 * Whole days from one ISO date to another.
 * @param {string} earlier
 * @param {string} later
 */
export const daysBetween = (earlier, later) => Math.round((midnight(later) - midnight(earlier)) / 86_400_000);

/**
 * The ISO date so many days later; the same one where the calendar of our documents ends.
 * @param {string} day
 * @param {number} days
 */
export const plusDays = (day, days) =>
  day > "9999-01" ? day : new Date(midnight(day) + days * 86_400_000).toISOString().slice(0, 10);

/** @param {string} date */
const midnight = (date) =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
