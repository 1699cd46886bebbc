// The templates of the server, rendered on the phone: the same trees, the same bytes as Jinja2.
//
// Nothing is evaluated as code: a tree becomes closures. What the shell allows and this file lacks is refused when
// the renderer is made, not when a page is shown.
/** @import { Bundle, Render } from "phone" */
/** @import { Filter, Running, Statement, Subset, Template, Tools, Value } from "templates" */
import { makeFilters } from "../twins/filters.js";
import { FILTERS, KINDS, TESTS } from "./render/filters.js";
import { LOOP } from "./render/loop.js";
import { COMPARISONS, FUNCTIONS, MAP_METHODS, OPERATORS, TEXT_METHODS } from "./render/operators.js";
import { compileTemplate, newRun } from "./render/statements.js";
import { Safe, TemplateError, fail } from "./render/values.js";

export { TemplateError };

/**
 * render(template, page) → HTML, for a shell {build, trees, subset, vocabulary}. Throws TemplateError.
 * @param {Pick<Bundle, "build" | "trees" | "subset" | "vocabulary">} shell
 * @returns {Render}
 */
export function createRenderer(shell) {
  checkSubset(shell.subset);
  const globals = Object.assign(Object.create(null), { build: shell.build });
  const engine = new Engine(shell.trees, allFilters(shell), globals);
  return (template, page) => {
    const run = newRun(Object.assign(Object.create(globals), page));
    engine.run(template, run);
    return run.out;
  };
}

/** @implements {Tools} */
class Engine {
  /**
   * @param {Record<string, Template>} trees
   * @param {Record<string, Filter>} filters
   * @param {object} globals
   */
  constructor(trees, filters, globals) {
    this.trees = trees;
    this.filters = filters;
    this.globals = globals;
    this.tests = TESTS;
    /** @type {Map<string, { body: Statement, blocks: Record<string, Statement> }>} */
    this.compiled = new Map();
    /** @type {Map<string, Record<string, Value>>} */
    this.modules = new Map();
  }

  /**
   * Renders a template, then those it extends, into `run`.
   * @param {string} name
   * @param {Running} run
   */
  run(name, run) {
    const { body, blocks } = this.template(name);
    for (const block of Object.keys(blocks)) (run.blocks[block] ??= []).push(blocks[block]);
    body(run.top, run);
    const parent = this.trees[name].extends;
    if (parent) this.run(parent, run);
  }

  /**
   * The names that a template offers to `import`: {macro: Macro}.
   * @param {string} name
   */
  module(name) {
    const known = this.modules.get(name);
    if (known) return known;
    const run = newRun(Object.create(this.globals));
    this.run(name, run);
    /** @type {Record<string, Value>} */
    const made = Object.assign(Object.create(null), run.top);
    this.modules.set(name, made);
    return made;
  }

  /** @param {string} name */
  template(name) {
    const known = this.compiled.get(name);
    if (known) return known;
    const tree = Object.hasOwn(this.trees, name) ? this.trees[name] : fail(`no template ${name}`);
    const made = compileTemplate(name, tree, this);
    this.compiled.set(name, made);
    return made;
  }
}

/**
 * @param {Pick<Bundle, "subset" | "vocabulary">} shell
 * @returns {Record<string, Filter>}
 */
function allFilters(shell) {
  const house = /** @type {Record<string, Filter>} */ (makeFilters({ ...shell.vocabulary }));
  /** @type {Record<string, Filter>} */
  const filters = Object.create(null);
  for (const [name, kind] of Object.entries(shell.subset.filters))
    filters[name] = (value, ...given) => FILTERS[name](KINDS[kind](value), ...given);
  for (const name of shell.subset.house)
    filters[name] = ours(house[name] ?? fail(`the filter ${name} is missing`));
  return filters;
}

// Our own filters know neither undefined nor texts that are HTML already; what they answer is escaped.
/** @type {(filter: Filter) => Filter} */
const ours =
  (filter) =>
  (value, ...given) =>
    filter(wordsOf(value), ...given.map(wordsOf));

/** @param {Value} value */
function wordsOf(value) {
  if (value === undefined) fail("undefined has no words");
  return value instanceof Safe ? value.text : value;
}

/** @param {Subset} subset */
function checkSubset(subset) {
  /** @type {[names: string[], known: object][]} */
  const pairs = [
    [Object.keys(subset.filters), FILTERS],
    [subset.tests, TESTS],
    [subset.operators, OPERATORS],
    [subset.comparisons, COMPARISONS],
    [subset.text_methods, TEXT_METHODS],
    [subset.map_methods, MAP_METHODS],
    [subset.functions, FUNCTIONS],
    [Object.values(subset.filters), KINDS],
    [subset.loop, Object.fromEntries(LOOP.map((name) => [name, true]))],
  ];
  for (const [names, known] of pairs) {
    for (const name of names) if (!Object.hasOwn(known, name)) fail(`this build's renderer lacks ${name}`);
  }
}
