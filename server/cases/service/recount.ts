// The law or the calendar changed: the clocks of open cases are counted again, with a line in the record of each case whose date moved.
import { done } from '../../audit/rules.ts';
import { beijingDate } from '../../kernel/clock.ts';
import { Conflict } from '../../kernel/errors.ts';
import { CAPS } from '../rules/case.ts';
import { nextDue, recountedClocks } from '../rules/clocks.ts';
import type { CasesParts } from './parts.ts';

const MOST_TRIES = 5;

export function recounting({ store, audit, clock, law }: CasesParts) {
  async function recount(id: string, tries = 0): Promise<void> {
    const at = clock();
    const kase = await store.findById(id);
    const [overlay, calendar] = await Promise.all([law.overlay(kase.bureau), law.calendar(kase.bureau)]);
    const setting = { overlay, calendar, today: beijingDate(at) };
    const { clocks, changes } = recountedClocks(kase.clocks, setting);
    if (changes.length === 0) return;
    const events = changes.map((change) => ({ at, by: 'system', act: 'recount', state: kase.state, name: kase.name, note: '', args: { ...change }, fileIds: [] }));
    const after = { ...kase, clocks, events: [...kase.events, ...events].slice(0, CAPS.events) };
    try {
      await store.save(after, nextDue(after, setting));
    } catch (error) {
      if (!(error instanceof Conflict) || tries >= MOST_TRIES) throw error;
      return recount(id, tries + 1);
    }
    for (const { code, before, after: now } of changes) await audit.record(done('cases.recount', 'system', kase.bureau, { kind: 'case', id }, { code, before, after: now }));
  }

  return {
    /** Of one bureau; may be repeated. */
    async recountClocks(bureau: string): Promise<void> {
      for (const id of await store.openIds(bureau)) await recount(id);
    },
  };
}
