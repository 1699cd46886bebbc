// Written by `python -m tools.js.shapes` from logbook/shapes; a test compares both. Change those.

export interface Model {
  code: string;
  age_band: string;
  sex: string;
  skin_type: string;
  first_treatment: boolean | null;
  days_since_last: number | null;
  anatomy: string[];
  goals: string[];
}

export interface Lines {
  rest: number;
  dynamic: number;
}

export interface Assessment {
  history_reviewed: boolean;
  contraindications: string[];
  consent: boolean;
  photo_consent: boolean;
  severity: Record<string, Lines>;
}

export interface Product {
  code: string;
  batch: string;
  expires_on: string | null;
  expires_as?: string;
  vial_units: number | null;
  diluent_hundredths_ml: number | null;
  reconstituted_at: string | null;
}

export interface Point {
  view: string;
  map: string;
  area: string;
  muscle: string;
  side: string;
  x: number | null;
  y: number | null;
  units_tenths: number;
  depth: string;
}

export interface Aftercare {
  advice: boolean;
  written: boolean;
  review_due_on: string | null;
}

export interface Complication {
  kind: string;
  severity: string;
  onset_day: number | null;
  action: string;
  resolved_on: string | null;
  reported_to?: string;
  supervisor_told?: boolean | null;
}

export interface Correction {
  seen: string;
  correction: string;
  repeat: boolean;
}

export interface Warned {
  code: string;
}

export interface Entry {
  typ: "entry";
  v: 1;
  id: string;
  rev: number;
  prev: string | null;
  mutation: string;
  trainee: string;
  programme: string;
  supervisor: string;
  prescriber: string;
  performed_on: string;
  performed_at: string;
  recorded_at: string;
  tz: string;
  place: string;
  part: string;
  setting: string;
  areas: string[];
  dev: string | null;
  seq: number | null;
  dev_prev: string | null;
  tree: string | null;
  warnings: Warned[];
  scenario: string;
  model: Model;
  assessment: Assessment;
  product: Product | null;
  points: Point[];
  needle: string;
  aftercare: Aftercare;
  events: Complication[];
  corrections: Correction[];
  self_rating: number | null;
  reflection: string;
  answer?: string;
  amends?: string;
}

export interface Domains {
  assessment: number | null;
  technique: number | null;
  consultation: number | null;
  aftercare: number | null;
  communication: number | null;
}

export interface Meaning {
  id: string;
  lang: string;
  text: string;
}

export interface Signer {
  id: string;
  name: string;
  body: string;
  number: string;
  cred: string | null;
}

export interface Signoff {
  typ: "signoff";
  v: 1;
  id: string;
  entry: string;
  entry_rev: number;
  entry_hash: string;
  verdict: string;
  rating: number | null;
  domains: Domains;
  feedback: string;
  corrections: Correction[];
  meaning: Meaning;
  signer: Signer;
  signed_at: string;
  tz: string;
  dev: string | null;
  seq: number | null;
  dev_prev: string | null;
  tree: string | null;
  nonce: string;
  instead_reason?: string;
}

export interface Review {
  typ: "review";
  v: 1;
  id: string;
  entry: string;
  entry_rev: number;
  entry_hash: string;
  seen_on: string;
  result: string;
  asymmetry: string;
  top_up: string;
  events: Complication[];
  reflection: string;
  top_up_units_tenths?: number | null;
  top_up_areas?: string[];
  severity_after?: Record<string, Lines>;
}

export interface Of {
  kind: string;
  id: string;
}

export interface Withdrawal {
  typ: "withdrawal";
  v: 1;
  id: string;
  of: Of;
  of_hash: string;
  reason: string;
  by: string;
  at: string;
}

export interface Handover {
  typ: "handover";
  v: 1;
  id: string;
  entry: string;
  from: string;
  to: string;
  by: string;
  by_name: string;
  reason: string;
  at: string;
}

export interface SetAside {
  typ: "set_aside";
  v: 1;
  id: string;
  entry: string;
  entry_rev: number;
  entry_hash: string;
  reason: string;
  by: string;
  by_name: string;
  at: string;
  tz: string;
}

export interface Attestation {
  typ: "attestation";
  v: 1;
  id: string;
  membership: string;
  what: string;
  module: string;
  version: number | null;
  title: string;
  hours: string;
  way: string;
  subject: string;
  document: string;
  on: string;
  until: string | null;
  minutes: number | null;
  credits_tenths: number | null;
  score: number | null;
  known: string;
  accepts: string | null;
  by: string;
  by_name: string;
  at: string;
  tz: string;
}

export type Statement = Entry | Signoff | Review | Withdrawal | Handover | SetAside | Attestation;

export interface WireRevision {
  rev: number;
  hash: string;
  received_at: string | null;
  stmt: string;
  brought_by?: string;
}

export interface WireProposal {
  mutation: string;
  code: string;
  received_at: string | null;
  stmt: string;
  brought_by?: string;
}

export interface WireBelated {
  hash: string;
  received_at: string;
  stmt: string;
  accepted: boolean | null;
  by: string | null;
  at: string | null;
}

export interface Wire {
  kind: string;
  id: string;
  rev: number;
  hash: string;
  stmt: string;
  received_at: string | null;
  brought_by?: string;
  proposals?: WireProposal[];
  earlier?: WireRevision[];
  belated?: WireBelated[];
  grade?: string | null;
  after_rev?: number;
  nth?: number;
}

export interface Gone {
  kind: string;
  id: string;
  gone: string;
}

export interface Digest {
  count: number;
  xor: string;
}

export interface Pulled {
  docs: (Wire | Gone)[];
  cursor: string;
  more: boolean;
}

export interface Person {
  typ: "person";
  id: string;
  name: string;
  profession: string;
  body: string;
  number: string;
}

export interface LicenceDays {
  first: string | null;
  last: string | null;
  state: string;
}

export interface LicenceTold {
  body: string;
  number: string;
  checked_on: string | null;
  days: LicenceDays[];
}

export interface Membership {
  typ: "membership";
  id: string;
  person: string;
  programme: string;
  role: string;
  since: string;
  ended_on: string | null;
  handed_to?: string | null;
  confirmed?: string[][];
  cohort?: string;
  licences?: LicenceTold[];
}

export interface Programme {
  typ: "programme";
  id: string;
  name: string;
  provider: string;
  tz: string;
  requirement_set: string;
}

export interface Limits {
  reconstituted_hours: number | null;
}

export interface Levels {
  acceptable_percent: number;
  unacceptable_percent: number;
}

export interface RuleFilter {
  part: string[];
  areas: string[];
  product: string[];
  skin_type: string[];
  setting: string[];
}

