// What a page does beyond being a page. Without this file everything still works, through the server alone.
import { arrive } from "./arrive.js";
import { askBeforeDiscarding } from "./discard.js";
import { autosave } from "./drafts.js";
import { speakOfFailures } from "./failures.js";
import { helpWithForms } from "./forms.js";
import { focusHeading, focusProblems, tellZone, tuneHtmx } from "./manners.js";
import { showConnection } from "./connection.js";
import { askBeforeLeaving } from "./leave.js";
import { refreshOnNews } from "./refresh.js";
import { askToKeep } from "./persist.js";
import { triggerSync } from "./triggers.js";
import { countUnsent } from "./unsent.js";
import { offerUpdate } from "./update.js";
import { register } from "./worker.js";

tuneHtmx();
tellZone();
focusProblems();
focusHeading();
speakOfFailures();
showConnection();
autosave();
askBeforeLeaving();
askBeforeDiscarding();
helpWithForms();
askToKeep();
countUnsent();
refreshOnNews();

const registration = await register();
offerUpdate(registration);
if (!(await arrive(registration))) triggerSync();
