import type { Case, CaseEvent } from './case.ts';

/** What happened to the case after this version of it was shown, the newest first. Each write is one version with one event; only a recount writes a line for every date that moved. */
export function eventsSince({ version, events }: Pick<Case, 'version' | 'events'>, seen: number): CaseEvent[] {
  const writes: CaseEvent[][] = [];
  for (const event of [...events].reverse()) {
    const last = writes.at(-1)?.[0];
    const isSameWrite = last?.act === 'recount' && event.act === 'recount' && last.at.getTime() === event.at.getTime();
    if (isSameWrite) writes.at(-1)?.push(event);
    else writes.push([event]);
  }
  return seen > 0 ? writes.slice(0, Math.max(0, version - seen)).flat() : [];
}
