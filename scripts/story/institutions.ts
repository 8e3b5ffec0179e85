// The directory as the story's bureaus keep it: every invented institution that somebody reports, with codes that are well formed and belong to nobody.
import type { Institution } from '../../server/institutions/rules/institution.ts';
import { creditCheck } from '../../server/institutions/rules/codes.ts';
import { NotFound } from '../../server/kernel/errors.ts';
import type { Person } from '../../server/people/rules/person.ts';
import { intakeOf } from './people.ts';
import type { Teller } from './timeline.ts';
import { TARGETS } from './words.ts';
import type { Target } from './words.ts';

type Draft = Pick<Institution, 'kind' | 'name' | 'aliases' | 'level' | 'ownership' | 'creditCode' | 'insuranceCode' | 'division' | 'status' | 'contact' | 'phone' | 'address'>;
const LEVELS = ['second', 'first', 'ungraded'] as const;
/** Division codes that begin with 99 exist nowhere, so no real body has such a credit code. */
const NOWHERE = '999999';

function draftOf(place: string, { name, kind }: Target, at: number): Draft | null {
  if (kind !== 'medicalInstitution' && kind !== 'pharmacy') return null;
  const body = `91${NOWHERE}MA${place.slice(2)}${String(at).padStart(3, '0')}`;
  const isHospital = kind === 'medicalInstitution';
  return {
    kind, name, aliases: [], level: isHospital ? (LEVELS[at % LEVELS.length] ?? null) : null, ownership: at % 3 === 0 && isHospital ? 'public' : 'nonPublic', creditCode: `${body}${creditCheck(body) ?? ''}`,
    insuranceCode: `${isHospital ? 'H' : 'P'}${place}${String(at + 1).padStart(5, '0')}`, division: place, status: at === 5 ? 'suspended' : 'active', contact: '演示联系人', phone: '000-0000-0000（虚构）', address: `演示路 ${at + 1} 号`,
  };
}

/** The same place written a second time under a slip of the pen: something to merge. */
const DOUBLE = { place: '440784', name: '云川（星桥）康复医院' } as const;

async function idOf({ services }: Teller, person: Person, text: string): Promise<string | null> {
  return services.institutions.named(person, text).then(({ id }) => id, (error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
}

/** Adds what is not there yet, so that it may be told again. */
export async function fillDirectory(teller: Teller, place: string): Promise<void> {
  const person = await teller.person(intakeOf(place));
  const drafts = (TARGETS[place] ?? []).flatMap((target, at) => draftOf(place, target, at) ?? []);
  const [pattern] = drafts;
  if (pattern && place === DOUBLE.place) drafts.push({ ...pattern, name: DOUBLE.name, creditCode: null, insuranceCode: null });
  const { entries } = await teller.services.institutions.list(person, { query: '', division: null, kind: null, status: null, isDoubtful: false, after: null });
  const known = new Set(entries.map(({ name }) => name));
  for (const draft of drafts) if (!known.has(draft.name)) await teller.services.institutions.add(person, draft);
}

/** What the tip-off form would send along for a chosen name. */
export async function chosenIn(teller: Teller, place: string, { name }: Target): Promise<string | null> {
  return idOf(teller, await teller.person(intakeOf(place)), name);
}
