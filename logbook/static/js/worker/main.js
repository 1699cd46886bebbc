// The phone's server: five moments, each with one name.
/** @import { Answers } from "phone" */
import { answer } from "./answer.js";
import { bring } from "./bringing.js";
import { cautions } from "./cautions.js";
import { lacking } from "./lacking.js";
import { hear } from "./messages.js";
import { install, tidy } from "./shell.js";
import { syncCurrent } from "./sync.js";

/** @type {Answers} */
const MORE = { warnings: ({ fields }) => cautions(fields), lacking, bring: ({ copy }) => bring(copy) };

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("message", (/** @type {ExtendableMessageEvent} */ event) =>
  event.waitUntil(hear(event, MORE)),
);
addEventListener("sync", (event) => event.waitUntil(syncCurrent({ reason: "online" })));
addEventListener("fetch", (event) => answer(event));
