// Statements: each kind of tree becomes a closure of (frame, run) that adds to `run.out`.
//
// A frame is an object without a prototype of Object's: names of the page, with one more frame inside for each scope.
// A run is {out, blocks: {name: [from the most derived]}, top: the outermost frame}.
/** @import { Frame, Make, Node, NodeOf, Running, Signature, Statement, Target, Template, Tools, Tree, Value } from "templates" */
import { Loop } from "./loop.js";
import { Macro, PARENT, calling, compile, written } from "./expressions.js";
import { Safe, fail, html, list, placed, truth } from "./values.js";

/**
 * {body, blocks} of a template: closures of (frame, run). `engine` = {filters, tests, run, module}.
 * @param {string} name
 * @param {Template} tree
 * @param {Tools} engine
 * @returns {{ body: Statement, blocks: Record<string, Statement> }}
 */
export function compileTemplate(name, tree, engine) {
  /** @type {Record<string, Statement>} */
  const blocks = Object.create(null);
  const maker = new Maker(name, engine, blocks);
  const made = placed(name, () =>
    tree.body.map((node) => ({ kind: node[0], statement: maker.statement(node) })),
  )();
  // The blocks of a template that extends another are shown where its parent shows them.
  const shown = tree.extends ? made.filter(({ kind }) => kind !== "block") : made;
  return { body: placed(name, inOrder(shown.map(({ statement }) => statement))), blocks };
}

/**
 * A run that has printed nothing yet.
 * @param {Frame} top
 * @returns {Running}
 */
export const newRun = (top) => ({ out: "", blocks: Object.create(null), top });

class Maker {
  /**
   * @param {string} name
   * @param {Tools} engine
   * @param {Record<string, Statement>} blocks
   */
  constructor(name, engine, blocks) {
    this.name = name;
    this.engine = engine;
    this.blocks = blocks;
    /** @type {Make} */
    this.expression = (tree) => compile(tree, engine);
  }

  /**
   * @param {Node} node
   * @returns {Statement}
   */
  statement(node) {
    if (typeof node === "string")
      return (frame, run) => {
        run.out += node;
      };
    const make = STATEMENTS[node[0]] ?? fail(`unknown statement ${node[0]}`);
    // Looked up by the statement's own first word, so it is the one for this statement.
    return /** @type {(node: Node, maker: Maker) => Statement} */ (make)(node, this);
  }

  /** @param {Node[]} nodes */
  body(nodes) {
    return inOrder(nodes.map((node) => this.statement(node)));
  }

  /**
   * frame → macro that sees the names of that frame.
   * @param {string} name
   * @param {Signature} signature
   * @returns {(frame: Frame) => Macro}
   */
  macro(name, [parameters, defaults, nodes, usesCaller]) {
    const body = placed(this.name, this.body(nodes));
    const values = defaults.map(this.expression);
    const plain = parameters.length - values.length;
    return (frame) =>
      new Macro((given, named, caller) => {
        check(name, parameters, given, named, Boolean(caller) && !usesCaller);
        const inner = inside(frame);
        inner.caller = caller;
        const run = newRun(frame);
        parameters.forEach((parameter, i) => {
          if (i < given.length) inner[parameter] = given[i];
          else if (named.has(parameter)) inner[parameter] = named.get(parameter);
          else inner[parameter] = i < plain ? undefined : values[i - plain](inner, run);
        });
        body(inner, run);
        return new Safe(run.out);
      });
  }
}

