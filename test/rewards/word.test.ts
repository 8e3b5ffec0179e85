// The papers in Word: opened again and read, so that what the screen shows is what the file says.
import { expect } from 'chai';
import { openZip } from '../../server/institutions/adapters/sheets/zip.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { writeDocx } from '../../server/rewards/adapters/docx.ts';
import { sheetOf } from '../../server/rewards/pages/show.ts';
import { documentPaper, sheetPaper } from '../../server/rewards/pages/word.ts';
import { aCase, aReport, aWorld, PEOPLE } from './support.ts';
import type { World } from './support.ts';

/** What a reader of the document sees, paragraph by paragraph. */
async function textOf(bytes: Buffer): Promise<string[]> {
  const zip = openZip(bytes);
  for (const part of ['[Content_Types].xml', 'word/document.xml', 'word/styles.xml']) expect(zip.has(part), part).to.equal(true);
  const xml = await zip.text('word/document.xml');
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) => [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => text).join('')).filter((text) => text !== '');
}

describe('papers of a reward in Word', function () {
  let world: World;
  let id: string;
  before(async () => {
    world = await aWorld();
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport()]);
    id = await world.approved();
  });
  after(() => world.drop());

  it('the calculation sheet holds inputs with their evidence, the rule version, each step, the result and what would change it', async () => {
    const t = wordsOf('zh-CN');
    const sheet = sheetOf(t, 'zh-CN', { dossier: await world.rewards.forOfficer(PEOPLE.officer1, id), names: new Map([['officer1', '演示己']]), minute: () => '' });
    const lines = await textOf(await writeDocx(sheetPaper(t, sheet, '演示：均为虚构')));
    expect(lines.slice(0, 2)).to.deep.equal(['奖励计算书', '演示：均为虚构']);
    const all = lines.join('\n');
    for (const words of ['GD-2023', '卷 3—8 页', '来信第 2 段', '虚构医药服务项目', '100,000.00', '3%', '3,000.00', '叁仟元整', '会改变结果', '规则的确认情况：演示']) expect(all, words).to.contain(words);
    expect(all).to.match(/版本指纹 [0-9a-f]{16}。刚才重算，结果一致。/).and.not.to.match(/\bm(ax|in)\(|∞/);
    for (const row of sheet.trace?.steps ?? []) expect(lines, row.name).to.include(`${row.number}. ${row.name}`);
    for (const { text } of sheet.trace?.sources ?? []) expect(lines.filter((line) => line === text), text).to.have.length(1);
    for (const { why } of sheet.trace?.steps ?? []) expect(lines).to.include(why);
    expect(lines.indexOf(sheet.trace?.sources[1]?.text ?? '')).to.equal(lines.indexOf('步骤') - 1);
    for (const { what } of sheet.changes) expect(lines).to.include(what);
  });

  it('the decision says word for word what was frozen', async () => {
    const document = await world.rewards.decisionPaper(PEOPLE.head, id);
    if (!document) throw new Error('no decision');
    const lines = await textOf(await writeDocx(documentPaper(document)));
    for (const { text } of document.content.lines) expect(lines).to.include(text);
    expect(lines).to.include('演示骨科医院一案（鹤演医保立〔2026〕1 号）于2026年10月12日作出处理决定，举报事项查证属实。');
    for (const step of [
      '基数（举报事项涉及的应当追回的基金损失，不含罚款）：100,000.00元', '按规定计算：3% × 100,000.00，得3,000.00元', '下限：3,000.00元不低于下限400.00元，仍为3,000.00元',
      '全国下限和上限：3,000.00元在全国下限200.00元和上限200,000.00元之间，仍为3,000.00元', '舍入：四舍五入到分，得3,000.00元',
    ]) expect(lines).to.include(step);
    expect(lines).to.include(document.number ?? '').and.to.include(document.content.signedOn);
    expect((await world.audit.list({ subjectId: id }, null)).rows[0]).to.deep.include({ act: 'rewards.read', actor: 'head', detail: { paper: 'decision' } });
  });

  it('signs are kept as they are', async () => {
    expect(await textOf(await writeDocx({ title: 'x', blocks: [{ kind: 'text', text: '<b>&"' }, { kind: 'table', head: ['甲'], rows: [['乙']], sums: [0] }] }))).to.deep.equal(['&lt;b&gt;&amp;&quot;', '甲', '乙']);
  });
});
