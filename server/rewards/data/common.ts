// What many rule sets share, spread into each and overridden where a rule says otherwise. Section 8's settings are proposals (mark I).
import type { Deadline, RuleSet, Settings } from '../rules/rule-set.ts';
import type { Mark } from '../rules/vocabulary.ts';

/** The proposed reading of every point that no source settles. */
export const PROPOSED: Settings = {
  rounding: { unit: 'fen', mode: 'halfUp' },
  roundAt: 'end',
  floorBonusOrder: 'floorThenBonus',
  capLast: true,
  versionDate: 'report',
  nationalWrapDate: 'sameAsVersionDate',
  wrapHonourOnly: 'refuse',
  baseAfterTransition: 'caseValue',
  rangeBounds: 'both',
  mixedParty: 'refuse',
  bonusStacking: 'refuse',
  perCaseUnit: 'reportedMatter',
  raiseAsAppropriate: 'officerAmount',
  claimMonths: 'calendarMonths',
  jointProfile: 'refuse',
  noLossUnder2022: 'ownClause',
};

/** The fields that carry a mark of their own. */
const FIELDS = [
  'title', 'documentNo', 'issuers', 'issuedOn', 'effectiveFrom', 'effectiveTo', 'status', 'base', 'reporterTypes', 'realNameOnly', 'targets',
  'conduct', 'formula', 'levels', 'profiles', 'floors', 'caps', 'bonuses', 'noLoss', 'conditions', 'exclusions', 'deadlines',
] as const;
type Field = (typeof FIELDS)[number];

/** The same mark for every field; division codes were added from general knowledge and the settings are proposals. */
export const marks = (mark: Mark, other: Partial<Record<Field, Mark>> = {}): Record<string, Mark> => ({
  ...Object.fromEntries(FIELDS.map((field) => [field, mark])),
  jurisdictionCode: 'R',
  settings: 'I',
  ...other,
});

/** Beginnings of a record: nothing known, nothing assumed. */
const BLANK = {
  version: 1,
  kind: 'local',
  ownRule: 'known',
  pointsTo: null,
  medicalSecurity: true,
  documentNo: null,
  issuers: [],
  issuedOn: null,
  effectiveFrom: null,
  effectiveTo: null,
  datePrecision: { from: 'unknown', to: 'unknown' },
  notBefore: null,
  status: 'complete',
  partlyComputable: false,
  missing: [],
  refusedBranches: [],
  realNameOnly: false,
  levels: [],
  refusesStatedLevel: false,
  profiles: [],
  floors: { award: null, levels: {} },
  caps: { award: null },
  bonuses: [],
  noLoss: null,
  conditions: [],
  exclusions: [],
  deadlines: [],
  settings: PROPOSED,
  confirmation: null,
  remarks: [],
} as const satisfies Partial<RuleSet>;

/** A local rule under 医保办发〔2018〕22号: fraud only, persons and organisations. */
export const UNDER_2018 = {
  ...BLANK,
  parentId: 'NAT-2018',
  wrapping: { kind: 'national' },
  base: 'verifiedFraud',
  reporterTypes: ['naturalPerson', 'legalPerson', 'organisation'],
  targets: ['agencyStaff', 'institution', 'insuredPerson'],
  conduct: 'fraud',
} as const satisfies Partial<RuleSet>;

/** A local rule under 医保办发〔2022〕22号: any violation, natural persons. */
export const UNDER_2022 = {
  ...BLANK,
  parentId: 'NAT-2022',
  wrapping: { kind: 'national' },
  base: 'caseValue',
  reporterTypes: ['naturalPerson'],
  targets: ['agencyStaff', 'institution', 'insuredPerson'],
  conduct: 'anyViolation',
} as const satisfies Partial<RuleSet>;

/** A rule of another department or before 2018: no national layer. */
export const NO_LAYER = {
  ...BLANK,
  parentId: null,
  wrapping: { kind: 'none' },
  base: 'notStated',
  reporterTypes: ['naturalPerson'],
  targets: ['institution', 'insuredPerson'],
  conduct: 'notStated',
} as const satisfies Partial<RuleSet>;

/** Figures are missing: the engine refuses and names them. */
export const INCOMPLETE = {
  status: 'incomplete',
  formula: null,
  levels: null,
  missing: ['levels', 'formula', 'floors', 'bonuses'],
} as const satisfies Partial<RuleSet>;

export const L1 = { code: 'L1', name: '一级', condition: null, evidence: null } as const;
export const L2 = { code: 'L2', name: '二级', condition: null, evidence: null } as const;
export const L3 = { code: 'L3', name: '三级', condition: null, evidence: null } as const;

export const CLAIM_TWO_MONTHS: Deadline = { code: 'REWARD_CLAIM', amount: 2, unit: 'months', trigger: 'noticeReceived', late: 'deemedWaived', mark: 'S' };