/** @type {{ [K in Exclude<Node, string>[0]]: (node: NodeOf<K>, maker: Maker) => Statement }} */
const STATEMENTS = {
  "=": ([, tree], { expression }) => {
    const inner = expression(tree);
    return (frame, run) => {
      const value = inner(frame, run);
      run.out += value === undefined ? fail(`${written(tree)} is undefined`) : html(value);
    };
  },
  for: forLoop,
  if: ([, branches, otherwise], maker) => {
    const made = branches.map(([test, nodes]) => ({ test: maker.expression(test), body: maker.body(nodes) }));
    const last = maker.body(otherwise);
    return (frame, run) => {
      const taken = made.find(({ test }) => truth(test(frame, run)));
      (taken ? taken.body : last)(frame, run);
    };
  },
  block: ([, name, nodes], maker) => {
    maker.blocks[name] = placed(maker.name, maker.body(nodes));
    return (frame, run) => showBlock(name, 0, run);
  },
  include:
    ([, name], { engine }) =>
    (frame, run) => {
      const inner = newRun(inside(frame));
      engine.run(name, inner);
      run.out += inner.out;
    },
  from:
    ([, name, pairs], { engine }) =>
    (frame) => {
      const found = engine.module(name);
      for (const [there, here] of pairs) frame[here] = Object.hasOwn(found, there) ? found[there] : undefined;
    },
  import:
    ([, name, here], { engine }) =>
    (frame) => {
      frame[here] = engine.module(name);
    },
  macro: ([, name, ...signature], maker) => {
    const made = maker.macro(name, signature);
    return (frame) => {
      frame[name] = made(frame);
    };
  },
  "with call": ([, tree, ...signature], maker) => {
    const call = calling(tree, maker.expression);
    const made = maker.macro("caller", signature);
    return (frame, run) => {
      run.out += html(call(frame, run, made(frame)));
    };
  },
  set: ([, target, tree], { expression }) => {
    const inner = expression(tree);
    return (frame, run) => assign(target, frame, inner(frame, run));
  },
  capture: ([, target, nodes], maker) => {
    const body = maker.body(nodes);
    return (frame, run) => assign(target, frame, captured(body, inside(frame), run));
  },
  with: ([, targets, trees, nodes], maker) => {
    const values = trees.map(maker.expression);
    const body = maker.body(nodes);
    return (frame, run) => {
      const inner = inside(frame);
      targets.forEach((target, i) => assign(target, inner, values[i](frame, run)));
      body(inner, run);
    };
  },
  filter: ([, name, given, nodes], maker) => {
    const body = maker.body(nodes);
    const values = given.map(maker.expression);
    const filter = maker.engine.filters[name] ?? fail(`no filter ${name}`);
    return (frame, run) => {
      const inner = captured(body, inside(frame), run);
      run.out += html(filter(inner, ...values.map((value) => value(frame, run))));
    };
  },
};

/**
 * @param {NodeOf<"for">} node
 * @param {Maker} maker
 * @returns {Statement}
 */
function forLoop([, target, tree, nodes, otherwise, test], maker) {
  const rowsOf = maker.expression(tree);
  const [body, empty] = [maker.body(nodes), maker.body(otherwise)];
  const wanted = test ? maker.expression(test) : null;
  return (frame, run) => {
    let rows = list(rowsOf(frame, run));
    if (wanted) rows = rows.filter((row) => truth(wanted(scope(frame, target, row), run)));
    const loop = new Loop(rows);
    rows.forEach((row, i) => {
      const inner = scope(frame, target, row);
      loop.index0 = i;
      inner.loop = loop;
      body(inner, run);
    });
    if (!rows.length) empty(inside(frame), run);
  };
}

/**
 * @param {string} name
 * @param {number} depth
 * @param {Running} run
 */
function showBlock(name, depth, run) {
  const frame = inside(run.top);
  frame[PARENT] = () => {
    if (!run.blocks[name][depth + 1]) fail(`block ${name} has no parent`);
    return captured(() => showBlock(name, depth + 1, run), frame, run);
  };
  run.blocks[name][depth](frame, run);
}

/**
 * @param {Statement} body
 * @param {Frame} frame
 * @param {Running} run
 */
function captured(body, frame, run) {
  const before = run.out;
  run.out = "";
  body(frame, run);
  const inner = run.out;
  run.out = before;
  return new Safe(inner);
}

/**
 * @param {Frame} frame
 * @param {Target} target
 * @param {Value} row
 */
function scope(frame, target, row) {
  const inner = inside(frame);
  assign(target, inner, row);
  return inner;
}

/**
 * @param {Target} target
 * @param {Frame} frame
 * @param {Value} value
 */
function assign(target, frame, value) {
  if (typeof target === "string") {
    frame[target] = value;
    return;
  }
  const row = list(value);
  if (row.length !== target.length) fail(`${row.length} values for ${target.length} names`);
  target.forEach((name, i) => assign(name, frame, row[i]));
}

/**
 * @param {string} name
 * @param {string[]} parameters
 * @param {Value[]} given
 * @param {Map<string, Value>} named
 * @param {boolean} unwantedBody
 */
function check(name, parameters, given, named, unwantedBody) {
  if (given.length > parameters.length) fail(`${name}: too many arguments`);
  if (unwantedBody) fail(`${name} takes no body`);
  for (const word of named.keys()) {
    if (parameters.indexOf(word) < given.length) fail(`${name}: no argument ${word}, or given twice`);
  }
}

/**
 * A frame inside another, whose names it sees.
 * @param {Frame} frame
 * @returns {Frame}
 */
const inside = (frame) => Object.create(frame);

/**
 * @param {Statement[]} statements
 * @returns {Statement}
 */
function inOrder(statements) {
  if (statements.length === 1) return statements[0];
  return (frame, run) => {
    for (const statement of statements) statement(frame, run);
  };
}
