import { z } from 'zod';
import type { FieldErrors } from '../../kernel/errors.ts';
import { parseForm, typedOf } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { PASSPHRASE, line, listOf, ticked, tipOff } from '../forms.ts';
import { ENTRY_CHANNELS, FOUND_SOURCES, LIMIT_UNITS } from '../rules/enter.ts';
import type { Arrival, EntryChannel } from '../rules/enter.ts';
import { IDENTITIES } from '../rules/report.ts';
import type { Relation, TargetKind } from '../rules/report.ts';

/** The report itself, as the form of a citizen would give it. */
export type EntryContent = {
  submission: string; division: string; targetKind: TargetKind; targetName: string; institutionId: string | null; categories: string[]; narrative: string; from: string | null; to: string | null;
  amount: number | null; relation: Relation; wantsReward: boolean;
};
export type EntryForm = EntryContent & Arrival & { held: string | null };

const orBlank = (value: unknown): unknown => value ?? '';
/** 9:05, 09:05, 09：05 or 0905. */
const time = z.preprocess(orBlank, z.string('entering.error.time').transform((text) => {
  const match = /^(\d{1,2})[:.]?(\d{2})(?::\d{2})?$/.exec(text.normalize('NFKC').trim());
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? ''}` : text.trim();
}));
/** 2026-3-5, 2026/03/05, 2026年3月5日. */
const date = z.preprocess(orBlank, z.string('entering.error.date').max(40, 'entering.error.date').transform((text) => {
  const match = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(text.normalize('NFKC').trim());
  return match ? `${match[1] ?? ''}-${(match[2] ?? '').padStart(2, '0')}-${(match[3] ?? '').padStart(2, '0')}` : text.trim();
}));
/** 2026-11-09 8:05, 2026/11/9 08:05:30. */
const moment = z.preprocess(orBlank, z.string('entering.error.calledAt').max(40, 'entering.error.calledAt').transform((text) => {
  const [day = '', hour = ''] = text.normalize('NFKC').trim().split(/[ T]+/);
  if (day === '') return '';
  const parsed = z.object({ day: date, hour: time }).safeParse({ day, hour });
  return parsed.success ? `${parsed.data.day} ${parsed.data.hour}` : text.trim();
}));
const count = z.preprocess((value) => (value === undefined || value === null || value === '' ? null : value), z.union([z.null(), z.coerce.number('entering.error.limit').int('entering.error.limit')], 'entering.error.limit'));

const entry = tipOff.extend({
  channel: z.enum(ENTRY_CHANNELS, 'common.error.choose'),
  receivedOn: date, time, lateReason: line(500),
  source: z.preprocess((value) => value || null, z.enum(FOUND_SOURCES, 'common.error.choose').nullable()),
  department: line(100), letterNumber: line(100), letterOn: date, limitAmount: count, limitUnit: z.preprocess((value) => value || 'WD', z.enum(LIMIT_UNITS, 'common.error.choose')),
  foreignNumber: line(100), calledAt: moment, officers: z.preprocess(listOf, z.array(z.string('common.error.invalid').regex(/^[\w-]{1,64}$/, 'common.error.invalid'), 'common.error.invalid').max(20, 'common.error.invalid')),
  isSigned: z.preprocess((value) => ticked(value, false), z.boolean()),
  identity: z.preprocess((value) => (value === 'none' || value === undefined || value === '' ? null : value), z.enum(IDENTITIES, 'entering.error.identity').nullable()),
});

/** The channel of an address or a form; the phone where none is named. */
export const entryChannel = (value: unknown): EntryChannel => ENTRY_CHANNELS.find((each) => each === value) ?? 'phone';

const arrival = entry.pick({
  channel: true, receivedOn: true, time: true, lateReason: true, source: true, department: true, letterNumber: true, letterOn: true, limitAmount: true, limitUnit: true, foreignNumber: true, calledAt: true, officers: true, isSigned: true,
  identity: true, name: true, contact: true, passphrase: true,
});
/** How it came, though the report itself may hold mistakes: so that nobody is asked twice. Null where that cannot be read either. */
export function parseArrival(input: unknown): Arrival | null {
  const parsed = parseForm(arrival, input);
  return 'value' in parsed ? parsed.value : null;
}

const ORDER = [
  'channel', 'receivedOn', 'time', 'lateReason', 'source', 'department', 'letterNumber', 'letterOn', 'limitAmount', 'foreignNumber', 'calledAt', 'officers', 'isSigned', 'targetKind', 'targetName', 'division', 'categories', 'narrative',
  'from', 'to', 'amount', 'relation', 'files', 'identity', 'passphrase', 'name', 'contact',
];
/** In the order of the form, so that the first link leads to the first mistake. */
export const inEntryOrder = (errors: FieldErrors): FieldErrors => Object.fromEntries(Object.entries(errors).sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)));

/** What is written, field by field; whether it can have been so is for the rules (arrivalErrors). */
export function parseEntered(input: unknown): Parsed<EntryForm> {
  const typed = typedOf(input);
  const parsed = parseForm(entry, input);
  if ('errors' in parsed) return { errors: inEntryOrder(parsed.errors), typed };
  const { wantsReward, name, contact, passphrase, ...form } = parsed.value;
  const isRealName = form.identity === 'realName';
  const errors: FieldErrors = {
    ...(form.from !== null && form.to !== null && form.to < form.from ? { to: { key: 'common.error.order' } } : {}),
    ...(form.identity === 'identifiable' && passphrase !== null && [...passphrase].length < PASSPHRASE.least ? { passphrase: { key: 'reports.error.passphrase' } } : {}),
  };
  if (Object.keys(errors).length > 0) return { errors: inEntryOrder(errors), typed };
  return {
    value: {
      ...form, name: isRealName ? name : null, contact: isRealName ? contact : null, passphrase: form.identity === 'identifiable' ? passphrase : null,
      wantsReward: form.identity !== null && form.identity !== 'anonymous' && ticked(wantsReward, false),
    },
  };
}
