// The fields that the forms of a case are made of, and how each is read. Messages are keys of the catalogue.
import { z } from 'zod';
import { parseYuan } from '../../kernel/money.ts';
import { isLegalDate } from '../../kernel/workdays/dates.ts';

export type FieldKind = 'text' | 'area' | 'date' | 'yuan' | 'number' | 'select' | 'radios' | 'boxes' | 'tick' | 'file';

/** How a field is shown. Where its options come from is the page's matter. */
export const FIELD_KINDS = {
  violationCode: 'select', lawCode: 'select', article: 'text', item: 'text', conductFrom: 'date', conductTo: 'date', discoveredOn: 'date', gross: 'yuan', loss: 'yuan', defrauded: 'yuan',
  intent: 'tick', seriousConsequence: 'tick', facts: 'area', evidenceIds: 'boxes', unsplitReason: 'text', findingId: 'select', reason: 'area',
  evidenceKind: 'select', name: 'text', obtainedOn: 'date', obtainedBy: 'boxes', source: 'text', proves: 'text', preservedOn: 'date', keptAt: 'text', approvedBy: 'text', files: 'file',
  evidenceId: 'select', disposal: 'radios', on: 'date', note: 'area', comment: 'area', by: 'text', text: 'area', findingIds: 'boxes', what: 'area', dueOn: 'date', orderId: 'select', isCorrected: 'radios',
  course: 'area', nature: 'area', proposal: 'area', discretion: 'area', isComplex: 'tick', opinion: 'radios', newBecauseOf: 'select', why: 'area', way: 'select', recipient: 'text',
  isElectronicConfirmed: 'tick', isAccepted: 'radios', answer: 'area', form: 'radios', place: 'text', hostId: 'select', isPublic: 'radios', notPublicReason: 'text',
  isPartyPresent: 'radios', isSigned: 'radios', hostOpinion: 'area', because: 'radios', memberIds: 'boxes', absent: 'text', agreed: 'number', against: 'number', minutes: 'area', outcome: 'area',
  decisionKind: 'radios', basis: 'text', receivingBody: 'text', lateReason: 'area', paymentKind: 'radios', account: 'radios', amount: 'yuan', voucher: 'text', from: 'date', to: 'date', report: 'area', publishedAt: 'text',
  suspensionSituation: 'select', terminationSituation: 'select', days: 'number', officerId: 'select', personId: 'select', recusalId: 'select', isRecused: 'radios',
  partyKind: 'select', personKind: 'radios', partyName: 'text', creditCode: 'text', representative: 'text', address: 'text', isInsured: 'tick', officerIds: 'boxes',
  ground: 'select', document: 'text', hasSuspect: 'tick', suspect: 'area', isPunishable: 'tick', punishable: 'area', isOwnJurisdiction: 'tick', jurisdiction: 'area',
} as const satisfies Record<string, FieldKind>;
export type FieldName = keyof typeof FIELD_KINDS;
export const isFieldName = (name: string): name is FieldName => Object.hasOwn(FIELD_KINDS, name);

const LONG = 10_000;
const SHORT = 300;
export const short = z.string('common.error.required').trim().min(1, 'common.error.required').max(SHORT, 'cases.error.tooLong');
export const long = z.string('common.error.required').trim().min(1, 'common.error.required').max(LONG, 'cases.error.tooLong');
export const shortOrNone = z.string().trim().max(SHORT, 'cases.error.tooLong').optional().default('');
export const longOrNone = z.string().trim().max(LONG, 'cases.error.tooLong').optional().default('');
export const date = z.string('common.error.date').trim().refine(isLegalDate, 'common.error.date');
export const dateOrNone = z.string().trim().optional().default('').refine((text) => text === '' || isLegalDate(text), 'common.error.date').transform((text) => (text === '' ? null : text));
export const yuan = z.string('common.error.money').refine((text) => parseYuan(text) !== null, 'common.error.money').transform((text) => parseYuan(text) ?? 0);
export const yuanOrNone = z.string().optional().default('').refine((text) => text.trim() === '' || parseYuan(text) !== null, 'common.error.money').transform((text) => (text.trim() === '' ? null : parseYuan(text)));
export const count = z.coerce.number('common.error.number').int('common.error.number').min(0, 'common.error.number').max(1000, 'common.error.number');
export const countOrNone = z.string().optional().default('').refine((text) => /^\d{0,3}$/.test(text.trim()), 'common.error.number').transform((text) => (text.trim() === '' ? null : Number(text)));
export const tick = z.union([z.boolean(), z.string()]).optional().default(false).transform((value) => value === true || value === 'yes' || value === 'on' || value === 'true');
/** 是 or 否: something must be chosen. */
export const yesNo = z.union([z.boolean(), z.enum(['yes', 'no'])], 'common.error.choose').transform((value) => value === true || value === 'yes');
export const id = z.string('common.error.choose').min(1, 'common.error.choose').max(100, 'common.error.choose');
export const idOrNone = z.string().max(100).optional().default('').transform((text) => (text === '' ? null : text));
export const ids = z.union([id, z.array(id)], 'common.error.choose').transform((value) => (Array.isArray(value) ? value : [value]));
export const idsOrNone = z.union([z.string().max(100), z.array(id)]).optional().default([]).transform((value) => (Array.isArray(value) ? value : value === '' ? [] : [value]));
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, 'common.error.choose');
/** Ids of files that the route has kept; a body can never name one. */
export const kept = z.array(z.string()).optional().default([]);