export interface Window {
  months: number | null;
}

export interface Caps {
  per_model_area: number | null;
}

export interface RuleAsked {
  id: string;
  label: string;
  kind: string;
  required: number | null;
  percent: number | null;
  maximum: number | null;
  days: number | null;
  filters: RuleFilter;
  window: Window;
  caps: Caps;
}

export interface Requirements {
  typ: "requirements";
  id: string;
  key: string;
  version: number;
  title: string;
  authority: string;
  source: string;
  as_of: string;
  limits?: Limits;
  cusum?: Levels | null;
  rules: RuleAsked[];
}

export interface Revision {
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Entry;
}

export interface Proposal {
  mutation: string;
  code: string;
  received_at: string;
  brought_by: string;
  doc: Entry;
}

export interface Belated {
  hash: string;
  received_at: string;
  doc: Signoff;
  accepted: boolean | null;
  by: string | null;
  at: string | null;
}

export interface EntryRecord {
  kind: "entry";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Entry;
  proposals: Proposal[];
  earlier: Revision[];
  belated?: Belated[];
}

export interface SignoffRecord {
  kind: "signoff";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Signoff;
  grade: string | null;
}

export interface ReviewRecord {
  kind: "review";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Review;
}

export interface WithdrawalRecord {
  kind: "withdrawal";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Withdrawal;
}

export interface HandoverRecord {
  kind: "handover";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Handover;
  after_rev: number;
  nth: number;
}

export interface SetAsideRecord {
  kind: "set_aside";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: SetAside;
}

export interface AttestationRecord {
  kind: "attestation";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Attestation;
}

export interface Taught {
  key: string;
  version: number;
  title: string;
  part: string;
  minutes: number | null;
  credits_tenths: number | null;
  keeps_months: number | null;
  retired: boolean;
}

export interface Curriculum {
  typ: "curriculum";
  id: string;
  modules: Taught[];
}

export interface CurriculumRecord {
  kind: "curriculum";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Curriculum;
}

export interface PersonRecord {
  kind: "person";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Person;
}

export interface MembershipRecord {
  kind: "membership";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Membership;
}

export interface ProgrammeRecord {
  kind: "programme";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Programme;
}

export interface RequirementsRecord {
  kind: "requirements";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Requirements;
}

export interface ReportSet {
  key: string;
  version: number;
  title: string;
  authority: string;
  source: string;
  as_of: string;
}

export interface Totals {
  entries: number;
  signed: number;
  waiting: number;
  returned: number;
  unconfirmed?: number;
  unnamed?: number;
  withdrawn: number;
  to_go: number;
}

export interface RuleReport {
  id: string;
  label: string;
  kind: string;
  filter: RuleFilter;
  required: number;
  counted: number;
  waiting: number;
  excess: number;
  missing: number;
  met: boolean;
  percent: number | null;
  entries: string[];
}

export interface RuleStanding {
  id: string;
  label: string;
  kind: string;
  required: number;
  counted: number;
  waiting: number;
  met: boolean;
  percent: number | null;
}

export interface Standing {
  typ: "standing";
  id: string;
  trainee: string;
  programme: string;
  made_on: string;
  rules: RuleStanding[];
}

export interface Distinct {
  distinct: number;
}

export interface SkinTypes {
  code: string;
  signed: number;
  waiting: number;
}

export interface AreaReport {
  area: string;
  signed: number;
  waiting: number;
  required: number | null;
}

export interface PartReport {
  part: string;
  signed: number;
  waiting: number;
}

export interface Week {
  from: string;
  signed: number;
  waiting: number;
}

export interface Spread {
  area: string;
  counts: number[];
}

export interface Curve {
  acceptable_percent: number;
  unacceptable_percent: number;
  points: number[];
  short: number[];
  line: number;
  now: string;
  since: number;
}

export interface DoseLine {
  area: string;
  cases: number;
  medians: (number | null)[];
}

export interface Doses {
  product: string;
  months: string[];
  lines: DoseLine[];
}

export interface RatingPair {
  on: string;
  own: number;
  theirs: number;
}

export interface Ratings {
  cases: number;
  higher: number;
  lower: number;
  newest: RatingPair[];
}

export interface CorrectionSeen {
  seen: string;
  correction: string;
  last_on: string;
  times: number;
  clear: number;
  marks: string;
}

export interface Report {
  typ: "report";
  id: string;
  trainee: string;
  programme: string;
  set: ReportSet;
  made_on: string;
  basis?: string;
  totals: Totals;
  rules: RuleReport[];
  models: Distinct;
  supervisors: Distinct;
  skin_types: SkinTypes[];
  areas: AreaReport[];
  parts: PartReport[];
  oldest_unsigned_on: string | null;
  oldest_waiting_on?: string | null;
  oldest_unnamed_on?: string | null;
  limits: Limits;
  ready_on: string | null;
  weeks?: Week[];
  spread?: Spread[];
  curve?: Curve | null;
  doses?: Doses[];
  ratings?: Ratings | null;
  corrections?: CorrectionSeen[];
}

export interface TooMuch {
  field: string;
  value: string;
  percent: number;
}

export interface GateSet {
  key: string;
  version: number;
  title: string;
  hash: string;
  authority: string;
  source: string;
  as_of: string;
  until: string | null;
  next: number | null;
}

export interface GateFacts {
  id: string;
  label: string;
  state: string;
  opens: boolean;
  needs: string[];
  deadline: string | null;
  holds_until: string | null;
  next: string | null;
}

export interface ExceptionTold {
  kind: string;
  reason: string | null;
  by: string | null;
  on: string | null;
  ends: string | null;
  items: string[];
  was: number | null;
  asks?: number | null;
  holds?: boolean;
}

export interface Homeless {
  rule: string;
  kind: string;
  reason: string | null;
  by: string | null;
  on: string | null;
  ends: string | null;
}

export interface Stood {
  until: string;
  state: string;
  required: number;
  counted: number;
  met_on: string | null;
}

export interface StandsThen {
  day: string;
  state: string;
  counted: number;
  missing: number;
}

export interface RulePart {
  id: string;
  label: string;
  of: string;
  asks: string;
  limits: string;
  about: string;
  source: string;
  note: string;
  sure: string;
  kept: boolean;
  tenths?: boolean;
  state: string;
  required: number;
  counted: number;
  waiting: number;
  excess: number;
  missing: number;
  met_on: string | null;
  holds_until: string | null;
  ended_on: string | null;
  counted_items: number[][];
  left_out: Record<string, number[][]>;
  exceptions: ExceptionTold[];
  history?: Stood[];
  then?: StandsThen;
  too_much?: TooMuch;
  periods?: number[];
  remarks?: string[];
  apart?: Record<string, number>;
}

