// What a page does beyond being a page. Without this file everything still works, through the server alone.
import { arrive } from "./arrive.js";
import { guardDiscarding } from "./discard.js";
import { autosave } from "./drafts.js";
import { speakOfFailures } from "./failures.js";
import { keepChosenInSight } from "./filters.js";
import { helpWithForms } from "./forms.js";
import { beginAtTop, focusHeading, focusProblems, tuneHtmx } from "./manners.js";
import { hintAtInstalling } from "./install.js";
import { showConnection } from "./connection.js";
import { askBeforeLeaving } from "./leave.js";
import { eachPage, onceWhere } from "./moments.js";
import { refreshOnNews } from "./refresh.js";
import { showSending } from "./pill.js";
import { askToKeep } from "./persist.js";
import { searchLive } from "./search.js";
import { speakOfShelter } from "./shelter.js";
import { triggerSync } from "./triggers.js";
import { leadOnByReturn } from "./typing.js";
import { offerUndo } from "./undo.js";
import { loadWholeWhereNew, offerUpdate } from "./update.js";
import { register } from "./worker.js";

tuneHtmx();
focusProblems();
focusHeading();
speakOfFailures();
showConnection();
showSending();
autosave();
askBeforeLeaving();
guardDiscarding();
helpWithForms();
leadOnByReturn();
askToKeep();
offerUndo();
searchLive();
keepChosenInSight();
hintAtInstalling();
refreshOnNews();
loadWholeWhereNew();
beginAtTop();
onceWhere("form[data-steps]", async () => (await import("./steps.js")).leadThrough());
onceWhere("form[data-draft] [data-problems]", async () => (await import("./answered.js")).clearAnswered());
onceWhere("[data-locked]", async () => (await import("./locked.js")).tellOfLocked());
onceWhere("form[data-copy]", async () => (await import("./copies.js")).layBack());
onceWhere("[data-hands]", async () => (await import("./handing.js")).handLinksOver());
onceWhere("[data-reveals]", async () => (await import("./reveal.js")).revealPasswords());
onceWhere("input:is([type=date], [type=time], [type=datetime-local])", async () =>
  (await import("./halftyped.js")).askForWholeDates(),
);
onceWhere("[data-unsent]", async () => (await import("./unsent.js")).countUnsent());
onceWhere("[data-cautions]", async () => (await import("./warnings.js")).tellOfCautions());
// The largest part of a page's scripts, and only forms want it.
eachPage(
  async () => document.querySelector("[data-facemap]") && (await import("./facemap/opening.js")).offerMap(),
);
eachPage(
  async () => document.querySelector("form[data-draft]") && (await import("./screening.js")).screenNotes(),
);

register().then(begin);

async function begin(registration) {
  offerUpdate(registration);
  speakOfShelter(registration);
  if (!(await arrive(registration))) triggerSync();
}
