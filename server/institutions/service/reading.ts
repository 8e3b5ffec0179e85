// Finding and opening institutions: lists and searches of a bureau's place, one record, and what a link to one means today.
import { fullName, within } from '../../kernel/divisions.ts';
import { NotFound } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { writtenCode } from '../rules/codes.ts';
import { nameKey, permitted } from '../rules/institution.ts';
import type { Institution, Kind, StandingAction, Status } from '../rules/institution.ts';
import { isCodeQuery, isHit, plain, waysOf } from '../rules/search.ts';
import { PAGE } from '../store.ts';
import type { Entry, Filters, Within } from '../store.ts';
import type { InstitutionsParts, Shared } from './parts.ts';

/** Read at once and checked for the whole query; a search gives up a stretch of the list after so many rounds and offers to go on. */
const BATCH = 200;
const ROUNDS = 5;
/** A merge of a merge of a merge: more never is. */
const HOPS = 10;

export type Query = { query: string; division: string | null; kind: Kind | null; status: Status | null; isDoubtful: boolean; after: string | null };
export type Found = { entries: Entry[]; next: string | null; isTooShort: boolean };
export type Known = Pick<Institution, 'id' | 'name' | 'kind' | 'level' | 'ownership' | 'creditCode' | 'insuranceCode' | 'division' | 'status'>;
/** What a matter may be called, and by which records it may be named. */
export type Meant = { ids: string[]; names: string[] };
/** How many matters of a later feature name the institution, for this person. */
export type Counter = (person: Person, ids: readonly string[]) => Promise<number | null>;

