// A declared interest in the party: the person leaves the case at once and no longer finds it (行政处罚法第四十三条).
import { isRecused } from '../case.ts';
import type { Case, Recusal } from '../case.ts';

export type Interested = { id: string; name: string };
/** `newId` names the entry; `at` is now, `today` its Beijing date. */
export type Moment = { at: Date; today: string; newId: string };

const REASON = '已申报与当事人有利害关系';

/** The case without this person; the same case where he is out already. */
export function withdrawn(kase: Case, person: Interested, { at, today, newId }: Moment): Case {
  if (isRecused(kase, person.id)) return kase;
  const recusal: Recusal = { id: newId, personId: person.id, personName: person.name, source: 'self', reason: REASON, on: today, decision: { isRecused: true, reason: REASON, by: person.id, on: today } };
  return {
    ...kase,
    recusals: [...kase.recusals, recusal],
    officers: kase.officers.map((officer) => (officer.id === person.id && officer.until === null ? { ...officer, until: today } : officer)),
    events: [...kase.events, { at, by: person.id, act: 'recused', state: kase.state, name: kase.name, note: REASON, args: { who: person.name }, fileIds: [] }],
  };
}
