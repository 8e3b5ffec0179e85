// What goes into an evaluation and what comes out of it. Both are plain JSON: a stored calculation can be computed again.
import type { RuleSet } from './rule-set.ts';
import type { BaseKind, Gate, Layer, LevelCode, Mark, Outcome, Party, Profile, Refusal } from './vocabulary.ts';

/** One line of the base for each finding; only losses in the reported matter count, never fines. */
export type BaseLine = { id: string; inReportedMatter: boolean; kind: 'loss' | 'fine'; amountFen: number };

/** Amounts in fen, rates and points in basis points (0.01 %); all whole numbers. What is absent was not stated. */
export type RewardInput = {
  lines?: readonly BaseLine[];
  baseKind?: BaseKind;
  level?: LevelCode;
  profile?: Profile;
  /** Joint reporters: the profile of each; different ones are setting S15. */
  jointProfiles?: readonly Profile[];
  lossBy?: Party;
  officerRateBp?: number;
  officerPointsBp?: number;
  officerAmountFen?: number;
  /** Absent: taken as given elsewhere. Empty: no reason. */
  officerReason?: string;
  nationalLayer?: Layer | 'none';
  versionDate?: string;
  failedGates?: readonly Gate[];
  /** False where the reporter did not give his name; absent: taken as met. */
  realName?: boolean;
};

export type StepName =
  | 'version' | 'status' | 'gates' | 'base' | 'branch' | 'officer' | 'raw' | 'floor' | 'bonus' | 'localCap' | 'national' | 'rounding';

export type Source = { rule: string; version: number; article: string; mark: Mark };

export type TraceStep = {
  /** The number of section 9.1. */
  number: number;
  name: StepName;
  source: Source;
  inputs: Readonly<Record<string, string>>;
  /** Symbols only, the same in every language. */
  formula: string;
  /** The exact result so far as a ratio of yuan; null before there is one. */
  exact: string | null;
  /** The same in decimal digits. */
  yuan: string | null;
  /** This step changed the amount. */
  changed: boolean;
  /** Codes of what a reader should know: `baseKindDiffers`, `officerValueUnused`, `notBinding` … or the reason of the refusal. */
  notes: readonly string[];
};

export type Reason = Refusal | Gate | 'REAL_NAME_REQUIRED';

export type Evaluation = {
  outcome: Outcome;
  /** With AMOUNT and HONOUR_ONLY (then 0). */
  amountFen?: number;
  reason?: Reason;
  /** What must be supplied before the engine can answer: paths of the rule set or fields of the input. */
  missing?: readonly string[];
  ruleId: string;
  /** Null where no version was found. */
  version: number | null;
  layer: Layer | null;
  trace: readonly TraceStep[];
};

/** A calculation with full copies of what it used, so that it gives the same fen for ever. */
export type Calculation = {
  ruleSet: RuleSet;
  frame: RuleSet | null;
  input: RewardInput;
  confirmed: boolean;
  evaluation: Evaluation;
};
