// The closed lists of words of the reward rules. Codes keep their capitals; everything else is camelCase.

/** Where a field of a rule set comes from: Q its wording, S a secondary document, I inferred, R not checked, - not known. */
export const MARKS = ['Q', 'S', 'I', 'R', '-'] as const;
export type Mark = (typeof MARKS)[number];

export const STATUSES = ['complete', 'incomplete', 'draft', 'historical'] as const;
export type Status = (typeof STATUSES)[number];

export const BASE_KINDS = ['caseValue', 'verifiedFraud', 'directlyVerified', 'irregularCost', 'collected', 'notStated'] as const;
export type BaseKind = (typeof BASE_KINDS)[number];

export const LEVEL_CODES = ['L1', 'L2', 'L3', 'class1', 'class2'] as const;
export type LevelCode = (typeof LEVEL_CODES)[number];

export const PROFILES = ['ordinary', 'insider', 'formerInsider', 'competitor', 'detailed', 'insiderDetailed'] as const;
export type Profile = (typeof PROFILES)[number];

export const PARTIES = ['unit', 'insuredPerson', 'mixed'] as const;
export type Party = (typeof PARTIES)[number];

/** The measure of 2022: what the law says where no rule set says it. */
export const FIRST_CLAUSE = '《违法违规使用医疗保障基金举报奖励办法》（医保办发〔2022〕22号）';
export const LAYERS = ['NAT-2018', 'NAT-2022'] as const;
export type Layer = (typeof LAYERS)[number];

/** The gates in the order in which a failed one gives the reason: conditions and exclusions of NAT-2022, then what only NAT-2018 and local rules have. */
export const GATES = [
  'CLEAR_TARGET_AND_EVIDENCE',
  'NOT_ALREADY_KNOWN',
  'VERIFIED_WITH_LOSS',
  'WILLING_AND_IDENTIFIABLE',
  'OTHER_STATUTORY',
  'EXCL_STAFF',
  'EXCL_WRONGDOER',
  'EXCL_WITHDRAWN',
  'EXCL_UNREACHABLE',
  'EXCL_OTHER_PROCEDURE',
  'EXCL_OTHER',
  'VERIFIED',
  'LOSS_CAUSED_OR_AVOIDED',
  'EXCL_DUTY_TO_REPORT',
  'EXCL_SOCIAL_SUPERVISOR',
  'EXCL_ENTRUSTED_BODY',
] as const;
export type Gate = (typeof GATES)[number];

export const REFUSALS = [
  'NO_RULE',
  'AMBIGUOUS_VERSION',
  'RULE_INCOMPLETE',
  'BRANCH_UNKNOWN',
  'DRAFT_UNCONFIRMED',
  'RULE_HISTORICAL',
  'BASE_MISSING',
  'LEVEL_MISSING',
  'PARTY_MISSING',
  'OFFICER_VALUE_MISSING',
  'OFFICER_VALUE_OUT_OF_RANGE',
  'REASON_MISSING',
  'SETTING_REQUIRED',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export const OUTCOMES = ['AMOUNT', 'HONOUR_ONLY', 'REFUSED', 'NOT_ELIGIBLE'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const REPORTER_TYPES = ['naturalPerson', 'legalPerson', 'organisation'] as const;
export type ReporterType = (typeof REPORTER_TYPES)[number];

export const TARGETS = ['agencyStaff', 'medicalSecurityStaff', 'institution', 'insuringUnit', 'insuredPerson'] as const;
export type Target = (typeof TARGETS)[number];
