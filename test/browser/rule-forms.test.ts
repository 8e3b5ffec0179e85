// The forms of reward rules with their mistakes in them: axe without a finding at both widths and in large type, and each mistake reached from the summary.
import { expect } from 'chai';
import { describeInBrowser } from '../support/browser.ts';
import type { Fields, Upload } from '../support/http.ts';
import { faultsOn } from '../support/looking.ts';
import { officer } from '../support/officer.ts';
import type { Officer } from '../support/officer.ts';
import { staffed } from '../support/staffed.ts';
import { SCAN } from './steps.ts';

const SAVE = '保存，然后核对';
const LINES: Fields = {
  shape: 'pieces', 'upTo-1': '100', 'kind-1': 'rate', 'first-1': '300', 'kind-2': 'sums', 'first-2': '9', 'second-2': '3', 'party-3': 'unit', 'kind-3': 'sumRate', 'rate-L1': '3', 'floor-L2': '二百', capKind: 'sum', cap: '很多', bonusKind: 'amount', noLossKind: 'range',
  effectiveFrom: '2026-02-30',
};

describeInBrowser('the forms of reward rules with mistakes', function () {
  this.timeout(120_000);
  const team = staffed(['admin', 'head']);
  let admin: Officer;
  before(async () => {
    admin = await officer(team.site.origin, 'admin');
  });
  after(() => admin.close());

  /** Answers 422 with a summary whose every link leads to a field, and nothing is wrong with the page. */
  async function refuses(who: Officer, address: string, words: string, fields: Fields = {}, files: readonly Upload[] = []): Promise<string[]> {
    await who.page.goto(address);
    const told = await who.does(words, fields, files).then(() => 'done', String);
    expect(told, address).to.contain(`${words}: 422`);
    const links = await who.page.locator('.govuk-error-summary a').evaluateAll<string[], { hash: string }>((all) => all.map(({ hash }) => hash.slice(1)));
    expect(links.length, address).to.be.above(0);
    for (const id of links) expect(await who.page.locator(`[id="${id}"]`).count(), `${address} #${id}`).to.equal(1);
    expect(await faultsOn(who.page), address).to.deep.equal([]);
    return links;
  }

  it('the guided form, with mistakes in its lines and beside them', async () => {
    const links = await refuses(admin, '/reward-rules/new?rule=GD-2019&as=figures', SAVE, LINES);
    expect(links).to.include.members(['effectiveFrom', 'first-1', 'including-1', 'second-2', 'second-3', 'party-1', 'rate-L1', 'floor-L2', 'cap', 'bonusFor', 'noLossSum']);
  });
  it('the confirmation of a draft, the whole text and the file', async () => {
    await refuses(admin, '/reward-rules/new?rule=GD-2023&as=confirmation', SAVE, { text: '', documentNo: '', effectiveFrom: '明天' });
    await refuses(admin, '/reward-rules/new?rule=GD-2019&as=text', SAVE, { content: '{"id":' });
    await refuses(admin, '/reward-rules/new?rule=GD-2019&as=text', SAVE, { content: '{"id":"GD-2019","caps":{"award":200000},"colour":"red"}' });
    await refuses(admin, '/reward-rules/import', '读文件');
    await refuses(admin, '/reward-rules/import', '读文件', { citation: '外地导出' }, [{ field: 'file', name: 'x.json', type: 'application/json', bytes: Buffer.from('{}') }]);
  });
  it('an entry: no scan, no reason to withdraw or to refuse, and its form again', async () => {
    const entry = (await team.as('admin').press(await team.as('admin').get('/reward-rules/new?rule=GD-2023&as=confirmation'), SAVE, { text: '演示', documentNo: '演示', effectiveFrom: '2024-01-01', citation: '演示' })).address;
    await refuses(admin, entry, '附上');
    await refuses(admin, `${entry}/edit`, SAVE, { text: '', effectiveFrom: '2026-02-30' });
    await refuses(admin, entry, '附上', {}, [{ ...SCAN, type: 'application/pdf', bytes: Buffer.from('no picture') }]);
    await admin.page.goto(entry);
    await admin.does('附上', {}, [SCAN]);
    await admin.does('提交负责人批准');
    const head = await officer(team.site.origin, 'head');
    await head.page.goto(entry);
    await head.page.getByText('不批准').first().click();
    const told = await head.does('不批准', { reason: ' ' }).then(() => 'done', String);
    expect(told).to.contain('422');
    expect(await faultsOn(head.page)).to.deep.equal([]);
    await head.close();
  });
});
