// Who is rewarded: joint reports, other facts, the same person again, later facts; what an officer says is kept with its reason and evidence.
import { expect } from 'chai';
import { Invalid, Refused } from '../../server/kernel/errors.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { newRewardPage } from '../../server/rewards/pages/new.ts';
import { parseOpen } from '../../server/rewards/forms/desk.ts';
import { NO_ANSWERS, proposeOrder, type ReporterReport } from '../../server/rewards/rules/reporters.ts';
import { aCase, aReport, aWorld, GATES, PEOPLE } from './support.ts';
import type { World } from './support.ts';

const { officer1, inv1, inv2 } = PEOPLE;
const thrown = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) => (error instanceof Refused ? error.reason : error instanceof Invalid ? `Invalid ${Object.keys(error.fields).join()}` : String(error)));
const SAID = { passedOver: [], earliest: null, reason: '核对两份材料', evidence: '卷 5 页' };

describe('how reports stand to a matter', () => {
  const one = (id: string, minute: number, more: Partial<ReporterReport> = {}): ReporterReport => ({
    id, receivedAt: new Date(Date.UTC(2026, 0, 5, 8, minute)), year: 2026, orderNumber: minute, bureau: '330900', identity: 'realName', reporterId: null, withdrawn: false, jointGroup: null, isRepresentative: false, wantsReward: true, matters: ['m'], ...more,
  });
  it('the same person again earns nothing, but the first of all cannot repeat anybody', () => {
    const { first, setAside } = proposeOrder([one('a', 1), one('b', 2)], 'm', { ...NO_ANSWERS, repeated: ['a', 'b'] });
    expect([first, setAside]).to.deep.equal(['a', [{ id: 'b', why: 'repeatedReport' }]]);
  });
  it('what later facts earn is asked, and only there', () => {
    const reports = [one('a', 1), one('b', 2)];
    expect(proposeOrder(reports, 'm', { ...NO_ANSWERS, newFacts: ['b'] })).to.deep.include({ outcome: 'ASK', first: null, questions: [{ code: 'LATER_NEW_FACTS', ids: ['b'] }] });
    expect(proposeOrder(reports, 'm', { ...NO_ANSWERS, newFacts: ['b'], laterFactsEarnNothing: true })).to.deep.include({ outcome: 'PROPOSED', first: 'a' });
    expect(proposeOrder(reports, 'm', { ...NO_ANSWERS, newFacts: ['a'] }).outcome).to.equal('PROPOSED');
  });
});

