// Templates as they travel to the phone: the lists that logbook/trees makes of them.
import type { Macro, PARENT } from "../../../logbook/static/js/worker/render/expressions.js";
import type { Loop } from "../../../logbook/static/js/worker/render/loop.js";
import type { Safe } from "../../../logbook/static/js/worker/render/values.js";

/** What an expression gives: plain JSON, text that is HTML already, a macro or a module of them, undefined. */
export type Value = unknown;

/** A dictionary. */
export type Dictionary = Record<string, Value>;

export type Operator = "+" | "-" | "*" | "//" | "%";
export type Comparison = "eq" | "ne" | "lt" | "lteq" | "gt" | "gteq" | "in" | "notin";

/** Named arguments of a call. */
export type Named = Record<string, Tree>;

/** An expression. */
export type Tree =
  | ["n", name: string]
  | ["c", value: string | number | boolean | null]
  | ["safe", html: string]
  | [".", box: Tree, key: string]
  | ["[", box: Tree, key: Tree]
  | ["slice", box: Tree, start: Tree | null, stop: Tree | null]
  | ["loop", name: LoopName]
  | ["loop", name: LoopMethod, given: Tree[]]
  | ["super"]
  | ["range", given: Tree[]]
  | ["call", callee: Tree, given: Tree[], named: Named]
  | ["method", box: Tree, name: string, given: Tree[]]
  | ["|", filter: string, value: Tree, given: Tree[]]
  | ["map", value: Tree, filter: string, given: Tree[]]
  | ["pluck", value: Tree, path: Tree, missing: Tree | null]
  | ["select", value: Tree, keep: boolean, path: Tree | null, test: string | null, given: Tree[]]
  | ["is", test: string, value: Tree, given: Tree[]]
  | ["?", condition: Tree, yes: Tree, no: Tree]
  | ["and", left: Tree, right: Tree]
  | ["or", left: Tree, right: Tree]
  | ["not", value: Tree]
  | ["neg", value: Tree]
  | ["~", parts: Tree[]]
  | ["cmp", first: Tree, rest: [Comparison, Tree][]]
  | ["list", parts: Tree[]]
  | ["dict", pairs: [string, Tree][]]
  | ["+", left: Tree, right: Tree]
  | ["-", left: Tree, right: Tree]
  | ["*", left: Tree, right: Tree]
  | ["//", left: Tree, right: Tree]
  | ["%", left: Tree, right: Tree];

/** The trees whose first word is K. */
export type TreeOf<K extends Tree[0]> = Extract<Tree, [K, ...unknown[]]>;

export type LoopName =
  | "index"
  | "index0"
  | "revindex"
  | "revindex0"
  | "first"
  | "last"
  | "length"
  | "previtem"
  | "nextitem";
export type LoopMethod = "cycle" | "changed";

/** What is assigned to: a name, or as many as there are values. */
export type Target = string | Target[];

/** Parameters, defaults of the last ones, body, and whether it asks for the body of its caller. */
export type Signature = [parameters: string[], defaults: Tree[], nodes: Node[], usesCaller: boolean];

/** A statement; text is printed as it is. */
export type Node =
  | string
  | ["=", tree: Tree]
  | ["for", target: Target, tree: Tree, nodes: Node[], otherwise: Node[], test: Tree | null]
  | ["if", branches: [Tree, Node[]][], otherwise: Node[]]
  | ["block", name: string, nodes: Node[]]
  | ["include", name: string]
  | ["from", name: string, pairs: [there: string, here: string][]]
  | ["import", name: string, here: string]
  | ["macro", name: string, ...Signature]
  | ["with call", tree: TreeOf<"call">, ...Signature]
  | ["set", target: Target, tree: Tree]
  | ["capture", target: Target, nodes: Node[]]
  | ["with", targets: Target[], trees: Tree[], nodes: Node[]]
  | ["filter", name: string, given: Tree[], nodes: Node[]];

/** The statements whose first word is K. */
export type NodeOf<K extends Exclude<Node, string>[0]> = Extract<Node, [K, ...unknown[]]>;

/** A template. */
export interface Template {
  extends: string | null;
  body: Node[];
}

/** What a build's templates may use, and so what its renderer must know. */
export interface Subset {
  house: string[];
  filters: Record<string, string>;
  tests: string[];
  text_methods: string[];
  map_methods: string[];
  loop: string[];
  operators: string[];
  comparisons: string[];
  functions: string[];
}

/** The names that are seen at one place of a template: its own, and by its prototypes those around it. */
export interface Frame {
  [name: string]: Value;
  loop?: Loop;
  [PARENT]?: () => Safe;
}

/** One template being printed: what is out, the blocks from the most derived, the outermost frame. */
export interface Running {
  out: string;
  blocks: Record<string, Statement[]>;
  top: Frame;
}

/** An expression made ready: a frame and what is printed so far in, its value out. */
export type Expression = (frame: Frame, run: Running) => Value;

/** A statement made ready: it adds to what is out. */
export type Statement = (frame: Frame, run: Running) => void;

/** A filter or a test: a value and every argument in. */
export type Filter = (value: Value, ...given: Value[]) => Value;
export type Test = (value: Value, ...given: Value[]) => boolean;

/** A method of a text or a dictionary: the thing itself and the arguments in. */
export type Method = (box: Value, ...given: Value[]) => Value;

/** Makes an expression of a tree. */
export type Make = (tree: Tree) => Expression;

/** What expressions and statements ask of the renderer. */
export interface Tools {
  filters: Record<string, Filter>;
  tests: Record<string, Test>;
  run(name: string, run: Running): void;
  module(name: string): Record<string, Value>;
}
