// What an officer enters: leads that came by phone, on paper, in person, from others, or were found by the bureau itself (report-handling 3.1, 9, 11).
import type { FieldErrors } from '../../kernel/errors.ts';
import { isLegalDate } from '../../kernel/workdays.ts';
import { hasRole } from '../../people/rules/person.ts';
import type { Person } from '../../people/rules/person.ts';
import type { Channel, Identity, Origin, Source } from './report.ts';

export const ENTRY_CHANNELS = ['phone', 'letter', 'fax', 'walkIn', 'hotline12345', 'hotline12315', 'handDown', 'transfer', 'internal'] as const satisfies readonly Channel[];
export type EntryChannel = (typeof ENTRY_CHANNELS)[number];
export const HOTLINES = ['hotline12345', 'hotline12315'] as const;
/** L1: the source kinds of a lead that the bureau found itself. */
export const FOUND_SOURCES = ['data', 'routine', 'randomDraw', 'selfInspection', 'other'] as const satisfies readonly Source[];
export type FoundSource = (typeof FOUND_SOURCES)[number];
export const LIMIT_UNITS = ['WD', 'D'] as const;

/** Bureaus of medical security exist since 2018: an earlier day of receipt is a slip of the pen. */
const EARLIEST = '2018-01-01';
/** Who takes down what is said face to face: two or more (藏医保办[2019]38号; 行政处罚法 art. 42). */
const FACE_TO_FACE = 2;

/** What the form of a channel asks beside the report itself. */
export type Asks = { hasTime: boolean; hasLetter: boolean; hasLimit: boolean; hasForeign: boolean; hasOfficers: boolean; hasSource: boolean; reporter: 'always' | 'maybe' | 'never'; handsReceipt: boolean };
const asks = (change: Partial<Asks> = {}): Asks => ({
  hasTime: true, hasLetter: false, hasLimit: false, hasForeign: false, hasOfficers: false, hasSource: false, reporter: 'always', handsReceipt: false, ...change,
});
export const ASKS = {
  phone: asks({ handsReceipt: true }),
  letter: asks(),
  fax: asks(),
  walkIn: asks({ hasOfficers: true, handsReceipt: true }),
  hotline12345: asks({ hasForeign: true }),
  hotline12315: asks({ hasForeign: true }),
  handDown: asks({ hasLetter: true, hasLimit: true, reporter: 'maybe' }),
  transfer: asks({ hasLetter: true, reporter: 'maybe' }),
  internal: asks({ hasTime: false, hasSource: true, reporter: 'never' }),
} as const satisfies Record<EntryChannel, Asks>;

/** How it came. Dates are Beijing dates, `time` HH:mm or ''; `calledAt` YYYY-MM-DD HH:mm or '': when the hotline had it, before the bureau did. `identity` null: nobody reported, or nobody is named in the letter. */
export type Arrival = {
  channel: EntryChannel; receivedOn: string; time: string; lateReason: string; source: FoundSource | null; department: string; letterNumber: string; letterOn: string;
  limitAmount: number | null; limitUnit: (typeof LIMIT_UNITS)[number]; foreignNumber: string; calledAt: string; officers: readonly string[]; isSigned: boolean;
  identity: Identity | null; name: string | null; contact: string | null; passphrase: string | null;
};

/** Registering is intake's duty. */
export const mayEnter = (person: Person): boolean => hasRole(person, 'intake');

const instant = (date: string, time: string): Date => new Date(`${date}T${time === '' ? '00:00' : time}:00+08:00`);
/** When the bureau had it: limits count from that day. Where no hour is known the day begins. */
const arrivedAt = ({ receivedOn, time }: Pick<Arrival, 'receivedOn' | 'time'>): Date => instant(receivedOn, time);
/** The instant of receipt by its channel, which decides who was first: a caller does not stand behind for the days that a hotline took. */
export const receivedAt = (arrival: Pick<Arrival, 'channel' | 'receivedOn' | 'time' | 'calledAt'>): Date =>
  (ASKS[arrival.channel].hasForeign && arrival.calledAt !== '' ? instant(arrival.calledAt.slice(0, 10), arrival.calledAt.slice(11)) : arrivedAt(arrival));

export function sourceOf({ channel, source, identity }: Pick<Arrival, 'channel' | 'source' | 'identity'>): Source {
  if (channel === 'internal') return source ?? 'other';
  if (identity !== null) return 'tipOff';
  return channel === 'handDown' ? 'assignment' : channel === 'transfer' ? 'transfer' : 'tipOff';
}

