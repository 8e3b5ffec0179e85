// Names are suggested from the list of the chosen place, with the keyboard alone; nothing that is typed leaves the device.
import { expect } from 'chai';
import { describeInBrowser, openPage, PHONE, violations } from '../support/browser.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { addStaff, personOf } from '../support/people.ts';
import { aDraft } from '../institutions/support.ts';

describeInBrowser('the tip-off form suggests institutions', function () {
  this.timeout(60_000);
  let site: TestSite;
  let id: string;
  before(async () => {
    site = await openSite();
    const intake = personOf(await addStaff(site.services), 'intake');
    id = await site.services.institutions.add(intake, aDraft());
    await site.services.institutions.add(intake, aDraft({ name: '鹤山市演示康复大药房', kind: 'pharmacy', level: null, insuranceCode: 'P44078400002' }));
    for (const insuranceCode of ['H44078400021', 'H44078400022']) await site.services.institutions.add(intake, aDraft({ name: '鹤山市演示双生诊所', insuranceCode }));
    site.clock.advance({ minutes: 1 });
    await site.services.jobs.runDue();
    site.clock.advance({ minutes: 1 });
  });
  after(() => site.close());

  it('by initials, chosen with the arrow keys, and sends nothing but the list', async () => {
    const { page, close } = await openPage(site.origin, { width: PHONE.width });
    const asked: string[] = [];
    page.on('request', (request) => { if (!request.url().endsWith('.svg')) asked.push(new URL(request.url()).pathname); });
    await page.goto('/reports/new');
    expect(asked.some((path) => path.startsWith('/institutions'))).to.equal(false);
    const list = page.waitForResponse(/\/institutions\/list\/440784\./);
    await page.locator('#targetName').focus();
    await page.locator('#division').selectOption('440784');
    await list;
    const before = asked.length;
    const name = page.locator('#targetName');
    await name.pressSequentially('kfyy');
    const options = page.getByRole('option');
    await options.first().waitFor();
    expect(await page.locator('#targetName-list [role=option]').allTextContents()).to.deep.equal(['鹤山市演示康复医院']);
    await name.press('ArrowDown');
    expect(await name.getAttribute('aria-activedescendant')).to.equal('targetName-list-0');
    await name.press('Enter');
    expect(await name.inputValue()).to.equal('鹤山市演示康复医院');
    expect(await page.locator('[name=institutionId]').inputValue()).to.equal(id);
    expect(asked.slice(before)).to.deep.equal([]);
    // Another name is a free name again.
    await name.fill('路口的诊所');
    expect(await page.locator('[name=institutionId]').inputValue()).to.equal('');
    expect(await violations(page)).to.deep.equal([]);
    await close();
  });

  it('offers a name that is registered twice once, and leaves it to officers which of the two is meant', async () => {
    const { page, close } = await openPage(site.origin, { width: PHONE.width });
    await page.goto('/reports/new');
    const list = page.waitForResponse(/\/institutions\/list\/440784\./);
    await page.locator('#targetName').focus();
    await page.locator('#division').selectOption('440784');
    await list;
    await page.locator('#targetName').pressSequentially('双生');
    const option = page.locator('#targetName-list [role=option]');
    await option.first().waitFor();
    expect(await option.allTextContents()).to.deep.equal(['鹤山市演示双生诊所']);
    await option.first().click();
    expect(await page.locator('#targetName').inputValue()).to.equal('鹤山市演示双生诊所');
    expect(await page.locator('[name=institutionId]').inputValue()).to.equal('');
    await close();
  });
});
