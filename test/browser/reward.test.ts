// The page of a reward on a phone with everything folded out: forms, reasons and long numbers stay inside the window. And the steps before a payment, with axe.
import { expect } from 'chai';
import { aScan } from '../rewards/comparing.ts';
import { atRewardDesk } from '../rewards/desk.ts';
import { aCase, aReport, AUTHORITY } from '../rewards/support.ts';
import { describeInBrowser, openPage, overflowing, PHONE } from '../support/browser.ts';
import { faultsOn, looker } from '../support/looking.ts';

const CLAIM = { name: '演示本人', idNumber: '110101199003070003', bank: '演示银行', account: '6222020000000000' };

describeInBrowser('the page of a reward, folded out', function () {
  this.timeout(300_000);
  let id = '';
  const desk = atRewardDesk(async () => {
    desk.world.cases.set('case1', aCase());
    desk.world.linked.set('case1', [aReport({ identity: 'identifiable' })]);
    await desk.world.rewards.chooseNoticeWay(SESSION, { way: 'telephone', contact: '演示电话' });
  });
  const SESSION = { report: 'r1', codeVersion: 1 };
  const { world } = desk;
  const version = (): Promise<number> => world.versionOf(id);

  async function stickingOut(...accounts: string[]): Promise<string[]> {
    const faults: string[] = [];
    for (const [account, language] of accounts.flatMap((each) => [[each, 'zh-CN'], [each, 'en']] as const)) {
      const cookies = Object.fromEntries([...(await desk.as(account)).cookies].map(([name, value]) => [name, decodeURIComponent(value)]));
      const { page, close } = await openPage(desk.origin, { width: PHONE.width, cookies, language });
      await page.goto(desk.path);
      const folded = await page.evaluate<number>('[...document.querySelectorAll("details")].map((each) => { each.open = true; }).length');
      expect(await page.locator('h1').count(), account).to.equal(1);
      const note = async (how: string): Promise<void> => void faults.push(...(await overflowing(page)).map((line) => `${account} ${language} ${how} (${folded} folded): ${line}`));
      await note('');
      await page.evaluate('document.documentElement.classList.add("mj-large")');
      await note('in large type');
      await close();
    }
    return faults;
  }

  it('is read without a fault where the reporter chooses, the officer opens the contact, and the identity is compared', async () => {
    const eyes = looker(desk.origin);
    const reporter = desk.reader();
    reporter.cookies.set('mj_reporter', desk.site.services.reports.sealSession({ report: 'r1', codeVersion: 1 }));
    await eyes.look('the reporter', reporter.cookies, '/reports/mine/notice-way', '/reports/mine/notice-way');
    const other = await world.notified();
    const looks = async (account: string, address: string): Promise<void> => eyes.look(account, (await desk.as(account)).cookies, address, address);
    for (const address of ['', '/contact', '/contact?reason=notify']) await looks('reward1', `/rewards/${other}${address}`);
    await world.rewards.claim(SESSION, { ...CLAIM, passphrase: 'correct horse' });
    for (const address of [`/rewards/${other}`, `/rewards/${other}/claim`, '/rewards/payments']) await looks('reward2', address);
    await eyes.close();
    expect(eyes.faults).to.deep.equal([]);
    world.cases.set('case2', aCase({ id: 'case2' }));
    world.linked.set('case2', [aReport({ id: 'r2', number: '4407-BBBB-BBBB', identity: 'identifiable' })]);
  });

  it('fits a phone while it is prepared and decided', async () => {
    id = await world.prepared('case2');
    desk.path = `/rewards/${id}`;
    expect(await stickingOut('reward1', 'head')).to.deep.equal([]);
    const { officer1, reviewer } = world.people;
    await world.rewards.propose(officer1, id, await version());
    expect(await stickingOut('reviewer', 'head')).to.deep.equal([]);
    await world.rewards.review(reviewer, id, await version());
    expect(await stickingOut('head')).to.deep.equal([]);
  });

  it('fits a phone while it is notified, claimed, compared, paid and taken back', async () => {
    const { head, officer1, officer2 } = world.people;
    await world.rewards.approve(head, id, await version(), AUTHORITY);
    await world.rewards.notify(officer1, id, await version());
    expect(await stickingOut('reward1', 'head')).to.deep.equal([]);
    const agent = { name: '演示代理', idNumber: '110101199003070011' };
    await world.rewards.recordClaim(officer1, id, await version(), { data: { ...CLAIM, agent }, voucher: '委托 1 号', papers: [await aScan(world, '委托书.pdf')] });
    expect(await stickingOut('reward2', 'head')).to.deep.equal([]);
    await world.rewards.openClaim(officer2, id, 'verify');
    await world.rewards.compareIdentity(officer2, id, await version(), { compared: 'powerOfAttorney', result: 'agrees', reason: '说得出口令' });
    expect(await stickingOut('reward2')).to.deep.equal([]);
    await world.rewards.pay(officer2, id, await version(), { on: '2026-11-10', voucher: 'V-1', amountFen: 300_000 });
    expect(await stickingOut('reward2', 'head')).to.deep.equal([]);
    await world.rewards.clawBack(head, id, await version(), { ground: 'CONCEALMENT', reason: '隐瞒', amountFen: 300_000 });
    expect(await stickingOut('reward1', 'head')).to.deep.equal([]);
  });

  it('is opened on a phone with the proof of the order, also with every question unfolded and refused', async () => {
    // A proof as long as those of real receipts: one word that must break.
    const [first, second] = ['a', 'b'].map((letter) => letter.repeat(64));
    world.cases.set('case3', aCase({ id: 'case3' }));
    world.linked.set('case3', [aReport({ id: first ?? '', number: '4407-DDDD-DDDD' }), aReport({ id: second ?? '', number: '4407-EEEE-EEEE', register: '2026-000103', order: 103 })]);
    world.caseEvidence.set('case3', [{ id: 'e1', no: 1, name: '住院病历和费用清单的复印件'.repeat(3), obtainedOn: '2026-06-05', fileIds: [] }]);
    const eyes = looker(desk.origin);
    const client = await desk.as('reward1');
    const cookies = Object.fromEntries([...client.cookies].map(([name, value]) => [name, decodeURIComponent(value)]));
    expect((await client.get('/rewards/new?case=case3')).text).to.contain(`salt-of-${first}`).and.to.contain('（没有文件）');
    await eyes.look('reward1', client.cookies, '/rewards/new', '/rewards/new?case=case3');
    await eyes.close();
    expect(eyes.faults).to.deep.equal([]);
    const { page, close } = await openPage(desk.origin, { width: PHONE.width, cookies });
    await page.goto('/rewards/new?case=case3');
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    expect(await faultsOn(page)).to.deep.equal([]);
    await page.setViewportSize(PHONE);
    await page.selectOption(`#relation-${second}`, 'newFacts');
    await page.getByRole('button', { name: '开始办理' }).click();
    await page.waitForSelector('.govuk-error-summary');
    await page.waitForLoadState();
    expect(await page.locator('.govuk-error-summary li').allInnerTexts()).to.deep.equal(['说明的理由：请填写。', '证据：请写明证据，例如卷几页。']);
    expect(await faultsOn(page)).to.deep.equal([]);
    await page.setViewportSize(PHONE);
    await page.locator('.govuk-error-summary a').first().click();
    await page.locator('#reason:focus').waitFor();
    await close();
  });

  it('keeps no link and nothing to press on paper', async () => {
    for (const address of [desk.path, `${desk.path}/print`]) {
      const cookies = Object.fromEntries([...(await desk.as('reward2')).cookies].map(([name, value]) => [name, decodeURIComponent(value)]));
      const { page, close } = await openPage(desk.origin, { cookies });
      await page.goto(address);
      await page.emulateMedia({ media: 'print' });
      const left = await page.evaluate<string[]>('[...document.querySelectorAll("a[href], button, input, select, textarea")].filter((each) => each.checkVisibility()).map((each) => `${each.textContent.trim() || each.tagName} ${getComputedStyle(each).textDecorationLine}`)');
      // Papers stand there by their names, as plain words.
      expect(left.filter((each) => !/^举报奖励(决定书|领取通知书).* none$/.test(each)), address).to.deep.equal([]);
      expect(await page.locator('main').innerText(), address).to.contain('3,000.00');
      await close();
    }
  });
});
