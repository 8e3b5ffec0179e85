// The public estimator over HTTP: every worked example through its JSON twin, and what is not a calculation named by its field, in both languages.
import { expect } from 'chai';
import { isMessageKey } from '../../server/kernel/i18n.ts';
import { createClient, openSite } from '../support/http.ts';
import type { Client, TestSite } from '../support/http.ts';
import { GATES, REFUSALS } from '../../server/rewards/rules/vocabulary.ts';
import { DERIVED, SECTION_15, WHOLLY_REFUSED, type VectorRow } from './vectors.ts';

type Told = { outcome: string; amount?: string; reason?: string; trace: { number: number; name: string }[] };
type Problem = { status: number; title: string; errors: Record<string, string> };

const FJ = { rule: 'FJ-2024', input: { base: '25000.00', level: 'L1' } };
const fj = (more: Record<string, unknown>, rest: Record<string, unknown> = {}): object => ({ ...FJ, input: { ...FJ.input, ...more }, ...rest });
const line = { id: '1', inReportedMatter: true, kind: 'loss', amount: '1.00' };

// A number, a sign, an exponent, a separator, another number of decimals; spaces and digits of another width; too long.
const NO_AMOUNTS: unknown[] = [
  25000, 25000.5, -1, 0, '25000', '25000.0', '25000.000', '-1.00', '+1.00', '1e5', '1E+2.00', '25,000.00', '25 000.00', ' 25000.00', '25000.00 ', '２５０００.００', '25000．00', '25000。00', '025000.00', '.50',
  '1000000000000.00', '9'.repeat(400), 'NaN', 'Infinity', '-0.00', '0x10.00', '1_000.00', '', ' ', '零', null, true, [], ['1.00'], {}, { $gt: '' }, '1.00\n', '1.00\u0000', '\u202e1.00', '٣.٠٠',
];
const NO_DAYS: unknown[] = ['2024-02-30', '2023-02-29', '2024-13-01', '2024-00-10', '2024-1-1', '2024/01/01', '20240101', '24-01-01', '２０２４-０１-０１', ' 2024-01-01', '2024-01-01T00:00:00Z', '12024-01-01', '-2024-01-01', 'today', '', 20240101, null, [], '2024-01-01\n'];