export interface GateRule {
  id: string;
  label: string;
  of: string;
  asks: string;
  limits: string;
  about: string;
  source: string;
  note: string;
  sure: string;
  kept: boolean;
  tenths?: boolean;
  state: string;
  required: number;
  counted: number;
  waiting: number;
  excess: number;
  missing: number;
  met_on: string | null;
  holds_until: string | null;
  ended_on: string | null;
  counted_items: number[][];
  left_out: Record<string, number[][]>;
  exceptions: ExceptionTold[];
  history?: Stood[];
  then?: StandsThen;
  too_much?: TooMuch;
  periods?: number[];
  remarks?: string[];
  apart?: Record<string, number>;
  parts?: RulePart[];
  nearest?: string | null;
}

export interface Gate {
  typ: "gate";
  id: string;
  trainee: string;
  programme: string;
  made_on: string;
  report: string;
  basis?: string;
  set: GateSet;
  order: number;
  gate: GateFacts;
  rules: GateRule[];
  ids: Record<string, string[]>;
  ready: boolean;
  to_go: number;
  deadline: string | null;
  homeless: Homeless[];
}

export interface ReportRecord {
  kind: "report";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Report;
}

export interface StandingRecord {
  kind: "standing";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Standing;
}

export interface GateRecord {
  kind: "gate";
  id: string;
  rev: number;
  hash: string;
  received_at: string | null;
  brought_by: string;
  doc: Gate;
}

export interface Records {
  entry: EntryRecord[];
  signoff: SignoffRecord[];
  review: ReviewRecord[];
  withdrawal: WithdrawalRecord[];
  handover: HandoverRecord[];
  set_aside: SetAsideRecord[];
  attestation: AttestationRecord[];
  person: PersonRecord[];
  membership: MembershipRecord[];
  programme: ProgrammeRecord[];
  curriculum: CurriculumRecord[];
  requirements: RequirementsRecord[];
  report: ReportRecord[];
  standing?: StandingRecord[];
  gate?: GateRecord[];
}

export interface Damaged {
  typ: "damaged";
  id: string;
  entry: string;
}

export type Written = Entry | Signoff | Review | Withdrawal | SetAside | Damaged;

export interface Waiting {
  mutation: string;
  n: number;
  at: string;
  after: string | null;
  hash?: string;
  doc: Entry | Signoff | Review | Withdrawal | SetAside | Damaged;
}

export interface Known {
  rev: number;
  hash: string;
  doc: Entry | Signoff | Review | Withdrawal | Handover | SetAside | Attestation;
}

export interface Parked {
  mutation: string;
  n: number;
  at: string;
  code: string;
  fields: Record<string, string[]>;
  doc: Entry | Signoff | Review | Withdrawal | SetAside | Damaged;
  head: Known | null;
  base?: Known | null;
  ahead_s?: number;
}

export interface Draft {
  entry: string;
  kind: string;
  saved_at: string;
  fields: Record<string, string[]>;
}

export interface Unread {
  here: number;
  kept: number;
}

export interface Phone {
  last_sync: string | null;
  persisted: boolean | null;
  auth_needed: boolean;
  clock_offset_s?: number;
  unread?: Unread;
  part?: boolean;
}

export interface Link {
  state: string;
  by: string;
  at: string;
  until: string;
  used: string | null;
}

export interface Decided {
  at: string;
  icon: string;
  tone: string;
  title: string;
  what: string;
  href: string;
}

export interface You {
  email: string;
  links: Link[];
  administers?: boolean;
  looked?: string;
  decided?: Decided[];
}

export interface Tally {
  signed: number;
  unconfirmed: number;
  waiting: number;
  unnamed: number;
  returned: number;
  oldest: string | null;
  last: string | null;
  programmes: string[];
}

export interface Signatures {
  all: number;
  standing: number;
  before: number;
  until: string;
}

export interface Stretch {
  cases: number;
  before: number;
  since: string;
}

export interface Queue {
  named: Stretch;
  others: Stretch;
  returned: Stretch;
  late: number;
}

export interface Alike {
  state: string;
  needs: boolean;
  cases: number;
}

export interface Listed {
  cases: number;
  standing: boolean;
  areas: string[];
  supervisors: string[];
  found: Alike[];
}

export interface InNumbers {
  needing?: number;
  news?: number;
  asked?: number;
  queue?: Queue;
  due?: Stretch;
  tallies?: Record<string, Tally>;
  signatures?: Signatures;
  listed?: Listed;
}

export interface Snapshot {
  needing?: number;
  news?: number;
  asked?: number;
  queue?: Queue;
  due?: Stretch;
  tallies?: Record<string, Tally>;
  signatures?: Signatures;
  listed?: Listed;
  account: string;
  you?: You;
  records: Records;
  outbox: Waiting[];
  parked: Parked[];
  drafts: Draft[];
  phone: Phone | null;
}

export interface RefusedText {
  mutation: string;
  code: string;
  received_at: string;
  doc: Entry | Signoff | Review | Withdrawal | Handover | SetAside | Attestation;
}

export interface Taken {
  id: string;
  status: "applied" | "duplicate";
  rev: number;
  hash: string;
}

export interface ServerHead {
  rev: number;
  hash: string;
  stmt: string;
}

export interface Conflict {
  id: string;
  status: "conflict";
  code: string;
  head: ServerHead;
  device?: string | null;
}

export interface Rejected {
  id: string;
  status: "rejected";
  code: string;
  fields: Record<string, string[]>;
}

export interface Blocked {
  id: string;
  status: "blocked";
  by: string;
}

export interface Retry {
  id: string;
  status: "retry";
  after_s: number;
}

export interface IdReused {
  id: string;
  status: "id_reused";
}

export type Verdict = Taken | Conflict | Rejected | Blocked | Retry | IdReused;

export interface Sent {
  id: string;
  n: number;
  after: string | null;
  stmt: string;
  sig: unknown;
}

export interface Envelope {
  proto: number;
  build: string;
  request_id: string;
  account: string;
  device: string;
  client_now: string;
  epoch: string | null;
  cursor: string | null;
  pending_left: number;
  oldest_pending: string | null;
  mutations: Sent[];
}

export interface Page {
  docs: (Wire | Gone)[];
  cursor: string | null;
  more: boolean;
  error?: "pull_failed";
  part?: boolean;
}

export interface PullAnswer {
  you: You;
  epoch: string | null;
  pull: Page;
  digest: Digest | null;
  others?: Digest | null;
}

