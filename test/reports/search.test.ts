import { expect } from 'chai';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../server/kernel/database/connect.ts';
import { piecesOf } from '../../server/kernel/pieces.ts';
import { searchFilter } from '../../server/reports/store/search.ts';
import { openSite } from '../support/http.ts';
import { addStaff, PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aRealName, submitted } from './support.ts';

// Every byte of these, in UTF-8 and in UTF-16, lies outside what base64 is written in: sealed text cannot hold them by chance.
const CANARY = '魏巋然稱貴院璩醫師謊報膽囊手術費於謝姓老嫗';

describe('search over what a person may read', () => {
  const { site, staff } = staffed();
  const ids: Record<string, string> = {};
  before(async () => {
    const { reports } = site.services;
    ids['bed'] = (await submitted(site.services, { ...aRealName, targetName: '演示星桥医院', narrative: '我母亲只去了三次，清单上每天都有理疗。床位号 B12。' })).id;
    ids['drug'] = (await submitted(site.services, { targetName: '演示康健大药房', narrative: '店员用我的医保卡刷ＭＲＩ检\n查费，2013年起如此。' })).id;
    ids['other'] = (await submitted(site.services, { targetName: '演示星桥医院', narrative: '周末的理疗单都是后补的。', division: '330900' })).id;
    await reports.note(personOf(staff, 'intake'), ids['drug'] ?? '', 1, '店主绰号老榕树');
    await reports.indexDue();
  });

  const found = async (account: string, query: string): Promise<string[]> => {
    const { lines } = await site.services.reports.search(personOf(staff, account), query, null);
    return lines.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id);
  };

  it('finds narratives, target names and notes, whatever way they are typed', async () => {
    expect(await found('intake', '理疗')).to.deep.equal(['bed']);
    expect(await found('intake', '星桥医院')).to.deep.equal(['bed']);
    expect(await found('intake', '老榕树')).to.deep.equal(['drug']);
    expect(await found('intake', 'mri 检查费')).to.deep.equal(['drug']);
    expect(await found('intake', 'ｂ１２')).to.deep.equal(['bed']);
    expect(await found('intake', '演示')).to.deep.equal(['drug', 'bed']);
  });

  it('asks for every word, and reads the real text before it says yes', async () => {
    expect(await found('intake', '理疗 医保卡')).to.deep.equal([]);
    // 每天 and 天都 stand in the text, and so do 清单 and 单上: what is asked for does not.
    expect(await found('intake', '每天都 清单上每')).to.deep.equal(['bed']);
    expect(await found('intake', '上每天 天每')).to.deep.equal([]);
    expect(await found('intake', '3')).to.deep.equal([]);
    expect(await found('intake', '2013')).to.deep.equal(['drug']);
    const { lines: [line], count } = await site.services.reports.search(personOf(staff, 'intake'), '理疗', null);
    expect(line?.found).to.deep.equal({ in: 'narrative', parts: [{ text: '我母亲只去了三次，清单上每天都有', isHit: false }, { text: '理疗', isHit: true }, { text: '。床位号 B12。', isHit: false }] });
    expect(count).to.deep.equal({ n: 1, isMore: false });
  });

  it('shows what was written, not what was searched, and marks each word', async () => {
    const parts = async (query: string): Promise<string> => {
      const { lines: [line] } = await site.services.reports.search(personOf(staff, 'intake'), query, null);
      return line?.found.parts.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('') ?? '';
    };
    expect(await parts('mri 检查费 2013')).to.equal('店员用我的医保卡刷[ＭＲＩ][检查费]，[2013]年起如此。');
    expect(await parts('ｂ１２ 理疗')).to.equal('…了三次，清单上每天都有[理疗]。床位号 [B12]。');
    const client = site.client();
    await client.signIn('intake', PASSWORD);
    const page = await client.press(await client.get('/inbox/search'), '搜索', { q: '理疗 ｂ１２' });
    expect(page.html).to.include('我母亲只去了三次，清单上每天都有<mark>理疗</mark>。床位号 <mark>B12</mark>。');
  });

  it('refuses what cannot be searched by, and those who handle no reports', async () => {
    const { reports } = site.services;
    for (const query of ['', '  ', '我', '，。']) {
      expect(await reports.search(personOf(staff, 'intake'), query, null).then(() => '', (error: { fields?: object }) => JSON.stringify(error.fields))).to.equal('{"q":{"key":"search.error.short"}}');
    }
    for (const account of ['admin', 'auditor', 'reward1']) expect(await reports.search(personOf(staff, account), '理疗', null).then(() => 'found', () => 'not found')).to.equal('not found');
  });

  it('keeps to the bureau, to what is assigned and to what the person did not step back from', async () => {
    const { reports } = site.services;
    expect(await found('intake.zs', '理疗')).to.deep.equal(['other']);
    expect(await found('head.jm', '理疗')).to.deep.equal([]);
    expect(await found('investigator1', '理疗')).to.deep.equal([]);
    const { version } = (await reports.forOfficer(personOf(staff, 'intake'), ids['bed'] ?? '')).report;
    await reports.assign(personOf(staff, 'intake'), ids['bed'] ?? '', version, ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id));
    await reports.indexDue();
    expect(await found('investigator1', '理疗')).to.deep.equal(['bed']);
    await reports.recuse(personOf(staff, 'head'), ids['bed'] ?? '', version + 1, '亲属在该院任职');
    expect((await reports.search(personOf(staff, 'head'), '理疗', null)).count).to.deep.equal({ n: 0, isMore: false });
    expect(await found('head', '理疗')).to.deep.equal([]);
    expect(await found('intake', '理疗')).to.deep.equal(['bed']);
    // Also before the index was written anew.
    expect(await found('head', '理疗')).to.deep.equal([]);
  });

  it('pages by key and counts to a thousand and more', async () => {
    const all: string[] = [];
    for (let n = 0; n < 45; n += 1) all.push((await submitted(site.services, { division: '440700', targetName: `演示第${n}医院`, narrative: `第${n}件事各不相同 w${n} x${n * 7} y${n * 11} z${n * 13}` })).id);
    await site.services.reports.indexDue();
    const head = personOf(staff, 'head.jm');
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await site.services.reports.search(head, '各不相同', after);
      expect(page.count).to.deep.equal(after === null ? { n: 45, isMore: false } : null);
      seen.push(...page.lines.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen).to.deep.equal([...all].reverse());
    // A count costs no more where more is found; who asks has it count further.
    for (let n = 0; n < 60; n += 1) await submitted(site.services, { division: '440700', targetName: `演示另${n}医院`, narrative: `另外第${n}件各不相同 u${n} v${n * 7} s${n * 11}` });
    await site.services.reports.indexDue();
    expect((await site.services.reports.search(head, '各不相同', null)).count).to.deep.equal({ n: 100, isMore: true });
    expect((await site.services.reports.search(head, '各不相同', null, true)).count).to.deep.equal({ n: 105, isMore: false });
  });

  it('makes a few findable at a time, so that others are served between', async () => {
    const { reports } = site.services;
    for (let n = 0; n < 5; n += 1) await submitted(site.services, { division: '440700', targetName: `演示樟木${n}医院`, narrative: `名单锁在樟木箱 r${n} q${n * 7}` });
    const found: number[] = [];
    const between = async (): Promise<void> => void found.push((await reports.search(personOf(staff, 'head.jm'), '樟木箱', null)).lines.length);
    await reports.indexDue({ slice: 2, isGrouping: false, between });
    expect(found).to.deep.equal([2, 4, 5]);
  });

  it('reads along the index of its tokens', async () => {
    const rows = site.services.database.connection.collection<{ _id: string }>('report_search');
    const tokens = (await rows.findOne({ bureau: '440700' }) as unknown as { tokens: string[] }).tokens.slice(0, 3);
    for (const asked of [tokens, tokens.slice(0, 1)]) {
      for (const after of [null, '2026-000030 x']) {
        const plan = JSON.stringify(await rows.find(searchFilter({ bureau: '440700', tokens: asked, after, hidden: ['x'] }) as object).sort({ receivedKey: -1 }).limit(25).explain());
        // The reference server's plans name no index of ours, and it reads a small table whole.
        if (plan.includes('Node Type')) continue;
        expect(plan).to.contain('bureau_1_tokens_1_receivedKey_-1').and.not.contain('COLLSCAN').and.not.contain('"SORT"');
      }
    }
    const reports = site.services.database.connection.collection('reports');
    const waiting = JSON.stringify(await reports.find({ toIndex: { $in: [true, null] } }).sort({ receivedKey: 1 }).limit(50).explain());
    if (!waiting.includes('Node Type')) expect(waiting).to.contain('toIndex_1_receivedKey_1');
    const bands = JSON.stringify(await rows.find({ bands: { $in: ['a', 'b'] }, flood: { $gt: '' } } as object).limit(4).explain());
    if (!bands.includes('Node Type')) expect(bands).to.contain('bands_1');
  });

  it('makes what changed findable again, also after a crash between the two writes', async () => {
    const { reports, database } = site.services;
    await database.connection.collection('report_search').deleteMany({ bureau: '440784' });
    expect(await found('intake', '医保卡')).to.deep.equal([]);
    expect(await reports.indexDue()).to.be.lessThan(3);
    await database.connection.collection('reports').updateMany({ bureau: '440784' }, { $unset: { toIndex: 1 } });
    expect(await reports.indexDue()).to.equal(2);
    expect(await found('intake', '医保卡')).to.deep.equal(['drug']);
  });
});

