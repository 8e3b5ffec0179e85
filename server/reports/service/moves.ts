// Between bureaus: an offer waits for the receiver, who takes it over or sends it back; what was handed down is reported back.
import { done } from '../../audit/rules.ts';
import { within } from '../../kernel/divisions.ts';
import { Invalid, NotFound, orNull } from '../../kernel/errors.ts';
import type { Term } from '../../kernel/workdays.ts';
import { clockDue } from '../../law/rules/clocks.ts';
import type { ClockView } from '../../law/rules/clocks.ts';
import type { DeskLine } from '../../people/rules/desk.ts';
import { hasRole } from '../../people/rules/person.ts';
import type { Person } from '../../people/rules/person.ts';
import { blockOf } from '../rules/actions.ts';
import { goesWithIdentity } from '../rules/acts/moves.ts';
import type { Receiver } from '../rules/acts/moves.ts';
import type { Report, State } from '../rules/report.ts';
import { registerNumber } from '../rules/report.ts';
import { isHandedOn, lastOrder, ON_PAPER, orderClock } from '../rules/orders.ts';
import { tiesOf } from '../rules/ties.ts';
import type { HandDown, Offer } from '../rules/ties.ts';
import type { Acting, ReportsParts } from './parts.ts';

/** What waits for the receiver: enough to see whether it is his. */
export type Incoming = { report: Report; offer: Offer; handDown: HandDown | null; from: string; withIdentity: boolean };
/** What went out: where it stands, and nothing of its content. */
export type Outgoing = {
  id: string; register: string; number: string; to: string; kind: Offer['kind']; sentOn: string; acceptedOn: string | null; state: State; handDown: HandDown | null; clock: ClockView | null; version: number; maySupervise: boolean;
};
/** What a superior outside this system still waits for after it was handed down: where it stands below (null: not taken over), until when, and what came back. */
export type Owing = { id: string; register: string; number: string; superior: string; letterNumber: string; clock: ClockView | null; to: string; state: State | null; result: string | null; version: number; mayAnswer: boolean };

