// What an act means for others: its reporters are told, and who waits for the end of a case hears of it.
// It is queued before the act is kept, so that a crash between the two loses nothing.
import type { ActionName } from '../rules/actions.ts';
import type { Case, CaseEvent } from '../rules/case.ts';
import { beijingDate } from '../../kernel/clock.ts';
import { AFTER } from './parts.ts';
import type { CasesParts } from './parts.ts';

const FOLLOW = 'cases.follow';
type Told = { key: string; isDone: boolean; isResult?: boolean };
const TOLD = new Map<string, Told>(Object.entries({
  decide: { key: 'cases.told.decided', isDone: false, isResult: true }, close: { key: 'cases.told.closed', isDone: true }, terminate: { key: 'cases.told.terminated', isDone: false },
} satisfies Partial<Record<ActionName, Told>>));
export type ClosedListener = (caseId: string) => Promise<void>;
/** Asked for before the act is kept; `run` does it after. */
export type Following = { queue: () => Promise<void>; run: () => Promise<void> };

const isVisit = (before: Case, after: Case): boolean => after.evidence.length > before.evidence.length && after.evidence.at(-1)?.kind === 'SITE';
const firstVisit = ({ evidence }: Case): string | undefined => evidence.filter(({ kind }) => kind === 'SITE').map(({ obtainedOn }) => obtainedOn).sort()[0];

export function followingActs({ store, leads, jobs, clock }: Pick<CasesParts, 'store' | 'leads' | 'jobs' | 'clock'>) {
  const listeners: ClosedListener[] = [];

  /** May be repeated: whoever is told keeps a line once. */
  async function follow(id: string, act: string, at: string): Promise<void> {
    const kase = await store.findById(id);
    const event = kase.events.find((each: CaseEvent) => each.act === act && each.at.toISOString() === at);
    // The act itself was not kept: somebody was faster.
    if (!event) return;
    const told = TOLD.get(act);
    if (told) await leads.tell(id, { ...told, args: {}, on: beijingDate(event.at) });
    const visited = told ? undefined : firstVisit(kase);
    if (visited !== undefined) await leads.visited(id, visited);
    if (act === 'close') for (const closed of listeners) await closed(id);
  }
  jobs.handle(FOLLOW, (_key, payload) => follow(String(payload['id']), String(payload['act']), String(payload['at'])));

  return {
    /** Told the id of every case that was closed; may be told again, and must bear it. */
    onClosed(listener: ClosedListener): void {
      listeners.push(listener);
    },
    /** What follows from this act; null where nothing does. */
    of(name: ActionName, before: Case, after: Case): Following | null {
      const event = after.events.at(-1);
      if (!event || (!TOLD.has(name) && !isVisit(before, after))) return null;
      const key = `${before.id} ${event.act} ${before.version}`;
      const at = event.at.toISOString();
      return {
        queue: () => jobs.queue(FOLLOW, key, { id: before.id, act: event.act, at }, new Date(clock().getTime() + AFTER)),
        async run() {
          await follow(before.id, event.act, at);
          await jobs.finish(FOLLOW, key);
        },
      };
    },
  };
}
