import { z } from 'zod';
import { basisOn, findViolation } from '../../law/rules/violations.ts';
import { ruleCodeOf } from '../../penalties/rules.ts';
import { PRESERVATION_DISPOSALS } from '../rules/case.ts';
import type { FindingInput } from '../rules/acts/inquiry.ts';
import { date, dateOrNone, id, idOrNone, ids, idsOrNone, kept, long, longOrNone, oneOf, short, shortOrNone, tick, yesNo, yuanOrNone } from './fields.ts';

export const LAWS = ['R735', 'SIL', 'SAR', 'ZJ-MSR', 'D7', 'AGREEMENT'] as const;
const LAW_OF_BASIS: Record<string, string> = { agreement: 'AGREEMENT' };

const finding = {
  violationCode: z.string('common.error.choose').refine((code) => findViolation(code) !== null, 'common.error.choose'),
  conductFrom: date, conductTo: date, discoveredOn: date, gross: yuanOrNone, loss: yuanOrNone, defrauded: yuanOrNone, intent: tick, seriousConsequence: tick,
  facts: long, evidenceIds: idsOrNone, lawCode: z.union([z.literal(''), z.enum(LAWS)], 'common.error.choose').optional().default(''), article: shortOrNone, item: shortOrNone, unsplitReason: shortOrNone,
};
type FindingForm = z.output<z.ZodObject<typeof finding>>;

const hasRule = (form: FindingForm, lawCode: string, article: string): boolean => ruleCodeOf({ lawCode, article, personKind: 'UNIT', violationCode: form.violationCode }) !== null;

/** The provision of the day of the conduct, unless the officer names another; null where no rule reaches the act. */
function provision(form: FindingForm): Pick<FindingInput, 'lawCode' | 'article' | 'item'> | null {
  const { lawCode, article } = form;
  if (lawCode !== '') return hasRule(form, lawCode, article) ? { lawCode, article, item: form.item === '' ? null : form.item } : null;
  const violation = findViolation(form.violationCode);
  const bases = violation ? basisOn(violation, form.conductTo).map((each) => ({ lawCode: LAW_OF_BASIS[each.lawCode] ?? each.lawCode, article: each.article ?? '', item: each.item })) : [];
  return bases.find((basis) => hasRule(form, basis.lawCode, basis.article)) ?? null;
}

const complete = <T extends FindingForm>(form: T, context: z.core.$RefinementCtx): FindingInput => {
  const found = provision(form);
  if (!found) context.issues.push({ code: 'custom', path: ['lawCode'], message: 'cases.error.noProvision', input: form.lawCode });
  const { violationCode, conductFrom, conductTo, discoveredOn, gross, loss, defrauded, intent, seriousConsequence, facts, evidenceIds, unsplitReason } = form;
  return {
    violationCode, conductFrom, conductTo, discoveredOn, grossFen: gross, lossFen: loss, defraudedFen: defrauded, intent, seriousConsequence, facts, evidenceIds, unsplitReason,
    ...(found ?? { lawCode: '', article: '', item: null }),
  };
};

const evidence = {
  evidenceKind: oneOf(['DOC', 'OBJ', 'AV', 'EDATA', 'WIT', 'PARTY', 'EXPERT', 'SITE', 'OTHER']), name: short, obtainedOn: date, obtainedBy: ids, source: shortOrNone, proves: short,
  preservedOn: dateOrNone, keptAt: shortOrNone, approvedBy: shortOrNone, files: z.unknown().optional(), fileIds: kept,
};

const withFinding = { findingId: id, ...finding };
const reason = { findingId: id, reason: long };
const disposal = { evidenceId: id, disposal: oneOf(PRESERVATION_DISPOSALS), on: date, note: long };
const heard = { evidenceIds: ids, on: date, comment: long };
const statement = { on: date, by: short, text: long, evidenceId: idOrNone };
const order = { findingIds: ids, what: long, dueOn: date };
const followUp = { orderId: id, on: date, isCorrected: yesNo, note: longOrNone };

export const INQUIRY = {
  addFinding: { shape: finding, schema: z.object(finding).transform(complete) },
  changeFinding: { shape: withFinding, schema: z.object(withFinding).transform((form, context) => ({ ...complete(form, context), findingId: form.findingId })) },
  removeFinding: { shape: reason, schema: z.object(reason) },
  addEvidence: {
    shape: evidence,
    schema: z.object(evidence).transform(({ evidenceKind, files: _files, ...rest }) => ({ ...rest, kind: evidenceKind })),
  },
  disposePreservation: { shape: disposal, schema: z.object(disposal) },
  hearEvidence: { shape: heard, schema: z.object(heard) },
  recordStatement: { shape: statement, schema: z.object(statement) },
  orderCorrection: { shape: order, schema: z.object(order) },
  followUpOrder: { shape: followUp, schema: z.object(followUp) },
} as const;
