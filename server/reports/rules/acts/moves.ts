// To another bureau and back: sent, taken over or sent back; handed down and reported back. Until the receiver accepts, the sender answers (report-handling 9, 11).
import { Invalid } from '../../../kernel/errors.ts';
import type { Term } from '../../../kernel/workdays.ts';
import { level, within } from '../../../kernel/divisions.ts';
import { startClock } from '../../../law/rules/clocks.ts';
import { handlingSettings, transferStart } from '../../../law/rules/clocks/regime.ts';
import type { Person } from '../../../people/rules/person.ts';
import { requireDate, requireText } from '../checks.ts';
import { started, stopped } from '../clocks.ts';
import type { Setting } from '../clocks.ts';
import { answered, lastOrder, named, ON_PAPER, ORDER_CLOCK } from '../orders.ts';
import type { Change } from '../perform.ts';
import type { PendingLetter, Report } from '../report.ts';
import { tied, tiesOf } from '../ties.ts';
import type { Offer } from '../ties.ts';

/** A bureau as an act names it: its division code, and its name for letters and the record. */
export type Receiver = { code: string; name: string };

export type MoveInputs = {
  offer: { to: Receiver | null; matter: string; text: string };
  recall: { text: string };
  /** `number`: of the letter that handed it down, '' for a transfer. */
  takeOver: { receiver: Receiver; number: string };
  sendBack: { receiver: Receiver; text: string };
  handDown: { to: Receiver | null; matter: string; limit: Term | null; text: string };
  reportBack: { text: string; superior: Receiver };
  answerLetter: { text: string; superior: Receiver };
  supervise: { text: string; handler: Receiver };
  recordTaken: { on: string; text: string };
};

/** The identity goes along only where the receiver will have to notify or to pay. */
export const goesWithIdentity = (report: Pick<Report, 'identity' | 'wantsReward'>): boolean =>
  report.identity === 'realName' || (report.identity === 'identifiable' && report.wantsReward);

/** H5: whether the clock of the receiver starts anew at his receipt or runs from the first one. */
const clockStart = (report: Report, receiver: string, { today, overlay }: Setting): string =>
  transferStart(handlingSettings(receiver, today, overlay), { firstReceivedOn: report.receivedOn, receivedOn: today });

const letter = (report: Report, kind: PendingLetter['kind'], by: Person | null, bureau: string, slots: PendingLetter['slots']): PendingLetter => ({
  key: `report/${report.id}/${report.version}/${kind}`, kind, slots, by: by?.id ?? '', bureau,
});

/** What the letter to a superior says: which order, where the matter stands, and what came of it. */
function resultSlots(report: Report, by: string | null, superior: Receiver, result: string): PendingLetter['slots'] {
  const { handDown, decided } = tiesOf(report);
  const { origin } = report.content;
  const state = report.state === 'merged' ? (decided?.as ?? report.state) : report.state;
  const [handDownNumber, handDownOn] = by === ON_PAPER ? [origin?.letterNumber, origin?.letterOn] : [handDown?.number, handDown?.issuedOn];
  return { receiver: superior.name, handDownNumber: handDownNumber ?? '', handDownOn: handDownOn ?? '', outcome: `@reports.state.${state}`, result };
}

function sent(report: Report, kind: Offer['kind'], to: Receiver | null, matter: string, text: string, today: string): Offer {
  if (to === null || to.code === report.bureau) throw new Invalid({ to: { key: 'common.error.choose' } });
  requireText('matter', matter, 10);
  requireText('text', text, 5);
  return { kind, from: report.bureau, to: to.code, sentOn: today, matter, reason: text };
}

type Performers = { [Name in keyof MoveInputs]: (report: Report, input: MoveInputs[Name], person: Person | null, setting: Setting) => Change };

