// What the scripts alone hold: a snapshot read for its viewer, rows of the phone's stores, a request being answered.
import type {
  Clinical,
  Column,
  Draft,
  Entry,
  EntryRecord,
  Item,
  Limits,
  Membership,
  Of,
  Parked,
  Person,
  ReviewRecord,
  Rule,
  Shell,
  Signer,
  SignoffRecord,
  Snapshot,
  Verdict,
  Vocabulary,
  Waiting,
  Wire,
  WithdrawalRecord,
} from "shapes";

export type Fields = Record<string, string[]>;
export type Problems = Record<string, string[]>;
export type Role = "trainee" | "supervisor" | "coordinator";

/** The viewer's clock; `local` gives an instant as their wall shows it. */
export interface Clock {
  now: string;
  tz: string;
  local(instant: string): string;
}

/** Everything about one entry in one place. */
export interface Made {
  id: string;
  record: EntryRecord | null;
  doc: Entry;
  mine: boolean;
  state: string;
  standing: string;
  answers: SignoffRecord[];
  signoffs: SignoffRecord[];
  withdrawals: WithdrawalRecord[];
  reviews: ReviewRecord[];
  outbox: Waiting[];
  parked: Parked[];
}

/** A snapshot read for one viewer. */
export interface View {
  snapshot: Snapshot;
  clock: Clock;
  shell: Shell;
  words: Vocabulary;
  account: string;
  today: string;
  people: Map<string, Person>;
  held: Record<Role, Set<string>>;
  roles: Role[];
  owners: Map<string, { kind: string; id: string }>;
  cases: Made[];
}

/** What an entry is looked at beside. */
export interface Around {
  clinical: Clinical;
  limits: Limits;
  earlier: { on: string; product: string }[];
  lead: number;
  joined: string | null;
  twice: boolean;
}

/** An answer of a form, or a value at a dotted path: only its widget, or its schema, says what it is. */
export type Answer = any;

/** What a form was read into, by the name of the answer. */
export type Values = Record<string, Answer>;

/** A row of a list as it was read; `_row` is its number in the form. */
export type Read = Record<string, Answer>;

/** The record that a statement's moment of coming is taken from. */
export interface Came {
  id: string;
  received_at: string | null;
  doc: object;
}

/** One record that somebody else may have handed in. */
export interface Brought {
  brought_by?: string;
}

/** A version of a case, sent or not. */
export interface Version {
  rev: number;
  hash: string;
  doc: Entry;
  at: string | null;
}

/** A version kept beside the one that counts, on the server or refused here. */
export interface Rival {
  mutation: string;
  code: string;
  at: string;
  here: boolean;
  doc: Entry;
}

/** Figures that a number must keep to, in its smallest part. */
export interface Figures {
  min?: number;
  max?: number;
  step?: number;
}

/** Which list a person asks for. */
export interface Asked {
  q: string;
  area: string;
  supervisor: string;
  only: string;
  show: string;
}

/** What a statement is made on: its ids, its writer, their clock. */
export interface Context {
  now: string;
  tz: string;
  account: string;
  snapshot?: Snapshot | null;
}

/** A form of a case read: where its revision stands, and what it changes. */
export interface Revising extends Context {
  id: string;
  rev: number;
  prev: string | null;
  mutation: string;
  base: Entry | null;
  amends?: string | null;
}

/** Where a revision stands. */
export interface Following {
  rev: number;
  prev: string | null;
  mutation: string;
  amends: string | null;
}

/** What a snapshot holds about one entry, before it is put together. */
export interface About {
  record: EntryRecord | null;
  signoffs: SignoffRecord[];
  withdrawals: WithdrawalRecord[];
  reviews: ReviewRecord[];
  outbox: Waiting[];
  parked: Parked[];
}

/** A question of a form, alone or as a column of a list. */
export type Question = Item | Column;

/** What signing or sending back is made on. */
export interface Answering {
  id: string;
  nonce: string;
  verdict: string;
  entry: { id: string; rev: number; hash: string; part: string; supervisor: string | null };
  signer: Pick<Signer, "id" | "name" | "body" | "number">;
  now: string;
  tz: string;
}

/** What a withdrawal is made on. */
export interface Withdrawing {
  id: string;
  of: Of;
  of_hash: string;
  account: string;
  now: string;
}

/** What a review is made on. */
export interface Reviewing {
  id: string;
  entry: { id: string; rev: number; hash: string };
  performed_on: string;
  today: string;
}

/** The version that counts, for who chooses. */
export interface Counting {
  rev: number;
  hash: string;
  doc: Entry;
}

/** A day or minute that a form holds. */
export interface Dated {
  name: string;
  rule: Worded;
  wall: string;
}
export type FormName = "entry" | "signoff" | "withdrawal" | "review";

/** A rule with words to show where it is broken. */
export interface Worded extends Rule {
  message: string;
}

/** A point as the drawing needs it. */
export interface Placed {
  map: string;
  view: string;
  area: string;
  side: string;
  x: number | null;
  y: number | null;
  units_tenths: number;
}

/** A version in the row of all versions of a case. */
export interface Chained extends Version {
  waits: boolean;
  brought_by: string;
}

/** The version that a statement of this phone builds upon; `stmt` is null where the phone has no text of it. */
export interface Base {
  rev: number;
  hash: string;
  stmt: string | null;
}