/** What goes into the sealed content; nothing of another channel's fields. */
export function originOf(arrival: Arrival): Origin {
  const { hasLetter, hasLimit, hasForeign, hasOfficers } = ASKS[arrival.channel];
  const orNull = (text: string): string | null => (text === '' ? null : text);
  return {
    department: hasLetter ? orNull(arrival.department) : null, letterNumber: hasLetter ? orNull(arrival.letterNumber) : null, letterOn: hasLetter ? orNull(arrival.letterOn) : null,
    limit: hasLimit && arrival.limitAmount !== null ? { amount: arrival.limitAmount, unit: arrival.limitUnit } : null, foreignNumber: hasForeign ? orNull(arrival.foreignNumber) : null,
    takenDownBy: hasOfficers ? [...arrival.officers] : [], lateReason: orNull(arrival.lateReason),
  };
}

/** Foreign numbers as they are compared: 12345 sheets write them with spaces, in full width or in small letters. */
export const foreignKey = (number: string): string => number.normalize('NFKC').replace(/[\s\p{Cf}]+/gu, '').toUpperCase();

/** Mistakes in the arrival, field by field; `present` are the ids of the bureau's people. */
export function arrivalErrors(arrival: Arrival, { today, at, present }: { today: string; at: Date; present: readonly string[] }): FieldErrors {
  return { ...dayErrors(arrival, today, at), ...paperErrors(arrival), ...peopleErrors(arrival, present) };
}

function dayErrors(arrival: Arrival, today: string, at: Date): FieldErrors {
  const { receivedOn, time } = arrival;
  if (!isLegalDate(receivedOn) || receivedOn < EARLIEST || receivedOn > today) return { receivedOn: { key: 'entering.error.receivedOn', args: { from: EARLIEST, to: today } } };
  if (time === '' && ASKS[arrival.channel].hasTime) return { time: { key: 'entering.error.time' } };
  if (time !== '' && !TIME.test(time)) return { time: { key: 'entering.error.time' } };
  if (arrivedAt(arrival).getTime() > at.getTime()) return { time: { key: 'entering.error.future' } };
  if (ASKS[arrival.channel].hasForeign && arrival.calledAt !== '' && !isCallBefore(arrival)) return { calledAt: { key: 'entering.error.calledAt' } };
  return receivedOn < today && [...arrival.lateReason].length < 4 ? { lateReason: { key: 'entering.error.lateReason' } } : {};
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
function isCallBefore(arrival: Arrival): boolean {
  const [day = '', time = ''] = arrival.calledAt.split(' ');
  return isLegalDate(day) && day >= EARLIEST && TIME.test(time) && receivedAt(arrival).getTime() <= arrivedAt(arrival).getTime();
}

function paperErrors(arrival: Arrival): FieldErrors {
  const { hasLetter, hasLimit, hasForeign, hasSource } = ASKS[arrival.channel];
  const { letterOn, limitAmount } = arrival;
  const isDateWrong = letterOn !== '' && (!isLegalDate(letterOn) || letterOn > arrival.receivedOn);
  return {
    ...(hasSource && arrival.source === null ? { source: { key: 'common.error.choose' } } : {}),
    ...(hasLetter && arrival.department === '' ? { department: { key: 'entering.error.department' } } : {}),
    ...(hasLetter && arrival.letterNumber === '' ? { letterNumber: { key: 'entering.error.letterNumber' } } : {}),
    ...(hasLetter && (isDateWrong || (letterOn === '' && arrival.channel === 'handDown')) ? { letterOn: { key: 'entering.error.letterOn' } } : {}),
    ...(hasLimit && limitAmount !== null && (limitAmount < 1 || limitAmount > 999) ? { limitAmount: { key: 'entering.error.limit' } } : {}),
    ...(hasForeign && foreignKey(arrival.foreignNumber) === '' ? { foreignNumber: { key: 'entering.error.foreignNumber' } } : {}),
  };
}

function peopleErrors(arrival: Arrival, present: readonly string[]): FieldErrors {
  const { hasOfficers, reporter, handsReceipt } = ASKS[arrival.channel];
  const { identity } = arrival;
  const known = new Set(arrival.officers.filter((id) => present.includes(id)));
  const isIdentityWrong = (reporter === 'always' && identity === null) || (reporter === 'never' && identity !== null);
  return {
    ...(hasOfficers && known.size < Math.max(FACE_TO_FACE, new Set(arrival.officers).size) ? { officers: { key: 'entering.error.officers' } } : {}),
    ...(hasOfficers && !arrival.isSigned ? { isSigned: { key: 'entering.error.isSigned' } } : {}),
    ...(isIdentityWrong ? { identity: { key: 'entering.error.identity' } } : {}),
    ...(identity === 'realName' && arrival.name === null ? { name: { key: 'entering.error.name' } } : {}),
    ...(identity === 'realName' && arrival.contact === null ? { contact: { key: 'entering.error.contact' } } : {}),
    // A secret that is made here must be handed to somebody.
    ...(identity === 'identifiable' && arrival.passphrase === null && !handsReceipt ? { passphrase: { key: 'entering.error.passphrase' } } : {}),
  };
}
