// Who acts in a case: officers, recusal (行政处罚法第四十二、四十三条).
import { Invalid, NotFound, Refused } from '../../../kernel/errors.ts';
import { hasRole, hasValidCertificate } from '../../../people/rules/person.ts';
import { isActiveOfficer, isRecused } from '../case.ts';
import type { Case, CaseOfficer, Recusal } from '../case.ts';
import { after } from '../situation.ts';
import type { Situation } from '../situation.ts';
import type { Person } from '../../../people/rules/person.ts';

export const officerOf = (person: Person, from: string): CaseOfficer => ({
  id: person.id, name: person.name, certificate: person.certificate?.number ?? '', validTo: person.certificate?.validTo ?? '', from, until: null,
});

/** Never somebody who reviewed, hosted or decided in this case, and nobody who had to leave it. */
export function addOfficer(kase: Case, { officerId }: { officerId: string }, situation: Situation): Case {
  const person = situation.colleagues.find((each) => each.id === officerId);
  if (!person || !hasRole(person, 'investigator') || isActiveOfficer(kase, officerId)) throw new Invalid({ officerId: { key: 'common.error.choose' } });
  if (!hasValidCertificate(person, situation.today)) throw new Refused('G-OFFICERS', '行政处罚法第四十二条', { n: 2 });
  if (isRecused(kase, officerId)) throw new Refused('G-RECUSE', '行政处罚法第四十三条');
  const hasOtherDuty = kase.reviews.some((review) => review.reviewerId === officerId) || kase.notices.some((notice) => notice.hearing?.hostId === officerId) || kase.decision?.by === officerId || kase.filing.by === officerId;
  if (hasOtherDuty) throw new Refused('G-SEPARATION', '行政处罚法第五十八条');
  return after(kase, situation, { act: 'addOfficer', args: { who: person.name } }, { officers: [...kase.officers, officerOf(person, situation.today)] });
}

const ask = (kase: Case, situation: Situation, act: string, recusal: Omit<Recusal, 'id' | 'on' | 'decision'>): Case =>
  after(kase, situation, { act, note: recusal.reason, args: { who: recusal.personName } }, { recusals: [...kase.recusals, { ...recusal, id: situation.newId, on: situation.today, decision: null }] });

export const declareRecusal = (kase: Case, { reason }: { reason: string }, situation: Situation): Case =>
  ask(kase, situation, 'declareRecusal', { personId: situation.person.id, personName: situation.person.name, source: 'self', reason });

/** The party's application, as the officers received it. */
export function applyRecusal(kase: Case, { personId, reason }: { personId: string; reason: string }, situation: Situation): Case {
  const person = situation.colleagues.find((each) => each.id === personId);
  if (!person) throw new Invalid({ personId: { key: 'common.error.choose' } });
  if (kase.recusals.some((each) => each.personId === personId && each.decision === null)) throw new Invalid({ personId: { key: 'cases.error.recusalOpen' } });
  return ask(kase, situation, 'applyRecusal', { personId, personName: person.name, source: 'party', reason });
}

/** The head decides; whoever must withdraw leaves the case at once and no longer finds it. Nobody decides on himself. */
export function decideRecusal(kase: Case, input: { recusalId: string; isRecused: boolean; reason: string }, situation: Situation): Case {
  const recusal = kase.recusals.find((each) => each.id === input.recusalId && each.decision === null);
  if (!recusal) throw new NotFound('recusal');
  if (recusal.personId === situation.person.id) throw new Refused('RECUSAL-OWN', '行政处罚法第四十三条');
  const decision = { isRecused: input.isRecused, reason: input.reason, by: situation.person.id, on: situation.today };
  const recusals = kase.recusals.map((each) => (each.id === recusal.id ? { ...each, decision } : each));
  const officers = input.isRecused ? kase.officers.map((officer) => (officer.id === recusal.personId && officer.until === null ? { ...officer, until: situation.today } : officer)) : kase.officers;
  return after(kase, situation, { act: input.isRecused ? 'recused' : 'notRecused', note: input.reason, args: { who: recusal.personName } }, { recusals, officers });
}
