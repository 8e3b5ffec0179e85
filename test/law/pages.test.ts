import { expect } from 'chai';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { isSettled } from '../../server/kernel/workdays.ts';
import { figureOf } from '../../server/law/pages.ts';
import { PARAMETERS } from '../../server/law/rules/parameters.ts';
import { openSite } from '../support/http.ts';
import type { Client, TestSite } from '../support/http.ts';
import { addStaff, PASSWORD } from '../support/people.ts';

const ENTRY = { code: 'DEFENCE', unit: 'WD', value: '5', dayKind: 'WD', from: '2026-01-01', citation: '演示规定（演示文号）第三条' };

describe('parameters on screen', () => {
  let site: TestSite;
  let admin: Client;
  let head: Client;
  before(async () => {
    site = await openSite();
    await addStaff(site.services);
    [admin, head] = [site.client(), site.client()];
    await admin.signIn('admin', PASSWORD);
    await head.signIn('head', PASSWORD);
  });
  after(() => site.close());
  const defence = async (client: Client): Promise<{ figure: string; status: string }> => {
    const { rows } = await client.getJson<{ rows: { code: string; figure: string; status: string }[] }>('/parameters');
    const row = rows.find(({ code }) => code === 'DEFENCE');
    return { figure: row?.figure ?? '', status: row?.status ?? '' };
  };

  it('shows every legal number with its source and says what is missing', async () => {
    const page = await admin.follow(await admin.get('/desk'), '参数');
    expect(page.text).to.include('立案到决定').and.to.include('CASE_DECIDE').and.to.include('90 日').and.to.include('须从正式文本录入');
    expect(await defence(admin)).to.deep.equal({ figure: '须从正式文本录入', status: 'UNKNOWN' });
  });

  it('puts every code that is a value into words', async () => {
    const t = wordsOf('zh-CN');
    const bare = PARAMETERS.filter(({ unit }) => unit === 'CODE' || unit === 'LIST').flatMap(({ code, unit, value }) =>
      [value ?? []].flat().map(String).filter((each) => figureOf(t, { code, unit, value: unit === 'LIST' ? [each] : each }) === each).map((each) => `${code} ${each}`));
    expect(bare).to.deep.equal([]);
    expect(figureOf(t, { code: 'SEAL_EXCLUDES', unit: 'LIST', value: ['testing', 'inspection', 'appraisal'] })).to.equal('检测、检验、鉴定');
    expect(figureOf(t, { code: 'LEGAL_REVIEW_MODE', unit: 'CODE', value: 'MAJOR' })).to.equal('重大决定要审核');
    expect(figureOf(t, { code: 'BENCHMARK_SET', unit: 'CODE', value: 'GD-2024' })).to.equal('GD-2024');
    expect((await admin.get('/parameters')).text).to.include('检测、检验、鉴定').and.not.match(/testing|NOT_INVESTIGATOR|EDATA/);
  });

  it('takes a value from the administrator with a citation; it counts once the head has confirmed it', async () => {
    const page = await admin.get('/parameters');
    const bare = await admin.press(page, '提交，等确认', { ...ENTRY, citation: ' ' });
    expect(bare.status).to.equal(422);
    expect(bare.text).to.include('请写明出处');
    const entered = await admin.press(page, '提交，等确认', ENTRY);
    expect(entered.text).to.include('已录入，等第二个人确认').and.to.include('须由另一个人确认');
    expect(entered.forms.some(({ buttons }) => buttons.some(({ text }) => text.includes('核对无误')))).to.equal(false);
    expect((await defence(admin)).status).to.equal('UNKNOWN');
    const desk = await head.get('/desk');
    expect(desk.text).to.match(/等第二个人确认 1/);
    const waiting = await head.follow(desk, '等第二个人确认');
    const action = waiting.forms.find(({ buttons }) => buttons.some(({ text }) => text.includes('核对无误')))?.action ?? '';
    expect((await admin.post(action)).status).to.equal(409);
    const confirmed = await head.press(waiting, '核对无误');
    expect(confirmed.text).to.include('已确认，马上生效');
    expect(await defence(admin)).to.deep.equal({ figure: '5 个工作日', status: 'CONFIRMED' });
    expect((await head.post(action)).status).to.equal(409);
  });

  it('refuses values that do not fit, and places outside the scope', async () => {
    const page = await admin.get('/parameters');
    const wrong = await admin.press(page, '提交，等确认', { ...ENTRY, value: '五天', to: '2025-01-01' });
    expect(wrong.links.filter(({ href }) => href.startsWith('#')).map(({ href }) => href)).to.include.members(['#value', '#to']);
    expect(wrong.html).to.include('value="五天"');
    expect((await admin.press(page, '提交，等确认', { ...ENTRY, unit: 'FEN', value: '5000' })).links.map(({ href }) => href)).to.include('#value');
    expect((await admin.press(page, '提交，等确认', { ...ENTRY, jurisdiction: '330900' })).status).to.equal(403);
  });

  it('names every wrong field of the calendar form at once', async () => {
    const page = await admin.get('/parameters');
    const summary = async (fields: Record<string, string>): Promise<string[]> => {
      const wrong = await admin.press(page, '录入这些日子', fields);
      expect(wrong.status).to.equal(422);
      return wrong.links.filter(({ href }) => /^#(?!main|calendar$)/.test(href)).map(({ href, text }) => `${href} ${text}`);
    };
    const CITATION = '#calendar-citation 请写明出处：文件名称、文号、第几条';
    const [DATES, YEARS] = ['#dates 请写日期，例如 2026-11-20，一行一个，最多 100 个', '#dates 请写年份，例如 2027，一行一个'];
    expect(await summary({ day: 'OFF', dates: '2026-02-30', citation: '' })).to.have.members([CITATION, DATES]);
    expect(await summary({ day: 'YEAR', dates: '二〇二七', citation: '' })).to.have.members([CITATION, YEARS]);
    expect(await summary({ day: 'YEAR', dates: '', citation: '' })).to.have.members([CITATION, YEARS]);
    expect(await summary({ day: 'WORK', dates: '2026-11-14\n11 月 15 日', citation: '演示通知' })).to.deep.equal([DATES]);
    const program = await admin.postJson('/parameters/calendar', { day: 'NEVER', dates: 'x' });
    expect([program.status, Object.keys(program.json<{ errors: object }>().errors).sort()]).to.deep.equal([422, ['citation', 'dates', 'day', 'jurisdiction']]);
  });

  it('names every wrong field of the parameter form at once', async () => {
    const wrong = await admin.postJson('/parameters', { ...ENTRY, jurisdiction: '440784', citation: '', value: '五天', from: '2026-01-01', to: '2025-01-01' });
    expect(Object.keys(wrong.json<{ errors: object }>().errors).sort()).to.deep.equal(['citation', 'to', 'value']);
  });

  it('takes holidays and make-up days the same way', async () => {
    const page = await admin.get('/parameters');
    const wrong = await admin.press(page, '录入这些日子', { dates: '2026-02-30', citation: '' });
    expect(wrong.links.map(({ href }) => href)).to.include('#calendar-citation');
    const entered = await admin.press(page, '录入这些日子', { day: 'WORK', dates: '2026-11-14\n2026-11-15', citation: '演示通知' });
    expect(entered.text).to.include('2026-11-14 补班、2026-11-15 补班');
    await head.press(await head.get('/parameters'), '核对无误');
    site.clock.advance({ seconds: 4 });
    expect([...(await site.services.law.calendar('440784')).on]).to.include.members(['2026-11-14', '2026-11-15']);
    expect([...(await site.services.law.calendar('330900')).on]).not.to.include('2026-11-14');
  });

  it('takes a year whose holidays are not published yet for the time being, and the published one in its place', async () => {
    const enter = async (fields: Record<string, string>): Promise<void> => {
      const entered = await admin.press(await admin.get('/parameters'), '录入这些日子', fields);
      expect(entered.status, entered.text).to.equal(200);
      await head.press(await head.get('/parameters'), '核对无误');
      site.clock.advance({ seconds: 4 });
    };
    const years = async (): Promise<string> => (await admin.getJson<{ years: string }>('/parameters')).years;
    const settled = async (): Promise<boolean> => isSettled(await site.services.law.calendar('440784'), '2027-02-10');
    await enter({ day: 'DRAFT', dates: '2027', citation: '演示：放假通知尚未公布' });
    expect([(await years()).includes('2027（暂计）'), await settled()]).to.deep.equal([true, false]);
    await enter({ day: 'YEAR', dates: '2027', citation: '演示通知（演示文号）' });
    expect([(await years()).endsWith('2027'), await settled()]).to.deep.equal([true, true]);
  });

  it('points at the dates where one does not exist', async () => {
    const wrong = await admin.press(await admin.get('/parameters'), '录入这些日子', { day: 'OFF', dates: '2027-02-30', citation: '演示通知' });
    expect([wrong.status, wrong.links.some(({ href }) => href === '#dates'), wrong.text.includes('2027-02-30')]).to.deep.equal([422, true, true]);
  });
});
