// What the scripts alone hold: a snapshot read for its viewer, rows of the phone's stores, a request being answered.
import type {
  Clinical,
  Column,
  Draft,
  Entry,
  EntryRecord,
  HandoverRecord,
  Item,
  Limits,
  Membership,
  Of,
  Parked,
  Person,
  Query,
  ReviewRecord,
  SetAsideRecord,
  Rule,
  Shell,
  Signer,
  SignoffRecord,
  Snapshot,
  Statement,
  Verdict,
  Vocabulary,
  Waiting,
  Wire,
  WithdrawalRecord,
  You,
} from "shapes";
import type { Subset, Template } from "templates";

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
  handovers: HandoverRecord[];
  set_asides: SetAsideRecord[];
  outbox: Waiting[];
  parked: Parked[];
}

/** One thing that happened to a case: by which `record`, or on which day a review is due. */
export interface Happened {
  at: string;
  code: string;
  made: Made;
  record: Answer;
  on: string;
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
  posts: Map<string, Membership[]>;
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
  handovers: HandoverRecord[];
  set_asides: SetAsideRecord[];
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

/** What a case is set aside on. */
export interface SettingAside {
  id: string;
  entry: { id: string; rev: number; hash: string };
  account: string;
  name: string;
  now: string;
  tz: string;
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

/** What a form of two versions asks for. */
export type Chosen =
  | { act: "keep"; doc: Entry; problems: Problems; fields: Fields }
  | { act: "choose" | "give_up" | "mend"; doc: null; problems: Problems; fields: Fields };

/** A day or minute that a form holds. */
export interface Dated {
  name: string;
  rule: Worded;
  wall: string;
}
export type FormName = "entry" | "signoff" | "withdrawal" | "review" | "set_aside";

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

/** A statement of this phone as it lies in the outbox; `n` is given when it is put there. */
export interface Row {
  mutation: string;
  kind: string;
  doc_id: string;
  after: string | null;
  stmt: string;
  hash: string;
  at: string;
  build: string;
  handed: boolean;
  base: Base | null;
  n?: number;
  hold_until?: number;
  failed?: number;
  faults?: { count: number; at: number } | null;
  retries?: number;
  again_at?: number;
}

/** A row with its number, as it lies in a store. */
export interface Numbered extends Row {
  n: number;
}

/** A row that the server would not take, or that this phone gave up sending. */
export interface Refused extends Numbered {
  code: string;
  fields: Record<string, string[]>;
  head: Base | null;
  refused_at: string;
  ahead_s?: number;
}

/** A row whose text is kept a while after it left the outbox. */
export interface SentRow extends Numbered {
  outcome: string;
  sent_at: string;
}

/** A document as it lies on the phone. */
export interface Stored extends Wire {
  gone?: string;
}

/** A form that was begun, as it lies on the phone: "<entry>" or "<entry>:<kind>". */
export interface StoredDraft {
  key: string;
  entry: string;
  saved_at: string;
  fields: Fields;
}

/** The stores of an account's database. */
export interface Stores {
  documents: Stored;
  outbox: Numbered;
  parked: Refused;
  sent: SentRow;
  drafts: StoredDraft;
  meta: Answer;
}

export type StoreName = keyof Stores;

/** One store inside a transaction. */
export interface Store<T> {
  get(key: IDBValidKey): Promise<T | undefined>;
  getKey(key: IDBValidKey): Promise<IDBValidKey | undefined>;
  getAll(range?: IDBKeyRange): Promise<T[]>;
  getAllKeys(range?: IDBKeyRange): Promise<IDBValidKey[]>;
  put(value: T, key?: IDBValidKey): Promise<IDBValidKey>;
  delete(key: IDBValidKey | IDBKeyRange): Promise<void>;
  count(): Promise<number>;
}

/** A transaction over some of the stores. */
export interface Tx {
  done: Promise<void>;
  objectStore<N extends StoreName>(name: N): Store<Stores[N]>;
  abort(): void;
  commit(): void;
}

/** What is said of a row by the server's answer. */
export interface Plan {
  ahead: number;
  seen: string[];
  accepted: { row: Numbered; rev: number; hash: string }[];
  parked: Refused[];
  renewed: { old: Numbered; row: Numbered }[];
  undone: Numbered[];
  retry: number | null;
}

/** What a statement is built upon: a version, and the mutation that made it where that one still waits. */
export interface Head extends Base {
  mutation: string | null;
}

/** The newest version of a document on this phone, sent or not. */
export interface Newest extends Head {
  stmt: string;
}

/** What goes with a statement into the outbox; `seen` is what it builds on, its hash null for nothing. */
export interface Beside {
  seen?: { kind: string; id: string; hash: string | null } | null;
  drafts?: string[];
  instead?: string | null;
  also?: Row[];
}

/** How keeping a statement ended: it lies there now, it lay there before, or what it was made on moved on. */
export type Kept = "kept" | "known" | "stale";

/** How taking back a save ended; the last three changed nothing. */
export type Undone = "draft" | "edit" | "reopened" | "sent" | "later" | "unknown";

/** A page of a pull taken in: the cursor it was asked for with (null: all), the one it gave, whether it is the last. */
export interface Pull {
  asked: string | null;
  cursor: string | null;
  ends: boolean;
}

/** What lies in the meta store of an account's database. */
export interface Meta {
  n?: number;
  you?: You;
  cursor?: string | null;
  epoch?: string | null;
  synced?: boolean;
  last_sync?: string;
  last_try?: number;
  checked_at?: number;
  clock_offset_s?: number;
  documents_mark?: string;
  part?: boolean;
  again?: { times: number; at: number } | null;
  looked?: string;
  filling?: { pages: number; cursor: string | null } | null;
  staying?: [string, string][];
  auth_needed?: boolean;
  failures?: number;
  failed_at?: number | null;
  next_at?: number | null;
  asked_until?: number | null;
  slow?: number | null;
  trouble?: string;
}

/** How texts are read, and by which build's shapes they are judged. */
export interface Reader {
  read(hash: string, stmt: string): Answer;
  shell: Bundle | null;
}

/** What a value must be, as the build's shapes say it. */
export interface Kind {
  is: string;
  null?: boolean;
  lacks?: boolean;
  keys?: Record<string, Kind>;
  values?: Answer[];
  least?: number;
  most?: number;
  like?: string;
  day?: boolean;
}

/** What a build holds: /shell/<build>.json. */
export interface Bundle extends Shell {
  trees: Record<string, Template>;
  subset: Subset;
  shapes: Record<string, Kind>;
  pages: Record<string, string>;
  headers: Record<string, string>;
  assets: Record<string, string>;
}

/** A text with its hash, and the other versions that came with it. */
export interface Whole {
  stmt: string | null;
  hash: string;
  earlier?: Whole[];
  proposals?: { stmt: string }[];
}

/** An open database. */
export interface Database {
  close(): void;
}

/** What happens to an open database. */
export interface Events {
  upgrade(db: IDBDatabase): void;
  blocking(current: number, wanted: number | null, event: Event & { target: Database }): void;
  terminated(): void;
}

/** Why a sync is asked for. */
export type Reason = "tap" | "write" | "online" | "visible" | "start" | "timer";

/** Why, and whether somebody looks at a page meanwhile. */
export interface Why {
  reason: Reason;
  visible?: boolean;
}

/** What a sync has come to so far. */
export interface Done {
  changed: boolean;
  sent: number;
  online: boolean;
}

/** One run of a sync, round after round: `aside` is what makes the server fail. */
export interface Run {
  rebuilt: boolean;
  setbacks: number;
  limit: number;
  slow: boolean;
  aside: Set<string>;
  took: boolean;
  pulled: number;
}

/** What every open page is told after a sync. */
export interface Synced {
  type: "synced";
  account: string;
  tried: boolean;
  changed: boolean;
  online: boolean;
  sent: number;
  pending: number;
  parked: number;
  auth_needed: boolean;
  complete: boolean;
  next_ms: number;
}

/** What the worker tells its pages. */
export type Told =
  | Synced
  | { type: "sending"; account: string; cases: number }
  | { type: "pulled"; account: string; docs: number }
  | { type: "tidied" };

/** What a page may ask of the worker, by the `type` of its message. */
export interface Asking {
  sync: Why;
  account: { account: string | null; name?: string | null };
  letgo: object;
  skip: object;
  state: object;
  warnings: { fields: Fields };
  lacking: { fields: Fields; path: string };
  bring: { copy: Answer };
}

/** What answers them. */
export type Answers = { [T in keyof Asking]?: (asked: Asking[T]) => unknown };

/** A template and its page in, HTML out. */
export type Render = (template: string, page: object) => string;

/** A page: plain JSON for its template, or null where this phone does not know the thing it is about. */
export type PageOf = (snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) => object | null;

/** A request being answered; `id` is of what its address names, "" where that is nothing. */
export interface Visit {
  event: ExtendableEvent;
  request: Request;
  url: URL;
  id: string;
  account: string;
  bundle: Bundle;
  render: Render;
}

/** The same with the form that was posted. */
export interface Posted extends Visit {
  fields: Fields;
}

/** What answers an address. */
export type Handler = (visit: Visit) => Promise<Response> | Response;
