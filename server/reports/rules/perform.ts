// The report after an act, with the event that tells it. What cannot be is refused here, whatever a page showed.
import { Conflict, Forbidden, Invalid, Refused } from '../../kernel/errors.ts';
import { WAYS } from '../../documents/rules/document.ts';
import type { Person } from '../../people/rules/person.ts';
import { ACTIONS, TELL_CLOCKS, blockOf } from './actions.ts';
import type { Action, ActionName, Officer } from './actions.ts';
import { requireDate, requireDistinctOfficers, requireGround, requireText } from './checks.ts';
import { clocksAfter, dueOn, extended, resumed, started, stopped } from './clocks.ts';
import type { Setting } from './clocks.ts';
import { isOlder, joins, readersOf } from './acts/joins.ts';
import type { JoinInputs, Lead } from './acts/joins.ts';
import { moves } from './acts/moves.ts';
import type { MoveInputs } from './acts/moves.ts';
import { nonAcceptanceGrounds, notFilingReasons, FILING_CONDITIONS, UNDER_INVESTIGATION } from './grounds.ts';
import { letterAfter } from './letters.ts';
import { CAPS, hasReporter } from './report.ts';
import type { Message, PendingLetter, Report, ReportEvent } from './report.ts';
import { tied } from './ties.ts';

export const TELL_WAYS = ['statusPage', 'post', 'phone', 'direct'] as const;

/** What each act needs. Officers come as the people feature knows them today; texts are plain and sealed by the store. */
export type Inputs = MoveInputs & JoinInputs & {
  accept: { text?: string };
  /** `earlier`: the report that was there before, for the ground that says so. */
  notAccept: { ground: string; text: string; earlier?: Lead | null };
  ask: { id: string; text: string; answerBy: string | null; isQuestion: boolean };
  assign: { officers: readonly Officer[] };
  note: { text: string };
  recordVisit: { on: string; officers: readonly Officer[]; text: string };
  /** `extension` names one of rules/clocks.ts grantable, '' the first; `minutes` of the discussion where the heads decide together. */
  extend: { text: string; extension?: string; minutes?: string };
  file: { caseId: string; on: string; text: string; conditions: readonly string[]; officers: readonly Officer[] };
  notFile: { reason: string; text: string };
  referContract: { text: string; isBreachOnly: boolean };
  reopen: { text: string };
  transfer: { receiver: string; matter: string; text: string };
  takeBack: { text: string };
  recordTold: { clock: string; way: string; on: string };
  recuse: { text: string };
  linkInstitution: { institutionId: string };
  handReceipt: Record<never, never>;
  message: { id: string; text: string; files: readonly string[] };
  evidence: { id: string; text: string; files: readonly string[] };
  correct: { id: string; text: string };
  renewCode: { request: string; from: number };
  withdraw: { text: string };
};

export type Change = { change: Partial<Report>; text?: string | null; detail?: ReportEvent['detail'] };
type Performers = { [Name in ActionName]: (report: Report, input: Inputs[Name], person: Person | null, setting: Setting) => Change };

/**
 * `person` null is the reporter.
 * @throws Forbidden (not theirs), Conflict (another state), Refused (a guard of L1–L7, with its clause), Invalid (a field).
 */
export function perform<Name extends ActionName>(name: Name, report: Report, person: Person | null, setting: Setting, input: Inputs[Name]): Report {
  const action: Action = ACTIONS[name];
  const block = blockOf(name, report, person, setting);
  if (block?.reason === 'ROLE' || block?.reason === 'G-ASSIGNED') throw new Forbidden(`reports.${name}`);
  if (block?.reason === 'STATE') throw new Conflict('report state');
  if (block) throw new Refused(block.reason, block.clause);
  if (report.events.length >= CAPS.events) throw new Refused('REPORT_EVENTS_FULL', '', { most: CAPS.events });
  const { change, text = null, detail = {} } = performers[name](report, input, person, setting);
  const event: ReportEvent = {
    action: name, on: setting.today, at: person ? setting.at : null, by: person?.id ?? 'reporter', text: text === '' ? null : text, detail,
  };
  const changed: Report = { ...report, hasNews: person === null, ...change, state: action.to ?? report.state, events: [...report.events, event] };
  const after: Report = { ...changed, clocks: clocksAfter(name, changed, setting) };
  const letter = person ? letterAfter(name, after, text ?? '', person.id) : null;
  return letter ? { ...after, pending: [...after.pending, letter] } : after;
}