export const moves: Performers = {
  offer: (report, { to, matter, text }, person, { today }) => {
    const offer = sent(report, 'transfer', to, matter, text, today);
    const slots = { receiver: to?.name ?? '', matter, reason: text };
    return { change: { ties: tied(report, { offer }), pending: [...report.pending, letter(report, 'transferLetter', person, report.bureau, slots)] }, text, detail: { receiver: to?.name ?? '', to: offer.to } };
  },

  recall: (report, { text }) => {
    requireText('text', text, 5);
    // What nobody took over was not handed down: it may go to the right bureau now.
    const isHandDown = tiesOf(report).offer?.kind === 'handDown';
    return { change: { ties: tied(report, { offer: null, ...(isHandDown ? { handDown: null } : {}) }) }, text };
  },

  takeOver: (report, { receiver, number }, _person, setting) => {
    const { offer, handDown, passages } = tiesOf(report);
    const { today, overlay } = setting;
    const withIdentity = goesWithIdentity(report);
    const ended = stopped(named(report), 'ACCEPT_OR_FILE', today, setting);
    const anew = started(ended, 'ACCEPT_OR_FILE', receiver.code, clockStart(report, receiver.code, setting), setting);
    const isHandDown = offer?.kind === 'handDown' && handDown !== null;
    const clocks = isHandDown ? [...anew, { ...startClock(ORDER_CLOCK, receiver.code, today, overlay, handDown.limit), orderedBy: handDown.by }] : anew;
    const passage = { from: report.bureau, to: receiver.code, kind: offer?.kind ?? 'transfer', sentOn: offer?.sentOn ?? today, acceptedOn: today, withIdentity };
    return {
      change: {
        bureau: receiver.code, assigned: [], clocks,
        ties: tied(report, { offer: null, passages: [...passages, passage], handDown: isHandDown ? { ...handDown, number, receivedOn: today } : handDown }),
      },
      detail: { receiver: receiver.name, from: report.bureau, withIdentity: withIdentity ? 1 : 0 },
    };
  },

  sendBack: (report, { receiver, text }) => {
    requireText('text', text, 5);
    return { change: { ties: tied(report, { offer: null }), hasNews: true }, text, detail: { receiver: receiver.name } };
  },

  handDown: (report, { to, matter, limit, text }, person, { today }) => {
    if (to !== null && (!within(report.bureau, to.code) || level(to.code) === level(report.bureau))) throw new Invalid({ to: { key: 'moves.error.below' } });
    const offer = sent(report, 'handDown', to, matter, text, today);
    const handDown = { by: report.bureau, number: '', issuedOn: today, limit, receivedOn: null, reportedOn: null, result: null, marks: [] };
    const slots = { receiver: to?.name ?? '', matter, demand: text, ...(limit ? { limit: termText(limit) } : {}) };
    return {
      change: { ties: tied(report, { offer, handDown }), pending: [...report.pending, letter(report, 'handDownLetter', person, report.bureau, slots)] },
      text, detail: { receiver: to?.name ?? '', to: offer.to },
    };
  },

  reportBack: (report, { text, superior }, person, setting) => {
    requireText('text', text, 10);
    const by = lastOrder(report);
    const { handDown } = tiesOf(report);
    return {
      change: {
        clocks: answered(report, by, setting), pending: [...report.pending, letter(report, 'reportBack', person, report.bureau, resultSlots(report, by, superior, text))],
        ...(by === ON_PAPER ? {} : { ties: tied(report, { handDown: handDown && { ...handDown, reportedOn: setting.today, result: text } }) }),
      },
      text,
    };
  },

  answerLetter: (report, { text, superior }, person, setting) => {
    requireText('text', text, 10);
    const bureau = tiesOf(report).handDown?.by ?? report.bureau;
    return {
      // Whoever handles it has read what came in, or has not: this act is none of theirs.
      change: { hasNews: report.hasNews, clocks: answered(report, ON_PAPER, setting), pending: [...report.pending, letter(report, 'reportBack', person, bureau, resultSlots(report, ON_PAPER, superior, text))] },
      text, detail: { receiver: superior.name },
    };
  },

  supervise: (report, { text, handler }, person, { today }) => {
    requireText('text', text, 5);
    const { handDown } = tiesOf(report);
    const slots = { receiver: handler.name, handDownNumber: handDown?.number ?? '', handDownOn: handDown?.issuedOn ?? '', demand: text };
    return {
      change: {
        hasNews: true, ties: tied(report, { handDown: handDown && { ...handDown, marks: [...handDown.marks, today] } }),
        pending: [...report.pending, letter(report, 'superviseLetter', person, handDown?.by ?? report.bureau, slots)],
      },
      text,
    };
  },

  recordTaken: (report, { on, text }, _person, { today }) => {
    const sentOn = report.events.findLast(({ action }) => action === 'transfer')?.on ?? report.receivedOn;
    requireDate('on', on, { from: sentOn, to: today });
    return { change: { ties: tied(report, { takenOn: on }), doneOn: on }, text, detail: { on } };
  },
};

const UNITS: Record<Term['unit'], string> = { WD: '个工作日', D: '日', MONTH: '个月', YEAR: '年', HOUR: '小时' };
const termText = ({ amount, unit }: Term): string => `${amount}${UNITS[unit]}`;
