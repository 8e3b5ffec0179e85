// What lies between bureaus: what waits to be taken over, what went out and where it stands.
import type { DivisionTable } from '../../../kernel/divisions.ts';
import type { FieldErrors } from '../../../kernel/errors.ts';
import type { Words } from '../../../kernel/i18n.ts';
import { view } from '../../../kernel/views.ts';
import type { ClockView } from '../../../law/rules/clocks.ts';
import { errorLinks, errorText } from '../../../people/pages.ts';
import type { ErrorLink } from '../../../people/pages.ts';
import { registerNumber } from '../../rules/report.ts';
import type { Report, State } from '../../rules/report.ts';
import type { HandDown, Offer } from '../../rules/ties.ts';
import { clockWords } from '../words.ts';
import { categoryWord, placeWord, termWord } from './words.ts';

type OwingInput = { id: string; register: string; number: string; superior: string; letterNumber: string; clock: ClockView | null; to: string; state: State | null; result: string | null; version: number; mayAnswer: boolean };
type IncomingInput = { report: Report; offer: Offer; handDown: HandDown | null; from: string; withIdentity: boolean };
type OutgoingInput = {
  id: string; register: string; number: string; to: string; kind: Offer['kind']; sentOn: string; acceptedOn: string | null; state: State; handDown: HandDown | null; clock: ClockView | null; version: number; maySupervise: boolean;
};

/** Each row has a form of its own. */
type RowForm = { action: string; version: number; field: string; text: string; error: string | null };
export type MovesPage = {
  title: string; errors: ErrorLink[];
  incoming: { href: string; register: string; target: string; kind: string; from: string; sentOn: string }[];
  outgoing: {
    id: string; register: string; number: string; kind: string; to: string; sentOn: string; acceptedOn: string | null; stateText: string; clock: { state: string; text: string } | null; due: string | null;
    reported: string | null; result: string | null; marks: string | null; supervise: RowForm | null;
  }[];
  owing: { id: string; register: string; number: string; superior: string; letterNumber: string; clock: { state: string; text: string } | null; due: string | null; to: string; stateText: string; result: string | null; answer: RowForm | null }[];
};
export const movesView = view<MovesPage>('reports/desk/moves', { layout: 'desk', nav: '/inbox' });

const kindWord = (t: Words, kind: Offer['kind']): string => t(`moves.kind.${kind}`);

export type RowAct = 'supervise' | 'answer';
/** What could not be sent: of which row, and what was typed. */
type Unsent = { act: RowAct; id: string; text: string; version: number; errors: FieldErrors };
type Lists = { incoming: readonly IncomingInput[]; outgoing: readonly OutgoingInput[]; owing: readonly OwingInput[]; unsent?: Unsent | null };

export function movesPage(t: Words, { incoming, outgoing, owing, unsent = null }: Lists): MovesPage {
  /** The mistake leads to the form that was sent. */
  const formOf = (act: RowAct, { id, version }: { id: string; version: number }): RowForm => {
    const sent = unsent?.id === id && unsent.act === act ? unsent : null;
    return { action: `/reports/outgoing/${id}/${act}`, version: sent?.version ?? version, field: sent ? 'text' : `${act}-${id}`, text: sent?.text ?? '', error: errorText(t, sent?.errors, 'text') };
  };
  return {
    title: t('moves.title'), errors: errorLinks(t, unsent?.errors),
    incoming: incoming.map(({ report, offer, from }) => ({
      href: `/reports/incoming/${report.id}`, register: registerNumber(report), target: report.content.targetName, kind: kindWord(t, offer.kind), from, sentOn: offer.sentOn,
    })),
    outgoing: outgoing.map((each) => ({
      id: each.id, register: each.register, number: each.number, kind: kindWord(t, each.kind), to: each.to, sentOn: each.sentOn, acceptedOn: each.acceptedOn,
      stateText: each.acceptedOn === null ? t('moves.waiting') : t(`reports.state.${each.state}`), clock: each.clock ? clockWords(t, each.clock) : null, due: each.clock?.due ?? null,
      reported: each.handDown === null || each.handDown.receivedOn === null ? null : each.handDown.reportedOn === null ? t('moves.notReported') : t('moves.reported', { on: each.handDown.reportedOn }),
      result: each.handDown?.result ?? null, marks: each.handDown && each.handDown.marks.length > 0 ? t('moves.marks', { n: each.handDown.marks.length, on: each.handDown.marks.at(-1) ?? '' }) : null,
      supervise: each.maySupervise ? formOf('supervise', each) : null,
    })),
    owing: owing.map(({ id, register, number, superior, letterNumber, clock, to, state, result, version, mayAnswer }) => ({
      id, register, number, superior, letterNumber, clock: clock && clockWords(t, clock), due: clock?.due ?? null, to, stateText: state === null ? t('moves.waiting') : t(`reports.state.${state}`), result, answer: mayAnswer ? formOf('answer', { id, version }) : null,
    })),
  };
}

export type IncomingPage = {
  title: string; errors: ErrorLink[]; register: string; number: string; target: string; lede: string; facts: { label: string; text: string }[]; matter: string; reason: string; narrative: string; files: string | null; identity: string;
  isHandDown: boolean; version: number; takeOver: string | null; sendBack: { action: string; text: string; error: string | null } | null;
};
export const incomingView = view<IncomingPage>('reports/desk/incoming', { layout: 'desk', nav: '/inbox' });

export function incomingPage(t: Words, input: IncomingInput & { mayAct: boolean; divisions: DivisionTable; version: number; typed?: string; errors?: FieldErrors }): IncomingPage {
  const { report, offer, handDown, from, withIdentity, mayAct, divisions, version, typed = '', errors } = input;
  const isHandDown = offer.kind === 'handDown';
  const limit = handDown?.limit ?? null;
  return {
    title: t('moves.pageTitle', { from, kind: kindWord(t, offer.kind) }), errors: errorLinks(t, errors), register: registerNumber(report), number: report.number, target: report.content.targetName,
    lede: t(isHandDown ? 'moves.pageLedeDown' : 'moves.pageLede'),
    facts: [
      { label: t('reports.desk.fact.target'), text: t('reports.desk.fact.targetLine', { name: report.content.targetName, kind: t(`reports.targetKind.${report.targetKind}`), place: placeWord(t, divisions, report.division) }) },
      { label: t('reports.desk.fact.conduct'), text: report.categories.length === 0 ? t('reports.desk.unsaid') : report.categories.map((name) => categoryWord(t, name)).join(t('reports.desk.semicolon')) },
      { label: t('moves.firstReceived'), text: report.receivedOn }, { label: t('moves.sentOn'), text: offer.sentOn },
      ...(limit ? [{ label: t('moves.limit'), text: termWord(t, limit.amount, limit.unit) }] : []),
    ],
    matter: offer.matter, reason: offer.reason, narrative: report.content.narrative, files: report.files.length > 0 ? t('moves.files', { n: report.files.length }) : null,
    identity: t(withIdentity ? 'moves.identityGoes' : 'moves.identityStays'), isHandDown, version, takeOver: mayAct ? `/reports/incoming/${report.id}/takeOver` : null,
    sendBack: mayAct && !isHandDown ? { action: `/reports/incoming/${report.id}/sendBack`, text: typed, error: errorText(t, errors, 'text') } : null,
  };
}
