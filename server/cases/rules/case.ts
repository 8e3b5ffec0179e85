// What a case is: one party, one matter, one file (一案一卷). State, history and everything that was found stand in one document.
import type { Clock } from '../../law/rules/clocks.ts';

export const CASE_STATES = [
  'investigating', 'suspended', 'terminated', 'reported', 'legalReview', 'reviewPassed', 'notified', 'hearing', 'legalReview2', 'collectiveDiscussion',
  'decided', 'served', 'executing', 'executed', 'courtEnforcement', 'closed', 'archived', 'transferredPolice', 'revoked', 'amended',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const SUBJECT_KINDS = ['INSTITUTION', 'PHARMACY', 'AGENCY', 'INDIVIDUAL', 'EMPLOYER', 'OUTSIDER'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
/** SOLE: a self-employed person (个体工商户), whose hearing threshold is a number of its own. */
export const PERSON_KINDS = ['UNIT', 'SOLE', 'PERSON'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

export type Party = {
  kind: SubjectKind; personKind: PersonKind; name: string; institutionId: string | null;
  creditCode: string; representative: string; address: string; isInsured: boolean;
};

/** An officer of the case; `until` is the day of leaving it. Who once handled a case stays among its former officers for ever. */
export type CaseOfficer = { id: string; name: string; certificate: string; validTo: string; from: string; until: string | null };

/** `decision` null: pending. A pending application does not stop the inquiry (行政处罚法第四十三条). */
export type Recusal = {
  id: string; personId: string; personName: string; source: 'self' | 'party'; reason: string; on: string;
  decision: { isRecused: boolean; reason: string; by: string; on: string } | null;
};

export const TIERS = ['NONE', 'REDUCED', 'LIGHT', 'NORMAL', 'HEAVY'] as const;
export type Tier = (typeof TIERS)[number];

/** Discretion of one finding, as an officer enters it; the calculator judges it. */
export type PenaltyEntry = {
  tier: Tier; grounds: string[]; multiple: string | null; fineFen: number | null; suspensionMonths: string | null; suspensionUnit: string;
  terminateAgreement: boolean; reason: string; by: string; on: string;
  /** The earlier finding that is the same act; null: an act of its own. */
  sameActAs: string | null;
};

/** Amounts in fen. `conductFrom`, `conductTo`, `discoveredOn` are legal dates. */
export type Finding = {
  id: string; violationCode: string; lawCode: string; article: string; item: string | null;
  conductFrom: string; conductTo: string; discoveredOn: string;
  grossFen: number | null; lossFen: number | null; defraudedFen: number | null;
  intent: boolean; refusedToCorrect: boolean; correctionOrderId: string | null; seriousConsequence: boolean;
  unsplit: { reason: string; reviewerId: string | null } | null;
  facts: string; evidenceIds: string[]; penalty: PenaltyEntry | null;
};

export const PRESERVATION_DISPOSALS = ['RETURNED', 'KEPT_AS_EVIDENCE', 'SEALED', 'HANDED_OVER', 'LIFTED'] as const;
/** 先行登记保存: to be disposed of before `dueOn` (行政处罚法第五十六条). */
export type Preservation = { on: string; what: string; keptAt: string; approvedBy: string; disposal: { kind: (typeof PRESERVATION_DISPOSALS)[number]; on: string; note: string; by: string } | null };

export type EvidenceItem = {
  id: string; no: number; kind: string; name: string; obtainedOn: string; obtainedBy: string[]; source: string; proves: string; fileIds: string[];
  preservation: Preservation | null;
  /** The party was shown it and could comment. */
  heard: { on: string; comment: string } | null;
};

export type Statement = { id: string; on: string; by: string; text: string; evidenceId: string | null };
export type CorrectionOrder = {
  id: string; on: string; dueOn: string; what: string; findingIds: string[];
  followUp: { on: string; isCorrected: boolean; note: string; by: string } | null;
};

export type Signature = { id: string; name: string; on: string };
/** 调查终结报告: fields of 程序规定第三十六条. */
export type EndReport = {
  course: string; facts: string; nature: string; proposal: string; discretion: string;
  /** 情节复杂或者重大: then the heads discuss it together (行政处罚法第五十七条). */
  isComplex: boolean;
  writtenBy: string; on: string; factsVersion: number; signatures: Signature[]; submittedOn: string | null;
};

export type Opinion = 'AGREE' | 'CONTINUE' | 'CHANGE' | 'CORRECT' | 'OTHER';
export type Review = { round: number; isSecond: boolean; sentOn: string; factsVersion: number; reviewerId: string | null; opinion: Opinion | null; text: string; on: string | null };

export const CHANGE_REASONS = ['FIRST', 'DEFENCE', 'FACTS', 'EVIDENCE', 'BASIS'] as const;
export type ChangeReason = (typeof CHANGE_REASONS)[number];
export type NoticedFinding = { id: string; fineFen: number; suspensionMonths: string | null; terminateAgreement: boolean };
/** An express waiver by the party: what of, when, in what form. */
export type Waiver = { on: string; form: string; text: string; by: string };
export type Defence = { on: string; text: string; isAccepted: boolean; answer: string; by: string };
export type PartyVoice = { defences: Defence[]; defenceWaiver: Waiver | null; hearingWaiver: Waiver | null; hearingRequestedOn: string | null };

export type Hearing = {
  notifiedOn: string; on: string; place: string; hostId: string; hostName: string; isPublic: boolean;
  record: { text: string; isPartyPresent: boolean; isSigned: boolean; hostOpinion: string; on: string } | null;
};

/** 事先告知: printed from the calculator's numbers of one version of the facts, with what the party said to it. */
export type PriorNotice = {
  id: string; issuedOn: string; factsVersion: number; newBecauseOf: ChangeReason; why: string;
  fineTotalFen: number; refundTotalFen: number; findings: NoticedFinding[]; hasHearingRight: boolean;
  servedOn: string | null; servedWay: string | null; voice: PartyVoice; hearing: Hearing | null;
};

export type Discussion = { on: string; factsVersion: number; members: string[]; absent: string; agreed: number; against: number; minutes: string; outcome: string; by: string };

export const DECISION_KINDS = ['PENALTY', 'NO_PENALTY', 'NOT_ESTABLISHED', 'TO_OTHER_DEPT', 'TO_JUSTICE'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];
export type DecidedFinding = NoticedFinding & { baseFen: number; refundFen: number; multiple: string | null; ruleCode: string };
export type Decision = {
  kind: DecisionKind; on: string; by: string; byName: string; reason: string; basis: string; refundFen: number; fineFen: number;
  findings: DecidedFinding[]; receivingBody: string; lateReason: string; remedyText: string;
};

export const SERVICE_WAYS = ['DIRECT', 'LEFT', 'ENTRUSTED', 'POST', 'ELECTRONIC', 'ANNOUNCED'] as const;
export type Service = { on: string; way: (typeof SERVICE_WAYS)[number]; recipient: string; note: string; fileIds: string[]; isElectronicConfirmed: boolean };

export const PAYMENT_KINDS = ['REFUND', 'FINE', 'SURCHARGE'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];
export const ACCOUNTS = ['FUND_FISCAL_ACCOUNT', 'TREASURY'] as const;
export type AccountKind = (typeof ACCOUNTS)[number];
export type Payment = { id: string; kind: PaymentKind; account: AccountKind; amountFen: number; on: string; voucher: string; by: string };
export type SuspensionNote = { findingId: string; from: string; to: string; note: string };

/** The decision before the public (行政处罚法第四十八条), or the head's reason why it is kept from it. */
export type Publication = { kind: 'PUBLISHED' | 'KEPT'; on: string; where: string; reason: string; by: string };

export type ClosingKind = 'EXECUTED' | 'COURT_ACCEPTED' | 'NOTHING_TO_EXECUTE' | 'TERMINATED' | 'OTHER';
export type Closing = { kind: ClosingKind; report: string; writtenBy: string; writtenOn: string; approvedBy: string | null; closedOn: string | null };

/** A clock of the case; `subject` tells clocks of one code apart (the evidence item of a preservation, the round of a review). */
export type CaseClock = { subject: string; clock: Clock };

/** How a paper was served, until the documents feature has it on record. */
export type PaperDelivery = Pick<Service, 'on' | 'way' | 'note'> & { fileId: string | null; by: string; isRecorded: boolean };
/** A document that an act orders. Its slots are frozen here, so that issuing it can be repeated until it is done. */
export type Paper = { key: string; kind: PaperKind; slots: Record<string, string>; by: string; on: string; isNumbered: boolean; isIssued: boolean; delivery: PaperDelivery | null };
export const PAPER_KINDS = ['filingForm', 'orderToCorrect', 'endReport', 'reviewOpinion', 'priorNotice', 'hearingNotice', 'decision', 'serviceReceipt', 'closingReport'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Who did what when. `name` is the case's name as it stood after the act; `args` are codes, dates and amounts, `note` a person's words. */
export type CaseEvent = { at: Date; by: string; act: string; state: CaseState; name: string; note: string; args: Record<string, string | number>; fileIds: string[] };

export type Filing = { on: string; by: string; suspect: string; punishable: string; jurisdiction: string; reason: string; lead: { source: string } };

export type Case = {
  id: string; bureau: string; number: string; state: CaseState; name: string; version: number;
  party: Party; filing: Filing; officers: CaseOfficer[]; recusals: Recusal[];
  /** Grows with every change of facts or amounts; reviews, notices and discussions name the version they saw. */
  factsVersion: number;
  mainCause: string; findings: Finding[]; evidence: EvidenceItem[]; statements: Statement[]; orders: CorrectionOrder[];
  endReport: EndReport | null; reviews: Review[]; notices: PriorNotice[]; discussions: Discussion[];
  decision: Decision | null; service: Service | null; payments: Payment[]; suspensionNotes: SuspensionNote[]; closing: Closing | null; publication: Publication | null; archivedOn: string | null;
  suspension: { on: string; situation: string; text: string } | null; termination: { on: string; situation: string; text: string } | null;
  clocks: CaseClock[]; papers: Paper[]; events: CaseEvent[];
};

/** At most so many events and findings: one document has an end. */
export const CAPS = { events: 2000, findings: 200, evidence: 1000, payments: 500 } as const;

export const activeOfficers = (kase: Case): CaseOfficer[] => kase.officers.filter((officer) => officer.until === null);
export const isActiveOfficer = (kase: Case, id: string): boolean => activeOfficers(kase).some((officer) => officer.id === id);
/** Present or former: neither reviews, hosts nor decides the case. */
export const wasOfficer = (kase: Case, id: string): boolean => kase.officers.some((officer) => officer.id === id);
export const isRecused = (kase: Case, id: string): boolean => kase.recusals.some((recusal) => recusal.personId === id && recusal.decision?.isRecused === true);
export const lastNotice = (kase: Case): PriorNotice | null => kase.notices.at(-1) ?? null;
export const lastReview = (kase: Case): Review | null => kase.reviews.at(-1) ?? null;
/** The clock of this code that started last. */
export const clockOf = (kase: Case, code: string, subject = ''): Clock | null => kase.clocks.findLast((each) => each.clock.code === code && each.subject === subject)?.clock ?? null;
