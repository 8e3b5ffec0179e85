// Reports and the directory of institutions: what a citizen chose is checked, a free name is linked later, and the directory may ask how many reports there are.
import { Invalid, NotFound } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { readingScope } from '../rules/access.ts';
import type { Report } from '../rules/report.ts';
import type { Acting, ReportsParts } from './parts.ts';

export function institutionSide({ store, institutions }: Pick<ReportsParts, 'store' | 'institutions'>, { act }: Pick<Acting, 'act'>) {
  async function chosen(person: Person, { institution, other }: { institution: string; other: string }): Promise<string> {
    const field = other === '' ? 'institution' : 'other';
    try {
      if (other !== '') return (await institutions.named(person, other)).id;
      if (institution === '') throw new NotFound('institution');
      return (await institutions.open(person, institution)).institution.id;
    } catch (error) {
      if (error instanceof NotFound) throw new Invalid({ [field]: { key: other === '' ? 'institutions.link.choose' : 'institutions.error.other' } });
      throw error;
    }
  }
  return {
    /** Where the tip-off form finds names, as one text: division and content of each list. */
    lists: async (): Promise<string> => [...await institutions.listAddresses()].map(([, address]) => address.replace(/^.*\/|\.json$/g, '')).join(' '),
    similarInstitutions: institutions.similar,
    /** `other`, a name or code, counts before the chosen one. @throws Invalid (institution, other) */
    linkInstitution: (person: Person, id: string, version: number, input: { institution: string; other: string }): Promise<Report> =>
      act('linkInstitution', person, id, version, async () => ({ institutionId: await chosen(person, input) })),
    /** How many reports that this person may read name one of these; null where he reads none. */
    async countAbout(person: Person, institutionIds: readonly string[]): Promise<number | null> {
      const scope = readingScope(person);
      return scope === null ? null : store.countAbout(scope, institutionIds);
    },
  };
}
