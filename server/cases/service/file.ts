// A case begins: with the lead that is filed, the intent kept before it, and the number that its form takes.
import { done, refused } from '../../audit/rules.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Forbidden, NotFound, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { withdrawn } from '../rules/acts/interest.ts';
import type { Filing } from '../rules/case.ts';
import { nextDue, withCounts } from '../rules/clocks.ts';
import { checkFiling, filingPaper, openCase } from '../rules/filing.ts';
import type { FilingInput } from '../rules/filing.ts';
import type { Situation } from '../rules/situation.ts';
import type { OpenLead } from './leads.ts';
import { AFTER } from './parts.ts';
import type { CasesParts, Loading } from './parts.ts';

type Intent = { personId: string; input: FilingInput; lead: Filing['lead']; at: string };
const isIntent = (payload: Record<string, unknown>): payload is Intent => typeof payload['personId'] === 'string' && typeof payload['input'] === 'object' && typeof payload['at'] === 'string';

const OPEN = 'cases.open';

export function filing({ store, audit, people, documents, leads, jobs, interested }: CasesParts, { situationOf }: Loading) {
  async function open(id: string, { personId, input, lead, at }: Intent): Promise<void> {
    if (await store.exists(id)) return;
    const person = await people.find(personId);
    if (!person) throw new NotFound('person');
    const situation = await situationOf(person, null, new Date(at));
    const out = await interested(person.bureau, input.party);
    const paper = filingPaper(id, input, lead, situation);
    const { number } = await documents.issue({ key: paper.key, kind: 'filingForm', bureau: person.bureau, subject: { kind: 'case', id }, slots: paper.slots, by: person.id, isNumbered: true });
    const opened = openCase(id, number ?? id, input, lead, paper, situation);
    const apart = situation.colleagues.filter((each) => out.includes(each.id));
    const kase = apart.reduce((one, each) => withdrawn(one, each, { at: situation.at, today: situation.today, newId: `${id}-${each.id}` }), opened);
    await store.add(withCounts(kase, situation), nextDue(kase, situation));
  }

  // Filing begins with the report; the case follows from what is kept here, also after a crash in between.
  jobs.handle(OPEN, async (id, payload) => {
    if (isIntent(payload) && (await leads.isLinked(id))) await open(id, payload);
  });

  return {
    /**
     * Opens a case from a verified lead: the head's decision, the three conditions, officers, a number of the same day. Answers the case's id.
     * @throws Forbidden, Refused, Invalid, Conflict
     */
    async fileFromReport(person: Person, reportId: string, version: number, input: FilingInput): Promise<string> {
      const situation = await situationOf(person, null);
      const { source } = await leads.open(person, reportId);
      const lead = { source };
      try {
        checkFiling(input, situation);
        const out = await interested(person.bureau, input.party);
        if ([person.id, ...input.officerIds].some((each) => out.includes(each))) throw new Refused('G-RECUSE', '行政处罚法第四十三条');
      } catch (error) {
        if (error instanceof Refused || error instanceof Forbidden) await audit.record(refused('cases.file', person.id, person.bureau, { kind: 'report', id: reportId }, { reason: error instanceof Refused ? error.reason : 'role' }));
        throw error;
      }
      const id = randomId();
      const intent: Intent = { personId: person.id, input, lead, at: situation.at.toISOString() };
      await jobs.queue(OPEN, id, intent, new Date(situation.at.getTime() + AFTER));
      await leads.file(person, reportId, version, { caseId: id, on: situation.today, reason: input.reason });
      await open(id, intent);
      await jobs.finish(OPEN, id);
      await audit.record(done('cases.file', person.id, person.bureau, { kind: 'case', id }));
      return id;
    },

    /** What the filing form starts from: the lead, and who can be made an officer. @throws NotFound */
    async lead(person: Person, reportId: string): Promise<{ lead: OpenLead; situation: Situation }> {
      if (!person.roles.includes('head')) throw new Forbidden('cases.file');
      return { lead: await leads.open(person, reportId), situation: await situationOf(person, null) };
    },
  };
}
