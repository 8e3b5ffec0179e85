import { expect } from 'chai';
import fc from 'fast-check';
import { piecesOf } from '../../server/kernel/pieces.ts';
import { FLOOD_FROM, TEMPLATES, floodOf, sampleOf, templatedOf } from '../../server/reports/rules/flood.ts';
import type { Candidate } from '../../server/reports/rules/flood.ts';
import type { Client } from '../support/http.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { unsaidPieces } from '../../server/reports/rules/search.ts';
import { HONEST_SAME_TARGET, varied } from './flood.texts.ts';
import { aRealName, submitted } from './support.ts';

const NOISE = '演示惠康大药房天天刷空卡套现，店长带头，医保局为什么不管？请马上去查这家药店，我们都是受害的邻居。';
const HONEST = [
  { targetName: '演示星桥医院', narrative: '我母亲只去了三次，清单上每天都有理疗。' },
  { targetName: '演示惠康大药房', narrative: '八月九日下午我在这家药店用医保卡买感冒药，店员让我再刷两百元换购物券，我拒绝了，小票还在。' },
  { targetName: '演示康复诊所', narrative: '护士说没有住院的人也登记了床位，名单在护士站。', ...aRealName },
];

describe('a flood of much the same reports', () => {
  const candidate = (id: string, tokens: string[], flood: string | null = null): Candidate => ({ id, tokens, flood, receivedKey: id });

  it('is none below twenty, bears an id of its own, and takes in who comes later', () => {
    const others = Array.from({ length: 18 }, (_, at) => candidate(`r${String(at + 10)}`, ['a', 'b', 'c']));
    expect(FLOOD_FROM).to.equal(20);
    expect(floodOf(candidate('r99', ['a', 'b', 'c']), others, 'new')).to.equal(null);
    const group = floodOf(candidate('r99', ['a', 'b', 'c']), [...others, candidate('r05', ['a', 'b', 'c', 'd'])], 'new');
    expect([group?.flood, group?.members.length, group?.members[0]]).to.deep.equal(['new', 20, 'r05']);
    expect(floodOf(candidate('r99', ['a', 'b', 'c']), [candidate('r10', ['a', 'b', 'c'], 'old')], 'new')).to.deep.equal({ flood: 'old', members: ['r99'] });
    expect(floodOf(candidate('r99', ['x', 'y', 'z']), [candidate('r10', ['a', 'b', 'c'], 'old')], 'new')).to.equal(null);
  });
  it('never takes in one that shares less than six tenths', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 10, maxLength: 10 }), (tokens) => {
      const others = Array.from({ length: 40 }, (_, at) => candidate(`r${at}`, tokens.slice(0, 5), 'f'));
      return floodOf(candidate('x', tokens), others, 'new') === null;
    }));
  });
});

describe('a flood whose texts were varied', () => {
  const unsaid = new Set(unsaidPieces({ content: { targetName: '演示惠康大药房', narrative: '', amount: null, relation: 'unsaid', receivedAt: '' } }));
  const candidate = (id: string, text: string, flood: string | null = null): Candidate => ({ id, flood, receivedKey: id, tokens: [...piecesOf(text)].filter((piece) => !unsaid.has(piece)) });
  const noise = Array.from({ length: TEMPLATES.sample }, (_, at) => candidate(`n${String(at + 100)}`, varied(at)));
  const honest = HONEST_SAME_TARGET.map((text, at) => candidate(`h${at}`, text));

  it('is known by six that tell much the same, where twenty came about one target in one day', () => {
    const [first, ...others] = noise;
    const group = first ? templatedOf(first, sampleOf([...others, ...honest]), 'new') : null;
    expect([group?.flood, group?.members[0]]).to.deep.equal(['new', 'n100']);
    expect(group?.members.length).to.be.at.least(TEMPLATES.sample - 4);
    expect(group?.members.filter((id) => id.startsWith('h'))).to.deep.equal([]);
    expect(first ? templatedOf(first, sampleOf(others.slice(0, FLOOD_FROM - 2)), 'new') : null).to.equal(null);
  });
  it('takes in one that comes later and not one that tells something of its own', () => {
    const grouped = noise.map((each) => ({ ...each, flood: 'n100' }));
    expect(templatedOf(candidate('late', varied(777)), sampleOf(grouped), 'new')).to.deep.equal({ flood: 'n100', members: ['late'] });
    for (const one of honest) expect(templatedOf(one, sampleOf([...grouped, ...honest]), 'new'), one.id).to.equal(null);
  });
  it('leaves out the few who saw one matter, and asks for it by five others and no fewer', () => {
    const alike = Array.from({ length: 30 }, (_, at) => candidate(`x${at}`, String.fromCodePoint(...Array.from({ length: 12 }, (_each, n) => 0x4e00 + at * 40 + n))));
    const witness = (id: string): Candidate => candidate(id, '铁盒里的卡轮流刷，十月六日监控拍得到');
    const four = [1, 2, 3, 4].map((n) => ({ ...witness(`w${n}`), flood: n === 2 ? 'f' : null }));
    expect(templatedOf(witness('w0'), sampleOf([...alike, ...four]), 'new')).to.equal(null);
    expect(templatedOf(witness('w0'), sampleOf([...alike, ...four, witness('w5')]), 'new')).to.deep.equal({ flood: 'f', members: ['w0', 'w1', 'w3', 'w4', 'w5'] });
  });
});

