// A sum above the limit of its bureau: from superior to superior, each with an event of its own, to the one whose limit suffices.
import { done, refused } from '../../audit/rules.ts';
import { chain } from '../../kernel/divisions.ts';
import { Conflict, NotFound, NotNow, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { perform, permitted } from '../rules/actions.ts';
import { approvalOf } from '../rules/funds.ts';
import { lossOf } from '../rules/matter.ts';
import type { Matter } from '../rules/matter.ts';
import { routeOf, type Level, type Route } from '../rules/route.ts';
import type { AboveReward } from '../rules/shown.ts';
import type { ActionName } from '../rules/states.ts';
import type { Acting, RewardsParts } from './parts.ts';

type Deciding = { approvable: (matter: Matter) => number; hasMoney: (matter: Matter) => Promise<void>; frozen: (matter: Matter, by: string) => Matter };

/** The way of a sum from one bureau up: only bureaus that are set up here can have a word. */
export function routing({ overlay, bureaus }: Pick<RewardsParts, 'overlay' | 'bureaus'>, today: () => string) {
  const levelAt = async (bureau: string, fen: number): Promise<Level> => ({ bureau, approval: approvalOf(bureau, fen, today(), await overlay(bureau)) });
  async function routeFrom(bureau: string, fen: number): Promise<Route> {
    const known = await bureaus();
    return routeOf(bureau, await Promise.all(chain(bureau).slice(1).filter((code) => known.includes(code)).map((code) => levelAt(code, fen))));
  }
  /** The bureau that has the next word. @throws Refused REWARD_LIMIT_UNKNOWN, REWARD_LIMIT_NONE */
  async function nextAbove(bureau: string, fen: number): Promise<string> {
    const route = await routeFrom(bureau, fen);
    const next = route.outcome === 'FOUND' ? route.by[0] : undefined;
    if (next) return next.bureau;
    const { reason, bureau: at, source } = route.outcome === 'REFUSED' ? route : { reason: 'REWARD_LIMIT_NONE', bureau, source: '' };
    throw new Refused(reason, source, { bureau: at });
  }
  return { levelAt, routeFrom, nextAbove };
}

export function superiors({ store, audit, clock }: RewardsParts, { today, recorded, save, current, subjectOf }: Acting, { levelAt, routeFrom, nextAbove }: ReturnType<typeof routing>, { approvable, hasMoney, frozen }: Deciding) {
  /** Only the head of the bureau at which it waits. @throws NotFound, on record */
  async function load(person: Person, id: string): Promise<Matter> {
    const matter = await store.find(id);
    const isHis = person.roles.includes('head') && matter.state === 'endorsed' && matter.waitsAt === person.bureau;
    if (!isHis) {
      await audit.record(refused('rewards.readAbove', person.id, matter.bureau, subjectOf(id)));
      throw new NotFound('reward');
    }
    return current(matter);
  }
  // The answers and reasons of the input tell of the report: they stay below.
  function tracedOf({ calculation }: Matter): AboveReward['traced'] {
    if (!calculation) return null;
    const { evaluation, ruleSet, frame } = calculation;
    return { evaluation, ruleSet, frame };
  }
  const pathOf = ({ bureau, events }: Matter): AboveReward['path'] => {
    const since = events.findLastIndex(({ action }) => action === 'endorse');
    return since < 0 ? [] : events.slice(since).flatMap(({ action, facts }) => (action === 'endorse' || action === 'agreeAbove' ? [{ bureau: facts.bureau ?? bureau, on: facts.today ?? '' }] : []));
  };
  /** Where the own limit suffices he decides, where it does not he agrees; where it is not entered he can only send it back. */
  async function shown(matter: Matter, person: Person): Promise<AboveReward> {
    const fen = approvable(matter);
    const { approval: limit } = await levelAt(person.bureau, fen);
    const route = limit.way === 'above' ? await routeFrom(person.bureau, fen) : null;
    const mayNot: readonly ActionName[] = [...(limit.way === 'alone' ? [] : (['approveAbove'] as const)), ...(route?.outcome === 'FOUND' ? [] : (['agreeAbove'] as const))];
    return {
      id: matter.id, version: matter.version, bureau: matter.bureau, caseNumber: matter.case.number, amountFen: fen, limit, route, baseFen: lossOf(matter.lines), traced: tracedOf(matter),
      path: pathOf(matter), permitted: permitted(matter, person).filter((name) => !mayNot.includes(name)),
    };
  }
  async function decide(person: Person, id: string, version: number, name: ActionName, facts: { reason?: string }, change: (after: Matter) => Promise<Matter>): Promise<Matter> {
    const matter = await load(person, id);
    return recorded(`rewards.${name}`, person.id, matter, async () => {
      if (matter.version !== version) throw new Conflict('reward');
      return save(matter, await change(perform(name, matter, person, clock(), { ...facts, today: today(), bureau: person.bureau })));
    });
  }

  return {
    /** What waits for this head from the bureaus below, without a word of report or reporter. @throws NotFound for everybody else */
    async listAbove(person: Person): Promise<AboveReward[]> {
      if (!person.roles.includes('head')) throw new NotFound('rewards');
      return Promise.all((await store.waitingAt(person.bureau)).map((matter) => shown(matter, person)));
    },
    async findAbove(person: Person, id: string): Promise<AboveReward> {
      const matter = await load(person, id);
      await audit.record(done('rewards.readAbove', person.id, matter.bureau, subjectOf(id)));
      return shown(matter, person);
    },
    /** @throws Refused REWARD_ABOVE_LIMIT, REWARD_LIMIT_UNKNOWN, REWARD_OVER_BUDGET */
    approveAbove: (person: Person, id: string, version: number) =>
      decide(person, id, version, 'approveAbove', {}, async (after) => {
        const { way, source } = (await levelAt(person.bureau, approvable(after))).approval;
        if (way !== 'alone') throw new Refused(way === 'above' ? 'REWARD_ABOVE_LIMIT' : 'REWARD_LIMIT_UNKNOWN', source, { bureau: person.bureau });
        await hasMoney(after);
        return frozen(after, person.id);
      }),
    /** Agrees and hands it on. @throws Conflict where the own limit suffices, Refused where no limit above does */
    agreeAbove: (person: Person, id: string, version: number) =>
      decide(person, id, version, 'agreeAbove', {}, async (after) => {
        const { way, source } = (await levelAt(person.bureau, approvable(after))).approval;
        if (way === 'ask') throw new Refused('REWARD_LIMIT_UNKNOWN', source, { bureau: person.bureau });
        if (way === 'alone') throw new NotNow('rewards.agreeAbove');
        return { ...after, waitsAt: await nextAbove(person.bureau, approvable(after)) };
      }),
    sendBackAbove: (person: Person, id: string, version: number, reason: string) => decide(person, id, version, 'sendBackAbove', { reason }, async (after) => after),
  };
}
