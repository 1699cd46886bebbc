// From the fields of a form to a statement, and back. Twin of statements/.
export { set_aside, signoff, withdrawal } from "./statements/answers.js";
export { chosen, closing, mixed, on_top } from "./statements/choosing.js";
export { entry } from "./statements/entry.js";
export { fields_of, repeat_of, starting_fields } from "./statements/filling.js";
export { fields_of_review, review } from "./statements/review.js";