export interface SyncAnswer {
  you: You;
  epoch: string | null;
  pull: Page;
  digest: Digest | null;
  others?: Digest | null;
  request_id: string;
  account: string;
  server_now: string;
  results: (Taken | Conflict | Rejected | Blocked | Retry | IdReused)[];
}

export interface StateWords {
  label: string;
  icon: string;
  tone: string;
}

export interface Place {
  id: string;
  label: string;
  href: string;
  icon: string;
}

export interface Vocabulary {
  actions: Record<string, string>;
  age_bands: Record<string, string>;
  attested: Record<string, string>;
  anatomy: Record<string, string>;
  area_muscles: Record<string, string[]>;
  areas: Record<string, string>;
  arranged_for: Record<string, string>;
  asymmetries: Record<string, string>;
  authorities: Record<string, string>;
  confirmations: Record<string, string>;
  contraindications: Record<string, string>;
  depths: Record<string, string>;
  documents_seen: Record<string, string>;
  licence_statuses: Record<string, string>;
  licence_marks: Record<string, string>;
  licence_now: Record<string, string>;
  licence_types: Record<string, string>;
  licence_looks: Record<string, string>;
  licence_questions: Record<string, string>;
  licence_answers: Record<string, string>;
  document_kinds: Record<string, string>;
  domains: Record<string, string>;
  enrolled_for: Record<string, string>;
  events: Record<string, string>;
  exception_kinds: Record<string, string>;
  exception_reasons: Record<string, string>;
  expiries: Record<string, string>;
  filter_states: Record<string, string[]>;
  filters: Record<string, string>;
  flags: Record<string, string>;
  gates: Record<string, string>;
  goals: Record<string, string>;
  grade_short: Record<string, string>;
  grades: Record<string, string>;
  hours_kinds: Record<string, string>;
  known_ways: Record<string, string>;
  late_days: number;
  left_out: Record<string, string>;
  review_days: number;
  meaning_of_part: Record<string, string>;
  meaning_of_verdict: Record<string, string>;
  meanings: Record<string, Record<string, string>>;
  module_parts: Record<string, string>;
  muscles: Record<string, string>;
  needles: Record<string, string>;
  news: Record<string, StateWords>;
  not_named: string;
  nudge_again_days: number;
  nudge_days: number;
  only: Record<string, string>;
  part_definitions: Record<string, string>;
  parts: Record<string, string>;
  products: Record<string, string>;
  professions: Record<string, string>;
  specialties: Record<string, string>;
  provider_roles: Record<string, string>;
  quick_feedback: string[];
  handover_reasons: Record<string, string>;
  aside_reasons: Record<string, string>;
  ratings: Record<string, string>;
  refusal_ways: Record<string, string>;
  refusals: Record<string, string>;
  remarks: Record<string, string>;
  reported_to: Record<string, string>;
  results: Record<string, string>;
  roles: Record<string, string>;
  rule_states: Record<string, StateWords>;
  self_ratings: Record<string, string>;
  settings: Record<string, string>;
  severities: Record<string, string>;
  severity_grades: Record<string, string>;
  sexes: Record<string, string>;
  sides: Record<string, string>;
  skin_types: Record<string, string>;
  spans: Record<string, string>;
  states: Record<string, StateWords>;
  tabs: Record<string, Place[]>;
  teaching_ways: Record<string, string>;
  top_ups: Record<string, string>;
  verdicts: Record<string, string>;
  views: Record<string, string>;
  warnings: Record<string, string>;
}

export type ListName = "actions" | "age_bands" | "anatomy" | "areas" | "asymmetries" | "contraindications" | "depths" | "events" | "goals" | "needles" | "parts" | "products" | "reported_to" | "handover_reasons" | "aside_reasons" | "attested" | "document_kinds" | "hours_kinds" | "known_ways" | "teaching_ways" | "results" | "settings" | "severities" | "severity_grades" | "sexes" | "sides" | "skin_types" | "top_ups";

export interface Rule {
  message?: string;
  nullable?: boolean;
  later?: boolean;
  optional?: boolean;
  choices?: "actions" | "age_bands" | "anatomy" | "areas" | "asymmetries" | "contraindications" | "depths" | "events" | "goals" | "needles" | "parts" | "products" | "reported_to" | "handover_reasons" | "aside_reasons" | "attested" | "document_kinds" | "hours_kinds" | "known_ways" | "teaching_ways" | "results" | "settings" | "severities" | "severity_grades" | "sexes" | "sides" | "skin_types" | "top_ups";
  least?: number;
  min?: number;
  max?: number;
  step?: number;
  max_length?: number;
  min_length?: number;
  tense?: string;
  on?: string;
}

export interface Item {
  type: "field";
  name: string;
  label: string;
  widget: string;
  when: string | null;
  hint: string;
  start: string;
  digits: number;
  carry: boolean;
  said: string;
  also: string[];
  rule: Rule;
}

export interface Column {
  name: string;
  label: string;
  widget: string;
  when: string | null;
  hint: string;
  start: string;
  digits: number;
  carry: boolean;
  said: string;
  also: string[];
  rule: Rule;
}

export interface RowsItem {
  type: "rows";
  name: string;
  label: string;
  when: string | null;
  carry: boolean;
  typed: string[];
  columns: Column[];
  message: string;
  most: number;
}

export interface FormSection {
  id: string;
  title: string;
  more: string;
  when: string | null;
  items: (Item | RowsItem)[];
}

export interface Asked {
  parts: string[];
  settings: string[];
}

export interface Forms {
  entry: FormSection[];
  signoff: FormSection[];
  withdrawal: FormSection[];
  review: FormSection[];
  handover: FormSection[];
  set_aside: FormSection[];
  attestation: FormSection[];
  when: Record<string, Asked>;
}

export interface FaceArea {
  area: string;
  side: string;
}

export interface Face {
  name: string;
  crops: Record<string, string>;
  areas: Record<string, FaceArea[]>;
}

export interface Dose {
  by: string;
  units_tenths: number;
}

export interface Session {
  areas: string[];
  by: string;
  units_tenths: number;
}

export interface Labelled {
  areas: string[];
  by: string;
}

export interface Interval {
  months: number;
  by: string;
}

export interface Age {
  under: number;
  by: string;
}

export interface Strength {
  units_per_ml: number;
  by: string;
}

export interface Label {
  name: string;
  doses: Record<string, Dose>;
  sessions: Session[];
  labelled: Labelled | null;
  interval: Interval | null;
  age: Age | null;
  strength: Strength | null;
}

