// The shape of a rule set, field by field.
import { z } from 'zod';
import { isLegalDate } from '../../kernel/workdays.ts';
import type { Bonus, Deadline, Formula, Level, NoLoss, Settings } from '../rules/rule-set.ts';
import { BASE_KINDS, GATES, LAYERS, LEVEL_CODES, MARKS, PARTIES, PROFILES, REPORTER_TYPES, STATUSES, TARGETS } from '../rules/vocabulary.ts';

const yuan = z.string().regex(/^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$/, 'rewardRules.error.yuan');
const percent = z.string().regex(/^(0|[1-9][0-9]?|100)(\.[0-9]{1,2})?$/, 'rewardRules.error.percent');
const date = z.string().regex(/^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$/, 'rewardRules.error.date').refine((value) => value.length < 10 || isLegalDate(value), 'rewardRules.error.date');
const wholeDate = z.string().regex(/^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/, 'rewardRules.error.day').refine(isLegalDate, 'rewardRules.error.day');
const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const upTo = yuan.nullable();
const including = z.boolean();

/** Ends rise and only the last is open. */
const rise = (ends: readonly { upTo: string | null }[]): boolean =>
  ends.length > 0 && ends.every((end, index) => (end.upTo === null) === (index === ends.length - 1) && Number(end.upTo ?? Infinity) > Number(ends[index - 1]?.upTo ?? 0));
const notBackwards = ({ from, to }: { from: string; to: string }): boolean => Number(from) <= Number(to);

const formula: z.ZodType<Formula> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('rate'), percent, of: z.enum(['base', 'fines']) }),
    z.strictObject({ kind: z.literal('rateRange'), from: percent, to: percent }).refine(notBackwards, 'rewardRules.error.backwards'),
    z.strictObject({ kind: z.literal('sum'), yuan }),
    z.strictObject({ kind: z.literal('sumRange'), from: yuan, to: yuan }).refine(notBackwards, 'rewardRules.error.backwards'),
    z.strictObject({ kind: z.literal('sumPlusRate'), yuan, percent, excessOver: yuan.nullable() }),
    z.strictObject({ kind: z.literal('brackets'), brackets: z.array(z.strictObject({ upTo, including, then: formula })).refine(rise, 'rewardRules.error.ends') }),
    z.strictObject({ kind: z.literal('segments'), segments: z.array(z.strictObject({ upTo, including, percent: percent.nullable() })).refine(rise, 'rewardRules.error.ends') }),
    z.strictObject({ kind: z.literal('byLevel'), levels: z.partialRecord(z.enum(LEVEL_CODES), formula) }),
    z.strictObject({ kind: z.literal('byParty'), parties: z.record(z.enum(PARTIES), formula) }),
    z.strictObject({ kind: z.literal('byProfile'), profiles: z.partialRecord(z.enum(PROFILES), formula), otherwise: formula }),
    z.strictObject({ kind: z.literal('total'), parts: z.array(formula).min(1) }),
    z.strictObject({ kind: z.literal('honour') }),
    z.strictObject({ kind: z.literal('refused') }),
  ]),
);

const level: z.ZodType<Level> = z.strictObject({ code: z.enum(LEVEL_CODES), name: z.string().min(1), condition: text.nullable(), evidence: text.nullable() });

const profiles = z.array(z.enum(PROFILES)).min(1);
const bonus: z.ZodType<Bonus> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), profiles, percent, atLeast: yuan.nullable(), inNoLoss: z.boolean(), realNameOnly: z.boolean() }),
  z.strictObject({ kind: z.literal('points'), profiles, points: percent }),
  z.strictObject({ kind: z.literal('officerPoints'), profiles, upTo: percent }),
  z.strictObject({ kind: z.literal('raise'), profiles }),
]);

const noLoss: z.ZodType<NoLoss> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), yuan }),
  z.strictObject({ kind: z.literal('range'), from: yuan, to: yuan }).refine(notBackwards, 'rewardRules.error.backwards'),
  z.strictObject({ kind: z.literal('officerSum') }),
]);

