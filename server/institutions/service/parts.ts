import type { Audit } from '../../audit/service.ts';
import { refused } from '../../audit/rules.ts';
import type { Clock } from '../../kernel/clock.ts';
import { codePrefix, within } from '../../kernel/divisions.ts';
import type { DivisionTable } from '../../kernel/divisions.ts';
import { orderedId } from '../../kernel/crypto.ts';
import { Forbidden, NotFound } from '../../kernel/errors.ts';
import type { Jobs } from '../../kernel/jobs.ts';
import type { Person } from '../../people/rules/person.ts';
import { isVisible } from '../rules/institution.ts';
import type { Institution } from '../rules/institution.ts';
import { plain } from '../rules/search.ts';
import type { Sound, Spelling } from '../rules/search.ts';
import type { Sheets } from '../rules/sheets.ts';
import type { institutionsStore, Within } from '../store.ts';

export type Packing = { pack: (value: unknown) => Promise<Buffer>; unpack: (packed: Buffer) => Promise<Buffer>; hash: (bytes: Buffer) => string };
/** How bulk work is done that should not let the process grow. */
export type Sparingly = <T>(work: () => Promise<T>) => Promise<T>;
export type InstitutionsParts = {
  store: ReturnType<typeof institutionsStore>; audit: Audit; clock: Clock; jobs: Jobs; spelling: Spelling; sheets: Sheets; packing: Packing; sparingly: Sparingly; divisions: () => DivisionTable;
};
export type Shared = ReturnType<typeof shared>;

/** Short, because every entry of every index carries it, and rising, because then records are added at the end of the store and not all over it. It tells when, which is no secret here. */
export const institutionId = (at: Date): string => {
  const id = orderedId(at);
  return `${id.slice(0, 13)}${id.slice(-5)}`;
};

/** What all sides of the directory do alike. */
export function shared({ store, spelling, audit, divisions }: InstitutionsParts) {
  return {
    scopeOf: (division: string): Within => ({ prefix: codePrefix(division), divisions: [...divisions().keys()].filter((code) => within(division, code)) }),
    /** @throws NotFound also where it exists but in a place that is not the bureau's. */
    async load(person: Person, id: string): Promise<Institution> {
      const institution = await store.find(id);
      if (!isVisible(person, institution.division)) throw new NotFound('institution');
      return institution;
    },
    soundsOf: ({ name, aliases }: Pick<Institution, 'name' | 'aliases'>): Promise<Sound[]> =>
      Promise.all([name, ...aliases].map(async (text) => ({ text: plain(text), syllables: await spelling.syllables(text) }))),
    /** Living records that share a code, or the name in the same division. */
    async twinsOf(institution: Pick<Institution, 'id' | 'insuranceCode' | 'creditCode' | 'division' | 'name'>, nameKey: string): Promise<Institution[]> {
      const found = await store.alike({
        insuranceCodes: institution.insuranceCode === null ? [] : [institution.insuranceCode], creditCodes: institution.creditCode === null ? [] : [institution.creditCode], nameKeys: [nameKey],
      });
      return found.filter((each) => each.id !== institution.id && each.mergedInto === null);
    },
    /** A refused attempt is on record too. */
    async attempt<T>(person: Person, act: string, id: string | null, work: () => Promise<T>): Promise<T> {
      try {
        return await work();
      } catch (error) {
        if (error instanceof Forbidden) await audit.record(refused(`institutions.${act}`, person.id, person.bureau, id === null ? null : { kind: 'institution', id }));
        throw error;
      }
    },
  };
}