export interface Keeps {
  hours: number;
  by: string;
}

export interface Clinical {
  keeps: Keeps;
  products: Record<string, Label>;
}

export interface Shell {
  build: string;
  vocabulary: Vocabulary;
  forms: Forms;
  face: Face;
  clinical: Clinical;
}

export interface Choice {
  code: string;
  label: string;
  hint: string;
}

export interface Field {
  type: "field";
  name: string;
  id: string;
  label: string;
  widget: string;
  hint: string;
  when: string | null;
  optional: boolean;
  required: boolean;
  value: string;
  chosen: string[];
  problems: string[];
  choices: Choice[];
  max_length: number;
  kind?: string;
  month?: string;
}

export interface Hidden {
  name: string;
  value: string;
}

export interface FormRow {
  n: number;
  problems: string[];
  kept: Hidden[];
  fields: Field[];
}

export interface Rows {
  type: "rows";
  name: string;
  id: string;
  label: string;
  optional: boolean;
  problems: string[];
  rows: FormRow[];
}

export interface Said {
  kind: string;
  value: string;
}

export interface Tell {
  name: string;
  said: string;
  start: string;
}

export interface Section {
  id: string;
  title: string;
  more: string;
  when: string | null;
  open: boolean;
  carried: boolean;
  says: Said[];
  tells: Tell[];
  parts: (Field | Rows)[];
  fold?: boolean;
}

export interface Problem {
  id: string;
  text: string;
}

export interface DrawnArea {
  area: string;
  side: string;
  on: boolean;
  heat: number;
}

export interface Dot {
  x: number;
  y: number;
  units_tenths: number;
  at: string;
  small: boolean;
}

export interface Drawn {
  view: string;
  crop: string;
  box: string;
  areas: DrawnArea[];
  dots: Dot[];
  says: string;
  count: number;
  off: number;
}

export interface Ring {
  signed: number;
  required: number;
  waiting: number;
  local: number;
  to_go: number;
  unmet: number;
  signed_share: number;
  waiting_share: number;
}

export interface RuleBar {
  label: string;
  kind: string;
  required: number;
  counted: number;
  waiting: number;
  excess: number;
  missing: number;
  met: boolean;
  percent: number | null;
  href: string;
  local: number;
  signed_reach: number;
  waiting_reach: number;
  local_reach: number;
}

export interface HeatRow {
  label: string;
  heat: number;
  cases: number;
  signed: number;
}

export interface Heat {
  map: Drawn;
  rows: HeatRow[];
  off: string[];
}

export interface WeekBar {
  from: string;
  signed: number;
  waiting: number;
  local: number;
  total: number;
  local_reach: number;
  signed_reach: number;
  waiting_reach: number;
}

export interface WeekBars {
  bars: WeekBar[];
  total: number;
  first: string;
  last: string;
}

export interface Spot {
  x: number;
  y: number;
}

export interface CurveDrawn {
  acceptable_percent: number;
  unacceptable_percent: number;
  path: string;
  crosses: string;
  at: Spot;
  cases: number;
  now: string;
  words: string;
  says: string;
}

export interface SpreadCell {
  cases: number;
  heat: number;
}

export interface SpreadRow {
  label: string;
  cells: SpreadCell[];
}

export interface SpreadDrawn {
  columns: string[];
  rows: SpreadRow[];
}

export interface DoseCell {
  units_tenths: number;
  reach: number;
}

export interface DoseRow {
  label: string;
  cases: number;
  cells: (DoseCell | null)[];
}

export interface DosesDrawn {
  label: string;
  months: string[];
  rows: DoseRow[];
}

export interface RatingColumn {
  on: string;
  own: number;
  theirs: number;
  x: number;
  own_y: number;
  theirs_y: number;
}

export interface RatingsDrawn {
  cases: number;
  words: string;
  columns: RatingColumn[];
}

export interface Mark {
  x: number;
  on: boolean;
}

export interface CorrectionDrawn {
  seen: string;
  correction: string;
  words: string;
  marks: Mark[];
}

export interface Course {
  weeks: WeekBars | null;
  curve: CurveDrawn | null;
  spread: SpreadDrawn | null;
  doses: DosesDrawn[];
  ratings: RatingsDrawn | null;
  corrections: CorrectionDrawn[];
}

export interface Tab {
  id: string;
  label: string;
  href: string;
  icon: string;
  count: number;
}

export interface SyncPill {
  state: string;
  label: string;
  href: string;
}

export interface Notice {
  state: string;
  icon: string;
  text: string;
  href: string | null;
  label: string;
  send: boolean;
}

export interface Frame {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
}

export interface Ended {
  id: string;
  programme: string;
  on: string;
}

export interface Way {
  href: string;
  label: string;
}

export interface Ids {
  id: string;
  mutation: string;
}

export interface Query {
  path: string;
  query: Record<string, string>;
  ids: Record<string, string>;
  id?: string;
  fields?: Record<string, string[]>;
  problems?: Record<string, string[]>;
}

export interface Paged {
  page: number;
  of: number;
  back: string | null;
  more: string | null;
  left: number;
}

export interface Chip {
  code: string;
  label: string;
  icon: string;
  tone: string;
}

export interface Thumb {
  areas: string[];
  spots: string;
}

export interface CaseRow {
  id: string;
  href: string;
  title: string;
  areas: string[];
  thumb: Thumb;
  model: string;
  units_tenths: number;
  part: string;
  state: Chip;
  is_aside: boolean;
}

export interface Left {
  name: string;
  on: string;
  by: string;
}

export interface Handed {
  named: string;
  to: string;
  mine: boolean;
  by: string;
  reason: string;
  at: string;
  on: string | null;
}

export interface Refusal {
  mutation: string;
  kind: string;
  at: string;
  words: string;
  fields: string[];
  way: Way | null;
  again: boolean;
}

export interface ParkedRow {
  mutation: string;
  kind: string;
  at: string;
  words: string;
  fields: string[];
  way: Way | null;
  again: boolean;
  title: string;
  model: string;
}

export interface Pair {
  seen: string;
  correction: string;
  repeat: boolean;
}

export interface Registration {
  checked_on: string | null;
  mark: string;
  valid: boolean;
}

export interface Answer {
  id: string;
  verdict: string;
  signer: string;
  body: string;
  number: string;
  at: string;
  days: number;
  rating: number | null;
  anchor: string;
  feedback: string;
  instead: string;
  named: string;
  corrections: Pair[];
  grade: string;
  rev: number;
  mine: boolean;
  admitted: string;
  current: boolean;
  confirmed: boolean;
  licence: Registration;
}

