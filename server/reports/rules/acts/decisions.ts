// What the bureau decides of a report: taken up or not, filed or not, to another body, with more time; and taking such a decision back.
import { Invalid, Refused } from '../../../kernel/errors.ts';
import type { Person } from '../../../people/rules/person.ts';
import { ACTIONS } from '../actions.ts';
import type { Officer } from '../actions.ts';
import { requireDate, requireDistinctOfficers, requireGround, requireText } from '../checks.ts';
import { extended, resumed, started, stopped } from '../clocks.ts';
import type { Setting } from '../clocks.ts';
import { FILING_CONDITIONS, UNDER_INVESTIGATION, nonAcceptanceGrounds, notFilingReasons } from '../grounds.ts';
import type { Change } from '../perform.ts';
import type { PendingLetter, Report } from '../report.ts';
import { tied } from '../ties.ts';
import { isOlder, readersOf } from './joins.ts';
import type { Lead } from './joins.ts';

export type DecisionInputs = {
  accept: { text?: string };
  /** `earlier`: the report that was there before, for the ground that says so. */
  notAccept: { ground: string; text: string; earlier?: Lead | null };
  /** `extension` names one of rules/clocks.ts grantable, '' the first; `minutes` of the discussion where the heads decide together. */
  extend: { text: string; extension?: string; minutes?: string };
  file: { caseId: string; on: string; text: string; conditions: readonly string[]; officers: readonly Officer[] };
  notFile: { reason: string; text: string };
  referContract: { text: string; isBreachOnly: boolean };
  reopen: { text: string };
  transfer: { receiver: string; matter: string; text: string };
  takeBack: { text: string };
};

const decided = (report: Report, code: 'TELL_FILED' | 'TELL_NOT_ACCEPTED', from: string, setting: Setting): Report['clocks'] => {
  const ended = stopped(report.clocks, 'ACCEPT_OR_FILE', setting.today, setting);
  return report.identity === 'realName' ? started(ended, code, report.bureau, from, setting) : ended;
};

type Performers = { [Name in keyof DecisionInputs]: (report: Report, input: DecisionInputs[Name], person: Person | null, setting: Setting) => Change };

export const decisions: Performers = {
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
};