const deadline: z.ZodType<Deadline> = z.strictObject({
  code: z.enum(['REWARD_PROPOSE', 'REWARD_APPROVE', 'REWARD_NOTICE', 'REWARD_CLAIM']),
  amount: z.int().positive(),
  unit: z.enum(['workingDays', 'days', 'months']),
  trigger: z.enum(['caseClosed', 'verificationFinished', 'proposed', 'approved', 'closedOrCriminalLiability', 'noticeReceived', 'noticeSent']),
  late: z.enum(['deemedWaived']).nullable(),
  mark: z.enum(MARKS),
});

const settings: z.ZodType<Settings> = z.strictObject({
  rounding: z.strictObject({ unit: z.enum(['fen', 'yuan']), mode: z.enum(['halfUp', 'down', 'up']) }),
  roundAt: z.enum(['end', 'eachStep']),
  floorBonusOrder: z.enum(['floorThenBonus', 'bonusThenFloor']),
  capLast: z.boolean(),
  versionDate: z.enum(['report', 'verification', 'award']),
  nationalWrapDate: z.enum(['sameAsVersionDate']),
  wrapHonourOnly: z.enum(['refuse', 'no', 'lift']),
  baseAfterTransition: z.enum(BASE_KINDS),
  rangeBounds: z.enum(['both', 'upper', 'lower', 'none']),
  mixedParty: z.enum(['refuse']),
  bonusStacking: z.enum(['refuse', 'add']),
  perCaseUnit: z.enum(['reportedMatter']),
  raiseAsAppropriate: z.enum(['officerAmount']),
  claimMonths: z.enum(['calendarMonths']),
  jointProfile: z.enum(['refuse', 'ordinary']),
  noLossUnder2022: z.enum(['ownClause', 'never']),
});

const precision = z.enum(['day', 'month', 'year', 'unknown', 'open']);

export const shape = z.strictObject({
  id: z.string().min(1).max(40),
  version: z.int().positive(),
  kind: z.enum(['frame', 'local']),
  parentId: z.enum(LAYERS).nullable(),
  jurisdictionCode: z.string().regex(/^[0-9]{6}$/, 'rewardRules.error.division').nullable(),
  jurisdiction: text,
  ownRule: z.enum(['known', 'existenceNotKnown', 'pointer', 'procedure']),
  pointsTo: z.string().nullable(),
  medicalSecurity: z.boolean(),
  title: z.string().min(1),
  documentNo: z.string().min(1).nullable(),
  issuers: z.array(z.string().min(1)),
  issuedOn: wholeDate.nullable(),
  effectiveFrom: date.nullable(),
  effectiveTo: date.nullable(),
  datePrecision: z.strictObject({ from: precision, to: precision }),
  notBefore: wholeDate.nullable(),
  status: z.enum(STATUSES),
  partlyComputable: z.boolean(),
  missing: z.array(z.string().min(1)),
  refusedBranches: z.array(z.string().min(1)),
  wrapping: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('national') }),
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('noneUntil'), month: z.string().regex(/^[12][0-9]{3}-(0[1-9]|1[0-2])$/) }),
  ]),
  base: z.enum(BASE_KINDS),
  reporterTypes: z.array(z.enum(REPORTER_TYPES)).min(1),
  realNameOnly: z.boolean(),
  targets: z.array(z.enum(TARGETS)),
  conduct: z.enum(['fraud', 'anyViolation', 'notStated']),
  formula: formula.nullable(),
  levels: z.array(level).nullable(),
  refusesStatedLevel: z.boolean(),
  profiles: z.array(z.enum(PROFILES)),
  floors: z.strictObject({ award: yuan.nullable(), levels: z.partialRecord(z.enum(LEVEL_CODES), yuan) }),
  caps: z.strictObject({ award: yuan.nullable(), levels: z.partialRecord(z.enum(LEVEL_CODES), yuan).optional() }),
  bonuses: z.array(bonus),
  noLoss: noLoss.nullable(),
  conditions: z.array(z.enum(GATES)),
  exclusions: z.array(z.enum(GATES)),
  deadlines: z.array(deadline),
  settings,
  sources: z.array(z.string().min(1)),
  clauses: z.record(z.string(), z.string().min(1)).optional(),
  confidence: z.record(z.string(), z.enum(MARKS)),
  confirmation: z
    .strictObject({ text: z.string().min(1), by: z.string().min(1), on: wholeDate, documentNo: z.string().min(1).nullable(), effectiveFrom: date.nullable() })
    .nullable(),
  remarks: z.array(text),
});