export function reading({ store, spelling, divisions }: Pick<InstitutionsParts, 'store' | 'spelling' | 'divisions'>, { load, soundsOf, twinsOf, scopeOf }: Shared) {
  const counters = new Map<'reports' | 'cases', Counter>();

  /** One way to read the query: hits in order of their ids, and the id up to which all were looked at (null: to the end). */
  async function walk(scope: Within, filters: Filters, from: string | null, keys: readonly string[], query: string): Promise<{ hits: Entry[]; until: string | null }> {
    const hits: Entry[] = [];
    let after = from;
    for (let round = 0; round < ROUNDS; round += 1) {
      const batch = await store.holding(scope, filters, after, keys, BATCH);
      const sounds = await Promise.all(batch.map(soundsOf));
      hits.push(...batch.filter((_, at) => sounds[at]?.some((sound) => isHit(query, sound))));
      after = batch.at(-1)?.id ?? after;
      if (batch.length < BATCH) return { hits, until: null };
      if (hits.length > PAGE) break;
    }
    return { hits, until: after };
  }

  async function search(scope: Within, filters: Filters, after: string | null, query: string): Promise<Found> {
    const code = writtenCode(query);
    if (isCodeQuery(code)) {
      const entries = await store.byCode(scope, code);
      if (entries.length > 0) return { entries: entries.filter((entry) => (!filters.kind || entry.kind === filters.kind) && (!filters.status || entry.status === filters.status)), next: null, isTooShort: false };
    }
    const letters = new Map(await Promise.all([...plain(query)].map(async (sign) => [sign, await spelling.firstLetters(sign)] as const)));
    const ways = waysOf(query, letters);
    if (ways.length === 0) return { entries: [], next: null, isTooShort: true };
    const walks = await Promise.all(ways.map((keys) => walk(scope, filters, after, keys, query)));
    const sorted = [...new Map(walks.flatMap(({ hits }) => hits).map((entry) => [entry.id, entry])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    // Beyond the shortest walk something may be missing.
    const until = walks.flatMap((one) => one.until ?? []).sort()[0] ?? null;
    const sure = until === null ? sorted : sorted.filter(({ id }) => id <= until);
    const page = sure.slice(0, PAGE);
    const next = sure.length > PAGE ? (page.at(-1)?.id ?? null) : until;
    return { entries: page.sort((a, b) => (a.place < b.place ? -1 : 1)), next, isTooShort: false };
  }

  async function list(person: Person, { query, division, after, ...filters }: Query): Promise<Found> {
    const scope = scopeOf(division !== null && within(person.bureau, division) ? division : person.bureau);
    if (query.trim() !== '') return search(scope, filters, after, query);
    const found = await store.entries(scope, filters, after);
    const entries = found.slice(0, PAGE);
    return { entries, next: found.length > PAGE ? (entries.at(-1)?.place ?? null) : null, isTooShort: false };
  }

  /** Each id with the record that stands for it today; unknown ones are left out. */
  async function resolve(ids: readonly string[]): Promise<Map<string, Institution>> {
    const known = new Map<string, Institution>();
    let wanted = [...new Set(ids)];
    for (let hop = 0; hop < HOPS && wanted.length > 0; hop += 1) {
      for (const institution of await store.findMany(wanted)) known.set(institution.id, institution);
      wanted = [...known.values()].flatMap(({ mergedInto }) => (mergedInto !== null && !known.has(mergedInto) ? [mergedInto] : []));
    }
    const end = (id: string): Institution | undefined => {
      let at = known.get(id);
      for (let hop = 0; hop < HOPS && at?.mergedInto; hop += 1) at = known.get(at.mergedInto);
      return at;
    };
    return new Map(ids.flatMap((id) => {
      const found = end(id);
      return found ? [[id, found] as const] : [];
    }));
  }

  /** The institution's own id and those of all that were merged into it. */
  async function familyOf(id: string): Promise<string[]> {
    const all = new Set([id]);
    let fresh = [id];
    for (let hop = 0; hop < HOPS && fresh.length > 0; hop += 1) {
      const below = (await Promise.all(fresh.map(store.absorbedBy))).flat().map((each) => each.id);
      fresh = below.filter((each) => !all.has(each));
      for (const each of fresh) all.add(each);
    }
    return [...all];
  }

  /** Records of a place that bear exactly this name, or have borne it; merged ones too. */
  async function bearing(scope: Within, name: string): Promise<string[]> {
    const wanted = [...new Set([plain(name), plain(name).replace(/^.{1,8}?[省市区县]/u, '')])].filter((text) => [...text].length >= 2);
    const [named, ...searched] = await Promise.all([
      store.alike({ insuranceCodes: [], creditCodes: [], nameKeys: wanted.flatMap((text) => scope.divisions.map((division) => nameKey({ division, name: text }))) }),
      ...wanted.map((text) => search(scope, { kind: null, status: null, isDoubtful: false }, null, text)),
    ]);
    const hits = searched.flatMap(({ entries }) => entries).filter((entry) => [entry.name, ...entry.aliases].some((known) => wanted.includes(plain(known))));
    return [...new Set([...named, ...hits].map(({ id }) => id))];
  }

  const countOf = async (name: 'reports' | 'cases', person: Person, ids: readonly string[]): Promise<number | null> => (await counters.get(name)?.(person, ids)) ?? null;

  return {
    list, resolve, familyOf,
    /** A later feature says how many of its matters name an institution; null hides the line from who may not know. */
    count(name: 'reports' | 'cases', counter: Counter): void {
      counters.set(name, counter);
    },
    /** @throws NotFound outside the bureau's place. */
    async open(person: Person, id: string): Promise<{ institution: Institution; into: Institution | null; absorbed: Institution[]; twins: Institution[]; permitted: StandingAction[]; counts: { reports: number | null; cases: number | null } }> {
      const institution = await load(person, id);
      const [into, absorbed, twins, ids] = await Promise.all([
        institution.mergedInto === null ? null : resolve([id]).then((found) => found.get(id) ?? null),
        store.absorbedBy(id), institution.mergedInto === null ? twinsOf(institution, nameKey(institution)) : [], familyOf(id),
      ]);
      const [reports, cases] = await Promise.all([countOf('reports', person, ids), countOf('cases', person, ids)]);
      return { institution, into, absorbed, twins: twins.filter(({ division }) => within(person.bureau, division)), permitted: permitted(institution, person), counts: { reports, cases } };
    },
    /** For the page of a matter: the record that stands for this id today; the person's own place only. */
    async linked(person: Pick<Person, 'bureau'>, id: string | null): Promise<(Known & { place: string }) | null> {
      const found = id === null ? undefined : (await resolve([id])).get(id);
      return found && within(person.bureau, found.division) ? { ...found, place: fullName(divisions(), found.division) } : null;
    },
    /** Everything that an institution or a free name stands for in a bureau's place: the ids of the record, its doubles and what it was merged into, and each name that one of them bears or bore. */
    async meant({ bureau, institutionId, name }: { bureau: string; institutionId: string | null; name: string }): Promise<Meant> {
      const roots = await resolve([...(institutionId === null ? [] : [institutionId]), ...await bearing(scopeOf(bureau), name)]);
      const families = await Promise.all([...new Set([...roots.values()].map(({ id }) => id))].map(familyOf));
      const ids = [...new Set(families.flat())].sort();
      const names = (await store.findMany(ids)).flatMap((each) => [each.name, ...each.aliases]);
      return { ids, names: [...new Set(names)].sort() };
    },
    /** What a citizen chose, if it is still there under the name that was sent; else null, and the name stands alone. */
    async chosen(id: string | null, name: string): Promise<string | null> {
      if (id === null) return null;
      const found = (await resolve([id])).get(id);
      const isSame = found !== undefined && [found.name, ...found.aliases].some((known) => plain(known) === plain(name));
      return isSame && found.mergedInto === null ? found.id : null;
    },
    /** Those a free name may mean, the best first: the whole name, else without its place, else its middle. */
    async similar(person: Person, name: string): Promise<Known[]> {
      const bare = plain(name).replace(/^.{1,8}?[省市区县]/u, '');
      for (const query of [name, bare, [...bare].slice(0, 4).join(''), [...bare].slice(0, 2).join('')]) {
        if ([...plain(query)].length < 2) continue;
        const { entries } = await search(scopeOf(person.bureau), { kind: null, status: null, isDoubtful: false }, null, query);
        if (entries.length > 0) return entries.slice(0, 8);
      }
      return [];
    },
    /** The one that an officer names by its code or its exact name. @throws NotFound */
    async named(person: Person, text: string): Promise<Institution> {
      const code = writtenCode(text);
      const codes = code === '' ? [] : [code];
      const byCode = await store.alike({ insuranceCodes: codes, creditCodes: codes, nameKeys: [] });
      const living = byCode.filter(({ mergedInto, division }) => mergedInto === null && within(person.bureau, division));
      const { entries } = living.length > 0 ? { entries: [] } : await list(person, { query: text, division: null, kind: null, status: null, isDoubtful: false, after: null });
      const exact = entries.filter((entry) => [entry.name, ...entry.aliases].some((known) => plain(known) === plain(text)));
      const id = living[0]?.id ?? (exact.length === 1 ? exact[0]?.id : undefined);
      if (id === undefined) throw new NotFound('institution');
      return load(person, id);
    },
  };
}
