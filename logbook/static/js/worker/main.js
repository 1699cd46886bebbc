// The phone's server: five moments, each with one name.
import { answer } from "./answer.js";
import { bring } from "./bringing.js";
import { cautions } from "./cautions.js";
import { hear } from "./messages.js";
import { install, tidy } from "./shell.js";
import { syncCurrent } from "./sync.js";

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("message", (event) => event.waitUntil(hear(event, { warnings: ({ fields }) => cautions(fields), bring: ({ copy }) => bring(copy) })));
addEventListener("sync", (event) => event.waitUntil(syncCurrent({ reason: "online" })));
addEventListener("fetch", (event) => answer(event));
