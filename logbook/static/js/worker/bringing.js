// A saved copy that somebody chose: judged by this build's own shapes, then laid beside what this phone holds.
/** @import { Answer } from "phone" */
import { bringBack } from "../store/copies.js";
import { device } from "../store/device.js";
import { shell } from "./shell.js";

/**
 * {records, drafts, refused} of a copy of whoever this phone belongs to; null where it is somebody else's.
 * @param {Answer} copy
 */
export async function bring(copy) {
  const { account } = await device();
  if (!account || copy?.account !== account) return null;
  return bringBack(account, copy, (await shell()).bundle);
}
