// What the service hands to pages: everything a page shows, and nothing that it should not have.
import type { CaseFacts } from '../../cases/rules/facts.ts';
import type { Delivery, DocumentLine } from '../../documents/rules/document.ts';
import type { ClockView } from '../../law/rules/clocks.ts';
import type { Evaluation } from './calculation.ts';
import type { Offered } from './exhibits.ts';
import type { Approval, Budget } from './funds.ts';
import type { Sums } from './ledger.ts';
import type { Matter, Stage, StoredCalculation } from './matter.ts';
import type { Gap, Preparation } from './readiness.ts';
import type { Proposal } from './reporters.ts';
import type { Route } from './route.ts';
import type { RuleSet } from './rule-set.ts';
import type { ActionName } from './states.ts';
import type { Gate } from './vocabulary.ts';
import type { WhatIf } from './what-if.ts';
import type { NoticeWay } from './wish.ts';

/** What a claim holds: never in the reward, never in a list, under the key of identities. */
export type ClaimData = { name: string; idNumber: string; bank: string; account: string; agent?: { name: string; idNumber: string } };
export const CLAIM_REASONS = ['verify', 'pay', 'correct', 'recover'] as const;
export type ClaimReason = (typeof CLAIM_REASONS)[number];
/** What an officer writes anew; null leaves it as it was. */
export type Correction = { name: string | null; idNumber: string | null; bank: string; account: string; reason: string; voucher: string };

export type ListGroup = 'active' | 'closed';
export type RewardLine = { id: string; stage: Stage; report: Matter['report']; case: Matter['case']; amountFen: number | null; openedOn: string };

/** The reports of a case in their order with its proof, what is still asked, and what the answers may rest on. */
export type FirstInLine = { facts: CaseFacts; proposal: Proposal; salts: ReadonlyMap<string, string | null>; offered: readonly Offered[]; heldBefore: readonly { number: string; receivedOn: string }[]; reports: readonly { id: string; number: string; register: string; receivedOn: string; withdrawnOn: string | null }[] };

export type ShownClock = { nameZh: string; nameEn: string; view: ClockView };
/** Everything an officer's page shows of one reward. */
export type RewardDossier = {
  matter: Matter; permitted: ActionName[]; mayPrepare: Preparation[]; waitsForRule: boolean; mayOpenClaim: boolean; claimReasons: ClaimReason[]; gaps: Gap[]; gates: Gate[]; clocks: ShownClock[]; documents: DocumentLine[];
  whatIf: readonly WhatIf[];
  /** What counting a finding in, or leaving it out, would give. */
  otherLines: readonly { line: string; counted: boolean; amountFen: number | null; reason: string | null }[];
  isIdentical: boolean | null; opened: number; today: string;
  /** Who may approve this sum, and what the year's budget leaves. */
  approval: Approval | null; budget: Budget;
  /** Above the limit: who agrees and who decides; null where the own head decides. */
  route: Route | null;
  /** Another reporter told of other facts of the case and has no award yet. */
  hasOthers: boolean;
  files: readonly { id: string; size: number }[];
  /** How the reporter wants to be told, and how he was; null for whoever does not notify. */
  notice: NoticeState | null;
  /** What an answer may rest on; empty for who answers nothing. */
  offered: readonly Offered[];
};

export type ReporterReward = { matter: Matter; permitted: ActionName[]; needsPassphrase: boolean; mayAmend: boolean; clock: ClockView | null; notice: string | null };
export type Estimate = { evaluation: Evaluation; ruleSet: RuleSet | null; frame: RuleSet | null };

/** What the head of a bureau above sees of a reward that waits for him: the sum, its rule and steps, who agreed so far and who comes after; nothing of report, reporter or evidence. */
export type AboveReward = { id: string; version: number; bureau: string; caseNumber: string; amountFen: number; limit: Approval; route: Route | null; path: readonly { bureau: string; on: string }[]; baseFen: number; traced: Pick<StoredCalculation, 'evaluation' | 'ruleSet' | 'frame'> | null; permitted: ActionName[] };
/** One reward in the ledger. Who is kept out of it sees its sums only. */
export type LedgerLine = { id: string; openedOn: string; report: string; caseNumber: string; stage: Stage; rule: string; sums: Sums; approvedOn: string; paidOn: string; vouchers: string; tax: string; isRecused: boolean };
export type BankRow = { name: string; account: string; bank: string; amountFen: number; reference: string };
/** `wished` null: he has not said. */
export type NoticeState = { wished: NoticeWay | null; deliveries: readonly Delivery[]; documentId: string | null; mayOpenContact: boolean };
