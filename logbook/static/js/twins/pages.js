// The pages of the phone: a snapshot in, plain JSON for a template out. Twins of the Python package pages.
export { home, me, todo } from "./pages/account.js";
export { entry_choice } from "./pages/choice.js";
export { entry_show, entry_withdraw } from "./pages/entries.js";
export { entry_versions } from "./pages/versions.js";
export { entry_cautions } from "./pages/cautions.js";
export { entry_form } from "./pages/entry_form.js";
export { entries_index } from "./pages/listing.js";
export { notices } from "./pages/news.js";
export { pathway } from "./pages/pathway.js";
export { progress } from "./pages/progress.js";
export { requirement } from "./pages/requirement.js";
export { entry_review } from "./pages/review.js";
export { entry_aside } from "./pages/setting_aside.js";
export { signoff_sheet } from "./pages/sheet.js";
export { trainees } from "./pages/trainees.js";
export { signoff_withdraw, signoffs_index, signoffs_signed } from "./pages/signoffs.js";