describe('a thousand tip-offs about one pharmacy in an hour, in varied words', function () {
  this.timeout(600_000);
  const { site, staff } = staffed();
  let intake: Client;
  const honest: string[] = [];
  before(async () => {
    for (let n = 0; n < 1000; n += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, at) => submitted(site.services, { targetName: (n + at) % 9 === 0 ? '鹤山市演示惠康大药房' : '演示惠康大药房', narrative: varied(n + at) })));
      const narrative = n % 150 === 100 ? HONEST_SAME_TARGET[honest.length] : undefined;
      if (narrative) honest.push((await submitted(site.services, { targetName: '演示惠康大药房', narrative })).id);
      site.clock.advance({ minutes: 3 });
      await site.services.reports.indexDue();
    }
    intake = site.client();
    await intake.signIn('intake', PASSWORD);
  });

  it('are one line, and each of the six honest ones among them stands on the first page', async () => {
    const inbox = await site.services.reports.inbox(personOf(staff, 'intake'), { view: 'open', after: null });
    expect(honest).to.have.length(6);
    expect(inbox.groups).to.have.length(1);
    expect(inbox.lines.map(({ id }) => id)).to.include.members(honest);
    expect(inbox.counts.open).to.equal(1006);
    // A few of the flood may stay by themselves; none of the honest ones may go.
    expect(inbox.groups[0]?.n).to.be.at.least(990);
    expect(inbox.lines.length).to.be.at.most(16);
    const page = await intake.getJson<{ rows: { id: string }[] }>('/inbox');
    expect(page.rows.map(({ id }) => id)).to.include.members(honest);
  });
  it('keep no word of what they say and no trace of where they came from', async () => {
    const rows = JSON.stringify(await site.services.database.connection.collection('report_search').find().limit(200).toArray());
    expect(rows).not.to.include('惠康').and.not.to.include('127.0.0.1').and.not.to.include('institution');
  });
});

