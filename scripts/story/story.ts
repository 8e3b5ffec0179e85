// The whole story as one list of steps.
import type { Calendar } from '../../server/kernel/workdays.ts';
import { tellCase } from './cases.ts';
import { storyDays } from './days.ts';
import { FIFTEEN } from './fifteen.ts';
import { EIGHT, tellNotice } from './notices.ts';
import { chance } from './random.ts';
import { tellReport } from './reports.ts';
import { SIX, tellReward } from './rewards.ts';
import { setup } from './setup.ts';
import { SIXTY } from './sixty.ts';
import { threadOf } from './threads.ts';
import { timeline } from './timeline.ts';
import type { Step } from './timeline.ts';

const SEED = 735;
/** Working days between the first entry of law and the first report. */
const BEFORE = 4;

/** Steps in the order of time, dated back from `now`. The same `now` and calendar give the same steps. */
export function story(now: Date, calendar: Calendar): Step[] {
  const days = storyDays(now, calendar);
  const first = Math.max(...SIXTY.map(({ received }) => received)) + BEFORE;
  const threads = SIXTY.flatMap((report, at) => {
    // Reward and notice go beside each other after the decision: each keeps its own pace.
    const open = (n: number) => threadOf(report.key, report.place, days, chance(SEED + at * 3 + n));
    const [lead, reward, notice] = [open(0), open(1), open(2)];
    tellReport(lead, report, SEED * 31 + at);
    const kase = FIFTEEN.find(({ key }) => key === report.key);
    if (kase) tellCase(lead, kase, report);
    const award = SIX.find(({ key }) => key === report.key);
    if (award) tellReward(reward, award);
    const published = EIGHT.find(({ key }) => key === report.key);
    if (published) tellNotice(notice, published);
    return [lead.steps, reward.steps, notice.steps];
  });
  return timeline([setup(days, calendar, first), ...threads]);
}
