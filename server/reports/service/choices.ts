// What a reporter may still choose: to give a name after all, to go without the reward. What was split off from his report follows it.
import { Refused } from '../../kernel/errors.ts';
import { blockOf } from '../rules/actions.ts';
import { asTheWhole } from '../rules/acts/choices.ts';
import { perform } from '../rules/perform.ts';
import type { Report } from '../rules/report.ts';
import { tiesOf } from '../rules/ties.ts';
import { ownReport } from './own.ts';
import type { Acting, ReportsParts } from './parts.ts';
import type { ReporterSession } from './reporter.ts';

export type GivenName = { name: string; contact: string; wantsReward: boolean };

export const CHOICE = 'reports.choice';
/** The job waits so long, so that the act itself comes first. */
const AFTER = 30_000;

export function choosing({ store, jobs, clock }: ReportsParts, { change, settingOf }: Acting) {
  const load = ownReport(store);

  async function settleParts(id: string): Promise<void> {
    const whole = await store.find(id);
    for (const part of tiesOf(whole).parts) {
      await change(part.id, (before, setting) => {
        const after = asTheWhole(before, whole, setting);
        return after === before ? null : after;
      });
    }
  }
  jobs.handle(CHOICE, async (id) => {
    await settleParts(id);
    await jobs.forget(CHOICE, id);
  });

  async function withParts(report: Report, act: () => Promise<unknown>): Promise<void> {
    const hasParts = tiesOf(report).parts.length > 0;
    if (hasParts) await jobs.queue(CHOICE, report.id, {}, new Date(clock().getTime() + AFTER));
    await act();
    if (!hasParts) return;
    await settleParts(report.id);
    await jobs.forget(CHOICE, report.id);
  }

  return {
    /** From anonymous or identifiable to a name. The name is sealed first, as at the tip-off; until the report says so nobody may open it. @throws Refused NAMED_ALREADY */
    async giveName(session: ReporterSession, { name, contact, wantsReward }: GivenName): Promise<void> {
      const report = await load(session);
      const setting = await settingOf(report.bureau);
      const block = blockOf('giveName', report, null, setting);
      if (block) throw new Refused(block.reason, block.clause);
      const known = await store.findIdentity(report.id);
      await store.keepIdentity(report.id, { name, contact, passphrase: known?.passphrase ?? null }, setting.today);
      await withParts(report, () => change(report.id, (before, now) => perform('giveName', before, null, now, { wantsReward })));
    },

    /** The wish for a reward is taken back; nothing else changes. @throws Refused NO_WISH */
    async waiveReward(session: ReporterSession): Promise<void> {
      const report = await load(session);
      await withParts(report, () => change(report.id, (before, setting) => perform('waiveReward', before, null, setting, {})));
    },
  };
}