describe('a thousand much the same tip-offs in an hour', function () {
  this.timeout(600_000);
  const { site, staff } = staffed();
  let intake: Client;
  const honest: string[] = [];
  before(async () => {
    // Nearly the same: a number here, a word left out there.
    const noise = (n: number): string => `${n % 3 === 0 ? NOISE.slice(0, 40) : NOISE}${n % 2 === 0 ? `第${n}封。` : ''}`;
    for (let n = 0; n < 1000; n += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, at) => submitted(site.services, { targetName: '演示惠康大药房', narrative: noise(n + at), ...(n + at === 500 ? aRealName : {}) })));
      const one = n === 200 || n === 600 || n === 950 ? HONEST[honest.length] : undefined;
      if (one) honest.push((await submitted(site.services, one)).id);
      site.clock.advance({ minutes: 3 });
      await site.services.reports.indexDue();
    }
    intake = site.client();
    await intake.signIn('intake', PASSWORD);
  });

  type Group = { href: string; mark: string };
  type Page = { groups: Group[]; rows: { id: string; target: string; groupsBefore: Group[] }[]; views: { view: string; n: number }[]; older: string | null; summary: string };
  const groupsOf = ({ rows, groups }: Page): Group[] => [...rows.flatMap(({ groupsBefore }) => groupsBefore), ...groups];
  const count = async (view: string): Promise<number | undefined> => (await intake.getJson<Page>('/inbox')).views.find((each) => each.view === view)?.n;

  it('are one line, and the three honest ones among them stand on the first page', async () => {
    const page = await intake.getJson<Page>('/inbox');
    expect(groupsOf(page).map(({ mark }) => mark)).to.deep.equal(['相似 1000 件']);
    expect(page.rows.map(({ id }) => id)).to.deep.equal(honest);
    expect([await count('open'), await count('flood'), await count('unassigned')]).to.deep.equal([1003, 1000, 3]);
    const html = await intake.get('/inbox');
    for (const { targetName } of HONEST) expect(html.text).to.include(targetName);
  });

  it('each stays a report of its own that one may open, and comes back once somebody touches it', async () => {
    const page = await intake.getJson<Page>('/inbox');
    const list = await intake.getJson<Page>(groupsOf(page)[0]?.href ?? '');
    expect([list.rows.length, list.summary]).to.deep.equal([20, '共 1000 件']);
    const one = list.rows[3]?.id ?? '';
    await site.services.reports.note(personOf(staff, 'intake'), one, 1, '这一封说得具体，单独看');
    await site.services.reports.indexDue();
    expect((await intake.getJson<Page>('/inbox')).rows.map(({ id }) => id)).to.include(one);
    expect([await count('open'), await count('flood')]).to.deep.equal([1003, 999]);
    await site.services.reports.tidy('2026-11-08');
    expect([await count('open'), await count('flood')]).to.deep.equal([1003, 999]);
  });

  it('are not shown to who stepped back from one of them as one more, nor to another bureau', async () => {
    const head = personOf(staff, 'head');
    const [group] = (await site.services.reports.inbox(head, { view: 'open', after: null })).groups;
    const [line] = (await site.services.reports.inbox(head, { view: 'flood', after: null, group: group?.id ?? '' })).lines;
    await site.services.database.connection.collection<{ _id: string }>('reports').updateOne({ _id: line?.id ?? '' }, { $push: { recused: head.id } } as object);
    expect((await site.services.reports.inbox(head, { view: 'open', after: null })).groups.map(({ n }) => n)).to.deep.equal([998]);
    expect((await site.services.reports.inbox(personOf(staff, 'intake.zs'), { view: 'open', after: null })).groups).to.deep.equal([]);
    await site.services.database.connection.collection<{ _id: string }>('reports').updateOne({ _id: line?.id ?? '' }, { $pull: { recused: head.id } } as object);
  });

  it('are not accepted in one go, with one ground, a record each and a letter to who gave a name', async () => {
    const inbox = await intake.get('/inbox');
    const group = await intake.follow(inbox, '演示惠康大药房');
    const form = await intake.press(group, '不予受理', { isWhole: ['yes'] });
    expect(form.text).to.include('不予受理 999 件');
    const refused = await intake.press(form, '不予受理这 999 件');
    expect(refused.status).to.equal(422);
    const done = await intake.press(refused, '不予受理这 999 件', { ground: 'NA_NO_TARGET_OR_FACTS', text: '没有可以核查的事实。' });
    expect(done.text).to.include('正在处理');
    const rows = site.services.database.connection.collection('jobs');
    expect(JSON.stringify(await rows.find({ kind: 'reports.bulk' }).toArray())).not.to.include('可以核查');
    await site.services.jobs.runDue();
    // Three honest ones, the one that was taken out, and the one that gave a name and is now to be told.
    expect([await count('open'), await count('flood'), await count('tell')]).to.deep.equal([5, undefined, 1]);
    const reports = site.services.database.connection.collection('reports');
    expect(await reports.countDocuments({ bureau: '440784', state: 'notAccepted' })).to.equal(999);
    expect(await site.services.database.connection.collection('audit').countDocuments({ act: 'reports.notAccept', outcome: 'done' })).to.equal(999);
    const letters = await site.services.database.connection.collection('documents').countDocuments({});
    expect(letters).to.equal(1);
    expect((await intake.getJson<Page>('/inbox')).rows.map(({ id }) => id)).to.include.members(honest);
  });

  it('reads a group along its own index', async () => {
    const rows = site.services.database.connection.collection('reports');
    const plan = JSON.stringify(await rows.find({ bureau: '440784', recused: { $ne: 'x' }, queue: 'flood', flood: 'f' } as object).sort({ dueKey: 1 }).limit(21).explain());
    if (!plan.includes('Node Type')) expect(plan).to.contain('flood_1_bureau_1_queue_1_dueKey_1').and.not.contain('"SORT"');
  });
});
