// The tip-off form as a reader meets it: four questions, three answers that must be given, and what each way of naming oneself means.
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { DESK, PHONE, describeInBrowser, openPage } from '../support/browser.ts';
import { staffed } from '../support/staffed.ts';

/** All that is asked; neither an identity number nor an address is among it. */
const NAMES = ['amount', 'categories', 'contact', 'division', 'files', 'from', 'held', 'identity', 'institutionId', 'name', 'narrative', 'passphrase', 'relation', 'submission', 'targetKind', 'targetName', 'to', 'wantsReward'];
const namesOn = (page: Page): Promise<string[]> => page.evaluate<string[]>('[...new Set([...document.querySelector("form.mj-form").elements].map((each) => each.name).filter(Boolean))].sort()');
const shownOf = async (page: Page, ids: readonly string[]): Promise<string[]> => (await Promise.all(ids.map(async (id) => ((await page.locator(`#${id}`).isVisible()) ? [id] : [])))).flat();

describeInBrowser('the tip-off form', function () {
  const { site } = staffed();

  for (const hasScript of [true, false]) {
    it(`asks four numbered questions and nothing that is not needed, ${hasScript ? 'with' : 'without'} script`, async () => {
      const { page, close } = await openPage(site.origin, { hasScript, width: PHONE.width });
      await page.goto('/reports/new');
      expect(await page.locator('.mj-ask legend .mj-h2').allTextContents()).to.deep.equal(['举报谁？', '发生了什么？', '有照片、单据或录音吗？可不填', '您想怎样留名？']);
      if (hasScript) expect((await namesOn(page)).filter((name) => !NAMES.includes(name))).to.deep.equal([]);
      expect(await page.locator('main').textContent()).to.not.match(/身份证|住址|家庭地址/);
      await page.getByRole('button', { name: '提交举报' }).click();
      await page.waitForLoadState();
      expect(await page.locator('.govuk-error-summary__list a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).to.deep.equal(['#targetName', '#division', '#narrative']);
      await close();
    });

    it(`says for each way of naming oneself who knows, what of a reward and of progress, and asks only what it needs, ${hasScript ? 'with' : 'without'} script`, async () => {
      const { page, close } = await openPage(site.origin, { hasScript });
      await page.goto('/reports/new');
      const asked = ['passphrase', 'name', 'contact', 'wantsReward'];
      for (const [id, fields] of [['identity', ['passphrase']], ['identity-1', ['name', 'contact', 'wantsReward']], ['identity-2', []]] as const) {
        await page.locator(`#${id}`).check();
        expect(await shownOf(page, asked), id).to.deep.equal(fields);
        expect(await page.locator(`#${id}-what b`).allTextContents()).to.deep.equal(['谁知道您', '奖励', '看进展']);
      }
      await close();
    });
  }

  for (const width of [PHONE.width, DESK.width]) {
    it(`asks one thing under the other, each as wide as its question, at ${width} px`, async () => {
      const { page, close } = await openPage(site.origin, { width });
      await page.goto('/reports/new');
      const boxOf = async (selector: string): Promise<{ left: number; right: number; top: number }> =>
        page.evaluate<{ left: number; right: number; top: number }>(`(({ left, right, top }) => ({ left, right, top }))(document.querySelector('${selector}').getBoundingClientRect())`);
      const question = await boxOf('#q1');
      for (const field of ['#targetName', '#narrative', '#q3 .mj-drop']) expect(await boxOf(field), field).to.deep.include({ left: question.left, right: question.right });
      expect((await boxOf('#division')).left).to.equal(question.left);
      expect((await boxOf('#division')).top).to.be.greaterThan((await boxOf('#targetName')).top + 40);
      await close();
    });
  }
});
