// The templates of the server, rendered on the phone: the same trees, the same bytes as Jinja2.
//
// Nothing is evaluated as code: a tree becomes closures. What the shell allows and this file lacks is refused when
// the renderer is made, not when a page is shown.
import { makeFilters } from "../twins/filters.js";
import { FILTERS, KINDS, TESTS } from "./render/filters.js";
import { LOOP } from "./render/loop.js";
import { COMPARISONS, FUNCTIONS, MAP_METHODS, OPERATORS, TEXT_METHODS } from "./render/operators.js";
import { compileTemplate, newRun } from "./render/statements.js";
import { Safe, TemplateError, fail } from "./render/values.js";

export { TemplateError };

/** render(template, page) → HTML, for a shell {build, trees, subset, vocabulary}. Throws TemplateError. */
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

class Engine {
  constructor(trees, filters, globals) {
    Object.assign(this, { trees, filters, globals, tests: TESTS, compiled: new Map(), modules: new Map() });
  }

  /** Renders a template, then those it extends, into `run`. */
  run(name, run) {
    const { body, blocks } = this.template(name);
    for (const block of Object.keys(blocks)) (run.blocks[block] ??= []).push(blocks[block]);
    body(run.top, run);
    if (this.trees[name].extends) this.run(this.trees[name].extends, run);
  }

  /** The names that a template offers to `import`: {macro: Macro}. */
  module(name) {
    if (!this.modules.has(name)) {
      const run = newRun(Object.create(this.globals));
      this.run(name, run);
      this.modules.set(name, Object.assign(Object.create(null), run.top));
    }
    return this.modules.get(name);
  }

  template(name) {
    if (!this.compiled.has(name)) {
      const tree = Object.hasOwn(this.trees, name) ? this.trees[name] : fail(`no template ${name}`);
      this.compiled.set(name, compileTemplate(name, tree, this));
    }
    return this.compiled.get(name);
  }
}

function allFilters(shell) {
  const house = makeFilters(shell.vocabulary);
  const own = shell.subset.house.map((name) => [
    name,
    ours(house[name] ?? fail(`the filter ${name} is missing`)),
  ]);
  const jinja = Object.entries(shell.subset.filters).map(([name, kind]) => [
    name,
    (value, ...given) => FILTERS[name](KINDS[kind](value), ...given),
  ]);
  return Object.assign(Object.create(null), Object.fromEntries([...jinja, ...own]));
}

// Our own filters know neither undefined nor texts that are HTML already; what they answer is escaped.
const ours =
  (filter) =>
  (...given) =>
    filter(
      ...given.map((value) => {
        if (value === undefined) fail("undefined has no words");
        return value instanceof Safe ? value.text : value;
      }),
    );

function checkSubset(subset) {
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
