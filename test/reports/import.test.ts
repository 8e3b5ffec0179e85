import { expect } from 'chai';
import { sheets } from '../../server/institutions/adapters/sheets.ts';
import { cellMistakes, parseLine } from '../../server/reports/forms/import.ts';
import { layoutOf } from '../../server/reports/rules/import.ts';
import type { Answer, Client, TestSite } from '../support/http.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';

type Line = Partial<Record<string, string>>;
const HEADINGS = ['工单号', '派单时间', '来电时间', '被反映单位', '单位类别', '区划', '违法类型', '诉求内容', '涉及金额', '姓名', '联系电话', '留名方式', '愿领奖励'];
const aLine = (number: string, change: Line = {}): Line => ({
  工单号: number, 派单时间: '2026-11-09 08:30', 来电时间: '2026-11-08 21:05', 被反映单位: '演示康复医院', 单位类别: '定点医疗机构', 诉求内容: `市民来电反映工单 ${number} 里写的事，同一张床一天收了两份钱。`, ...change,
});
const rowsOf = (lines: readonly Line[], headings: readonly string[] = HEADINGS): string[][] => [[...headings], ...lines.map((line) => headings.map((heading) => line[heading] ?? ''))];
async function bytesOf(kind: 'csv' | 'xlsx', rows: readonly (readonly string[])[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of sheets.write(kind, '工单', rows)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('hotline orders from a sheet', () => {
  const { site, staff } = staffed();
  let intake: Client;
  before(async () => {
    intake = site.client();
    await intake.signIn('intake', PASSWORD);
  });

  const rows = (name: string) => site.services.database.connection.collection(name);
  async function send(bytes: Buffer, channel = 'hotline12345', name = '工单.csv'): Promise<Answer> {
    const page = await intake.follow(await intake.follow(await intake.get('/desk'), '登记线索'), '批量导入');
    return intake.press(page, '检查', { channel }, [{ field: 'file', name, type: 'application/octet-stream', bytes }]);
  }
  const csv = async (...lines: Line[]): Promise<Buffer> => bytesOf('csv', rowsOf(lines));
  type Twin = { mistakes: { line: number; column: string; text: string }[]; sums: { label: string; value: number }[]; mayConfirm: boolean; state: string };
  const twin = (page: Answer): Promise<Twin> => intake.getJson<Twin>(page.address);
  const errorsOf = (page: Answer): string[] => [...page.html.matchAll(/<li><a href="#([\w-]+)">/g)].map(([, field = '']) => field);

  it('reads, shows, registers when confirmed, and never twice', async () => {
    const file = await csv(aLine('ORDER-A-1', { 姓名: '演示来电人', 联系电话: '000-5555', 愿领奖励: '是', 违法类型: '挂床住院、重复收费', 涉及金额: '3200.50' }), aLine('ORDER-A-2', { 留名方式: '匿名' }), aLine('ORDER-A-3'));
    const before = await rows('reports').countDocuments();
    const preview = await send(file);
    expect(preview.text).to.include('检查通过，3 行可以登记').and.to.include('ORDER-A-1').and.to.include('演示康复医院').and.not.to.include('演示来电人').and.not.to.include('000-5555');
    expect(await rows('reports').countDocuments()).to.equal(before);
    const staged = JSON.stringify([await rows('report_imports').find().toArray(), await rows('report_import_lines').find().toArray()]);
    for (const secret of ['演示来电人', '000-5555', '演示康复医院', 'ORDER-A-1', '同一张床']) expect(staged).not.to.include(secret);
    const done = await intake.press(preview, '确认');
    expect(done.text).to.include('3 行都已登记');
    expect(await rows('report_import_lines').countDocuments()).to.equal(0);
    const inbox = await intake.getJson<{ rows: { href: string; register: string }[] }>('/inbox');
    const found = await Promise.all(inbox.rows.map(async ({ href }) => (await site.services.reports.forOfficer(personOf(staff, 'intake'), href.split('/').at(-1) ?? '')).report));
    const one = found.find(({ content }) => content.origin?.foreignNumber === 'ORDER-A-1');
    expect([one?.channel, one?.source, one?.identity, one?.wantsReward, one?.receivedOn, one?.content.receivedAt, one?.content.amount, one?.division, one?.categories]).to.deep.equal(
      ['hotline12345', 'tipOff', 'realName', true, '2026-11-09', '2026-11-08T13:05:00.000Z', 320_050, '440784', ['hangingBed', 'overcharging']]);
    expect(one?.events[0]).to.deep.include({ action: 'receive', by: personOf(staff, 'intake').id, text: '热线工单批量导入' });
    expect((await rows('identities').find().toArray()).map(({ _id }) => String(_id))).to.deep.equal([one?.id]);
    expect(found.map(({ order }) => order).sort()).to.deep.equal([1, 2, 3]);

    const again = await send(await bytesOf('xlsx', rowsOf([aLine('ORDER-Ａ-1'), aLine('order-a- 2'), aLine('ORDER-A-3', { 诉求内容: '换了一种说法的同一件事，还是那张工单。' })])));
    expect(again.text).to.include('没有新的工单');
    expect((await twin(again)).mayConfirm).to.equal(false);
    const more = await intake.press(await send(await csv(aLine('ORDER-A-3'), aLine('ORDER-A-4'))), '确认，登记这 1 行');
    expect(more.text).to.include('1 行都已登记');
    expect(await rows('reports').countDocuments()).to.equal(before + 4);
    const other = await intake.press(await send(await csv(aLine('ORDER-A-1')), 'hotline12315'), '确认');
    expect(other.text).to.include('1 行都已登记');
  });

  it('names every wrong cell by its line, and one wrong line keeps all of it out', async () => {
    const before = await rows('reports').countDocuments();
    const page = await send(await csv(
      aLine('B-1'), aLine(''), aLine('B-3', { 派单时间: '2026-11-11 08:00' }), aLine('B-4', { 派单时间: '上周' }), aLine('B-5', { 诉求内容: '太短' }), aLine('B-6', { 单位类别: '飞船', 违法类型: '打人', 区划: '火星' }),
      aLine('B-7', { 姓名: '只有名' }), aLine('B-8', { 来电时间: '2026-11-09 09:00' }), aLine('ｂ-1'), aLine('B-10', { 涉及金额: '很多', 留名方式: '也许', 愿领奖励: '可能' }),
      aLine('', { 派单时间: '上周', 被反映单位: '', 诉求内容: '短' }),
    ));
    const { mistakes, sums, mayConfirm } = await twin(page);
    expect(mistakes.map(({ line, column }) => `${line} ${column}`)).to.deep.equal([
      '3 工单号', '4 派单时间', '5 派单时间', '6 诉求内容', '7 单位类别', '7 违法类型', '7 区划', '8 联系电话', '9 来电时间', '10 工单号', '11 留名方式', '11 愿领奖励', '11 涉及金额', '12 被反映单位', '12 诉求内容', '12 派单时间', '12 工单号',
    ]);
    expect(mistakes.find(({ line }) => line === 10)?.text).to.equal('和第 2 行的工单号相同');
    expect([sums.map(({ value }) => value), mayConfirm]).to.deep.equal([[11, 1, 0, 10], false]);
    expect(page.text).to.include('有 10 行不对，整份都没有登记').and.not.to.include('确认，登记');
    expect(page.links.find(({ text }) => text === '改好了，再选一次文件')?.href).to.equal('/reports/desk/import');
    const { version } = await intake.getJson<{ version: number }>(page.address);
    expect((await intake.post(`${page.address}/confirm`, { version }, { follow: false })).status).to.equal(409);
    expect([await rows('reports').countDocuments(), await rows('report_import_lines').countDocuments({ importId: page.address.split('/').at(-1) })]).to.deep.equal([before, 0]);
  });

  it('hands out every mistake as a file that no spreadsheet runs', async () => {
    const page = await send(await csv(aLine('=HYPERLINK("x")', { 诉求内容: '太短' }), aLine('B-21'), aLine('+1-2', { 单位类别: '飞船', 派单时间: '上周' }), aLine('', { 诉求内容: '短' })));
    const file = await intake.follow(page, '下载全部问题');
    expect([file.status, file.headers.get('content-type')]).to.deep.equal([200, 'text/csv; charset=utf-8']);
    expect(file.headers.get('content-disposition')).to.include('attachment');
    const lines = file.html.replace(/^\ufeff/, '').split('\r\n');
    expect(lines.map((line) => line.split(',').slice(0, -1).join())).to.deep.equal(['行,工单号,列名', `2,"'=HYPERLINK(""x"")",诉求内容`, "4,'+1-2,单位类别", "4,'+1-2,派单时间", '5,,诉求内容', '5,,工单号', '']);
    expect(lines[1]).to.match(/,[^,]*10[^,]*$/);
    // As many as there are, where the page stops at some hundreds; for the own bureau’s intake alone.
    const many = await send(await csv(...Array.from({ length: 300 }, (_, n) => aLine(`Z-${n}`, { 诉求内容: '短', 单位类别: '飞船' }))));
    expect((await twin(many)).mistakes).to.have.length(500);
    expect(many.text).to.include('另外还有 100 处');
    expect((await intake.follow(many, '下载全部问题')).html.split('\r\n')).to.have.length(602);
    const stranger = site.client();
    await stranger.signIn('intake.zs', PASSWORD);
    expect((await stranger.get(`${page.address}/faults`)).status).to.equal(404);
  });

  it('says what is wrong with a file, and with a choice that was not made', async () => {
    expect(errorsOf(await intake.press(await intake.get('/reports/desk/import'), '检查'))).to.deep.equal(['channel', 'file']);
    const lacking = await send(await bytesOf('csv', [['工单号', '姓名'], ['C-1', '甲']]));
    // No browser fills a file in again.
    expect(lacking.text).to.include('缺少这些列：派单时间、被反映单位、诉求内容').and.to.include('请把文件再选一次').and.not.include('没有丢');
    expect((await send(Buffer.from('%PDF-1.7 \x00\x01\x02\xff\xfe'))).text).to.include('这不是 .xlsx 表格，也不是 CSV 文本');
    expect((await send(Buffer.alloc(0))).text).to.include('文件是空的');
    expect((await send(await bytesOf('csv', [HEADINGS]))).text).to.include('表格里没有内容');
    expect((await send(Buffer.alloc(9 * 1024 * 1024, 'a'))).text).to.include('超过 8 MB');
    const many = await csv(...Array.from({ length: 2001 }, (_, n) => aLine(`D-${n}`)));
    expect((await send(many)).text).to.include('超过 2000 行');
    expect(await rows('report_import_lines').countDocuments()).to.equal(0);
  });

  it('goes on after a break, and leaves neither gap nor double', async () => {
    const before = await rows('reports').countDocuments();
    const page = await send(await csv(...Array.from({ length: 120 }, (_, n) => aLine(`E-${n}`))));
    const waiting = await intake.press(page, '确认');
    expect(waiting.text).to.include('正在逐行登记，共 120 行');
    // The process stops after some of them: the job finds the rest, and what is there already.
    const id = page.address.split('/').at(-1) ?? '';
    const [first] = await rows('report_import_lines').find({ importId: id }).limit(1).toArray();
    const entry = site.services.crypto.open<Parameters<TestSite['services']['reports']['addLeads']>[2][number]>('content', String(first?._id), first?.['sealed'] as never);
    await site.services.reports.addLeads('440784', personOf(staff, 'intake').id, [{ ...entry, name: null, contact: null }]);
    await Promise.all([site.services.jobs.runDue(), site.services.jobs.runDue()]);
    expect((await intake.get(page.address)).text).to.include('120 行都已登记');
    expect((await rows('report_imports').findOne({ _id: id } as never))?.['added']).to.equal(120);
    expect(await rows('reports').countDocuments()).to.equal(before + 120);
    const orders = await rows('reports').find({ firstBureau: '440784' }).sort({ order: 1 }).project<{ order: number }>({ order: 1 }).toArray();
    expect(orders.map(({ order }) => order)).to.deep.equal(orders.map((_, n) => n + 1));
    // Each is on record once, the one that was there already too.
    const record = await rows('audit').find({ act: 'reports.register', outcome: 'done' }).toArray();
    const registered = record.map((row) => String((row['subject'] as { id: string }).id));
    expect(registered.length).to.equal(new Set(registered).size);
    expect(registered).to.have.length(await rows('reports').countDocuments());
    expect((await intake.post(`${page.address}/confirm`, { version: 1 }, { follow: false })).status).to.equal(409);
  });

  it('can be dropped, vanishes after a day, and is the own bureau’s and intake’s alone', async () => {
    const page = await send(await csv(aLine('F-1')));
    const stranger = site.client();
    await stranger.signIn('intake.zs', PASSWORD);
    expect((await stranger.get(page.address)).status).to.equal(404);
    const head = site.client();
    await head.signIn('head', PASSWORD);
    expect((await head.get('/reports/desk/import', { follow: false })).status).to.equal(403);
    expect((await intake.press(page, '不要了')).text).to.include('没有登记');
    expect((await intake.get(page.address)).status).to.equal(404);
    const kept = await send(await csv(aLine('F-2')));
    const stored = await rows('report_imports').findOne({ _id: kept.address.split('/').at(-1) } as never);
    const line = await rows('report_import_lines').findOne({ importId: kept.address.split('/').at(-1) });
    expect([stored?.['expiresAt'], line?.['expiresAt']]).to.deep.equal([new Date('2026-11-11T02:00:00Z'), new Date('2026-11-11T02:00:00Z')]);
    const confirmed = await intake.press(kept, '确认');
    expect(confirmed.text).to.include('已登记');
    expect((await rows('report_imports').findOne({ _id: kept.address.split('/').at(-1) } as never))?.['expiresAt']).to.equal(null);
  });

  it('reads its lists by an index', async () => {
    const explained = async (name: string, filter: object, sort: Record<string, 1 | -1>): Promise<string> => JSON.stringify(await rows(name).find(filter).sort(sort).explain('queryPlanner'));
    const plans = [await explained('report_imports', { bureau: '440784' }, { on: -1, _id: 1 }), await explained('report_import_lines', { importId: 'x', n: { $gte: 0 } }, { n: 1 })];
    for (const plan of plans) expect(plan).to.match(/bureau_1_on_-1__id_1|importId_1_n_1|Index Scan/);
  });

  it('knows headings however they are dressed, and takes the first that fits', () => {
    expect(layoutOf(['＊工单编号', ' 转办时间：', '被举报单位', '举报内容', '备注'])).to.deep.equal({ layout: { foreignNumber: 0, receivedAt: 1, targetName: 2, narrative: 3 } });
    expect(layoutOf(['编号', '工单号', '派单时间', '诉求内容', '单位名称'])).to.deep.equal({ layout: { foreignNumber: 1, receivedAt: 2, targetName: 4, narrative: 3 } });
    expect(layoutOf(['甲', '乙'])).to.deep.equal({ missing: ['foreignNumber', 'receivedAt', 'targetName', 'narrative'] });
    const layout = { foreignNumber: 0, receivedAt: 1, targetName: 2, narrative: 3 };
    const read = parseLine(7, ['G-1', '2026-11-09', '甲医院', '只写了日子没有写时刻的一行，也说得清。'], layout, { channel: 'hotline12315', places: [], bureau: '440784', why: '导入' });
    expect([read.mistakes, read.entry?.time, read.entry?.identity, read.entry?.division]).to.deep.equal([[], '', 'anonymous', '440784']);
    expect(cellMistakes(7, { time: { key: 'a' }, receivedOn: { key: 'b' }, submission: { key: 'c' } })).to.deep.equal([{ line: 7, column: 'receivedAt', key: 'a', args: {} }]);
  });
});