/** What is posted, and the fields that the answer names. */
const BAD: [what: string, body: object, fields: string[]][] = [
  ...['base', 'officerAmount', 'officerRatePercent', 'officerPoints'].flatMap((field) =>
    NO_AMOUNTS.map((bad): [string, object, string[]] => [`${field} ${JSON.stringify(bad)?.slice(0, 60) ?? ''}`, { rule: 'GD-2019', input: { [field]: bad } }, [field]])),
  ...NO_AMOUNTS.map((bad): [string, object, string[]] => [`an amount of a line ${JSON.stringify(bad)?.slice(0, 60) ?? ''}`, { rule: 'SC-2023', input: { lines: [line, { ...line, amount: bad }] } }, ['lines.1.amount']]),
  ...NO_DAYS.map((bad): [string, object, string[]] => [`a date ${JSON.stringify(bad)}`, fj({ versionDate: bad }), ['versionDate']]),
  ['an unknown field', fj({ colour: 'red' }), ['colour']],
  ['a field of the engine that the twin does not take', fj({ realName: false, jointProfiles: ['insider'], officerRateBp: 1 }), ['realName', 'jointProfiles', 'officerRateBp']],
  ['a field named as every object has one', JSON.parse('{"rule":"FJ-2024","input":{"base":"1.00","level":"L1","toString":"x","constructor":1,"hasOwnProperty":1}}') as object, ['toString', 'constructor', 'hasOwnProperty']],
  ['a prototype', JSON.parse('{"rule":"FJ-2024","input":{"base":"1.00","level":"L1","__proto__":{"level":"L3"}}}') as object, ['__proto__']],
  ['a prototype of the whole', JSON.parse('{"rule":"FJ-2024","input":{"base":"1.00","level":"L1"},"__proto__":{"confirmed":true}}') as object, ['__proto__']],
  ['an unknown field beside the rule', fj({}, { note: 'x', expected: '1.00' }), ['note', 'expected']],
  ['no rule', { input: { base: '1.00' } }, ['rule']],
  ['an empty rule', { rule: '', input: { base: '1.00' } }, ['rule']],
  ['a rule that is a number', { rule: 7, input: { base: '1.00' } }, ['rule']],
  ['a list of rules', { rule: ['FJ-2024'], input: { base: '1.00' } }, ['rule']],
  ['a rule without an end', { rule: 'F'.repeat(101), input: {} }, ['rule']],
  ['no input', { rule: 'FJ-2024' }, ['input']],
  ['an input of nothing', { rule: 'FJ-2024', input: null }, ['input']],
  ['an input that is a list', { rule: 'FJ-2024', input: [] }, ['input']],
  ['an input that is a text', { rule: 'FJ-2024', input: '{}' }, ['input']],
  ['a confirmation in words', fj({}, { confirmed: 'true' }), ['confirmed']],
  ['a confirmation by a number', fj({}, { confirmed: 1 }), ['confirmed']],
  ['nothing', {}, ['rule', 'input']],
  ['a list', [], ['form']],
  ['base and lines', fj({ lines: [line] }), ['lines']],
  ['two lines of one id', { rule: 'SC-2023', input: { lines: [line, { ...line, id: 'b' }, { ...line, amount: '2.00' }] } }, ['lines.2.id']],
  ['lines that are a text', { rule: 'SC-2023', input: { lines: '1' } }, ['lines']],
  ['lines that are an object', { rule: 'SC-2023', input: { lines: { 0: line } } }, ['lines']],
  ['a line that is nothing', { rule: 'SC-2023', input: { lines: [line, null] } }, ['lines.1']],
  ['a line without its fields', { rule: 'SC-2023', input: { lines: [{}] } }, ['lines.0.id', 'lines.0.inReportedMatter', 'lines.0.kind', 'lines.0.amount']],
  ['a line of another kind', { rule: 'SC-2023', input: { lines: [{ ...line, kind: 'tax' }] } }, ['lines.0.kind']],
  ['a line that may count', { rule: 'SC-2023', input: { lines: [{ ...line, inReportedMatter: 'true' }] } }, ['lines.0.inReportedMatter']],
  ['a line with a number for its id', { rule: 'SC-2023', input: { lines: [{ ...line, id: 1 }] } }, ['lines.0.id']],
  ['a line with a reason', { rule: 'SC-2023', input: { lines: [{ ...line, reason: '' }] } }, ['lines.0.reason']],
  ['an unknown level', fj({ level: 'L4' }), ['level']],
  ['a level in small letters', fj({ level: 'l1' }), ['level']],
  ['a level that the rule does not list', fj({ level: 'class1' }), ['level']],
  ['a level where the rule has none', { rule: 'SC-2023', input: { base: '1.00', level: 'L1' } }, ['level']],
  ['an unknown profile', fj({ profile: 'friend' }), ['profile']],
  ['an unknown party', { rule: 'BJ-2023', input: { base: '1.00', lossBy: 'nobody' } }, ['lossBy']],
  ['a party that the rule does not ask', fj({ lossBy: 'unit' }), ['lossBy']],
  ['an unknown kind of base', fj({ baseKind: 'guess' }), ['baseKind']],
  ['an unknown layer', fj({ nationalLayer: 'NAT-2030' }), ['nationalLayer']],
  ['no layer where there is one', fj({ nationalLayer: 'none' }), ['nationalLayer']],
  ['a layer where there is none', { rule: 'OLD-F', input: { base: '1.00', nationalLayer: 'NAT-2018' } }, ['nationalLayer']],
  ['an unknown gate', fj({ failedGates: ['VERIFIED_WITH_LOSS', 'EXCL_FRIEND'] }), ['failedGates.1']],
  ['a gate that is no list', fj({ failedGates: 'EXCL_STAFF' }), ['failedGates']],
  ['values that the rule leaves no officer', fj({ officerRatePercent: '1.00', officerPoints: '1.00', officerAmount: '1.00', officerReason: 'x' }), ['officerRatePercent', 'officerPoints', 'officerAmount', 'officerReason']],
  ['a reason that is a number', { rule: 'SD-WF', input: { base: '5000.00', officerAmount: '300.00', officerReason: 7 } }, ['officerReason']],
  ['a reason without an end', { rule: 'SD-WF', input: { base: '5000.00', officerAmount: '300.00', officerReason: '因'.repeat(2001) } }, ['officerReason']],
  ['several mistakes at once', { rule: 'BJ-2023', input: { base: 1, level: 'L1', lossBy: 'x', when: 'now' } }, ['base', 'lossBy', 'when']],
];

