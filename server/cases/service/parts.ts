// What every verb of a case needs: the case within reach, and what the rules must be told of today.
import { refused } from '../../audit/rules.ts';
import type { Audit } from '../../audit/service.ts';
import type { DocumentsService } from '../../documents/service.ts';
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import { randomId } from '../../kernel/crypto.ts';
import { NotFound, orNull } from '../../kernel/errors.ts';
import type { Calendar } from '../../kernel/workdays.ts';
import { knownParameter } from '../../law/rules/parameters.ts';
import type { Parameter } from '../../law/rules/parameters.ts';
import type { Person } from '../../people/rules/person.ts';
import type { PeopleService } from '../../people/service.ts';
import { calculateCase } from '../rules/calculator.ts';
import { isRecused } from '../rules/case.ts';
import type { Case, Party } from '../rules/case.ts';
import { reachOf } from '../rules/listing.ts';
import type { Situation } from '../rules/situation.ts';
import type { casesStore } from '../store.ts';
import type { Leads } from './leads.ts';

/** The bureau's own entries over the law, and its calendar. */
export type Law = { overlay: (bureau: string) => Promise<readonly Parameter[]>; calendar: (bureau: string) => Promise<Calendar> };

export type Queue = { handle: (kind: string, handler: (key: string, payload: Record<string, unknown>) => Promise<void>) => void; queue: (kind: string, key: string, payload?: Record<string, unknown>, runAt?: Date) => Promise<void>; finish: (kind: string, key: string) => Promise<void> };
export type CasesParts = {
  store: ReturnType<typeof casesStore>; audit: Audit; clock: Clock; people: Pick<PeopleService, 'colleagues' | 'find' | 'names' | 'listBureaus'>;
  documents: Pick<DocumentsService, 'issue' | 'served' | 'ofSubject' | 'guard'>; law: Law; leads: Leads; jobs: Queue;
  /** Who of a bureau has declared an interest in this party. */
  interested: (bureau: string, party: Pick<Party, 'name' | 'institutionId'>) => Promise<string[]>;
};
export type Loading = ReturnType<typeof loading>;

/** The party of a case that is not yet there. */
const NOBODY: Party = { kind: 'INSTITUTION', personKind: 'UNIT', name: '', institutionId: null, creditCode: '', representative: '', address: '', isInsured: false };
/** A job waits so long, so that the act itself comes first. */
export const AFTER = 60_000;

export function loading({ store, audit, clock, people, law }: CasesParts) {
  async function situationOf(person: Person, kase: Case | null, at = clock()): Promise<Situation> {
    const today = beijingDate(at);
    const bureau = kase?.bureau ?? person.bureau;
    const [overlay, calendar, colleagues] = await Promise.all([law.overlay(bureau), law.calendar(bureau), people.colleagues(bureau)]);
    const calculate = (one: Case) => calculateCase(one, today, overlay);
    return {
      at, today, person, newId: randomId(), overlay, calendar, colleagues, calculate,
      calculation: calculateCase(kase ?? { bureau, notices: [], findings: [], party: NOBODY, evidence: [] }, today, overlay),
      parameter: (code) => knownParameter(code, bureau, today, overlay),
    };
  }

  /** Outside the bureau, not assigned, recused: all of it looks like nothing there; a recused person's try is on record. */
  async function load(person: Person, id: string): Promise<Case> {
    const reach = reachOf(person);
    try {
      if (!reach) throw new NotFound('case');
      return await store.find(id, reach);
    } catch (error) {
      if (error instanceof NotFound) {
        const hidden = await orNull(store.findById(id));
        if (hidden) await audit.record(refused('cases.open', person.id, hidden.bureau, { kind: 'case', id }, { recused: isRecused(hidden, person.id) ? 1 : 0 }));
      }
      throw error;
    }
  }

  return { situationOf, load };
}
