// Cases of an institution in which somebody declared an interest: they stop existing for him.
import { done } from '../../audit/rules.ts';
import { beijingDate } from '../../kernel/clock.ts';
import { randomId } from '../../kernel/crypto.ts';
import { Conflict } from '../../kernel/errors.ts';
import { withdrawn } from '../rules/acts/interest.ts';
import type { Party } from '../rules/case.ts';
import { nextDue } from '../rules/clocks.ts';
import type { CasesParts, Loading } from './parts.ts';

const MOST_TRIES = 8;

export function excluding({ store, people, clock, audit }: CasesParts, { situationOf }: Loading) {
  async function leave(id: string, personId: string): Promise<void> {
    const person = await people.find(personId);
    if (!person) return;
    for (let tries = 0; ; tries += 1) {
      const kase = await store.findById(id);
      const at = clock();
      const after = withdrawn(kase, person, { at, today: beijingDate(at), newId: randomId() });
      if (after === kase) return;
      try {
        await store.save(after, nextDue(after, await situationOf(person, kase)));
        return await audit.record(done('cases.exclude', personId, kase.bureau, { kind: 'case', id }));
      } catch (error) {
        if (!(error instanceof Conflict) || tries >= MOST_TRIES) throw error;
      }
    }
  }

  return {
    /** Of all cases of the bureau, those whose party is meant; may be repeated. */
    async exclude({ bureau, person, isMeant }: { bureau: string; person: string; isMeant: (party: Pick<Party, 'name' | 'institutionId'>) => boolean }): Promise<void> {
      for (const { id, party } of await store.partiesOf(bureau)) if (isMeant(party)) await leave(id, person);
    },
  };
}
