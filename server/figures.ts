// What the home page says in numbers: counts and sums of the year, and what the law promises, read from the parameters and not from here.
import { beijingDate } from './kernel/clock.ts';
import type { Clock } from './kernel/clock.ts';
import { decimal, timesHalfUp } from './kernel/money.ts';
import { parameter, termOf } from './law/rules/parameters.ts';
import { shownCount } from './notices/pages/home.ts';
import type { HomeFigures, Statutory } from './notices/pages/home.ts';
import type { YearFigures } from './notices/pages/statistics.ts';
import type { RuleSet } from './rewards/rules/rule-set.ts';

const NATION = 'CN';
/** The national layer of rewards: the least and the most that any local rule may give. */
const REWARDS = 'NAT-2022';
const CACHE_MILLISECONDS = 60_000;

type Sources = {
  clock: Clock;
  received: (year: number) => Promise<number>;
  cases: (year: number) => Promise<{ established: number; recoveredFen: number }>;
  rewards: (year: number) => Promise<{ count: number; sumFen: number }>;
  ruleSet: (id: string) => RuleSet | undefined;
};
/** `years`: this one first. */
export type Home = { figures: HomeFigures; years: YearFigures[]; statutory: Statutory };
const YEARS_SHOWN = 4;

const fenOf = (yuan: string | null | undefined): number => (yuan ? timesHalfUp(100, decimal(yuan)) : 0);

export function homeFigures({ clock, received, cases, rewards, ruleSet }: Sources): () => Promise<Home> {
  let kept: { home: Home; until: number } | null = null;

  function statutory(today: string): Statutory {
    const days = (code: string): number => termOf(parameter(code, NATION, today))?.amount ?? 0;
    const rule = ruleSet(REWARDS);
    return { acceptOrFileDays: days('ACCEPT_OR_FILE'), decideDays: days('CASE_DECIDE'), rewardFloorFen: fenOf(rule?.floors.award), rewardCapFen: fenOf(rule?.caps.award) };
  }
  async function ofYear(year: number): Promise<YearFigures> {
    const [all, { established, recoveredFen }, { count, sumFen }] = await Promise.all([received(year), cases(year), rewards(year)]);
    const verified = shownCount(established);
    // A sum of a handful of matters would give each of them away.
    return { year, received: shownCount(all), verified, recoveredFen: verified === null ? null : recoveredFen, rewarded: shownCount(count), rewardedFen: shownCount(count) === null ? null : sumFen };
  }
  async function gather(): Promise<Home> {
    const today = beijingDate(clock());
    const year = Number(today.slice(0, 4));
    const first = await ofYear(year);
    const { received: reported, verified, recoveredFen, rewarded } = first;
    return { figures: { received: reported, verified, recoveredFen, rewarded }, years: [first, ...(await Promise.all(Array.from({ length: YEARS_SHOWN - 1 }, (_, back) => ofYear(year - 1 - back))))], statutory: statutory(today) };
  }

  return async () => {
    const now = clock().getTime();
    if (!kept || kept.until <= now) kept = { home: await gather(), until: now + CACHE_MILLISECONDS };
    return kept.home;
  };
}
