// Expressions: each kind of tree becomes a closure of (frame, run) that gives the value.
/** @import { Expression, Frame, Make, Operator, Running, Tools, Tree, TreeOf, Value } from "templates" */
import { pluck } from "./filters.js";
import { COMPARISONS, FUNCTIONS, OPERATORS, method } from "./operators.js";
import { Safe, fail, html, isMap, item, list, number, slice, text, truth } from "./values.js";

/** Where a frame keeps the parent's version of the block being rendered. */
export const PARENT = Symbol("parent block");

/** A macro, with the one way to call it: positional arguments, named ones, the body of a call block or undefined. */
export class Macro {
  /** @param {(given: Value[], named: Map<string, Value>, body: Macro | undefined) => Safe} call */
  constructor(call) {
    this.call = call;
  }
}

/**
 * The closure of an expression tree. `engine` = {filters, tests}: name → function.
 * @param {Tree} tree
 * @param {Tools} engine
 * @returns {Expression}
 */
export function compile(tree, engine) {
  const convert = EXPRESSIONS[tree[0]] ?? fail(`unknown expression ${tree[0]}`);
  // Looked up by the tree's own first word, so it is the one for this tree.
  return /** @type {(tree: Tree, make: Make, engine: Tools) => Expression} */ (convert)(
    tree,
    (part) => compile(part, engine),
    engine,
  );
}

/**
 * How the template wrote it, for messages: "entry.model.code".
 * @param {Tree} tree
 * @returns {string}
 */
export function written(tree) {
  if (tree[0] === "n") return tree[1];
  return tree[0] === "." ? `${written(tree[1])}.${tree[2]}` : "this value";
}

/** @type {(operator: Operator) => (tree: TreeOf<Operator>, make: Make) => Expression} */
const operation =
  (operator) =>
  ([, left, right], make) =>
    binary(OPERATORS[operator], make(left), make(right));

/** @type {{ [K in Tree[0]]: (tree: TreeOf<K>, make: Make, engine: Tools) => Expression }} */
const EXPRESSIONS = {
  n:
    ([, name]) =>
    (frame) =>
      frame[name],
  c:
    ([, value]) =>
    () =>
      value,
  safe: ([, value]) => {
    const safe = new Safe(value);
    return () => safe;
  },
  ".": ([, box, key], make) => {
    const inner = make(box);
    return (frame, run) => attribute(inner(frame, run), key, box);
  },
  "[": ([, box, key], make) => binary(item, make(box), make(key)),
  slice: ([, box, start, stop], make) => {
    const inner = make(box);
    const [from, to] = [optional(start, make), optional(stop, make)];
    return (frame, run) => slice(inner(frame, run), from(frame, run), to(frame, run));
  },
  loop: (tree, make) => {
    if (tree.length === 2) return (frame) => loopOf(frame)[tree[1]];
    const [, name, given] = tree;
    const values = all(given, make);
    return (frame, run) => loopOf(frame)[name](...values(frame, run));
  },
  super: () => (frame) => (frame[PARENT] ?? fail("there is no block here"))(),
  range: ([, given], make) => {
    const values = all(given, make);
    return (frame, run) => FUNCTIONS.range(...values(frame, run));
  },
  call: (tree, make) => {
    const call = calling(tree, make);
    return (frame, run) => call(frame, run, undefined);
  },
  method: ([, box, name, given], make) => {
    const inner = make(box);
    const values = all(given, make);
    return (frame, run) => method(inner(frame, run), name)(...values(frame, run));
  },
  "|": ([, name, value, given], make, engine) => {
    const inner = make(value);
    const values = all(given, make);
    const filter = engine.filters[name] ?? fail(`no filter ${name}`);
    return (frame, run) => filter(inner(frame, run), ...values(frame, run));
  },
  map: ([, value, name, given], make, engine) => {
    const inner = make(value);
    const values = all(given, make);
    const filter = engine.filters[name] ?? fail(`no filter ${name}`);
    return (frame, run) => {
      const rest = values(frame, run);
      return list(inner(frame, run)).map((row) => filter(row, ...rest));
    };
  },
  pluck: ([, value, path, missing], make) => {
    const [inner, where, otherwise] = [make(value), make(path), optional(missing, make)];
    return (f, run) => list(inner(f, run)).map((row) => pluck(row, where(f, run), otherwise(f, run)));
  },
  select: ([, value, keep, path, name, given], make, engine) => {
    const [inner, where] = [make(value), optional(path, make)];
    const values = all(given, make);
    const test = name === null ? truth : (engine.tests[name] ?? fail(`no test ${name}`));
    return (frame, run) => {
      const rest = values(frame, run);
      const at = where(frame, run);
      return list(inner(frame, run)).filter((row) => test(pluck(row, at, null), ...rest) === keep);
    };
  },
  is: ([, name, value, given], make, engine) => {
    const inner = make(value);
    const values = all(given, make);
    const test = engine.tests[name] ?? fail(`no test ${name}`);
    return (frame, run) => test(inner(frame, run), ...values(frame, run));
  },
  "?": ([, condition, yes, no], make) => {
    const [asked, first, second] = [make(condition), make(yes), make(no)];
    return (frame, run) => (truth(asked(frame, run)) ? first(frame, run) : second(frame, run));
  },
  and: ([, left, right], make) => {
    const [first, second] = [make(left), make(right)];
    return (frame, run) => {
      const value = first(frame, run);
      return truth(value) ? second(frame, run) : value;
    };
  },
  or: ([, left, right], make) => {
    const [first, second] = [make(left), make(right)];
    return (frame, run) => {
      const value = first(frame, run);
      return truth(value) ? value : second(frame, run);
    };
  },
  not: ([, value], make) => {
    const inner = make(value);
    return (frame, run) => !truth(inner(frame, run));
  },
  neg: ([, value], make) => {
    const inner = make(value);
    return (frame, run) => -number(inner(frame, run));
  },
  "~": ([, parts], make) => {
    const values = all(parts, make);
    return (frame, run) => {
      const row = values(frame, run);
      return row.some((part) => part instanceof Safe)
        ? new Safe(row.map(html).join(""))
        : row.map(text).join("");
    };
  },
  cmp: ([, first, rest], make) => {
    const start = make(first);
    const steps = rest.map(([name, tree]) => ({
      holds: COMPARISONS[name] ?? fail(`no comparison ${name}`),
      value: make(tree),
    }));
    return (frame, run) => {
      let left = start(frame, run);
      return steps.every(({ holds, value }) => {
        const right = value(frame, run);
        const yes = holds(left, right);
        left = right;
        return yes;
      });
    };
  },
  "+": operation("+"),
  "-": operation("-"),
  "*": operation("*"),
  "//": operation("//"),
  "%": operation("%"),
  list: ([, parts], make) => all(parts, make),
  dict: ([, pairs], make) => {
    const made = pairs.map(ready(make));
    return (frame, run) => Object.fromEntries(made.map(([key, value]) => [key, value(frame, run)]));
  },
};

