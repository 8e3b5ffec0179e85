// Up the division tree to the bureau whose limit suffices for a sum. Each bureau on the way agrees; the last one decides.
import type { Approval } from './funds.ts';

/** What one bureau may approve of this sum. */
export type Level = { bureau: string; approval: Approval };

/** `by`: the bureaus whose heads have a word, nearest first; the last one decides. Otherwise why nobody can, and at which bureau it is missing. */
export type Route = { outcome: 'FOUND'; by: readonly Level[] } | { outcome: 'REFUSED'; reason: 'REWARD_LIMIT_UNKNOWN' | 'REWARD_LIMIT_NONE'; bureau: string; source: string };

/** `levels`: the bureaus above, nearest first. No limit is assumed where none was entered. */
export function routeOf(from: string, levels: readonly Level[]): Route {
  const end = levels.findIndex(({ approval }) => approval.way !== 'above');
  const last = levels[end];
  if (!last) return { outcome: 'REFUSED', reason: 'REWARD_LIMIT_NONE', bureau: levels.at(-1)?.bureau ?? from, source: levels.at(-1)?.approval.source ?? '' };
  if (last.approval.way === 'ask') return { outcome: 'REFUSED', reason: 'REWARD_LIMIT_UNKNOWN', bureau: last.bureau, source: last.approval.source };
  return { outcome: 'FOUND', by: levels.slice(0, end + 1) };
}