const decided = (report: Report, code: 'TELL_FILED' | 'TELL_NOT_ACCEPTED', from: string, setting: Setting): Report['clocks'] => {
  const ended = stopped(report.clocks, 'ACCEPT_OR_FILE', setting.today, setting);
  return report.identity === 'realName' ? started(ended, code, report.bureau, from, setting) : ended;
};

const fromReporter = (report: Report, { id, text, files }: Inputs['message'], setting: Setting): Change => {
  if (report.messages.length >= CAPS.messages) throw new Refused('REPORT_MESSAGES_FULL', '', { most: CAPS.messages });
  if (report.files.length + files.length > CAPS.files) throw new Refused('REPORT_FILES_FULL', '', { most: CAPS.files });
  const message: Message = { id, from: 'reporter', on: setting.today, by: null, text, isQuestion: false, answerBy: null, files: [...files] };
  return { change: { messages: [...report.messages, message], files: [...report.files, ...files], isAsked: false }, detail: { message: id, files: files.length } };
};

const performers: Performers = {
  ...moves,
  ...joins,
  accept: (report, { text = '' }, _person, { today }) => ({ change: { handlingOn: report.handlingOn ?? today }, text }),

  notAccept: (report, { ground, text, earlier = null }, _person, setting) => {
    const found = requireGround('ground', ground, nonAcceptanceGrounds(setting.today));
    requireText('text', text, 5);
    if (ground === UNDER_INVESTIGATION && earlier === null) throw new Invalid({ into: { key: 'moves.error.earlierNeeded' } });
    if (earlier !== null && !isOlder(earlier, report)) throw new Invalid({ into: { key: 'moves.error.repeatOf' } });
    return {
      change: {
        ...(earlier === null ? {} : { ties: tied(report, { earlier: earlier.id }), assigned: readersOf(earlier, report) }),
        reason: ground, clocks: decided(report, 'TELL_NOT_ACCEPTED', report.receivedOn, setting), decidedOn: setting.today, doneOn: setting.today,
      },
      text, detail: { ground, source: found.source, jurisdiction: found.jurisdiction, ...(earlier === null ? {} : { into: earlier.number }) },
    };
  },

  ask: (report, { id, text, answerBy, isQuestion }, person, { today }) => {
    requireText('text', text, 1);
    if (answerBy !== null) requireDate('answerBy', answerBy, { from: today });
    if (report.messages.length >= CAPS.messages) throw new Refused('REPORT_MESSAGES_FULL', '', { most: CAPS.messages });
    const message: Message = { id, from: 'officer', on: today, by: person?.id ?? null, text, isQuestion, answerBy, files: [] };
    return { change: { messages: [...report.messages, message], isAsked: isQuestion || report.isAsked }, detail: { message: id, isQuestion: isQuestion ? 1 : 0 } };
  },

  assign: (report, { officers }) => {
    const ids = requireDistinctOfficers(report, officers, null);
    return { change: { assigned: ids }, detail: { officers: ids } };
  },

  note: (_report, { text }) => {
    requireText('text', text, 1);
    return { change: {}, text };
  },

  recordVisit: (report, { on, officers, text }, _person, { today }) => {
    requireDate('on', on, { from: report.receivedOn, to: today });
    const ids = requireDistinctOfficers(report, officers, on);
    return { change: { visitedOn: report.visitedOn !== null && report.visitedOn < on ? report.visitedOn : on }, text, detail: { on, officers: ids } };
  },

  extend: (report, { text, extension = '', minutes = '' }, person, setting) => {
    requireText('text', text, 5);
    const clocks = extended(report.clocks, { by: person?.id ?? '', reason: text, chosen: extension, minutes }, setting);
    return { change: { clocks }, text, detail: extension === '' ? {} : { extension } };
  },

  file: (report, { caseId, on, text, conditions, officers }, _person, setting) => {
    requireText('text', text, 5);
    requireDate('on', on, { from: report.receivedOn, to: setting.today });
    const missing = FILING_CONDITIONS.filter((condition) => !conditions.includes(condition));
    if (missing.length > 0) throw new Refused('FILING_CONDITIONS', ACTIONS.file.clause, { missing });
    const ids = requireDistinctOfficers(report, officers, setting.today);
    return { change: { caseId, clocks: decided(report, 'TELL_FILED', on, setting), decidedOn: on }, text, detail: { caseId, officers: ids } };
  },

  notFile: (report, { reason, text }, _person, setting) => {
    const found = requireGround('reason', reason, notFilingReasons(setting.today));
    requireText('text', text, 5);
    return {
      change: { reason, clocks: decided(report, 'TELL_FILED', setting.today, setting), decidedOn: setting.today, doneOn: setting.today },
      text, detail: { reason, source: found.source },
    };
  },

  referContract: (report, { text, isBreachOnly }, _person, setting) => {
    requireText('text', text, 5);
    if (!isBreachOnly) throw new Refused('REFER_BREACH_ONLY', ACTIONS.referContract.clause);
    return { change: { clocks: stopped(report.clocks, 'ACCEPT_OR_FILE', setting.today, setting), decidedOn: setting.today, doneOn: setting.today }, text };
  },

  reopen: (report, { text }, _person, setting) => {
    requireText('text', text, 5);
    const clocks = started(report.clocks, 'ACCEPT_OR_FILE', report.bureau, setting.today, setting);
    return { change: { clocks, reason: null, decidedOn: null, doneOn: null }, text };
  },

  transfer: (report, { receiver, matter, text }, person, setting) => {
    requireText('receiver', receiver, 2);
    requireText('matter', matter, 10);
    requireText('text', text, 5);
    const ended = stopped(report.clocks, 'ACCEPT_OR_FILE', setting.today, setting);
    const clocks = stopped(started(ended, 'TRANSFER', report.bureau, setting.today, setting), 'TRANSFER', setting.today, setting);
    const letter: PendingLetter = { key: `report/${report.id}/${report.version}/transferLetter`, kind: 'transferLetter', slots: { receiver, matter, reason: text }, by: person?.id ?? '' };
    return { change: { clocks, transferredTo: receiver, handlingOn: report.handlingOn ?? setting.today, pending: [...report.pending, letter] }, text };
  },

  takeBack: (report, { text }) => {
    requireText('text', text, 5);
    return { change: { clocks: resumed(report.clocks, 'ACCEPT_OR_FILE'), transferredTo: null }, text };
  },

  recordTold: (report, { clock, way, on }, _person, setting) => {
    if (!TELL_CLOCKS.some((code) => code === clock)) throw new Invalid({ clock: { key: 'common.error.choose' } });
    // By telephone, or by any way in which the letter itself goes.
    if (![...TELL_WAYS, ...WAYS].some((known) => known === way)) throw new Invalid({ way: { key: 'common.error.choose' } });
    requireDate('on', on, { from: report.decidedOn ?? report.receivedOn, to: setting.today });
    return { change: { clocks: stopped(report.clocks, clock, on, setting) }, detail: { clock, way, on } };
  },

  recuse: (report, { text }, person) => {
    requireText('text', text, 2);
    const id = person?.id ?? '';
    return { change: { recused: [...report.recused, id], assigned: report.assigned.filter((each) => each !== id) }, text };
  },

  linkInstitution: (report, { institutionId }) => ({ change: { institutionId }, detail: { institution: institutionId, was: report.institutionId ?? '' } }),
  handReceipt: () => ({ change: {} }),

  message: (report, input, _person, setting) => {
    requireText('text', input.text, 1);
    return fromReporter(report, input, setting);
  },
  evidence: (report, input, _person, setting) => {
    if (input.files.length === 0) throw new Invalid({ files: { key: 'reports.error.noFiles' } });
    return fromReporter(report, input, setting);
  },
  correct: (report, { id, text }, _person, setting) => {
    requireText('text', text, 2);
    const { change, detail = {} } = fromReporter(report, { id, text, files: [] }, setting);
    // A correction answers no question.
    return { change: { ...change, isAsked: report.isAsked }, detail };
  },
  renewCode: (report, { request, from }) => ({ change: { hasNews: report.hasNews }, detail: { request, from } }),
  withdraw: (_report, { text }, _person, { today }) => ({ change: { withdrawnOn: today }, text }),
};

/** The first of a report: received, registered, its clock running. `entered`: when an officer wrote it down, and why not at once. */
export const receiptEvent = (
  report: Pick<Report, 'source' | 'channel' | 'identity' | 'files' | 'receivedOn'>, by: string, entered: { at: Date; on: string; why: string | null } | null = null,
): ReportEvent => ({
  action: 'receive', on: entered?.on ?? report.receivedOn, at: entered?.at ?? null, by, text: entered?.why ?? null,
  detail: { channel: report.channel, files: report.files.length, ...(hasReporter(report) && report.identity ? { identity: report.identity } : {}) },
});

export const dueOfReport = (report: Report, setting: Pick<Setting, 'calendar' | 'today'>): string => dueOn(report.clocks, setting);