describe('opening a reward with what an officer knows', function () {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
    world.cases.set('case1', aCase());
    world.linked.set('case1', [aReport(), aReport({ id: 'r2', number: '4407-BBBB-BBBB', order: 110, register: '2026-000110' })]);
  });
  afterEach(() => world.drop());

  it('needs a reason for what it says', async () => {
    expect(await thrown(world.rewards.open(officer1, 'case1', { ...SAID, reason: '', relations: { r2: 'other' } }))).to.equal('Invalid reason');
  });

  it('names only reports of the matter, and an empty field names none', async () => {
    for (const [said, field] of [[{ passedOver: [''] }, 'passedOver'], [{ passedOver: ['zzz'] }, 'passedOver'], [{ earliest: 'zzz' }, 'earliest'], [{ representative: 'zzz' }, 'representative'], [{ relations: { zzz: 'other' } }, 'reason']] as const) {
      expect(await thrown(world.rewards.open(officer1, 'case1', { ...SAID, ...said }))).to.equal(`Invalid ${field}`);
    }
    const open = (passedOver: unknown): unknown => {
      const parsed = parseOpen({ caseId: 'case1', passedOver });
      return 'value' in parsed && parsed.value.passedOver;
    };
    expect([open(''), open(['', 'r1']), open(undefined), open('r1')]).to.deep.equal([[], ['r1'], [], ['r1']]);
  });

  it('a joint report: one award, one representative, the agreed division and the paper', async () => {
    const joint = { ...SAID, relations: { r1: 'joint', r2: 'joint' } } as const;
    expect(await thrown(world.rewards.open(officer1, 'case1', joint))).to.equal('REWARD_ASK');
    const by = { ...joint, representative: 'r2' };
    expect(await thrown(world.rewards.open(officer1, 'case1', by))).to.equal('Invalid division,authority');
    expect(await thrown(world.rewards.open(officer1, 'case1', { ...by, division: '各半', authority: '共同委托书', members: 1 }))).to.equal('Invalid members');
    const id = await world.rewards.open(officer1, 'case1', { ...by, division: '各半', authority: '共同委托书', members: 3 });
    const matter = await world.store.find(id);
    expect(matter.joint).to.deep.equal({ reports: ['4407-AAAA-AAAA', '4407-BBBB-BBBB'], representative: '4407-BBBB-BBBB', members: 3, division: '各半', authority: '共同委托书' });
    expect(matter.reportId).to.equal('r2');
    expect(matter.first.setAside.map(({ number, why }) => `${number} ${why}`)).to.deep.equal(['4407-AAAA-AAAA jointMember']);
    expect(matter.first.answers).to.deep.include({ reason: '核对两份材料', evidence: '卷 5 页' });
  });

  it('members of a joint report who differ are a point that no text settles', async () => {
    world.confirmDraft();
    const id = await world.rewards.open(officer1, 'case1', { ...SAID, relations: { r1: 'joint', r2: 'joint' }, representative: 'r1', division: '各半', authority: '共同委托书', members: 2 });
    let { version } = await world.rewards.setLines(officer1, id, 1, [{ id: 'f1', inReportedMatter: true, reason: '来信' }, { id: 'f2', inReportedMatter: false, reason: '未提' }]);
    ({ version } = await world.rewards.answerGates(officer1, id, version, GATES.map((gate) => ({ gate, holds: true, evidence: '卷' }))));
    const level = { level: 'L1', profile: 'insider', lossBy: null, evidence: '卷' } as const;
    expect(await thrown(world.rewards.confirmStanding(inv1, id, version, level))).to.equal('Invalid jointProfiles');
    ({ version } = await world.rewards.confirmStanding(inv1, id, version, { ...level, jointProfiles: ['insider', 'ordinary'] }));
    expect((await world.store.find(id)).calculation?.evaluation).to.deep.include({ outcome: 'REFUSED', reason: 'SETTING_REQUIRED' });
    expect(await thrown(world.rewards.propose(officer1, id, version))).to.equal('SETTING_REQUIRED');
    await world.rewards.confirmStanding(inv1, id, version, { ...level, jointProfiles: ['insider'] });
    expect((await world.store.find(id)).calculation?.evaluation).to.deep.include({ outcome: 'AMOUNT', amountFen: 360_000 });
  });

  it('what is said needs evidence: a text, a choice, or a file that comes with it', async () => {
    world.caseEvidence.set('case1', [{ id: 'e1', no: 1, name: '两份信封', obtainedOn: '2026-06-05', fileIds: [] }]);
    const said = { ...SAID, evidence: '', relations: { r2: 'repeated' } } as const;
    expect(await thrown(world.rewards.open(officer1, 'case1', said))).to.equal('Invalid evidence');
    expect(await thrown(world.rewards.open(officer1, 'case1', { ...said, source: 'case:e2' }))).to.equal('Invalid source');
    const matter = await world.store.find(await world.rewards.open(officer1, 'case1', { ...said, source: 'case:e1' }));
    expect([matter.first.answers?.source, matter.exhibits?.map(({ label }) => label)]).to.deep.equal(['case:e1', ['1. 两份信封']]);
    expect(matter.first.setAside.map(({ number, why }) => `${number} ${why}`)).to.deep.equal(['4407-BBBB-BBBB repeatedReport']);
  });

  it('a report that went to an agency first is asked about, and the answer is kept', async () => {
    const said = { ...SAID, agencyFirst: ['r2'] };
    expect(await thrown(world.rewards.open(officer1, 'case1', said))).to.equal('REWARD_ASK');
    expect(await thrown(world.rewards.open(officer1, 'case1', { ...said, agencyFirst: ['r9'] }))).to.equal('Invalid agencyFirst');
    const matter = await world.store.find(await world.rewards.open(officer1, 'case1', { ...said, earliest: 'r2' }));
    expect([matter.reportId, matter.first.answers?.agencyFirst, matter.first.answers?.earliest]).to.deep.equal(['r2', ['4407-BBBB-BBBB'], '4407-BBBB-BBBB']);
  });

  it('a withdrawal before the decision sets aside; on its day or later it is asked as a gate', async () => {
    const withdrawnOn = async (day: string) => {
      world.linked.set('case1', [aReport({ withdrawnOn: day })]);
      const { proposal } = await world.rewards.firstInLine(officer1, 'case1', null);
      return [proposal.outcome, ...proposal.setAside.map(({ why }) => why)].join(' ');
    };
    expect([await withdrawnOn('2026-10-11'), await withdrawnOn('2026-10-12'), await withdrawnOn('2026-10-13')]).to.deep.equal(['NONE withdrawn', 'PROPOSED', 'PROPOSED']);
    const page = newRewardPage(wordsOf('zh-CN'), await world.rewards.firstInLine(officer1, 'case1', null), (at) => at.toISOString().slice(0, 16));
    expect(page.withdrawnLater).to.deep.equal(['4407-AAAA-AAAA 在 2026-10-13 撤回举报，处理决定是 2026-10-12 作出的。撤回是不是在决定以前，请在资格条件里回答并写明证据。']);
    expect(page.order).to.deep.equal([{ number: '4407-AAAA-AAAA', register: '2026-000102', receivedOn: '2026-03-09', receivedAt: '2026-03-09', proof: 'salt-of-r1', isFirst: true }]);
  });

  it('insider, competitor and excluded persons are answers with evidence: a gate that fails ends it with its code', async () => {
    world.confirmDraft();
    const id = await world.rewards.open(officer1, 'case1');
    for (const gate of ['EXCL_STAFF', 'EXCL_WRONGDOER', 'EXCL_WITHDRAWN', 'NOT_ALREADY_KNOWN'] as const) {
      const { version } = await world.store.find(id);
      expect(await thrown(world.rewards.answerGates(officer1, id, version, [{ gate, holds: false, evidence: ' ' }])), gate).to.equal(`Invalid evidence-${gate}`);
      await world.rewards.answerGates(officer1, id, version, [{ gate, holds: false, evidence: '卷 9 页' }]);
      expect((await world.store.find(id)).calculation?.evaluation, gate).to.deep.include({ outcome: 'NOT_ELIGIBLE', reason: gate });
      await world.rewards.answerGates(officer1, id, version + 1, [{ gate, holds: true, evidence: '卷 9 页' }]);
    }
  });

  it('other facts: a second award for them, and no finding counts twice', async () => {
    const first = await world.rewards.open(officer1, 'case1', { ...SAID, relations: { r2: 'other' } });
    expect((await world.store.find(first)).first.setAside).to.deep.equal([{ number: '4407-BBBB-BBBB', register: '2026-000110', why: 'otherMatter' }]);
    world.confirmDraft();
    expect((await world.rewards.forOfficer(officer1, first)).hasOthers).to.equal(true);
    const second = await world.rewards.open(officer1, 'case1');
    expect(await world.store.find(second)).to.deep.include({ part: 2, reportId: 'r2' });
    expect(await thrown(world.rewards.open(officer1, 'case1'))).to.equal('REWARD_EXISTS');
    expect((await world.rewards.forOfficer(officer1, first)).hasOthers).to.equal(false);
    await world.rewards.setLines(officer1, first, 1, [{ id: 'f1', inReportedMatter: true, reason: '来信' }, { id: 'f2', inReportedMatter: false, reason: '未提' }]);
    expect(await thrown(world.rewards.setLines(officer1, second, 1, [{ id: 'f1', inReportedMatter: true, reason: '来信' }]))).to.equal('REWARD_LINE_TAKEN');
    await world.rewards.setLines(officer1, second, 1, [{ id: 'f1', inReportedMatter: false, reason: '未提' }, { id: 'f2', inReportedMatter: true, reason: '来信' }]);
    let { version } = await world.rewards.chooseRule(officer1, second, 2, { basis: 'report', reason: '' });
    ({ version } = await world.rewards.answerGates(officer1, second, version, GATES.map((gate) => ({ gate, holds: true, evidence: '卷' }))));
    ({ version } = await world.rewards.confirmStanding(inv1, second, version, { level: 'L1', profile: 'ordinary', lossBy: null, evidence: '卷' }));
    ({ version } = await world.rewards.confirmStanding(inv2, second, version, { level: 'L1', profile: 'ordinary', lossBy: null, evidence: '卷' }));
    expect((await world.store.find(second)).calculation?.evaluation.amountFen).to.equal(40_000);
  });

  it('keeps the salt that proves the order, and shows the bureau’s own earlier leads', async () => {
    world.linked.set('case1', [aReport(), aReport({ id: 'own', number: '4407-CCCC-CCCC', identity: null, receivedOn: '2026-02-01', order: 90 })]);
    expect((await world.rewards.firstInLine(officer1, 'case1', null)).heldBefore).to.deep.equal([{ number: '4407-CCCC-CCCC', receivedOn: '2026-02-01' }]);
    const matter = await world.store.find(await world.rewards.open(officer1, 'case1'));
    expect(matter.first.order).to.deep.equal([{ number: '4407-AAAA-AAAA', register: '2026-000102', receivedOn: '2026-03-09', receivedAt: '2026-03-09T02:00:00.000Z', salt: 'salt-of-r1' }]);
    expect(matter.first.heldBefore).to.deep.equal([{ number: '4407-CCCC-CCCC', receivedOn: '2026-02-01' }]);
  });
});
