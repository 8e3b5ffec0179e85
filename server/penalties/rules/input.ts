export const SUBJECTS = ['AGENCY', 'INSTITUTION', 'PHARMACY', 'INDIVIDUAL', 'EMPLOYER', 'OUTSIDER'] as const;
export type SubjectKind = (typeof SUBJECTS)[number];

export const TIERS = ['NONE', 'REDUCED', 'LIGHT', 'NORMAL', 'HEAVY'] as const;
export type Tier = (typeof TIERS)[number];

export const NOTICE_GROUNDS = ['FIRST', 'DEFENCE', 'FACTS', 'EVIDENCE', 'BASIS'] as const;
export type NoticeGround = (typeof NOTICE_GROUNDS)[number];

/** What a benchmark may ask beside the amount. */
export interface BenchmarkFacts {
  readonly firstOffence: boolean;
  readonly corrected: boolean;
  readonly refunded: boolean;
  readonly cooperative: boolean;
}

/** One established violation as enforcement 4.1 asks for it. Amounts in fen, null where not entered; decimals as strings. */
export interface Finding {
  readonly id: string;
  readonly subjectKind: SubjectKind;
  /** R735, SIL, SAR, ZJ-MSR, D7 or AGREEMENT. */
  readonly lawCode: string;
  /** Number with paragraph: '38', '40.1', '41.2'; '' for AGREEMENT. */
  readonly article: string;
  readonly item: string | null;
  readonly conductFrom: string | null;
  readonly conductTo: string | null;
  /** First lead, inspection or data hit. */
  readonly discoveredOn: string | null;
  readonly grossAmountFen: number | null;
  readonly lossFen: number | null;
  /** Also the value obtained of SAR 68. */
  readonly defraudedFen: number | null;
  readonly contributionsDueFen: number | null;
  readonly illegalGainFen: number | null;
  readonly violationCode: string | null;
  /** SOLE: a self-employed person (个体工商户): fined as a unit, heard from a sum of its own. */
  readonly personKind: 'UNIT' | 'SOLE' | 'PERSON' | null;
  readonly multiple: string | null;
  readonly fineFen: number | null;
  readonly intent: boolean;
  readonly refusedToCorrect: boolean;
  readonly correctionOrderId: string | null;
  readonly deadlinePassed: boolean;
  readonly terminateAgreement: boolean;
  readonly seriousConsequence: boolean;
  /** The five years of APL 36, as the legal reviewer stated. */
  readonly limitationFiveYears: boolean;
  readonly unsplit: { readonly reason: string; readonly reviewerId: string } | null;
  readonly benchmarkFacts: BenchmarkFacts | null;
  readonly insuredPerson: boolean;
  readonly tier: Tier;
  readonly grounds: readonly string[];
  readonly benchmarkId: string | null;
  readonly suspensionMonths: string | null;
  readonly reason: string;
  /** Document that the base was taken from, for the trace. */
  readonly baseSource?: string | null;
  /** Who approved what only passes with a recorded reason. */
  readonly approvedBy?: string | null;
}

export interface Notice {
  readonly issuedOn: string;
  readonly fineTotalFen: number;
  readonly findings: readonly { readonly id: string; readonly fineFen: number; readonly suspensionMonths: string | null }[];
  readonly newBecauseOf: NoticeGround;
}

export interface PenaltyCase {
  readonly jurisdiction: string;
  readonly decisionDate: string;
  readonly notices: readonly Notice[];
  readonly findings: readonly Finding[];
  /** Lists of finding ids that are one act. */
  readonly sameActGroups: readonly (readonly string[])[];
}

/** A finding with nothing entered: the start of a form and of every test. */
export const BLANK_FINDING: Finding = {
  id: '', subjectKind: 'INSTITUTION', lawCode: 'R735', article: '38', item: null, conductFrom: null, conductTo: null, discoveredOn: null,
  grossAmountFen: null, lossFen: null, defraudedFen: null, contributionsDueFen: null, illegalGainFen: null, violationCode: null, personKind: null,
  multiple: null, fineFen: null, intent: false, refusedToCorrect: false, correctionOrderId: null, deadlinePassed: false, terminateAgreement: false,
  seriousConsequence: false, limitationFiveYears: false, unsplit: null, benchmarkFacts: null, insuredPerson: false, tier: 'NORMAL', grounds: [],
  benchmarkId: null, suspensionMonths: null, reason: '',
};