export interface Kept {
  mutation: string;
  words: string;
  at: string;
  changed: string[];
  href: string | null;
  brought_by: string;
}

export interface Aside {
  by: string;
  reason: string;
  at: string;
  waits: boolean;
}

export interface ReviewDue {
  on: string;
  now: boolean;
  late: number;
}

export interface Moved {
  title: string;
  model: string;
  kind: string;
  word: string;
  was: string;
  now: string;
}

export interface Redating {
  far: string;
  count: number;
  rows: Moved[];
}

export interface AskedRow {
  id: string;
  href: string;
  title: string;
  areas: string[];
  thumb: Thumb;
  model: string;
  units_tenths: number;
  part: string;
  state: Chip;
  is_aside: boolean;
  answer: Answer | null;
}

export interface KeptRow {
  id: string;
  href: string;
  title: string;
  areas: string[];
  thumb: Thumb;
  model: string;
  units_tenths: number;
  part: string;
  state: Chip;
  is_aside: boolean;
  proposals: Kept[];
}

export interface DueRow {
  id: string;
  href: string;
  title: string;
  areas: string[];
  thumb: Thumb;
  model: string;
  units_tenths: number;
  part: string;
  state: Chip;
  is_aside: boolean;
  due: ReviewDue | null;
}

export interface DatedRow {
  id: string;
  href: string;
  title: string;
  areas: string[];
  thumb: Thumb;
  model: string;
  units_tenths: number;
  part: string;
  state: Chip;
  is_aside: boolean;
  on: string;
}

export interface DraftRow {
  entry: string;
  kind: string;
  word: string;
  saved_at: string;
  href: string | null;
  title: string;
  model: string;
}

export interface Day {
  on: string;
  near: string;
  far: boolean;
  rows: CaseRow[];
}

export interface BelatedAnswer {
  signer: string;
  verdict: string;
  at: string;
  feedback: string;
  rev: number;
  by: string;
  on: string | null;
}

export interface Unserved {
  programme: string;
  cases: number;
}

export interface Unconfirmed {
  signer: string;
  cases: number;
}

export interface Leaver {
  name: string;
  on: string;
  by: string;
  cases: number;
}

export interface HandedCases {
  named: string;
  to: string;
  by: string;
  cases: number;
}

export interface LicenceEnding {
  title: string;
  text: string;
  bad: boolean;
}

export interface TodoPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  asked: AskedRow[];
  parked: ParkedRow[];
  redating: Redating | null;
  kept: KeptRow[];
  reviews: DueRow[];
  paged: Paged;
  unnamed: DatedRow[];
  nobody: Unserved[];
  unconfirmed: Unconfirmed[];
  left: Leaver[];
  handed: HandedCases[];
  licences: LicenceEnding[];
  ended: Ended[];
}

export interface NoticeRow {
  instant: string;
  on: string;
  at: string;
  is_new: boolean;
  icon: string;
  tone: string;
  title: string;
  what: string;
  said: string;
  href: string;
}

export interface NoticeDay {
  on: string;
  near: string;
  far: boolean;
  rows: NoticeRow[];
}

export interface NoticesPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  days: NoticeDay[];
  count: number;
  news: number;
  looked: string;
  paged: Paged;
  ended: Ended[];
}

export interface MyProgramme {
  id: string;
  name: string;
  provider: string;
  roles: string[];
}

export interface LeftBehind {
  role: string;
  programme: string;
  on: string;
}

export interface WaitingRow {
  kind: string;
  word: string;
  at: string;
  title: string;
  model: string;
}

export interface MePage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  name: string;
  profession: string;
  body: string;
  number: string;
  email: string;
  links: string[];
  exports: boolean;
  programmes: MyProgramme[];
  over: LeftBehind[];
  awaiting: string[];
  licences: LicenceEnding[];
  outbox: WaitingRow[];
  parked: ParkedRow[];
  redating: Redating | null;
  drafts: DraftRow[];
  last_sync: string | null;
  fragile: boolean;
}

export interface Reckoned {
  made_on: string;
  aged: boolean;
  stale: boolean;
  local: number;
}

export interface RuleLine {
  id: string;
  href: string;
  label: string;
  kept: boolean;
  tenths: boolean;
  state: string;
  chip: StateWords;
  required: number;
  counted: number;
  waiting: number;
  excess: number;
  missing: number;
  met_on: string | null;
  holds_until: string | null;
  ended_on: string | null;
}

export interface RuleInFull {
  id: string;
  href: string;
  label: string;
  kept: boolean;
  tenths: boolean;
  state: string;
  chip: StateWords;
  required: number;
  counted: number;
  waiting: number;
  excess: number;
  missing: number;
  met_on: string | null;
  holds_until: string | null;
  ended_on: string | null;
  asks: string;
  limits: string;
  about: string;
  source: string;
  note: string;
  sure: string;
}

export interface GateLine {
  id: string;
  label: string;
  chip: StateWords;
  state: string;
  opens: boolean;
  needs: string;
  deadline: string | null;
  holds_until: string | null;
  next: RuleLine | null;
  rules: RuleLine[];
}

export interface ExceptionLine {
  kind: string;
  label: string;
  reason: string;
  by: string;
  on: string | null;
  ends: string | null;
}

export interface HomelessLine {
  kind: string;
  label: string;
  reason: string;
  by: string;
  on: string | null;
  ends: string | null;
  rule: string;
}

export interface PathwaySection {
  made_on: string;
  aged: boolean;
  stale: boolean;
  local: number;
  id: string;
  programme: string;
  set: GateSet;
  others: string;
  ready: boolean;
  to_go: number;
  deadline: string | null;
  gates: GateLine[];
  homeless: HomelessLine[];
}

export interface PathwayPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  sections: PathwaySection[];
  trains: boolean;
  ended: Ended[];
}

export interface EvidenceRow {
  href: string;
  title: string;
  thumb: Thumb;
  model: string;
  on: string;
}

export interface EvidenceList {
  code: string;
  why: string;
  count: number;
  all: string | null;
  rows: EvidenceRow[];
  absent: number;
}

export interface ExceptionInFull {
  kind: string;
  label: string;
  reason: string;
  by: string;
  on: string | null;
  ends: string | null;
  was: number | null;
  asks: number | null;
  holds: boolean;
  rows: EvidenceRow[];
}

export interface StoodLine {
  until: string;
  required: number;
  counted: number;
  met_on: string | null;
  label: string;
}

export interface ThenLine {
  day: string;
  state: string;
  counted: number;
  missing: number;
}

