// A rule set: one jurisdiction's reward rules as data. Amounts are decimal strings in yuan, rates decimal strings in percent,
// dates 'YYYY-MM-DD', 'YYYY-MM' or 'YYYY'; `null` is "not known: must be entered from the official text" unless said otherwise.
import type { BaseKind, Gate, Layer, LevelCode, Mark, Party, Profile, ReporterType, Status, Target } from './vocabulary.ts';

export type Text = { zh: string; en: string };

/** One end of a bracket or segment; `including` says to which side a value exactly at `upTo` belongs. `upTo: null` is the open top. */
export type Bracket = { upTo: string | null; including: boolean; then: Formula };
/** `percent: null`: the rate is not known and the engine refuses above the segment's lower end. */
export type Segment = { upTo: string | null; including: boolean; percent: string | null };

export type Formula =
  | { kind: 'rate'; percent: string; of: 'base' | 'fines' }
  | { kind: 'rateRange'; from: string; to: string }
  | { kind: 'sum'; yuan: string }
  | { kind: 'sumRange'; from: string; to: string }
  /** `excessOver: null`: the rate is on the whole amount, else on what exceeds it. */
  | { kind: 'sumPlusRate'; yuan: string; percent: string; excessOver: string | null }
  | { kind: 'brackets'; brackets: readonly Bracket[] }
  | { kind: 'segments'; segments: readonly Segment[] }
  | { kind: 'byLevel'; levels: Partial<Record<LevelCode, Formula>> }
  | { kind: 'byParty'; parties: Record<Party, Formula> }
  | { kind: 'byProfile'; profiles: Partial<Record<Profile, Formula>>; otherwise: Formula }
  | { kind: 'total'; parts: readonly Formula[] }
  | { kind: 'honour' }
  | { kind: 'refused' };

export type Level = { code: LevelCode; name: string; condition: Text | null; evidence: Text | null };

export type Bonus =
  /** Award × percent on top; `atLeast` is a floor of its own for the award with the bonus. */
  | { kind: 'amount'; profiles: readonly Profile[]; percent: string; atLeast: string | null; inNoLoss: boolean; realNameOnly: boolean }
  | { kind: 'points'; profiles: readonly Profile[]; points: string }
  | { kind: 'officerPoints'; profiles: readonly Profile[]; upTo: string }
  /** "Raised as appropriate" without a figure: setting S13. */
  | { kind: 'raise'; profiles: readonly Profile[] };

export type NoLoss =
  | { kind: 'fixed'; yuan: string }
  | { kind: 'range'; from: string; to: string }
  /** The officer's sum, at most the cap. */
  | { kind: 'officerSum' };

export type DeadlineUnit = 'workingDays' | 'days' | 'months';
export type Deadline = {
  code: 'REWARD_PROPOSE' | 'REWARD_APPROVE' | 'REWARD_NOTICE' | 'REWARD_CLAIM';
  amount: number;
  unit: DeadlineUnit;
  trigger: 'caseClosed' | 'verificationFinished' | 'proposed' | 'approved' | 'closedOrCriminalLiability' | 'noticeReceived' | 'noticeSent';
  /** What lateness means, where the rule says it. */
  late: 'deemedWaived' | null;
  mark: Mark;
};

/** Section 8: points that no source settles, stored with each rule set. */
export type Settings = {
  rounding: { unit: 'fen' | 'yuan'; mode: 'halfUp' | 'down' | 'up' };
  roundAt: 'end' | 'eachStep';
  floorBonusOrder: 'floorThenBonus' | 'bonusThenFloor';
  capLast: boolean;
  versionDate: 'report' | 'verification' | 'award';
  nationalWrapDate: 'sameAsVersionDate';
  wrapHonourOnly: 'refuse' | 'no' | 'lift';
  baseAfterTransition: BaseKind;
  rangeBounds: 'both' | 'upper' | 'lower' | 'none';
  mixedParty: 'refuse';
  bonusStacking: 'refuse' | 'add';
  perCaseUnit: 'reportedMatter';
  raiseAsAppropriate: 'officerAmount';
  claimMonths: 'calendarMonths';
  jointProfile: 'refuse' | 'ordinary';
  noLossUnder2022: 'ownClause' | 'never';
};

