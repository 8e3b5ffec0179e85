// A site of one bureau says whose it is: the name in the masthead, address and phone in the footer and beside the form.
import type { Clock } from './kernel/clock.ts';
import { orNull } from './kernel/errors.ts';
import type { Site } from './kernel/http/respond.ts';
import type { Bureau } from './people/rules/accounts.ts';

type Said = Pick<Site, 'name' | 'contact'>;
const CACHE_MILLISECONDS = 10_000;

/** Nothing for a site of several bureaus, or while the bureau has not been entered. Kept for some seconds. */
export function ownBureau({ division, find, clock }: { division: string | undefined; find: (code: string) => Promise<Bureau>; clock: Clock }): () => Promise<Said> {
  let kept: { said: Said; until: number } | null = null;
  return async () => {
    if (division === undefined) return { name: '' };
    const now = clock().getTime();
    if (!kept || kept.until <= now) {
      const bureau = await orNull(find(division));
      kept = { said: bureau ? { name: bureau.name, contact: { address: bureau.address, phone: bureau.phone, hours: bureau.hours } } : { name: '' }, until: now + CACHE_MILLISECONDS };
    }
    return kept.said;
  };
}