describe('a thief of the database', function () {
  it('finds no two characters of a narrative that stood beside each other', async function () {
    // The files of another server are not ours to read.
    if (process.env.MONGODB_TEST_URI) this.skip();
    const dataDir = await mkdtemp(join(tmpdir(), 'mj-canary-'));
    after(() => rm(dataDir, { recursive: true, force: true }));
    const database = await connect({ uri: undefined, dataDir });
    const site = await openSite({ database: { ...database, drop: () => database.close() } });
    const staff = await addStaff(site.services);
    const intake = personOf(staff, 'intake');
    const sent = await submitted(site.services, { targetName: `${CANARY.slice(3, 9)}`, narrative: CANARY });
    await site.services.reports.note(intake, sent.id, 1, CANARY.slice(8));
    await site.services.reports.saveView(intake, CANARY.slice(1), 'view=soon');
    await site.services.reports.addTag(intake, CANARY.slice(9));
    await site.services.reports.indexDue();
    expect((await site.services.reports.search(intake, CANARY.slice(0, 4), null)).lines).to.have.length(1);
    const client = site.client();
    await client.signIn('intake', 'correct horse 9 staple');
    await client.post('/inbox/search', { q: CANARY.slice(2, 7) });
    await site.services.jobs.runDue();
    const log = site.traces.join('\n');
    await site.close();

    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    expect(files.some((bytes) => bytes.includes(sent.number))).to.equal(true);
    const pieces = [...piecesOf(CANARY)];
    expect(pieces).to.have.length(20);
    for (const piece of pieces) {
      for (const form of [Buffer.from(piece), Buffer.from(piece, 'utf16le'), Buffer.from(piece, 'utf16le').swap16(), Buffer.from(encodeURIComponent(piece)), Buffer.from(JSON.stringify(piece).slice(1, -1))]) {
        expect(files.filter((bytes) => bytes.includes(form)), `${piece} as ${form.toString('hex')}`).to.deep.equal([]);
      }
      expect(log).not.to.contain(piece).and.not.contain(encodeURIComponent(piece));
    }
  });
});
