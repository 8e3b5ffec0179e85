// A reward while it is prepared and afterwards: what was answered with which evidence, which rule set was chosen, what it comes to.
import type { Calculation, RewardInput } from './calculation.ts';
import type { Reward } from './actions.ts';
import type { Exhibit } from './exhibits.ts';
import type { Considered } from './select.ts';
import type { Relation } from './reporters.ts';
import type { ClawbackGround, RewardState } from './states.ts';
import { GATES, type Gate, type LevelCode, type Party, type Profile } from './vocabulary.ts';

/** `open`: nobody has proposed it yet. Later it is the state of the workflow. */
export type Stage = 'open' | RewardState;
export const STAGES = [
  'open', 'returned', 'proposed', 'reviewed', 'endorsed', 'approved', 'notified', 'claimed', 'paid', 'completed', 'waived', 'lapsed', 'refused', 'notEligible', 'clawedBack',
] as const satisfies readonly Stage[];

/** Which day selects the rule set (setting S5). */
export const VERSION_DATES = ['report', 'verification', 'award'] as const;
export type VersionDate = (typeof VERSION_DATES)[number];

/** The rule set in use and why this one. `ruleId` null: none could be chosen, `refusal` says why. */
export type Choice = {
  jurisdiction: string; basis: VersionDate; date: string; reason: string; by: string; on: string;
  ruleId: string | null; version: number | null; considered: readonly Considered[]; refusal: { reason: string; missing: readonly string[] } | null;
};

/** `evidence` says in words where it is; `source` names what was chosen. One of them is there. */
export type GateAnswer = { holds: boolean; evidence: string; source?: string | null; by: string; on: string };
/** One finding of the decided case. `amountFen`: the loss to be recovered, never a fine. `inReportedMatter` null: nobody has said. */
export type Line = { id: string; name: string; provision: string; amountFen: number; inReportedMatter: boolean | null; reason: string };
/** Level, profile and causing party with the evidence; `confirmedBy`: everybody who stands for it. `jointProfiles`: of a joint report, what its members are. */
export type Standing = { level: LevelCode | null; profile: Profile; jointProfiles?: readonly Profile[]; lossBy: Party | null; evidence: string; source?: string | null; confirmedBy: readonly { by: string; on: string }[] };
/** Discretionary values with reason and evidence: basis points and fen; null where not stated. */
export type Discretion = { rateBp: number | null; pointsBp: number | null; amountFen: number | null; reason: string; evidence?: string; source?: string | null; by: string; on: string };

export type StoredCalculation = Calculation & { engine: string; at: Date; fingerprint: string };

/** Money went out, not in cash. `failed`: it came back, with the reason. `tax`: what the payer noted about tax. */
export type Payment = { id: string; on: string; voucher: string; amountFen: number; by: string; tax?: string; failed: { on: string; reason: string; by: string } | null };

/** Taken back: how much, why, and what of it came back so far. */
export type Clawback = { ground: ClawbackGround; reason: string; amountFen: number; on: string; by: string; recovered: readonly { on: string; voucher: string; amountFen: number; by: string }[] };

/** A joint report 联名: one award, collected by the representative; the engine does not divide it. Members are known by their reports or counted, never named. */
export type Joint = { reports: readonly string[]; representative: string; members: number; division: string; authority: string };

/** What an act ordered in another document: done right after it, and again until it is done. */
export type Pending = { key: string; what: 'decision' | 'notice' | 'told' | 'claim'; message: string; by: string; on: string };

/** Who stands first, with the proof: the order of receipt, who was set aside, what an officer answered. */
export type FirstProof = {
  /** `salt` opens the order number in the reporter's receipt: who was first can be checked without us. */
  order: readonly { number: string; register: string; receivedOn: string; receivedAt?: string; salt?: string | null }[];
  setAside: readonly { number: string; register: string; why: string }[];
  answers: { passedOver: readonly string[]; earliest: string | null; reason: string; evidence?: string; source?: string | null; relations?: readonly { number: string; relation: Relation }[]; laterFactsEarnNothing?: boolean; agencyFirst?: readonly string[] } | null;
  /** Leads of the bureau's own about the same case, which may have made the facts known before. */
  heldBefore?: readonly { number: string; receivedOn: string }[];
};