/**
 * The closure (frame, run, body) of a call tree: calls the macro, with the body of a call block where there is one.
 * @param {TreeOf<"call">} tree
 * @param {Make} make
 * @returns {(frame: Frame, run: Running, body: Macro | undefined) => Safe}
 */
export function calling([, callee, given, named], make) {
  const inner = make(callee);
  const values = all(given, make);
  const named_ = Object.entries(named).map(ready(make));
  return (frame, run, body) => {
    const macro = inner(frame, run);
    if (!(macro instanceof Macro)) return fail(`${written(callee)} is not a macro`);
    return macro.call(
      values(frame, run),
      new Map(named_.map(([key, value]) => [key, value(frame, run)])),
      body,
    );
  };
}

/** @type {(operator: (a: Value, b: Value) => Value, left: Expression, right: Expression) => Expression} */
const binary = (operator, left, right) => (frame, run) => operator(left(frame, run), right(frame, run));

/** @type {(tree: Tree | null, make: Make) => Expression} */
const optional = (tree, make) => (tree ? make(tree) : () => null);

/** @type {(make: Make) => (pair: [key: string, tree: Tree]) => [key: string, value: Expression]} */
const ready =
  (make) =>
  ([key, tree]) => [key, make(tree)];

/** @param {Frame} frame */
const loopOf = (frame) => frame.loop ?? fail("there is no loop here");

/**
 * @param {Tree[]} trees
 * @param {Make} make
 * @returns {(frame: Frame, run: Running) => Value[]}
 */
function all(trees, make) {
  const made = trees.map(make);
  return (frame, run) => made.map((value) => value(frame, run));
}

/**
 * @param {Value} box
 * @param {string} key
 * @param {Tree} tree
 */
function attribute(box, key, tree) {
  if (box === undefined) fail(`${written(tree)} is undefined`);
  return isMap(box) && Object.hasOwn(box, key) ? box[key] : undefined;
}
