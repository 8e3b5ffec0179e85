// What a rule is told besides the case: who acts, when, under which parameters, with which calculation. Rules fetch nothing.
import { Refused } from '../../kernel/errors.ts';
import type { Calendar } from '../../kernel/workdays.ts';
import { unknownParameter } from '../../law/rules/parameters.ts';
import type { Parameter } from '../../law/rules/parameters.ts';
import type { Calculation } from '../../penalties/rules/calculate.ts';
import type { Person } from '../../people/rules/person.ts';
import type { Case, CaseEvent, CaseState } from './case.ts';
import { CAPS } from './case.ts';
import { mainCauseOf, nameOf } from './naming.ts';

export type Situation = {
  at: Date; today: string; person: Person;
  /** A fresh id for whatever the act adds. */
  newId: string;
  /** What the calculator says of the case as it stood when it was loaded, and of a case as it would stand. */
  calculation: Calculation;
  calculate: (kase: Case) => Calculation;
  /** The people of the bureau who can be given a duty. */
  colleagues: readonly Person[];
  calendar: Calendar;
  /** The parameter in force today for this bureau, or null where it is not known. */
  parameter: (code: string) => Parameter | null;
  /** The bureau's own entries over the parameters of the program. */
  overlay: readonly Parameter[];
};

/** @throws Refused PARAMETER_UNKNOWN naming the parameter: unknown limits never borrow a neighbour's value. */
export function needed(situation: Situation, code: string): Parameter {
  const found = situation.parameter(code);
  if (!found) throw unknownParameter(code, situation.person.bureau, situation.today);
  return found;
}

export type Step = { act: string; state?: CaseState; note?: string; args?: CaseEvent['args']; fileIds?: readonly string[] };

/** The case after an act: its state, its generated name and the event that tells it. @throws Refused CAP when the file is full. */
export function after(kase: Case, situation: Situation, step: Step, change: Partial<Case>): Case {
  if (kase.events.length >= CAPS.events) throw new Refused('CAP_EVENTS', '', { limit: CAPS.events });
  const state = step.state ?? kase.state;
  const changed: Case = { ...kase, ...change, state };
  const mainCause = mainCauseOf(changed);
  const name = nameOf({ ...changed, mainCause });
  const event: CaseEvent = { at: situation.at, by: situation.person.id, act: step.act, state, name, note: step.note ?? '', args: step.args ?? {}, fileIds: [...(step.fileIds ?? [])] };
  return { ...changed, mainCause, name, events: [...kase.events, event] };
}
