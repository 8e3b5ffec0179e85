// What is said around a claim: why it cannot lapse or be closed, what proves its notice, what counts as a try.
import { expect } from 'chai';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { NotNow, Refused } from '../../server/kernel/errors.ts';
import { perform, type Reward } from '../../server/rewards/rules/actions.ts';
import { contactPage, noticeOf } from '../../server/rewards/pages/notice.ts';
import { paymentsPage } from '../../server/rewards/pages/payments.ts';
import { aCase, aReport, aWorld, PEOPLE } from './support.ts';
import type { World } from './support.ts';

const zh = wordsOf('zh-CN');
const AT = new Date('2026-11-10T02:00:00Z');
const CLAIM = { name: '演示本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000' };
const SESSION = { report: 'r1', codeVersion: 1 };

describe('the words around a claim', () => {
  const officer = { id: 'o', bureau: '440784', roles: ['rewardOfficer'] as const };
  const head = { id: 'h', bureau: '440784', roles: ['head'] as const };
  const at = (acknowledgedAt: Date | null, claimDueOn: string | null): Reward => ({ bureau: '440784', state: 'notified', investigators: [], duties: {}, acknowledgedAt, claimDueOn, events: [] });

  it('tell what a notified reward lacks to lapse or to be closed, and the law in words', () => {
    const told = (work: () => unknown): string => {
      try {
        work();
      } catch (error) {
        if (error instanceof NotNow) return error.stage ?? 'none';
        if (error instanceof Refused) return `${error.reason} ${error.clause}`;
      }
      return 'nothing';
    };
    expect(told(() => perform('lapse', at(null, null), officer, AT, { today: '2026-11-10' }))).to.equal('rewardClaims.stage.unread');
    expect(told(() => perform('lapse', at(AT, null), officer, AT, { today: '2026-11-10' }))).to.equal('rewardClaims.stage.noWindow');
    expect(told(() => perform('closeUnread', at(AT, '2027-01-11'), head, AT, { reason: '无法送达' }))).to.equal('rewardClaims.stage.read');
    expect(told(() => perform('notify', at(null, null), officer, AT))).to.equal('rewards.stage.notified');
    expect(told(() => perform('lapse', at(AT, '2027-01-11'), officer, AT, { today: '2026-11-10' }))).to.equal('CLAIM_WINDOW_OPEN 《违法违规使用医疗保障基金举报奖励办法》（医保办发〔2022〕22号）');
    expect(zh('problems.notNow.stage', { stage: zh('rewardClaims.stage.unread') })).to.contain('还没有证明举报人收到了通知');
  });

  it('speak of the reporter to the officer who opens his contact', () => {
    const labels = contactPage(zh, 'x', { way: 'telephone', name: null, contact: '13900000000' }).opened?.map(({ label }) => label);
    expect(labels).to.deep.equal(['希望的通知方式', '电话，或者收信人和地址']);
  });

  it('add up what can be paid', () => {
    const one = { id: 'a', reference: 'A', caseText: '案', report: '举', amountFen: 37_241, claimedOn: '2026-11-10', isFailed: false, isCompared: true };
    expect(paymentsPage(zh, [one, { ...one, id: 'b', amountFen: 20_000, isCompared: false }]).total).to.equal('372.41');
  });

  describe('of a reporter without a name', () => {
    let world: World;
    let id: string;
    beforeEach(async () => {
      world = await aWorld();
      world.cases.set('case1', aCase());
      world.linked.set('case1', [aReport({ identity: 'identifiable' })]);
      id = await world.notified();
    });
    afterEach(() => world.drop());

    it('ask for an empty passphrase without counting it as a try; the claim then proves the notice', async () => {
      const received = async () => noticeOf(zh, await world.rewards.forOfficer(PEOPLE.officer1, id))?.needs[1]?.isMet;
      const empty = (): Promise<unknown> => world.rewards.claim(SESSION, { ...CLAIM, passphrase: ' ' }).catch((error: unknown) => error);
      for (let tries = 0; tries < 6; tries += 1) expect(await empty()).to.have.property('fields').that.deep.equals({ passphrase: { key: 'rewards.error.passphraseEmpty' } });
      expect(await received()).to.equal(false);
      await world.rewards.claim(SESSION, { ...CLAIM, passphrase: 'correct horse' });
      expect(await received()).to.equal(true);
    });
  });
});
