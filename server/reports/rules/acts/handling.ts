// Handling a report: who does it, what was noted, asked and told, and the visit to the site.
import { Invalid, Refused } from '../../../kernel/errors.ts';
import { WAYS } from '../../../documents/rules/document.ts';
import type { Person } from '../../../people/rules/person.ts';
import { TELL_CLOCKS } from '../actions.ts';
import type { Officer } from '../actions.ts';
import { requireDate, requireDistinctOfficers, requireText } from '../checks.ts';
import { stopped } from '../clocks.ts';
import type { Setting } from '../clocks.ts';
import type { Change } from '../perform.ts';
import { CAPS } from '../report.ts';
import type { Message, Report } from '../report.ts';

export const TELL_WAYS = ['statusPage', 'post', 'phone', 'direct'] as const;

export type HandlingInputs = {
  ask: { id: string; text: string; answerBy: string | null; isQuestion: boolean };
  assign: { officers: readonly Officer[] };
  note: { text: string };
  recordVisit: { on: string; officers: readonly Officer[]; text: string };
  recordTold: { clock: string; way: string; on: string };
  recuse: { text: string };
  linkInstitution: { institutionId: string };
  handReceipt: Record<never, never>;
};

type Performers = { [Name in keyof HandlingInputs]: (report: Report, input: HandlingInputs[Name], person: Person | null, setting: Setting) => Change };

export const handling: Performers = {
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
};
