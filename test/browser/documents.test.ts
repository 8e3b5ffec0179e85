// Letters and legal documents on a phone, where nothing may reach past the screen, and on A4.
import { expect } from 'chai';
import { TEMPLATES } from '../../server/documents/data/templates.ts';
import { KINDS } from '../../server/documents/rules/template.ts';
import type { DocumentKind } from '../../server/documents/rules/template.ts';
import { describeInBrowser, overflowing, PHONE } from '../support/browser.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { officer } from '../support/officer.ts';
import type { Officer } from '../support/officer.ts';
import { addStaff, personOf } from '../support/people.ts';

/** What has no place to break, as codes and addresses do. */
const UNBROKEN = 'https://demo.example/penalties/2026/HESHAN-DEMO-REHABILITATION';
/** What is left of a sheet between margins of 2 cm, in CSS pixels. */
const A4 = { width: 642, height: 971 };
const TEXT = `鹤山市演示康复医院（统一社会信用代码：91440784DEMO00001X）于2026年3月1日至2026年8月31日虚构理疗服务，涉及医保基金220.68元。\n附件：${UNBROKEN}`;

describeInBrowser('papers', function () {
  this.timeout(120_000);
  let site: TestSite;
  let desk: Officer;
  const addresses = new Map<DocumentKind, string>();
  before(async () => {
    site = await openSite();
    const staff = await addStaff(site.services);
    const { documents } = site.services;
    // The matters of these documents do not exist; whether one may know of them is asked in the tests of their features.
    for (const kind of ['report', 'case', 'reward', 'notice'] as const) documents.guard(kind, async () => true);
    for (const kind of KINDS) {
      const { slots, optional } = TEMPLATES[kind];
      const { id } = await documents.issue({
        key: `paper/${kind}`, kind, bureau: '440784', subject: { kind: 'case', id: 'c1' }, by: personOf(staff, 'investigator1').id, isNumbered: true,
        slots: Object.fromEntries(Object.keys({ ...slots, ...optional }).map((name) => [name, TEXT])),
      });
      addresses.set(kind, `/documents/${id}`);
    }
    desk = await officer(site.origin, 'investigator1');
  });
  after(async () => {
    await desk.close();
    await site.close();
  });

  /** Where a sign is set far wider than it is: a justified line whose last code did not fit. */
  const torn = (): Promise<string[]> => desk.page.evaluate<string[]>(`[...document.querySelectorAll('.mj-letter p')].flatMap((p) => {
    const size = parseFloat(getComputedStyle(p).fontSize);
    const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const found = [];
    while (walker.nextNode()) {
      const { data } = walker.currentNode;
      for (let at = 0; at < data.length; at += 1) {
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        if ([...range.getClientRects()].some(({ width }) => width > 1.5 * size)) found.push(data.slice(Math.max(0, at - 8), at + 8));
      }
    }
    return found.slice(0, 1);
  })`);

  for (const kind of KINDS) {
    it(`${kind} stays on a phone’s screen and on the sheet, with no line torn apart`, async () => {
      await desk.page.emulateMedia({ media: 'screen' });
      await desk.page.setViewportSize(PHONE);
      await desk.page.goto(site.origin + (addresses.get(kind) ?? ''));
      expect([await overflowing(desk.page), await torn()]).to.deep.equal([[], []]);
      await desk.page.emulateMedia({ media: 'print' });
      await desk.page.setViewportSize(A4);
      expect([await overflowing(desk.page), await torn()]).to.deep.equal([[], []]);
      expect(await desk.page.locator('form').filter({ visible: true }).count()).to.equal(0);
    });
  }
});