export interface RequirementPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  made_on: string;
  aged: boolean;
  stale: boolean;
  local: number;
  programme: string;
  gate: string;
  rule: RuleInFull;
  parts: RuleLine[];
  nearest: string | null;
  exceptions: ExceptionInFull[];
  history: StoodLine[];
  ahead: ThenLine | null;
  too_much: string;
  periods: number[];
  remarks: string[];
  lists: EvidenceList[];
  whole: boolean;
  href: string;
  paged: Paged;
  set: GateSet;
}

export interface CountsFor {
  href: string;
  label: string;
  why: string;
}

export interface Counting {
  made_on: string;
  counts: CountsFor[];
  left: CountsFor[];
}

export interface RuleMissing {
  label: string;
  kind: string;
  required: number;
  counted: number;
  waiting: number;
  percent: number | null;
}

export interface StandingLine {
  programme: string;
  made_on: string;
  asked: number;
  missing: RuleMissing[];
}

export interface TraineeRow {
  id: string;
  name: string;
  href: string;
  programmes: string;
  cohorts: string;
  signed: number;
  unconfirmed: number;
  waiting: number;
  unnamed: number;
  returned: number;
  oldest: string | null;
  days: number;
  late: boolean;
  last: string | null;
  standings: StandingLine[];
}

export interface TraineesPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  rows: TraineeRow[];
  all: number;
  found: number;
  q: string;
  paged: Paged;
  ended: Ended[];
}

export interface FullTotals {
  entries: number;
  signed: number;
  waiting: number;
  returned: number;
  unconfirmed: number;
  unnamed: number;
  withdrawn: number;
  to_go: number;
}

export interface Counted {
  label: string;
  signed: number;
  waiting: number;
}

export interface ProgressSection {
  weeks: WeekBars | null;
  curve: CurveDrawn | null;
  spread: SpreadDrawn | null;
  doses: DosesDrawn[];
  ratings: RatingsDrawn | null;
  corrections: CorrectionDrawn[];
  id: string;
  programme: string;
  gates: GateLine[];
  ring: Ring;
  totals: FullTotals;
  ready_on: string | null;
  rules: RuleBar[];
  heat: Heat;
  parts: Counted[];
  skin_types: Counted[];
  models: number;
  supervisors: number;
  set: ReportSet;
  made_on: string;
}

export interface ProgressPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  sections: ProgressSection[];
  trains: boolean;
  ended: Ended[];
}

export interface Fact {
  label: string;
  kind: string;
  value: string | number;
}

export interface Card {
  title: string;
  facts: Fact[];
}

export interface AreaUnits {
  label: string;
  count: number;
  units_tenths: number;
}

export interface PointRow {
  area: string;
  muscle: string;
  side: string;
  depth: string;
  units_tenths: number;
}

export interface DrawnMaps {
  maps: Drawn[];
  off: number;
}

export interface Points {
  units_tenths: number;
  count: number;
  areas: AreaUnits[];
  rows: PointRow[];
  drawn: DrawnMaps;
}

export interface EventTold {
  label: string;
  severity: string;
  onset_day: number | null;
  action: string;
  resolved_on: string | null;
  reported_to: string;
  supervisor_told: boolean | null;
}

export interface LineTold {
  label: string;
  kind: string;
  value: string | number;
}

export interface Told {
  small: Thumb;
  performed: string;
  points: Points;
  cards: Card[];
  events: EventTold[];
  corrections: Pair[];
  reflection: string;
  answered: string;
  self_rating: string;
  warnings: string[];
  unsaid: number;
}

export interface StateFacts {
  state: Chip;
  supervisor: string;
  unnamed: boolean;
  left: Left | null;
  handed: Handed | null;
  asides: Aside[];
  received_at: string | null;
  brought_by: string;
  ahead: string;
  untreated: string;
  refusals: Refusal[];
}

export interface Option {
  code: string;
  label: string;
  on: boolean;
}

export interface Narrowing {
  name: string;
  label: string;
  options: Option[];
}

export interface Search {
  q: string;
  choices: Narrowing[];
  on: number;
  clear: string;
  trainee: string;
  show: string;
}

export interface Filter {
  code: string;
  label: string;
  count: number;
  href: string;
  current: boolean;
}

export interface EntriesPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  writes: boolean;
  ended: Ended[];
  ring: Ring | null;
  search: Search | null;
  narrowed: boolean;
  found: number;
  filters: Filter[];
  days: Day[];
  drafts: DraftRow[];
  more: string | null;
  left: number;
  empty_logbook: boolean;
  repeat: boolean;
}

export interface ReviewTold {
  seen_on: string;
  came: boolean;
  result: string;
  asymmetry: string;
  top_up: string;
  lines: LineTold[];
  events: EventTold[];
  reflection: string;
  waits: boolean;
  brought_by: string;
}

export interface TakenBack {
  by: string;
  at: string;
  reason: string;
}

export interface Rated {
  who: string;
  rating: number;
  anchor: string;
}

export interface RatingsTold {
  rows: Rated[];
  gap: string;
}

export interface Step {
  icon: string;
  text: string;
  said: string;
  at: string | null;
}

export interface Actions {
  edit: string | null;
  amend: string | null;
  review: string | null;
  withdraw: string | null;
  repeat: string | null;
  sign: string | null;
  take_back: string | null;
  set_aside: string | null;
  is_aside: boolean;
  nudge: string | null;
}

export interface JustSaved {
  id: string;
  mutation: string;
  entry: string;
  case: string;
  of: string;
  changed: boolean;
}

export interface EntryPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  state: Chip;
  supervisor: string;
  unnamed: boolean;
  left: Left | null;
  handed: Handed | null;
  asides: Aside[];
  received_at: string | null;
  brought_by: string;
  ahead: string;
  untreated: string;
  refusals: Refusal[];
  small: Thumb;
  performed: string;
  points: Points;
  cards: Card[];
  events: EventTold[];
  corrections: Pair[];
  reflection: string;
  answered: string;
  self_rating: string;
  warnings: string[];
  unsaid: number;
  mine: boolean;
  area_title: string;
  trainee: string;
  answer: Answer | null;
  taken_back: TakenBack | null;
  hash: string | null;
  rev: number;
  reviews: ReviewTold[];
  review: ReviewDue | null;
  ratings: RatingsTold | null;
  proposals: Kept[];
  belated: BelatedAnswer[];
  history: Step[];
  counting: Counting | null;
  versions: string;
  actions: Actions;
  saved: JustSaved | null;
  code: string;
  ended: Ended[];
  to_note: boolean;
}

export interface WithdrawPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  id: string;
  mutation: string;
  ended: Ended[];
  allowed: boolean;
  case: CaseRow;
  on: string;
  problems: Problem[];
  sections: Section[];
}

