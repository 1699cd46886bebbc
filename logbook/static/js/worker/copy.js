// Everything that exists only on this phone, as a file that can be carried elsewhere.
import { device } from "../store/device.js";
import { everything } from "../store/outbox.js";
import { file } from "./answers.js";
import { BUILD } from "./build.js";
import { clock } from "./clock.js";

/**
 * GET /outbox.json: {account, device, build, made_at, outbox, parked, drafts}, each text as it lies here.
 * @param {{account: string}} visit
 */
export async function copy({ account }) {
  const { now, local } = clock();
  const [waiting, phone] = await Promise.all([everything(account), device()]);
  const made = { account, device: phone.device, build: BUILD, made_at: now };
  return file(`logbook-unsent-${local(now).slice(0, 10)}.json`, { ...made, ...waiting });
}