describe('the public twin', function () {
  this.timeout(120_000);
  let site: TestSite;
  let chinese: Client;
  let english: Client;
  before(async () => {
    site = await openSite();
    chinese = createClient(site.origin);
    english = createClient(site.origin);
    await english.get('/preferences?language=en');
  });
  after(() => site.close());

  const rows = async (): Promise<Record<string, number>> => {
    const { collections } = site.services.database.connection;
    return Object.fromEntries(await Promise.all(Object.entries(collections).map(async ([name, collection]): Promise<[string, number]> => [name, await collection.countDocuments({})])));
  };
  async function told({ rule, input, confirmed }: Omit<VectorRow, 'expected'>): Promise<string> {
    const answer = await chinese.postJson('/rewards/estimate', { rule, input, ...(confirmed === undefined ? {} : { confirmed }) });
    const { outcome, amount, reason, trace } = answer.json<Told>();
    expect([answer.status, trace[0]?.name], `${rule} ${JSON.stringify(input)}`).to.deep.equal([200, 'version']);
    if (outcome === 'AMOUNT') return amount ?? 'no amount';
    expect(amount, 'an amount beside').to.equal(outcome === 'HONOUR_ONLY' ? '0.00' : undefined);
    return outcome === 'HONOUR_ONLY' ? outcome : `${outcome} ${reason ?? ''}`;
  }
  const expectedOf = (expected: string): string => (/^\d|^HONOUR/.test(expected) ? expected : expected === 'VERIFIED_WITH_LOSS' || expected.startsWith('EXCL') || expected === 'NOT_ALREADY_KNOWN' ? `NOT_ELIGIBLE ${expected}` : `REFUSED ${expected}`);

  // The rows of 15.1 to 15.6 counted by hand in the text of the rules; a row with three levels counts three times.
  it('section 15 has 58 examples, and all are asked', () => {
    const counts = { '15.1': 17, '15.2': 8, '15.3': 12, '15.4': 16, '15.5': 3, '15.6': 2 };
    const of = (...rules: string[]): number => SECTION_15.filter(({ rule, input }) => rules.includes(rule) && !('failedGates' in input) && !('lines' in input)).length;
    expect({
      '15.1': of('GD-2023', 'GD-QY-2022', 'FJ-2024', 'HN-2019'), '15.2': of('BJ-2023'), '15.3': of('SH-2023d', 'SC-2023'), '15.4': of('YZ', 'AH-AQ', 'AH-WH'), '15.5': of('CQ-2025'),
      '15.6': SECTION_15.filter(({ input }) => 'failedGates' in input || 'lines' in input).length,
    }).to.deep.equal(counts);
    expect(SECTION_15.length).to.equal(58);
  });
  it('answers each of them to the fen', async () => {
    for (const row of SECTION_15) expect(await told(row), `${row.rule} ${JSON.stringify(row.input)}`).to.equal(expectedOf(row.expected));
  });
  it('answers those that were derived from the rules by hand', async () => {
    for (const row of DERIVED) expect(await told(row), `${row.rule} ${JSON.stringify(row.input)}`).to.equal(expectedOf(row.expected));
  });
  it('refuses every rule set without its figures, confirmed or not', async () => {
    for (const rule of WHOLLY_REFUSED) for (const confirmed of [false, true]) expect(await told({ rule, input: { base: '10000.00' }, confirmed }), rule).to.equal('REFUSED RULE_INCOMPLETE');
    expect(await told({ rule: 'XX-1999', input: {} })).to.equal('REFUSED NO_RULE');
    for (const rule of ['__proto__', 'constructor', 'fj-2024', ' FJ-2024', '福建']) expect(await told({ rule, input: { base: '1.00' } }), rule).to.equal('REFUSED NO_RULE');
  });
  it('reaches every gate and every refusal that a named rule set can have', async () => {
    for (const gate of GATES) expect(await told({ rule: 'FJ-2024', input: { base: '1.00', level: 'L1', failedGates: [gate] } })).to.equal(`NOT_ELIGIBLE ${gate}`);
    const told15 = new Set([...SECTION_15, ...DERIVED].map(({ expected }) => expected));
    // A rule set named by its id is never ambiguous; the two others are asked above.
    expect(REFUSALS.filter((reason) => !told15.has(reason))).to.deep.equal(['AMBIGUOUS_VERSION', 'RULE_INCOMPLETE']);
  });
  it('says the same twice, and the same in both languages', async () => {
    const ask = async (client: Client): Promise<string> => (await client.postJson('/rewards/estimate', FJ)).html;
    expect(await ask(english)).to.equal(await ask(chinese));
    expect(await ask(chinese)).to.equal(await ask(chinese));
  });

  for (const [what, body, fields] of BAD) {
    it(`${what}: 422 names ${fields.join(', ')}`, async () => {
      const seen: string[][] = [];
      for (const client of [chinese, english]) {
        const answer = await client.postJson('/rewards/estimate', body);
        expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).to.deep.equal([422, 'application/problem+json']);
        const { status, title, errors } = answer.json<Problem>();
        expect(status).to.equal(422);
        expect(Object.keys(errors)).to.have.members(fields);
        for (const text of [title, ...Object.values(errors)]) expect(isMessageKey(text) || text === '' || /\{|rewards\./.test(text), text).to.equal(false);
        seen.push(Object.values(errors));
      }
      for (const [at, words] of (seen[0] ?? []).entries()) expect(words).to.match(/\p{Script=Han}/u).and.not.to.equal(seen[1]?.[at]);
    });
  }

  it('what is no JSON at all is a problem document too, never an error of ours', async () => {
    const raw = (body: string, type = 'application/json') =>
      fetch(new URL('/rewards/estimate', site.origin), { method: 'POST', body, headers: { accept: 'application/json', 'content-type': type, origin: site.origin, 'sec-fetch-site': 'same-origin' } });
    const deep = `{"rule":"YZ","input":${'['.repeat(2000)}${']'.repeat(2000)}}`;
    const cases: [body: string, status: number, type?: string][] = [
      ['{', 400], ['null', 400], ['"x"', 400], ['7', 400], ['{"rule":"YZ","input":{"base":NaN}}', 400], ["{'rule':'YZ'}", 400], ['\ufeff', 422], ['{"rule":"YZ","input":{"base":1e999}}', 422], [deep, 422],
      ['{"rule":"\\ud800","input":{"base":"1.00"}}', 200], ['{"rule":"YZ","input":{"base":"1.00"}}', 400, 'application/json; charset=gbk'], [`{"rule":"${'x'.repeat(1_100_000)}"}`, 413], ['', 422],
    ];
    for (const [body, status, type] of cases) {
      const answer = await raw(body, type);
      expect(answer.status, body.slice(0, 50)).to.equal(status);
      if (status !== 200) expect(answer.headers.get('content-type'), body.slice(0, 50)).to.contain('application/problem+json');
    }
  });

  it('answers whoever sends JSON in JSON, also where he does not say what he reads', async () => {
    const ask = async (body: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(new URL('/rewards/estimate', site.origin), { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
      return [answer.status, answer.headers.get('content-type')?.split(';')[0]];
    };
    const PROBLEM = 'application/problem+json';
    expect(await ask('{')).to.deep.equal([400, PROBLEM]);
    expect(await ask('null')).to.deep.equal([400, PROBLEM]);
    expect(await ask(JSON.stringify(FJ), { 'sec-fetch-site': 'cross-site' })).to.deep.equal([403, PROBLEM]);
    expect(await ask('{', { accept: 'text/html' }), 'who reads pages').to.deep.equal([400, 'text/html']);
  });

  it('nothing of it is stored: no collection gains or loses a row', async () => {
    const before = await rows();
    expect(Object.keys(before).length).to.be.greaterThan(20);
    await chinese.postJson('/rewards/estimate', FJ);
    await chinese.postJson('/rewards/estimate', { rule: 'XX', input: {} });
    await chinese.postJson('/rewards/estimate', { rule: 'FJ-2024', input: { base: 1 } });
    const page = await chinese.press(await chinese.get('/rewards/estimate'), '试算', { place: '510000' });
    await chinese.press(page, '试算', { loss: '一' });
    expect((await chinese.press(page, '试算', { loss: '123456.78' })).text).to.contain('大约可以得到 2,351.85 元');
    expect(await rows()).to.deep.equal(before);
    expect(site.traces.filter((trace) => trace.includes('123456.78') || trace.includes('25000.00'))).to.deep.equal([]);
  });
});

describe('the estimator’s page', function () {
  this.timeout(120_000);
  let site: TestSite;
  before(async () => void (site = await openSite()));
  after(() => site.close());
  const FUJIAN = { place: '350000', on: '2024-06-01', shown: '350000 FJ-2024', level: 'L1' };

  const reader = async (language: 'en' | 'zh-CN'): Promise<Client> => {
    const client = createClient(site.origin);
    await client.get(`/preferences?language=${language}`);
    return client;
  };
  // As a person types: full-width digits and separators are his keyboard's and read as they look; anything that could mean two sums is asked again.
  const SUMS: [typed: string, amount: string | null][] = [
    ['25000', '1,500.00'], [' 25000 ', '1,500.00'], ['25,000.00', '1,500.00'], ['２５０００', '1,500.00'], ['２５，０００．００', '1,500.00'],
    ['25 000', null], ['2,5000', null], ['25000.005', null], ['-25000', null], ['+25000', null], ['2.5万', null], ['两万五', null], ['1e5', null], ['NaN', null], ['Infinity', null], ['', null], ['￥25000', null], ['9'.repeat(400), null], ['0x10', null], ['90071992547409.92', null],
    ['0', 'refused'], ['90071992547409.91', '200,000.00'],
  ];
  for (const language of ['zh-CN', 'en'] as const) {
    it(`takes a sum as it is written, or asks again (${language})`, async () => {
      const client = await reader(language);
      for (const [loss, amount] of SUMS) {
        const answer = await client.post('/rewards/estimate', { ...FUJIAN, loss });
        expect(answer.status, loss).to.equal(amount === null ? 422 : 200);
        if (amount === null) {
          expect(answer.html, loss).to.contain('id="loss-error"').and.not.to.contain('mj-result__sum');
          expect(answer.text).not.to.match(/rewards\.|common\./);
        } else if (amount === 'refused') expect(answer.html).not.to.contain('mj-result__sum');
        else expect(answer.html, loss).to.contain(`<p class="mj-result__sum">${amount}<small>`);
      }
    });
    it(`names the field of what it does not take (${language})`, async () => {
      const client = await reader(language);
      const cases: [fields: Record<string, string | string[]>, named: string][] = [
        [{ level: '' }, 'level'], [{ level: 'L4' }, 'level'], [{ level: 'class1' }, 'level'], [{ level: ['L1', 'L2'] }, 'level'], [{ profile: 'friend' }, 'profile'], [{ lossBy: 'x' }, 'lossBy'], [{ rate: '1e1' }, 'rate'], [{ points: '-1' }, 'points'], [{ sum: 'x' }, 'sum'],
        [{ loss: ['1', '2'] }, 'loss'], [{ on: '2024-02-30' }, 'on'], [{ on: '２０２４-０１-０１' }, 'on'], [{ on: '' }, 'on'], [{ place: '35' }, 'place'], [{ place: '' }, 'place'], [{ place: '350000 ' }, 'place'],
      ];
      for (const [fields, named] of cases) {
        const all = { ...FUJIAN, loss: '25000', ...fields };
        expect((await client.post('/rewards/estimate', all)).status, JSON.stringify(fields)).to.equal(422);
        const answer = await client.post('/rewards/estimate', all, { headers: { accept: 'application/json' } });
        expect(Object.keys(answer.json<Problem>().errors), JSON.stringify(fields)).to.deep.equal([named]);
      }
    });
  }
  it('names all that is open or mistyped at once', async () => {
    const client = await reader('zh-CN');
    const named = async (fields: Record<string, string>) => Object.keys((await client.post('/rewards/estimate', fields, { headers: { accept: 'application/json' } })).json<Problem>().errors);
    expect(await named({ ...FUJIAN, loss: '十万', level: '' })).to.have.members(['loss', 'level']);
    expect(await named({ place: '110000', on: '2024-06-01', shown: '110000 BJ-2023', loss: '' })).to.have.members(['loss', 'lossBy']);
  });
  it('answers every day and place that exist, and computes for none that no rule covers', async () => {
    const client = await reader('zh-CN');
    for (const on of ['0000-01-01', '0001-01-01', '1949-10-01', '2018-10-31', '2024-02-10', '9999-12-31']) {
      for (const place of ['110000', '320412', '340200', '350000', '440784', '650100', '999999', '000000']) {
        const shown = (await client.post('/rewards/estimate', { place, on, shown: '' })).forms.find(({ action }) => action === '/rewards/estimate')?.fields.find(({ name }) => name === 'shown')?.value ?? '';
        const answer = await client.post('/rewards/estimate', { place, on, shown, loss: '25000', level: 'L1', lossBy: 'unit' });
        expect(answer.status, `${place} ${on}`).to.be.oneOf([200, 422]);
        if (on < '2000' || place === '650100') expect(answer.html, `${place} ${on}`).not.to.contain('mj-result__sum');
      }
    }
  });
  it('says where it is not certain which rule set applies, and offers no sum', async () => {
    const answer = await (await reader('zh-CN')).post('/rewards/estimate', { place: '350000', on: '2024-02-10', shown: '', loss: '25000' });
    expect([answer.status, answer.text.includes('不能确定用哪一个规则'), answer.html.includes('mj-result__sum')]).to.deep.equal([200, true, false]);
  });
  it('stands under its caveats, wherever there is a sum', async () => {
    const zh = await (await reader('zh-CN')).post('/rewards/estimate', { ...FUJIAN, loss: '25000' });
    expect(zh.text).to.contain('这是试算，不是承诺');
    const en = await (await reader('en')).post('/rewards/estimate', { ...FUJIAN, loss: '25000' });
    expect(en.text).to.contain('This is an estimate, not a promise');
  });
});
