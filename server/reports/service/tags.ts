// Tags of the bureau and saved views of the inbox.
import { done } from '../../audit/rules.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../kernel/errors.ts';
import { hasRole } from '../../people/rules/person.ts';
import type { Person } from '../../people/rules/person.ts';
import { readingScope } from '../rules/access.ts';
import type { Scope } from '../store/lists.ts';
import type { Tag } from '../store/tags.ts';
import type { SavedView } from '../store/views.ts';
import type { ReportsParts } from './parts.ts';

export const TAGS = { characters: 12, most: 40 } as const;

/** An act of intake on what comes in; tags are for whoever triages. */
export const mayBulk = (person: Person): boolean => hasRole(person, 'intake', 'head');

/** @throws NotFound for who handles no reports */
export function scopeOf(person: Person): Scope {
  const scope = readingScope(person);
  if (!scope) throw new NotFound('inbox');
  return scope;
}

export function tagsAndViews({ store, audit }: Pick<ReportsParts, 'store' | 'audit'>) {
  return {
    tags: (person: Person): Promise<Tag[]> => store.tags(scopeOf(person).bureau),
    /** @throws Forbidden, Invalid (name), Conflict at the most that a bureau may have */
    async addTag(person: Person, name: string): Promise<void> {
      if (!mayBulk(person)) throw new Forbidden('reports.tags');
      const known = await store.tags(person.bureau);
      const wanted = name.trim();
      if (wanted === '' || [...wanted].length > TAGS.characters) throw new Invalid({ name: { key: 'desk.error.tagName' } });
      const same = known.find((each) => each.name === wanted);
      if (same?.isActive) throw new Invalid({ name: { key: 'desk.error.tagKnown' } });
      if (known.filter(({ isActive }) => isActive).length >= TAGS.most) throw new Conflict('tags');
      const id = same?.id ?? (await store.addTag(person.bureau, wanted));
      if (same) await store.setTagActive(person.bureau, id, true);
      await audit.record(done('reports.addTag', person.id, person.bureau, { kind: 'tag', id }));
    },
    /** It is offered no more; reports that carry it keep it. @throws Forbidden, NotFound */
    async dropTag(person: Person, id: string): Promise<void> {
      if (!mayBulk(person)) throw new Forbidden('reports.tags');
      if (!(await store.setTagActive(person.bureau, id, false))) throw new NotFound('tag');
      await audit.record(done('reports.dropTag', person.id, person.bureau, { kind: 'tag', id }));
    },

    savedViews: (person: Person): Promise<SavedView[]> => store.savedViews(person.id),
    /** Filters under a name; the same name again replaces nothing. @throws Invalid (viewName) */
    async saveView(person: Person, name: string, query: string): Promise<void> {
      const wanted = name.trim();
      if (wanted === '' || [...wanted].length > 20) throw new Invalid({ viewName: { key: 'desk.error.viewName' } });
      if ((await store.savedViews(person.id)).length >= 20) throw new Invalid({ viewName: { key: 'desk.error.viewsFull' } });
      await store.saveView(person.id, wanted, query).catch((error: unknown) => {
        throw error instanceof Conflict ? new Invalid({ viewName: { key: 'desk.error.viewKnown' } }) : error;
      });
    },
    /** @throws NotFound for another's */
    async dropView(person: Person, id: string): Promise<void> {
      if (!(await store.dropView(person.id, id))) throw new NotFound('view');
    },
  };
}
