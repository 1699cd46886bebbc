// Counting days. Twin of pages/days.py.

/** Whole days from one ISO date to another. */
export const daysBetween = (earlier, later) => Math.round((midnight(later) - midnight(earlier)) / 86_400_000);

/** The ISO date so many days later; the same one where the calendar of our documents ends. */
export const plusDays = (day, days) =>
  day > "9999-01" ? day : new Date(midnight(day) + days * 86_400_000).toISOString().slice(0, 10);

const midnight = (date) =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
