// An honour comes without money: nobody claims it, nobody pays it, and beside it in a file for the bank nothing else leaves.
import { expect } from 'chai';
import { compares } from './comparing.ts';
import { atRewardDesk } from './desk.ts';
import { aCase, aReport } from './support.ts';

const CLAIM = { name: '演示本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000' };
const WORDS = '这件奖励没有要付的款';

describe('a reward without money', function () {
  this.timeout(60_000);
  const ids: Record<string, string> = {};
  const desk = atRewardDesk(async () => {
    const { world } = desk;
    for (const name of ['open', 'claimed', 'paid']) {
      world.cases.set(name, aCase({ id: name, name: `演示${name}案` }));
      world.linked.set(name, [aReport({ id: `r-${name}` })]);
      ids[name] = await world.notified(name);
    }
    for (const name of ['claimed', 'paid']) {
      await world.rewards.claim({ report: `r-${name}`, codeVersion: 1 }, { ...CLAIM, passphrase: '' });
      await compares(world, world.people.officer2, ids[name] ?? '');
    }
    // As a rule set of honours alone leaves them, the second taken to the desk before that was refused.
    for (const name of ['open', 'claimed']) {
      const before = await world.store.find(ids[name] ?? '');
      await world.store.save(before, { ...before, approvedFen: 0 });
    }
  });
  const { world, as } = desk;
  const pathOf = (name: string): string => `/rewards/${ids[name] ?? ''}`;
  const version = (name: string): Promise<number> => world.versionOf(ids[name] ?? '');
  const exports = async (name: string): Promise<string[]> => (await world.audit.list({ subjectId: ids[name] ?? '' }, null)).rows.filter(({ act }) => act === 'rewards.exportPayments').map(({ outcome }) => outcome);

  it('takes no claim on paper, also from who has no button for it', async () => {
    const client = await as('reward1');
    expect((await client.get(pathOf('open'))).text).to.not.contain('登记书面领取');
    const answer = await client.post(`${pathOf('open')}/paper-claim`, { version: await version('open'), ...CLAIM, voucher: '来信 1 号' });
    expect([answer.status, answer.text.includes('现在不能做这一步'), (await world.store.find(ids['open'] ?? '')).state]).to.deep.equal([409, true, 'notified']);
  });

  it('is not paid, and is not among what waits for payment', async () => {
    const client = await as('reward2');
    expect((await client.get(pathOf('claimed'))).text).to.not.contain('登记付款');
    const list = await client.get('/rewards/payments');
    expect([list.text.includes('演示paid案'), list.text.includes('演示claimed案')]).to.deep.equal([true, false]);
    const answer = await client.post(`${pathOf('claimed')}/pay`, { version: await version('claimed'), on: '2026-11-10', voucher: 'V', amount: '0.01' });
    expect([answer.status, answer.text.includes(WORDS)]).to.deep.equal([409, true]);
  });

  it('takes no other out to the bank with it: nothing is on record as gone', async () => {
    const client = await as('reward2');
    const answer = await client.post('/rewards/payments/file', { ids: [ids['paid'] ?? '', ids['claimed'] ?? ''] });
    expect([answer.status, answer.text.includes(WORDS), await exports('paid'), await exports('claimed')]).to.deep.equal([409, true, [], ['refused']]);
    expect((await client.post('/rewards/payments/file', { ids: ids['paid'] ?? '' })).status).to.equal(200);
    expect(await exports('paid')).to.deep.equal(['done']);
  });
});
