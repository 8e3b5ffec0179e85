// The guided form over HTTP, without a script: lines of a table, mistakes at their fields, what was typed kept, and opened again as it was entered.
import { expect } from 'chai';
import { staffed } from '../support/staffed.ts';
import type { EntryPage } from '../../server/rewards/pages/entry.ts';
import type { FiguresPage } from '../../server/rewards/pages/figures-form.ts';

const ASK = '/reward-rules/new?rule=GD-2019&as=figures';
const LINES = {
  shape: 'pieces', counting: 'segments', 'level-1': 'L1', 'upTo-1': '100,000', 'including-1': 'yes', 'kind-1': 'rate', 'first-1': '3', 'level-2': 'L1', 'kind-2': 'rate', 'first-2': '2', 'level-7': 'L2', 'kind-7': 'rate', 'first-7': '1',
  'condition-L1': '有完整证据并协助查办', 'floor-L1': '400', 'cap-L1': '50000', floorKind: 'none', capKind: 'sum', cap: '100,000', bonusKind: 'officerPoints', bonus: '5', bonusFor: 'insider', noLossKind: 'none',
  documentNo: '粤医保规〔2020〕1号', effectiveFrom: '2020-06-01', citation: '演示：第八条',
};

describe('the guided form over HTTP', function () {
  const team = staffed(['admin']);
  const asked = (address = ASK): Promise<FiguresPage> => team.as('admin').getJson<FiguresPage>(address);

  it('names a mistake at its field, in the line where it stands, and keeps what was typed', async () => {
    const admin = team.as('admin');
    const wrong = await admin.press(await admin.get(ASK), '保存，然后核对', { ...LINES, 'first-2': '200', 'including-1': '' });
    expect([wrong.status, wrong.html.includes('id="first-2-error"'), wrong.html.includes('id="including-1-error"'), wrong.html.includes('href="#first-2"')]).to.deep.equal([422, true, true, true]);
    const typed = Object.fromEntries(wrong.forms.flatMap(({ fields }) => fields).map(({ name, value }) => [name, value]));
    expect(typed).to.include({ 'first-2': '200', 'kind-2': 'rate', 'level-7': 'L2', 'condition-L1': '有完整证据并协助查办', 'cap-L1': '50000', counting: 'segments' });
    // A line that is folded away would be overlooked.
    expect(wrong.html).to.match(/<details class="govuk-details mj-mt1" open><summary[^>]*><span[^>]*>再写几行/);
  });
  it('answers a program with the same fields', async () => {
    const told = await team.as('admin').postJson('/reward-rules', { ...LINES, as: 'figures', rule: 'GD-2019', version: 0, 'upTo-2': '50000', 'including-2': 'no' });
    expect([told.status, told.json<{ errors: Record<string, string> }>().errors]).to.deep.equal([422, { 'upTo-2': '最后一档不写上限。' }]);
  });
  it('keeps the lines, tells them in words, and opens them again as they were', async () => {
    const admin = team.as('admin');
    const entry = await admin.press(await admin.get(ASK), '保存，然后核对', LINES);
    expect(entry.status).to.equal(200);
    const { rows, missing } = await admin.getJson<EntryPage>(entry.address);
    expect(rows.filter(({ label }) => label.startsWith('奖励的算法')).map(({ label, right }) => `${label} ${right}`)).to.deep.equal(['奖励的算法 · 一级 · 100,000 元以内 这一段的 3%', '奖励的算法 · 一级 · 超过 100,000 元 这一段的 2%', '奖励的算法 · 二级 基数的 1%']);
    expect(rows.filter(({ label }) => label.startsWith('最高') || label.includes('级最')).map(({ label, right }) => `${label} ${right}`)).to.include.members(['最低 · 一级最低 400 元', '最高 · 一级最高 50,000 元']);
    expect(missing).to.deep.equal([]);
    const again = await asked(`${entry.address}/edit`);
    expect([again.shape, again.table.counting, again.table.isMoreOpen, again.table.rows.slice(0, 3).map(({ level, upTo, including, kind, first }) => [level, upTo, including, kind, first].map(({ text }) => text))]).to.deep.equal([
      'pieces', 'segments', false, [['L1', '100000', 'yes', 'rate', '3'], ['L1', '', '', 'rate', '2'], ['L2', '', '', 'rate', '1']],
    ]);
    expect([again.bonus.kind, again.bonus.figure.text, again.levels[0]?.cap.text]).to.deep.equal(['officerPoints', '5', '50000']);
  });
  it('is offered for every rule of the place, and says what only the whole text holds', async () => {
    const list = await team.as('admin').get('/reward-rules');
    expect(list.links.filter(({ text }) => text === '按问题录入').length).to.equal(list.links.filter(({ text }) => text === '写整个版本').length).and.above(3);
    expect((await team.as('admin').get(ASK)).text).to.contain('这张表写不了的：同时有几种提高、罚款另外算一部分');
    const draft = await asked('/reward-rules/new?rule=GD-2023&as=figures');
    expect([draft.shape, draft.levels.map(({ rate, floor }) => `${rate.text} ${floor.text}`), draft.bonus.kind, draft.cap.kind]).to.deep.equal(['levels', ['3 400', '2 300', '1 200'], 'amount', 'sum']);
  });
});
