// What the frame of every public page says of the bureau: whose site it is, and where its number or that of each bureau stands.
import type { Clock } from './kernel/clock.ts';
import { orNull } from './kernel/errors.ts';
import type { Site } from './kernel/http/respond.ts';
import type { Bureau } from './people/rules/accounts.ts';
import { waysOf, type Ways } from './people/rules/contacts.ts';

type Said = Required<Pick<Site, 'name' | 'contact'>>;
const CACHE_MILLISECONDS = 10_000;
const SENTENCES = { both: 'common.footer.otherWays', phone: 'common.footer.byPhone', address: 'common.footer.byAddress' } as const satisfies Record<Ways, string>;

function one({ name, address, phone, hours }: Bureau): Said {
  const ways = waysOf([{ address, phone }]);
  return { name, contact: ways && { sentence: SENTENCES[ways], href: null, address, phone, hours } };
}

function several(bureaus: readonly Bureau[]): Said {
  const ways = waysOf(bureaus.filter(({ isActive }) => isActive));
  return { name: '', contact: ways && { sentence: SENTENCES[ways], href: '/contact', address: '', phone: '', hours: '' } };
}

/** No contact while no bureau has entered any. Kept for some seconds. */
export function ownBureau({ division, find, list, clock }: { division: string | undefined; find: (code: string) => Promise<Bureau>; list: () => Promise<Bureau[]>; clock: Clock }): () => Promise<Said> {
  let kept: { said: Said; until: number } | null = null;
  async function look(): Promise<Said> {
    if (division === undefined) return several(await list());
    const bureau = await orNull(find(division));
    return bureau ? one(bureau) : { name: '', contact: null };
  }
  return async () => {
    const now = clock().getTime();
    if (!kept || kept.until <= now) kept = { said: await look(), until: now + CACHE_MILLISECONDS };
    return kept.said;
  };
}
