// How else somebody can report than online: only what the bureaus entered, so that nothing is promised that cannot be found.
import type { Bureau } from './accounts.ts';

export type Reach = Pick<Bureau, 'address' | 'phone'>;
export type Ways = 'both' | 'phone' | 'address';

/** Null where no bureau has a number or an address. */
export function waysOf(bureaus: readonly Reach[]): Ways | null {
  const hasPhone = bureaus.some(({ phone }) => phone !== '');
  const hasAddress = bureaus.some(({ address }) => address !== '');
  if (hasPhone) return hasAddress ? 'both' : 'phone';
  return hasAddress ? 'address' : null;
}
