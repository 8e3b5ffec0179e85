// The report after an act, with the event that tells it. What cannot be is refused here, whatever a page showed.
import { Forbidden, NotNow, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { ACTIONS, blockOf } from './actions.ts';
import type { Action, ActionName, Block } from './actions.ts';
import { choices } from './acts/choices.ts';
import type { ChoiceInputs } from './acts/choices.ts';
import { decisions } from './acts/decisions.ts';
import type { DecisionInputs } from './acts/decisions.ts';
import { handling } from './acts/handling.ts';
import type { HandlingInputs } from './acts/handling.ts';
import { joins } from './acts/joins.ts';
import type { JoinInputs } from './acts/joins.ts';
import { moves } from './acts/moves.ts';
import type { MoveInputs } from './acts/moves.ts';
import { reporterActs } from './acts/reporter.ts';
import type { ReporterInputs } from './acts/reporter.ts';
import { clocksAfter, dueOn } from './clocks.ts';
import type { Setting } from './clocks.ts';
import { letterAfter, registrationAfter } from './letters.ts';
import { CAPS, hasReporter } from './report.ts';
import type { Report, ReportEvent } from './report.ts';

/** What each act needs. Officers come as the people feature knows them today; texts are plain and sealed by the store. */
export type Inputs = DecisionInputs & HandlingInputs & MoveInputs & JoinInputs & ReporterInputs & ChoiceInputs;

export type Change = { change: Partial<Report>; text?: string | null; detail?: ReportEvent['detail'] };
const performers: { [Name in ActionName]: (report: Report, input: Inputs[Name], person: Person | null, setting: Setting) => Change } = { ...decisions, ...handling, ...moves, ...joins, ...reporterActs, ...choices };

/** Why it is not done. Which stage it is at is no business of the reporter's. */
export function refusalOf(name: ActionName, report: Report, block: Block, person: Person | null): Forbidden | NotNow | Refused {
  if (block.reason === 'ROLE' || block.reason === 'G-ASSIGNED') return new Forbidden(`reports.${name}`);
  if (block.reason === 'STATE') return new NotNow(`reports.${name}`, person && `reports.state.${report.state}`);
  return new Refused(block.reason, block.clause);
}

/**
 * `person` null is the reporter.
 * @throws Forbidden (not theirs), NotNow (another state), Refused (a guard of L1–L7, with its clause), Invalid (a field).
 */
export function perform<Name extends ActionName>(name: Name, report: Report, person: Person | null, setting: Setting, input: Inputs[Name]): Report {
  const action: Action = ACTIONS[name];
  const block = blockOf(name, report, person, setting);
  if (block) throw refusalOf(name, report, block, person);
  if (report.events.length >= CAPS.events) throw new Refused('REPORT_EVENTS_FULL', '', { most: CAPS.events });
  const { change, text = null, detail = {} } = performers[name](report, input, person, setting);
  const event: ReportEvent = {
    action: name, on: setting.today, at: person ? setting.at : null, by: person?.id ?? 'reporter', text: text === '' ? null : text, detail,
  };
  const changed: Report = { ...report, hasNews: person === null, ...change, state: action.to ?? report.state, events: [...report.events, event] };
  const after: Report = { ...changed, clocks: clocksAfter(name, changed, setting) };
  const letters = person ? [registrationAfter(report, after, person.id), letterAfter(name, after, text ?? '', person.id)].filter((letter) => letter !== null) : [];
  return { ...after, pending: [...after.pending, ...letters] };
}

/** The first of a report: received, registered, its clock running. `entered`: when an officer wrote it down, and why not at once. */
export const receiptEvent = (
  report: Pick<Report, 'source' | 'channel' | 'identity' | 'files' | 'receivedOn'>, by: string, entered: { at: Date; on: string; why: string | null } | null = null,
): ReportEvent => ({
  action: 'receive', on: entered?.on ?? report.receivedOn, at: entered?.at ?? null, by, text: entered?.why ?? null,
  detail: { channel: report.channel, files: report.files.length, ...(hasReporter(report) && report.identity ? { identity: report.identity } : {}) },
});

export const dueOfReport = (report: Report, setting: Pick<Setting, 'calendar' | 'today'>): string => dueOn(report.clocks, setting);
