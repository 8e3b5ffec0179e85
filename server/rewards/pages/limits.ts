// What a page says about who may approve a sum: the limit of one bureau, and the way up where it does not reach.
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import type { Approval } from '../rules/funds.ts';
import type { Route } from '../rules/route.ts';
import type { RewardDossier } from '../rules/shown.ts';

export const limitText = (t: Words, { way, limitFen, source }: Approval): string =>
  t(limitFen === null && way === 'alone' ? 'awards.limit.none' : `awards.limit.${way}`, { limit: formatYuan(limitFen ?? 0), source });

/** Who has a word above, in their order; or at which bureau the limit is missing. */
export function routeText(t: Words, route: Route | null, named: (code: string) => string): string | null {
  if (route === null) return null;
  if (route.outcome === 'REFUSED') return t(`problems.refused.${route.reason}`, { bureau: named(route.bureau) });
  return t('rewardWho.route.by', { bureaus: route.by.map(({ bureau }) => named(bureau)).join(t('rewardWho.route.then')) });
}

/** Of a reward that waits for approval: the own limit, then who comes after it. */
export function limitNotes(t: Words, { approval, matter, route }: RewardDossier, named: (code: string) => string): { text: string; kind: 'info' | 'warn' | 'bad' }[] {
  if (approval === null || matter.state === 'approved') return [];
  const limit = { kind: approval.way === 'alone' ? ('info' as const) : ('warn' as const), text: limitText(t, approval) };
  const way = matter.state === 'endorsed' && matter.waitsAt ? t('rewardWho.route.now', { bureau: named(matter.waitsAt) }) : routeText(t, route, named);
  return way === null ? [limit] : [limit, { kind: route?.outcome === 'REFUSED' ? 'bad' : 'info', text: way }];
}
