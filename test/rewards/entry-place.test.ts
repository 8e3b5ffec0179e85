// An id belongs to its place: the administrator of one county cannot put his own figures under the rule set of another place.
import { expect } from 'chai';
import { Invalid } from '../../server/kernel/errors.ts';
import type { RuleEntry } from '../../server/rewards/rules/entry.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { enteringService } from '../../server/rewards/service/entering.ts';
import type { RuleEntryStore } from '../../server/rewards/store/entries.ts';
import { testClock } from '../support/clock.ts';
import { registry, shipped } from './builders.ts';
import { aPerson } from './support.ts';

describe('the place of an entered rule set', () => {
  const kept: RuleEntry[] = [];
  const never = async (): Promise<never> => Promise.reject(new Error('not asked'));
  const store: RuleEntryStore = {
    add: async (entry) => (kept.push(entry), 'added'), find: never, save: never, countWaiting: never, ofScans: never, inStates: async () => [],
  };
  const none = { record: async () => undefined } as unknown as Parameters<typeof enteringService>[0]['audit'];
  const evidence = {} as Parameters<typeof enteringService>[0]['evidence'];
  const entering = enteringService({ store, audit: none, clock: testClock('2026-11-10T02:00:00Z'), evidence, shipped: registry, isDemo: false, hasHead: async () => true });
  const tried = (ruleSet: RuleSet): Promise<string> =>
    entering.enter(aPerson('admin', ['administrator']), { kind: 'version', ruleSet, base: null, citation: '第一条' }).then(() => 'entered', (error: unknown) => (error instanceof Invalid ? (error.fields['content']?.key ?? '') : String(error)));
  const here = (rule: RuleSet): RuleSet => ({ ...rule, version: 2, jurisdictionCode: '440784' });

  it('refuses the id of another place, of the place above, and of a national layer', async () => {
    expect(await tried(here(shipped('BJ-2023')))).to.equal('rewardRules.error.otherPlace');
    expect(await tried(here(shipped('GD-2023')))).to.equal('rewardRules.error.otherPlace');
    expect(await tried({ ...here(shipped('BJ-2023')), id: 'NAT-2022' })).to.equal('rewardRules.error.otherPlace');
    expect(kept).to.deep.equal([]);
  });
  it('refuses a file that brings one, and takes nothing of it', async () => {
    const brought = [{ ...shipped('HS-2020'), title: '另一个名称' }, here(shipped('BJ-2023'))];
    const error = await entering.importAll(aPerson('admin', ['administrator']), brought, '第一条').then(() => null, (why: unknown) => why);
    expect(error instanceof Invalid && error.fields['file']).to.deep.equal({ key: 'rewardRules.error.notYours', args: { ids: 'BJ-2023' } });
    expect(kept).to.deep.equal([]);
  });
  it('takes the next version of its own, one of the place above for itself, and a new id', async () => {
    expect(await tried({ ...shipped('HS-2020'), version: 2 })).to.equal('entered');
    expect(await tried({ ...shipped('GD-2023'), version: 2 })).to.equal('entered');
    expect(await tried({ ...here(shipped('BJ-2023')), id: 'HS-2026', version: 1 })).to.equal('entered');
  });
});
