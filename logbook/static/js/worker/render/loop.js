// The `loop` of a for: where it is, and what comes before and after.
/** @import { LoopMethod, LoopName, Value } from "templates" */
import { equal } from "./values.js";

/** The state of one loop over a list. */
export class Loop {
  /** @param {Value[]} rows */
  constructor(rows) {
    this.rows = rows;
    this.length = rows.length;
    this.index0 = 0;
    /** @type {Value[] | undefined} */
    this.before = undefined;
  }

  get index() {
    return this.index0 + 1;
  }

  get revindex() {
    return this.length - this.index0;
  }

  get revindex0() {
    return this.length - this.index0 - 1;
  }

  get first() {
    return this.index0 === 0;
  }

  get last() {
    return this.index0 === this.length - 1;
  }

  get previtem() {
    return this.rows[this.index0 - 1];
  }

  get nextitem() {
    return this.rows[this.index0 + 1];
  }

  /** @param {Value[]} values */
  cycle(...values) {
    return values[this.index0 % values.length];
  }

  /** @param {Value[]} values */
  changed(...values) {
    const same = this.before !== undefined && equal(this.before, values);
    this.before = values;
    return !same;
  }
}

/**
 * What a template may ask a loop; compared with the shell's list when the renderer is made.
 * @type {(LoopName | LoopMethod)[]}
 */
export const LOOP = [
  "index",
  "index0",
  "revindex",
  "revindex0",
  "first",
  "last",
  "length",
  "previtem",
  "nextitem",
  "cycle",
  "changed",
];