export interface AsidePage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  id: string;
  mutation: string;
  allowed: boolean;
  of: string;
  case: CaseRow;
  trainee: string;
  on: string;
  asides: Aside[];
  problems: Problem[];
  sections: Section[];
}

export interface ReviewPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  id: string;
  mutation: string;
  ended: Ended[];
  allowed: boolean;
  case: CaseRow;
  on: string;
  days: number;
  supervisor: string;
  named: boolean;
  due_on: string | null;
  drafted: boolean;
  before: number;
  problems: Problem[];
  sections: Section[];
}

export interface FormBase {
  rev: string;
  hash: string;
}

export interface TakenFrom {
  last: boolean;
  model: string;
  on: string;
}

export interface Signed {
  hash: string;
  rev: number;
  by: string;
}

export interface AskedOf {
  signer: string;
  at: string;
  feedback: string;
  corrections: Pair[];
}

export interface Seen {
  times: number;
  on: string;
  same: string[];
}

export interface Recent {
  code: string;
  on: string;
}

export interface PointsTyped {
  title: string;
  count: number;
  units_tenths: number;
  map: Drawn | null;
}

export interface _From {
  from: string;
}

export interface FormPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  from: string;
  new: boolean;
  first: boolean;
  taken: TakenFrom | null;
  observable: boolean;
  redrawn: boolean;
  problems: Problem[];
  sections: Section[];
  kept: string[];
  points: PointsTyped;
  units_tenths: number;
  cautions: Problem[];
  measures: Fact[];
  sure: string[];
  entry: string;
  mutation: string;
  base: FormBase;
  tz: string;
  signed: Signed | null;
  asked: AskedOf | null;
  instead: string;
  ended: Ended[];
  locked: boolean;
  drafted: boolean;
  seen: Seen | null;
  to_note: string;
  recent: Recent[];
}

export interface ToldLine {
  lead: string;
  kind: string;
  value: string | number;
}

export interface Side {
  lines: ToldLine[];
  thumb: Thumb | null;
}

export interface Difference {
  name: string;
  label: string;
  before: Side;
  after: Side;
}

export interface Changed {
  rev: number;
  rows: Difference[];
}

export interface ChoiceRow {
  name: string;
  label: string;
  mine: Side;
  other: Side;
  picked: string;
}

export interface Rival {
  mutation: string;
  here: boolean;
  words: string;
  at: string;
  rows: ChoiceRow[];
}

export interface Other {
  at: string | null;
  by: string;
}

export interface ChoicePage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  id: string;
  mutation: string;
  case: CaseRow;
  on: string;
  problems: string[];
  base: FormBase;
  rival: Rival | null;
  each: boolean;
  ended: Ended[];
  anew: boolean;
  others: number;
  other: Other;
  signed: string;
  withdrawn: boolean;
}

export interface VersionAnswer {
  verdict: string;
  signer: string;
  at: string;
  taken_back: boolean;
  feedback: string;
  admitted: string;
}

export interface Version {
  rev: number;
  hash: string;
  at: string | null;
  current: boolean;
  first: boolean;
  waits: boolean;
  brought_by: string;
  answers: VersionAnswer[];
  handovers: Handed[];
  rows: Difference[];
}

export interface KeptVersion {
  words: string;
  at: string;
  here: boolean;
  rows: Difference[];
  href: string | null;
}

export interface VersionsPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  case: CaseRow;
  on: string;
  trainee: string;
  versions: Version[];
  missing: number;
  kept: KeptVersion[];
}

export interface SignRow {
  id: string;
  href: string;
  title: string;
  areas: string[];
  thumb: Thumb;
  model: string;
  units_tenths: number;
  part: string;
  state: Chip;
  is_aside: boolean;
  trainee: string;
  names: string;
  holder: string;
  programme: string;
  handed: boolean;
  days: number;
  late: boolean;
  rev: number;
  flags: string[];
  begun: boolean;
}

export interface SignDay {
  on: string;
  near: string;
  far: boolean;
  rows: SignRow[];
}

export interface SignGroup {
  id: string;
  title: string;
  count: number;
  days: SignDay[];
}

export interface SignoffsPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  groups: SignGroup[];
  count: number;
  paged: Paged;
  signed: boolean;
  ended: Ended[];
  late: number;
  late_days: number;
}

export interface SignedRow {
  id: string;
  href: string;
  title: string;
  areas: string[];
  thumb: Thumb;
  model: string;
  units_tenths: number;
  part: string;
  state: Chip;
  is_aside: boolean;
  hash: string;
  trainee: string;
  at: string;
  rating: number | null;
  withdrawn: boolean;
  waiting: boolean;
  confirmed: boolean;
  licence: Registration;
  programme: string;
  takes_back: boolean;
}

export interface SignedPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  ended: Ended[];
  awaiting: string[];
  rows: SignedRow[];
  count: number;
  paged: Paged;
}

export interface TakeBackPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  id: string;
  mutation: string;
  allowed: boolean;
  ended: Ended[];
  signoff: string;
  row: SignedRow;
  problems: Problem[];
  sections: Section[];
}

export interface Password {
  type: string;
  name: string;
  id: string;
  label: string;
  hint: string;
  optional: boolean;
  required: boolean;
  value: string;
  problems: string[];
  max_length: number;
}

export interface SheetPage {
  title: string;
  heading: string;
  back: string | null;
  build: string;
  here: string;
  tabs: Tab[];
  sync: SyncPill | null;
  notice: Notice | null;
  state: Chip;
  supervisor: string;
  unnamed: boolean;
  left: Left | null;
  handed: Handed | null;
  asides: Aside[];
  received_at: string | null;
  brought_by: string;
  ahead: string;
  untreated: string;
  refusals: Refusal[];
  small: Thumb;
  performed: string;
  points: Points;
  cards: Card[];
  events: EventTold[];
  corrections: Pair[];
  reflection: string;
  answered: string;
  self_rating: string;
  warnings: string[];
  unsaid: number;
  id: string;
  mutation: string;
  entry: string;
  base: FormBase;
  allowed: boolean;
  standing: string;
  trainee: string;
  model: string;
  part: string;
  product: string;
  days: number;
  late: boolean;
  late_days: number;
  before: Answer | null;
  reviews: ReviewTold[];
  changed: Changed | null;
  instead: boolean;
  rated: boolean;
  meaning: string;
  awaiting: string[];
  picks: string[];
  nonce: string;
  email: string;
  password: Password;
  problems: Problem[];
  fields: Record<string, Field | Rows>;
}