export function moving({ store, people, documents, audit }: ReportsParts, { act, actOn, settingOf, load }: Acting) {
  const scopeOf = (person: Person, ...roles: ('intake' | 'head')[]): { bureau: string; person: string } => {
    if (!hasRole(person, ...roles)) throw new NotFound('report');
    return { bureau: person.bureau, person: person.id };
  };

  async function others(person: Person): Promise<Receiver[]> {
    return (await people.listBureaus()).filter(({ code, isActive }) => isActive && code !== person.bureau).map(({ code, name }) => ({ code, name }));
  }
  const namesOf = async (): Promise<Map<string, string>> => new Map((await people.listBureaus()).map(({ code, shortName }) => [code, shortName]));
  async function receiver(person: Person, code: string): Promise<Receiver | null> {
    return (await others(person)).find((each) => each.code === code) ?? null;
  }
  const nameOf = async (code: string): Promise<Receiver> => ({ code, name: (await people.findBureau(code)).name });

  const onPaper = ({ content }: Report): Receiver => ({ code: '', name: content.origin?.department ?? '' });

  /** Who handed it down; one that came on paper names him in words. */
  async function superiorOf(report: Report): Promise<Receiver> {
    const by = lastOrder(report);
    return by === null || by === ON_PAPER ? onPaper(report) : nameOf(by);
  }

  /** An act of the receiver, with his own bureau's law. */
  async function incoming(person: Person, id: string): Promise<Report> {
    return store.findIncoming(id, scopeOf(person, 'intake', 'head'));
  }

  return {
    /** Bureaus that a report of this person's bureau may be sent to; those below it, for a hand-down. */
    receivers: async (person: Person): Promise<{ all: Receiver[]; below: Receiver[] }> => {
      const all = await others(person);
      return { all, below: all.filter(({ code }) => within(person.bureau, code)) };
    },
    /** `to` is the code of another bureau; `matter` what it is told, without the reporter. */
    offer: (person: Person, id: string, version: number, input: { to: string; matter: string; text: string }) =>
      act('offer', person, id, version, async () => ({ ...input, to: await receiver(person, input.to) })),
    recall: (person: Person, id: string, version: number, text: string) => act('recall', person, id, version, () => ({ text })),
    /** `limit`: of the letter, goes before the default of the law; null where it names none. */
    handDown: (person: Person, id: string, version: number, input: { to: string; matter: string; limit: Term | null; text: string }) =>
      act('handDown', person, id, version, async () => ({ ...input, to: await receiver(person, input.to) })),
    reportBack: (person: Person, id: string, version: number, text: string) =>
      act('reportBack', person, id, version, async (report) => ({ text, superior: await superiorOf(report) })),
    /** Another department, outside this system, has taken it over: final. */
    recordTaken: (person: Person, id: string, version: number, input: { on: string; text: string }) => act('recordTaken', person, id, version, () => input),

    /** What waits to be taken over. @throws NotFound for roles that take nothing over */
    async incoming(person: Person): Promise<Incoming[]> {
      const [reports, names] = await Promise.all([store.incoming(scopeOf(person, 'intake', 'head')), namesOf()]);
      return reports.flatMap((report) => incomingOf(report, names));
    },
    /** One of them; the reading is on record. @throws NotFound unless it was sent to the person's bureau */
    async openIncoming(person: Person, id: string): Promise<Incoming & { mayAct: boolean }> {
      const report = await incoming(person, id);
      await audit.record(done('reports.readIncoming', person.id, person.bureau, { kind: 'report', id }));
      const [found] = incomingOf(report, await namesOf());
      if (!found) throw new NotFound('report');
      return { ...found, mayAct: hasRole(person, 'intake') };
    },
    /** From now on this bureau answers for it. */
    async takeOver(person: Person, id: string, version: number): Promise<Report> {
      const report = await incoming(person, id);
      const letters = await documents.ofSubject('report', id);
      const number = letters.findLast(({ kind }) => kind === 'handDownLetter')?.number ?? '';
      const saved = await actOn('takeOver', person, report, version, await settingOf(person.bureau), async () => ({ receiver: await nameOf(person.bureau), number }));
      if (goesWithIdentity(saved)) await audit.record(done('reports.identityPassed', person.id, person.bureau, { kind: 'report', id }, { from: report.bureau }));
      return saved;
    },
    async sendBack(person: Person, id: string, version: number, text: string): Promise<Report> {
      const report = await incoming(person, id);
      return actOn('sendBack', person, report, version, await settingOf(report.bureau), async () => ({ receiver: await nameOf(person.bureau), text }));
    },

    /** What went out and where it stands. */
    async outgoing(person: Person): Promise<Outgoing[]> {
      const [reports, names] = await Promise.all([store.outgoing(scopeOf(person, 'intake', 'head')), namesOf()]);
      return Promise.all(reports.map((report) => outgoingOf(person, report, names)));
    },
    async openOutgoing(person: Person, id: string): Promise<Outgoing> {
      return outgoingOf(person, await store.findOutgoing(id, scopeOf(person, 'intake', 'head')), await namesOf());
    },
    /** A reminder from the bureau that handed it down; a letter goes with it. */
    async supervise(person: Person, id: string, version: number, text: string): Promise<void> {
      const report = await store.findOutgoing(id, scopeOf(person, 'head'));
      await actOn('supervise', person, report, version, await settingOf(report.bureau), async () => ({ text, handler: await nameOf(report.bureau) }));
    },
    async owing(person: Person): Promise<Owing[]> {
      const [reports, names, setting] = await Promise.all([store.owing(scopeOf(person, 'intake', 'head')), namesOf(), settingOf(person.bureau)]);
      return reports.map((report) => {
        const clock = orderClock(report, ON_PAPER);
        const { offer, handDown } = tiesOf(report);
        const waiting = offer?.kind === 'handDown' ? offer.to : null;
        const to = waiting ?? report.bureau;
        return {
          id: report.id, register: registerNumber(report), number: report.number, superior: onPaper(report).name, letterNumber: report.content.origin?.letterNumber ?? '', clock: clock && clockDue(clock, setting.calendar, setting.today),
          to: names.get(to) ?? to, state: waiting === null ? report.state : null, result: handDown?.result ?? null, version: report.version, mayAnswer: blockOf('answerLetter', report, person, setting) === null,
        };
      });
    },
    /** The answer of this bureau to its own superior's letter, wherever the report is handled now. */
    async answerLetter(person: Person, id: string, version: number, text: string): Promise<void> {
      const report = await store.findOutgoing(id, scopeOf(person, 'head'));
      await actOn('answerLetter', person, report, version, await settingOf(person.bureau), () => ({ text, superior: onPaper(report) }));
    },
    /** A letter about a move is read by the bureau that wrote it, also when the report is gone. */
    mayKnowMoved: async (person: Person, id: string): Promise<boolean> =>
      hasRole(person, 'intake', 'head') && (await orNull(store.findOutgoing(id, { bureau: person.bureau, person: person.id }))) !== null,

    async incomingLines(person: Person): Promise<DeskLine[]> {
      if (!hasRole(person, 'intake')) return [];
      const count = await store.countIncoming({ bureau: person.bureau, person: person.id });
      return count === 0 ? [] : [{ key: 'reports.desk.line.incoming', args: {}, count, href: '/inbox/moves' }];
    },
    /** @throws Invalid */
    limitOf(amount: string, unit: string): Term | null {
      if (amount === '') return null;
      const n = Number(amount);
      const known = (['WD', 'D', 'MONTH'] as const).find((each) => each === unit);
      if (!Number.isInteger(n) || n < 1 || n > 365 || !known) throw new Invalid({ limit: { key: 'moves.error.limit' } });
      return { amount: n, unit: known };
    },
    loadOwn: load,
  };

  function incomingOf(report: Report, names: ReadonlyMap<string, string>): Incoming[] {
    const { offer, handDown } = tiesOf(report);
    return offer ? [{ report, offer, handDown, from: names.get(offer.from) ?? offer.from, withIdentity: goesWithIdentity(report) }] : [];
  }

  async function outgoingOf(person: Person, report: Report, names: ReadonlyMap<string, string>): Promise<Outgoing> {
    const { offer, passages, handDown } = tiesOf(report);
    const passage = passages.findLast(({ from }) => from === person.bureau);
    const open = offer?.from === person.bureau ? offer : null;
    const to = open?.to ?? passage?.to ?? report.bureau;
    const setting = await settingOf(report.bureau);
    const left = report.clocks.filter((clock) => clock.stoppedOn === null && !isHandedOn(clock, report.clocks));
    const running = (handDown ? orderClock(report, handDown.by) : left.find(({ code }) => code === 'ACCEPT_OR_FILE')) ?? left[0];
    const isSuperior = handDown?.by === person.bureau && handDown.receivedOn !== null && handDown.reportedOn === null;
    return {
      id: report.id, register: registerNumber(report), number: report.number, to: names.get(to) ?? to, kind: open?.kind ?? passage?.kind ?? 'transfer', sentOn: open?.sentOn ?? passage?.sentOn ?? '',
      acceptedOn: open ? null : (passage?.acceptedOn ?? null), state: report.state, handDown: handDown?.by === person.bureau ? handDown : null,
      clock: running ? clockDue(running, setting.calendar, setting.today) : null, version: report.version, maySupervise: isSuperior && hasRole(person, 'head'),
    };
  }
}