/** The sealed second volume 副卷: the only place where a case and a report are named together. No identity is in it. */
export type Matter = Reward & {
  id: string;
  version: number;
  caseId: string;
  reportId: string;
  report: { number: string; register: string; receivedOn: string; identity: 'realName' | 'identifiable' };
  case: { number: string; name: string; party: string; decidedOn: string; closedOn: string | null };
  openedBy: string;
  openedOn: string;
  first: FirstProof;
  choice: Choice;
  gates: Partial<Record<Gate, GateAnswer>>;
  lines: readonly Line[];
  standing: Standing | null;
  discretion: Discretion | null;
  calculation: StoredCalculation | null;
  /** Frozen at approval. */
  approvedFen: number | null;
  payments: readonly Payment[];
  pending: readonly Pending[];
  /** How the reporter proved himself at the claim. */
  claim: { on: string; way: 'self' | 'recorded' | 'agent'; passphrase: boolean } | null;
  /** 1, or more where another reporter told of other facts of the same case. */
  part: number;
  joint: Joint | null;
  clawback: Clawback | null;
  /** Papers of the claim (power of attorney, identity papers), sealed; shown to the reward officer only. */
  files: readonly string[];
  /** What the answers rest on; seen by who may see the reward. */
  exhibits?: readonly Exhibit[];
};

/** What rewards of earlier versions lack. */
export const LATER_FIELDS = { part: 1, joint: null, clawback: null, files: [], exhibits: [], waitsAt: null } as const;

/** The workflow knows no state before the first proposal: such a reward is `returned` without an event. */
export const stageOf = (matter: Pick<Matter, 'state' | 'events'>): Stage => (matter.state === 'returned' && matter.events.length === 0 ? 'open' : matter.state);
/** Its word, for whoever may know it. */
export const stageKey = (matter: Pick<Matter, 'state' | 'events'>): string => `rewards.stage.${stageOf(matter)}`;
export const isBeingPrepared = (matter: Pick<Matter, 'state'>): boolean => matter.state === 'returned';

export const lossOf = (lines: readonly Line[]): number => lines.filter((line) => line.inReportedMatter === true).reduce((sum, line) => sum + line.amountFen, 0);

/** What the engine is asked: only what was answered, so that a missing answer is its refusal and not our guess. */
export function inputOf(matter: Pick<Matter, 'lines' | 'standing' | 'discretion' | 'gates' | 'choice' | 'report'>): RewardInput {
  const { lines, standing, discretion, gates, choice, report } = matter;
  const said = lines.filter((line) => line.inReportedMatter !== null);
  const failed = GATES.filter((gate) => gates[gate]?.holds === false);
  return {
    versionDate: choice.date,
    realName: report.identity === 'realName',
    ...(said.length === 0 ? {} : { lines: said.map((line) => ({ id: line.id, inReportedMatter: line.inReportedMatter === true, kind: 'loss' as const, amountFen: line.amountFen })) }),
    ...(standing?.level ? { level: standing.level } : {}),
    ...(standing ? { profile: standing.profile } : {}),
    ...(standing?.jointProfiles ? { jointProfiles: standing.jointProfiles } : {}),
    ...(standing?.lossBy ? { lossBy: standing.lossBy } : {}),
    ...(failed.length > 0 ? { failedGates: failed } : {}),
    ...(discretion ? { officerReason: discretion.reason } : {}),
    ...(discretion === null || discretion.rateBp === null ? {} : { officerRateBp: discretion.rateBp }),
    ...(discretion === null || discretion.pointsBp === null ? {} : { officerPointsBp: discretion.pointsBp }),
    ...(discretion === null || discretion.amountFen === null ? {} : { officerAmountFen: discretion.amountFen }),
  };
}