/** An officer's act that makes a draft usable, with the citation and date that the source lacked. */
export type Confirmation = { text: string; by: string; on: string; documentNo: string | null; effectiveFrom: string | null };

export type DatePrecision = 'day' | 'month' | 'year' | 'unknown' | 'open';

/** Which national layer may stand around the rule; `noneUntil` takes none before that month and is an officer's decision from then on. */
export type Wrapping = { kind: 'national' } | { kind: 'none' } | { kind: 'noneUntil'; month: string };

export type RuleSet = {
  id: string;
  version: number;
  kind: 'frame' | 'local';
  parentId: Layer | null;
  /** Six digits of GB/T 2260; null where the place is not identified. */
  jurisdictionCode: string | null;
  jurisdiction: Text;
  /** Only a `known` own rule can be chosen by place and date. */
  ownRule: 'known' | 'existenceNotKnown' | 'pointer' | 'procedure';
  pointsTo: string | null;
  medicalSecurity: boolean;
  title: string;
  documentNo: string | null;
  issuers: readonly string[];
  issuedOn: string | null;
  effectiveFrom: string | null;
  effectiveTo: string | null;
  datePrecision: { from: DatePrecision; to: DatePrecision };
  /** Not in force before this day although the exact day is not known. */
  notBefore: string | null;
  status: Status;
  /** An incomplete rule set whose known branches may be computed. */
  partlyComputable: boolean;
  /** Paths of what must be entered from the official text. */
  missing: readonly string[];
  /** Paths of the branches that refuse. */
  refusedBranches: readonly string[];
  wrapping: Wrapping;
  base: BaseKind;
  reporterTypes: readonly ReporterType[];
  realNameOnly: boolean;
  targets: readonly Target[];
  conduct: 'fraud' | 'anyViolation' | 'notStated';
  formula: Formula | null;
  /** Empty: the rule has no levels. Null: not known. */
  levels: readonly Level[] | null;
  /** Levels are mentioned but have no figures: a stated level is a branch that refuses. */
  refusesStatedLevel: boolean;
  /** The profiles that count here besides `ordinary`. */
  profiles: readonly Profile[];
  floors: { award: string | null; levels: Partial<Record<LevelCode, string>> };
  /** A cap of the level binds beside that of the award. */
  caps: { award: string | null; levels?: Partial<Record<LevelCode, string>> | undefined };
  bonuses: readonly Bonus[];
  noLoss: NoLoss | null;
  /** A frame's own gates; of a local rule only what it adds to its layer. */
  conditions: readonly Gate[];
  exclusions: readonly Gate[];
  deadlines: readonly Deadline[];
  settings: Settings;
  sources: readonly string[];
  /** Path of a field → the clause of the document that it stands in (第九条), where it is known. */
  clauses?: Readonly<Record<string, string>> | undefined;
  confidence: Readonly<Record<string, Mark>>;
  confirmation: Confirmation | null;
  remarks: readonly Text[];
};

/** The clause of a field: its own entry, else that of the nearest field around it; null where none is entered. */
export function clauseOf({ clauses = {} }: RuleSet, field: string): string | null {
  const parts = field.split('.');
  for (let end = parts.length; end > 0; end -= 1) {
    const found = clauses[parts.slice(0, end).join('.')];
    if (found !== undefined) return found;
  }
  return null;
}

/** The mark of a field: its own entry, else that of the field it belongs to. */
export const markOf = (rule: RuleSet, field: string): Mark => rule.confidence[field] ?? rule.confidence[field.split('.')[0] ?? field] ?? '-';
