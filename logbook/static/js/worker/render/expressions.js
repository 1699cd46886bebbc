// Expressions: each kind of tree becomes a closure of (frame, run) that gives the value.
import { pluck } from "./filters.js";
import { COMPARISONS, FUNCTIONS, OPERATORS, method } from "./operators.js";
import { Safe, fail, html, isMap, item, list, number, slice, text, truth } from "./values.js";

/** Where a frame keeps the parent's version of the block being rendered. */
export const PARENT = Symbol("parent block");

/** A macro, with the one way to call it: positional arguments, named ones, the body of a call block or undefined. */
export class Macro {
  constructor(call) {
    this.call = call;
  }
}

/** The closure of an expression tree. `engine` = {filters, tests}: name → function. */
export function compile(tree, engine) {
  const convert = EXPRESSIONS[tree[0]] ?? fail(`unknown expression ${tree[0]}`);
  return convert(tree, (part) => compile(part, engine), engine);
}

/** How the template wrote it, for messages: "entry.model.code". */
export function written(tree) {
  if (tree[0] === "n") return tree[1];
  return tree[0] === "." ? `${written(tree[1])}.${tree[2]}` : "this value";
}

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
    const [inner, from, to] = [make(box), optional(start, make), optional(stop, make)];
    return (frame, run) => slice(inner(frame, run), from(frame, run), to(frame, run));
  },
  loop: ([, name, given], make) => {
    if (!given) return (frame) => frame.loop[name];
    const values = all(given, make);
    return (frame, run) => frame.loop[name](...values(frame, run));
  },
  super: () => (frame) => frame[PARENT](),
  range: ([, given], make) => {
    const values = all(given, make);
    return (frame, run) => FUNCTIONS.range(...values(frame, run));
  },
  call: (tree, make) => {
    const call = calling(tree, make);
    return (frame, run) => call(frame, run, undefined);
  },
  method: ([, box, name, given], make) => {
    const [inner, values] = [make(box), all(given, make)];
    return (frame, run) => method(inner(frame, run), name)(...values(frame, run));
  },
  "|": ([, name, value, given], make, engine) => {
    const [inner, values, filter] = [
      make(value),
      all(given, make),
      engine.filters[name] ?? fail(`no filter ${name}`),
    ];
    return (frame, run) => filter(inner(frame, run), ...values(frame, run));
  },
  map: ([, value, name, given], make, engine) => {
    const [inner, values, filter] = [
      make(value),
      all(given, make),
      engine.filters[name] ?? fail(`no filter ${name}`),
    ];
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
    const [inner, where, values] = [make(value), optional(path, make), all(given, make)];
    const test = name === null ? truth : (engine.tests[name] ?? fail(`no test ${name}`));
    return (frame, run) => {
      const [rest, at] = [values(frame, run), where(frame, run)];
      return list(inner(frame, run)).filter((row) => test(pluck(row, at, null), ...rest) === keep);
    };
  },
  is: ([, name, value, given], make, engine) => {
    const [inner, values, test] = [
      make(value),
      all(given, make),
      engine.tests[name] ?? fail(`no test ${name}`),
    ];
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
    const steps = rest.map(([name, tree]) => [
      COMPARISONS[name] ?? fail(`no comparison ${name}`),
      make(tree),
    ]);
    return (frame, run) => {
      let left = start(frame, run);
      return steps.every(([holds, value]) => {
        const right = value(frame, run);
        const yes = holds(left, right);
        left = right;
        return yes;
      });
    };
  },
  list: ([, parts], make) => all(parts, make),
  dict: ([, pairs], make) => {
    const made = pairs.map(([key, tree]) => [key, make(tree)]);
    return (frame, run) => Object.fromEntries(made.map(([key, value]) => [key, value(frame, run)]));
  },
};
for (const [name, operator] of Object.entries(OPERATORS)) {
  EXPRESSIONS[name] = ([, left, right], make) => binary(operator, make(left), make(right));
}

/** The closure (frame, run, body) of a call tree: calls the macro, with the body of a call block where there is one. */
export function calling([, callee, given, named], make) {
  const [inner, values] = [make(callee), all(given, make)];
  const named_ = Object.entries(named).map(([key, tree]) => [key, make(tree)]);
  return (frame, run, body) => {
    const macro = inner(frame, run);
    if (!(macro instanceof Macro)) fail(`${written(callee)} is not a macro`);
    return macro.call(
      values(frame, run),
      new Map(named_.map(([key, value]) => [key, value(frame, run)])),
      body,
    );
  };
}

const binary = (operator, left, right) => (frame, run) => operator(left(frame, run), right(frame, run));

const optional = (tree, make) => (tree ? make(tree) : () => null);

function all(trees, make) {
  const made = trees.map(make);
  return (frame, run) => made.map((value) => value(frame, run));
}

function attribute(box, key, tree) {
  if (box === undefined) fail(`${written(tree)} is undefined`);
  return isMap(box) && Object.hasOwn(box, key) ? box[key] : undefined;
}
