// A citizen's whole way, from the home page by the links and buttons that it shows: both languages, with script and without, phone and desk.
import { expect } from 'chai';
import { deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { DESK, PHONE, describeInBrowser, openPage, overflowing } from '../support/browser.ts';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';

const WORDS = {
  'zh-CN': {
    report: '我要举报', name: '名称或地点', story: '说说经过', files: '选择文件', anonymous: '完全匿名', send: '提交举报', thanks: '收到了，谢谢您。',
    saved: '我已经把查询码抄好了', goOn: '继续，查看进展', received: '已收到', leave: '退出查询', track: '查询进展', number: '举报编号', code: '查询码', show: '查询', asked: '办案人员问了您一个问题。',
    answer: '回复，或者补充情况', post: '发送', message: '一般是护士长补的。',
  },
  en: {
    report: 'Report fraud', name: 'Name or place', story: 'Tell us about it', files: 'Choose files', anonymous: 'Completely anonymous', send: 'Send the report', thanks: 'We have it. Thank you.',
    saved: 'I have written the code down', goOn: 'Go on and see the progress', received: 'Received', leave: 'Leave this page', track: 'Track', number: 'Report number', code: 'Access code', show: 'Show me',
    asked: 'The officers have a question for you.', answer: 'Answer, or add something', post: 'Send', message: 'Usually the head nurse.',
  },
} as const;
const MOST_ACTIONS = 15;
const PHOTO = { name: '清单.png', mimeType: 'image/png', buffer: onePixel() };

/** A grey PNG of one pixel, with its check sums. */
function onePixel(): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce<number>((c) => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), n));
  const crc = (bytes: Buffer): number => (bytes.reduce((c, byte) => (table[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from([0, 128]))), chunk('IEND', Buffer.alloc(0))]);
}

/** Presses, fills and ticks by what a reader reads, and counts; goes on when the page is whole. */
function reader(page: Page) {
  let actions = 0;
  const counted = async (act: Promise<unknown>): Promise<void> => {
    actions += 1;
    await act;
    await page.waitForLoadState();
  };
  return {
    get actions() { return actions; },
    follow: (text: string) => counted(page.getByRole('main').or(page.getByRole('navigation')).getByRole('link', { name: text, exact: true }).first().click()),
    press: (text: string) => counted(page.getByRole('button', { name: text, exact: true }).click()),
    write: (label: string, text: string) => counted(page.getByLabel(label, { exact: true }).fill(text)),
    tick: (label: string) => counted(page.getByLabel(label, { exact: true }).check()),
    choose: (id: string, value: string) => counted(page.locator(id).selectOption(value)),
    attach: (id: string, file: typeof PHOTO) => counted(page.locator(id).setInputFiles(file)),
  };
}

describeInBrowser('a citizen reports, comes back and talks', function () {
  this.timeout(60_000);
  const { site, staff } = staffed();

  async function ask(number: string): Promise<void> {
    const intake = personOf(staff, 'intake');
    const { lines: [line] } = await site.services.reports.inbox(intake, { view: 'all', after: null, number: { number } });
    await site.services.reports.ask(intake, line?.id ?? '', line?.version ?? 0, { text: '理疗单一般是谁补的？', answerBy: '2026-11-27', isQuestion: true });
  }

  for (const language of ['zh-CN', 'en'] as const) for (const hasScript of [true, false]) for (const width of [PHONE.width, DESK.width]) {
    it(`${language}, ${hasScript ? 'with' : 'without'} script, ${width} px`, async () => {
      const words = WORDS[language];
      const opened = await openPage(site.origin, { language, hasScript, width });
      const { page } = opened;
      const wide: string[] = [];
      const look = async (): Promise<void> => void wide.push(...(await overflowing(page)));

      await page.goto('/');
      expect(await page.locator('html').getAttribute('lang')).to.equal(language);
      await look();
      const citizen = reader(page);
      await citizen.follow(words.report);
      await look();
      await citizen.write(words.name, '演示康复医院');
      await citizen.choose('#division', '440784');
      await citizen.write(words.story, '周末的理疗单都是补的，病人根本没有来。');
      await citizen.attach('#files', PHOTO);
      await citizen.tick(words.anonymous);
      await citizen.press(words.send);
      expect(await page.locator('h1').textContent()).to.equal(words.thanks);
      await look();
      const code = (await page.locator('.mj-code__value').first().locator('span').allTextContents()).join(' ');
      const number = (await page.locator('.mj-lede .mj-num').textContent()) ?? '';
      expect(code).to.match(/^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]$/);
      // The code is not in the address, so neither the history nor a referrer carries it.
      expect(page.url()).to.equal(`${site.origin}/reports`);
      await citizen.tick(words.saved);
      await citizen.press(words.goOn);
      expect(await page.locator('h1').textContent()).to.equal(words.received);
      expect(citizen.actions).to.be.at.most(MOST_ACTIONS);
      await look();
      expect(await page.locator('main').textContent()).to.contain(PHOTO.name);

      await citizen.press(words.leave);
      await citizen.follow(words.track);
      await citizen.write(words.number, number);
      await citizen.write(words.code, code.toLowerCase());
      await citizen.press(words.show);
      expect(new URL(page.url()).pathname).to.equal('/reports/mine');
      await ask(number);
      await page.reload();
      expect(await page.locator('main').textContent()).to.contain(words.asked).and.to.contain('理疗单一般是谁补的？');
      await citizen.write(words.answer, words.message);
      await citizen.press(words.post);
      expect(await page.locator('.mj-msg--mine').textContent()).to.contain(words.message);
      await look();
      expect(wide).to.deep.equal([]);
      await opened.close();
    });
  }

  it('a form that came back says what to mend, is focused there and has kept what was typed', async () => {
    const { page, close } = await openPage(site.origin, { width: PHONE.width });
    await page.goto('/reports/new');
    await page.locator('#narrative').fill('太短');
    await page.locator('#files').setInputFiles(PHOTO);
    await page.getByRole('button', { name: '提交举报' }).click();
    await page.locator('.govuk-error-summary:focus').waitFor();
    expect(await page.locator('#narrative').inputValue()).to.equal('太短');
    expect(await page.locator('main').textContent()).to.contain('清单.png').and.to.contain('60 分钟');
    await page.locator('.govuk-error-summary a').first().click();
    await page.locator('#targetName:focus').waitFor();
    expect(await overflowing(page)).to.deep.equal([]);
    await close();
  });

  it('the switches work from the home page without script: language and large type', async () => {
    const { page, close } = await openPage(site.origin, { hasScript: false, width: PHONE.width });
    await page.goto('/');
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('html').getAttribute('lang')).to.equal('en');
    await page.getByRole('link', { name: 'Large type' }).click();
    await page.waitForLoadState();
    expect(await page.locator('html').getAttribute('class')).to.equal('mj-large');
    expect(await overflowing(page)).to.deep.equal([]);
    await close();
  });
});
