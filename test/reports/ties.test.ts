// The rules of moving, joining and splitting, one by one; over HTTP they are tried in moves.test.ts and joins.test.ts.
import { expect } from 'chai';
import { Conflict, Forbidden, Invalid, Refused } from '../../server/kernel/errors.ts';
import { nationalCalendar } from '../../server/law/adapters/chinese-days.ts';
import { findParameter } from '../../server/law/rules/parameters.ts';
import type { Parameter } from '../../server/law/rules/parameters.ts';
import type { Person, Role } from '../../server/people/rules/person.ts';
import { blockOf, permitted } from '../../server/reports/rules/actions.ts';
import { reportOfPart } from '../../server/reports/rules/acts/joins.ts';
import { goesWithIdentity } from '../../server/reports/rules/acts/moves.ts';
import { clocksAtReceipt, running } from '../../server/reports/rules/clocks.ts';
import type { Setting } from '../../server/reports/rules/clocks.ts';
import { decisionClock } from '../../server/reports/rules/dates.ts';
import { dueOfReport, perform } from '../../server/reports/rules/perform.ts';
import { reporterView } from '../../server/reports/rules/reporter.ts';
import { registerNumber } from '../../server/reports/rules/report.ts';
import type { Report } from '../../server/reports/rules/report.ts';
import { partOf, reporterIdOf, tied, tiesOf, wholeNumber } from '../../server/reports/rules/ties.ts';
import { aReport as received } from './support.ts';

const on = (today: string, overlay: Parameter[] = []): Setting => ({ at: new Date(`${today}T02:00:00Z`), today, calendar: nationalCalendar(), overlay });
const TODAY = on('2026-11-10');
const person = (id: string, bureau: string, ...roles: Role[]): Person => ({ id, account: id, name: id, bureau, bureauName: '', scope: bureau, roles, certificate: null, mustChangePassword: false });
const intake = person('intake', '440784', 'intake');
const receiving = person('receiving', '440700', 'intake');
const head = person('head', '440784', 'head');
const aReport = (change: Partial<Report> = {}): Report => received({
  number: '4407-7QKM-4T2X', institutionId: 'i1', categories: ['swapping'], files: ['f1', 'f2'], assigned: ['one', 'two'], recused: ['out'], clocks: clocksAtReceipt('440784', TODAY), codeDigest: 'digest',
  content: { targetName: '演示药房', narrative: '全文', amount: null, relation: 'unsaid', receivedAt: '2026-11-10T02:00:00.000Z' },
  messages: [{ id: 'm1', from: 'reporter', on: '2026-11-10', by: null, text: '还有一句', isQuestion: false, answerBy: null, files: [] }], ...change,
});
const reasonOf = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return error instanceof Refused ? error.reason : error instanceof Invalid ? `invalid ${Object.keys(error.fields).join()}` : error instanceof Conflict ? 'conflict' : error instanceof Forbidden ? 'forbidden' : String(error);
  }
};
const SENT = { to: { code: '440700', name: '江门局' }, matter: '一家药房串换药品的线索', text: '主要事实在市直' };
const offered = (change: Partial<Report> = {}): Report => perform('offer', aReport(change), intake, TODAY, SENT);
const RECEIVER = { code: '440700', name: '江门局' };

describe('ties of reports', () => {
  it('numbers a part after its report', () => {
    expect([partOf('4407-7QKM-4T2X'), partOf('4407-7QKM-4T2X-3'), wholeNumber('4407-7QKM-4T2X-12'), wholeNumber('4407-7QKM-4T2X')]).to.deep.equal([1, 3, '4407-7QKM-4T2X', '4407-7QKM-4T2X']);
    expect([registerNumber({ year: 2026, order: 433, number: '4407-7QKM-4T2X-2' }), registerNumber({ year: 2026, order: 433 })]).to.deep.equal(['2026-000433-2', '2026-000433']);
  });

  it('keeps an offered report with the sender: state, clock and duty stay, decisions wait', () => {
    const report = offered();
    expect(report).to.include({ state: 'received', bureau: '440784' });
    expect(dueOfReport(report, TODAY)).to.equal('2026-12-01');
    expect(report.pending.map(({ kind, bureau }) => [kind, bureau])).to.deep.equal([['transferLetter', '440784']]);
    for (const name of ['accept', 'notAccept', 'transfer', 'offer', 'merge', 'repeat', 'split'] as const) expect(blockOf(name, report, intake, TODAY)?.reason, name).to.equal('OFFERED');
    expect(permitted(report, intake, TODAY)).to.include.members(['recall', 'note', 'ask', 'assign']);
    expect(permitted(report, receiving, TODAY)).to.deep.equal(['takeOver', 'sendBack']);
    expect(reasonOf(() => perform('takeOver', report, intake, TODAY, { receiver: RECEIVER, number: '' }))).to.equal('BUREAU');
    expect(reasonOf(() => perform('recall', aReport(), intake, TODAY, { text: '写错了接收单位' }))).to.equal('NOT_OFFERED');
    for (const to of [null, { code: '440784', name: '' }]) expect(reasonOf(() => perform('offer', aReport(), intake, TODAY, { ...SENT, to }))).to.equal('invalid to');
    expect(reasonOf(() => perform('offer', aReport(), intake, TODAY, { ...SENT, matter: '短' }))).to.equal('invalid matter');
    expect(tiesOf(perform('recall', report, intake, TODAY, { text: '写错了接收单位' })).offer).to.equal(null);
  });

  it('H5: starts the receiver’s clock at his receipt, or at the first one where the setting says so', () => {
    const later = on('2026-11-13');
    const taken = perform('takeOver', offered(), receiving, later, { receiver: RECEIVER, number: '' });
    expect(taken).to.include({ bureau: '440700', firstBureau: '440784', number: '4407-7QKM-4T2X', order: 9, receivedOn: '2026-11-10', state: 'received' });
    expect([taken.assigned, taken.recused, dueOfReport(taken, later)]).to.deep.equal([[], ['out'], '2026-12-04']);
    expect(tiesOf(taken).passages).to.deep.equal([{ from: '440784', to: '440700', kind: 'transfer', sentOn: '2026-11-10', acceptedOn: '2026-11-13', withIdentity: true }]);
    // The real-name reporter reads the date that runs now, the anonymous one the date of every report.
    expect(decisionClock(taken, { state: 'received' })?.startedOn).to.equal('2026-11-13');
    expect(decisionClock(taken, { state: null })).to.include({ startedOn: '2026-11-10', stoppedOn: null });
    const usual = findParameter('TRANSFER_CLOCK', '440700', '2026-11-13');
    if (!usual) throw new Error('H5 is no parameter');
    const first = on('2026-11-13', [{ ...usual, jurisdiction: '440700', value: 'FIRST_RECEIPT' }]);
    expect(dueOfReport(perform('takeOver', offered(), receiving, first, { receiver: RECEIVER, number: '' }), first)).to.equal('2026-12-01');
  });

  it('sends the identity along only where the receiver will have to notify or pay', () => {
    const of = (identity: Report['identity'], wantsReward: boolean): boolean => goesWithIdentity({ identity, wantsReward });
    expect([of('realName', false), of('realName', true), of('identifiable', true), of('identifiable', false), of('anonymous', false), of(null, false)]).to.deep.equal([true, true, true, false, false, false]);
  });

  it('hands down below alone, with the limit of the letter before the default', () => {
    const above = aReport({ bureau: '440700', firstBureau: '440700' });
    const down = { to: { code: '440784', name: '鹤山局' }, matter: '一家药房串换药品的线索', limit: { amount: 20, unit: 'WD' as const }, text: '请核查并上报' };
    for (const code of ['330900', '440000', '440700']) expect(reasonOf(() => perform('handDown', above, receiving, TODAY, { ...down, to: { code, name: '' } })), code).to.equal('invalid to');
    const handed = perform('handDown', above, receiving, TODAY, down);
    expect(reasonOf(() => perform('sendBack', handed, intake, TODAY, { receiver: RECEIVER, text: '我们不想办这一件' }))).to.equal('HANDED_DOWN');
    const taken = perform('takeOver', handed, intake, on('2026-11-11'), { receiver: { code: '440784', name: '鹤山局' }, number: '江演医保交〔2026〕1 号' });
    const clock = running(taken.clocks, 'HANDDOWN_FINISH');
    expect([clock?.amount, clock?.unit, clock?.startedOn, clock?.source]).to.deep.equal([20, 'WD', '2026-11-11', '交办函']);
    expect(tiesOf(taken).handDown).to.include({ by: '440700', number: '江演医保交〔2026〕1 号', receivedOn: '2026-11-11', reportedOn: null });
    expect(blockOf('reportBack', taken, head, TODAY)?.reason).to.equal('STATE');
    const working = perform('accept', taken, intake, TODAY, {});
    const reported = perform('reportBack', working, head, on('2026-11-20'), { text: '经核查属实，已经整改。', superior: RECEIVER });
    expect([running(reported.clocks, 'HANDDOWN_FINISH'), tiesOf(reported).handDown?.reportedOn, reported.pending.at(-1)?.kind]).to.deep.equal([null, '2026-11-20', 'reportBack']);
    expect(blockOf('reportBack', reported, head, TODAY)?.reason).to.equal('REPORTED_BACK');
    expect(blockOf('supervise', reported, person('above', '440700', 'head'), TODAY)?.reason).to.equal('REPORTED_BACK');
    expect(reasonOf(() => perform('handDown', taken, intake, TODAY, down))).to.equal('HANDED_DOWN');
    const noLimit = perform('takeOver', perform('handDown', above, receiving, TODAY, { ...down, limit: null }), intake, TODAY, { receiver: { code: '440784', name: '鹤山局' }, number: '' });
    expect(running(noLimit.clocks, 'HANDDOWN_FINISH')?.limit).to.equal('notEntered');
  });

  it('hands down anew what was called back, and leaves a hand-down of before when a transfer is called back', () => {
    const above = aReport({ bureau: '440700', firstBureau: '440700' });
    const down = { to: { code: '440784', name: '鹤山局' }, matter: '一家药房串换药品的线索', limit: null, text: '请核查并上报' };
    const handed = perform('handDown', above, receiving, TODAY, down);
    const back = perform('recall', handed, receiving, TODAY, { text: '写错了接收单位' });
    expect([tiesOf(back).offer, tiesOf(back).handDown]).to.deep.equal([null, null]);
    expect(permitted(back, receiving, TODAY)).to.include('handDown');
    const taken = perform('takeOver', handed, intake, TODAY, { receiver: { code: '440784', name: '鹤山局' }, number: '江演医保交〔2026〕1 号' });
    const kept = perform('recall', perform('offer', taken, intake, TODAY, SENT), intake, TODAY, { text: '写错了接收单位' });
    expect([tiesOf(kept).offer, tiesOf(kept).handDown?.by, blockOf('handDown', kept, head, TODAY)?.reason]).to.deep.equal([null, '440700', 'HANDED_DOWN']);
  });

  it('reports back of a hand-down that was merged as it stands with the older one', () => {
    const lead = aReport({ id: 'r0', number: '4407-0000-0000', order: 3, state: 'verifying', handlingOn: '2026-11-03' });
    const handDown = { by: '440700', number: '江演医保交〔2026〕1 号', issuedOn: '2026-11-09', limit: null, receivedOn: '2026-11-10', reportedOn: null, result: null, marks: [] };
    const merged = perform('merge', aReport({ ties: tied({}, { handDown }) }), intake, TODAY, { into: lead, text: '' });
    const outcome = (report: Report): unknown => perform('reportBack', report, head, TODAY, { text: '经核查属实，已经整改。', superior: RECEIVER }).pending.at(-1)?.slots['outcome'];
    expect(outcome(merged)).to.equal('@reports.state.merged');
    expect(outcome({ ...merged, ties: tied(merged, { decided: { as: 'filed', on: '2026-11-20', reason: null, by: 'head' } }) })).to.equal('@reports.state.filed');
  });

  it('joins only to an older one of the bureau, and takes apart without gaining time', () => {
    const lead = aReport({ id: 'r0', number: '4407-0000-0000', order: 3, assigned: ['three', 'out'], state: 'notFiled', handlingOn: '2026-11-03' });
    expect(reasonOf(() => perform('merge', aReport(), intake, TODAY, { into: lead, text: '' }))).to.equal('invalid into');
    const repeated = perform('repeat', aReport(), intake, TODAY, { into: lead, text: '与更早的一件相同' });
    expect([repeated.state, tiesOf(repeated).mergedAs, repeated.assigned]).to.deep.equal(['merged', 'repeated', ['three']]);
    expect(repeated.pending.map(({ kind }) => kind)).to.deep.equal(['registration']);
    // The older one is in nobody's hands yet: neither is this one, and it comes into hands when it is taken apart.
    const waiting = perform('merge', aReport(), intake, TODAY, { into: { ...lead, state: 'received', handlingOn: null }, text: '' });
    expect([waiting.handlingOn, waiting.pending]).to.deep.equal([null, []]);
    const alone = perform('unmerge', waiting, intake, on('2026-11-20'), { text: '不是同一件事' });
    expect([alone.handlingOn, alone.pending.map(({ kind }) => kind)]).to.deep.equal(['2026-11-20', ['registration']]);
    for (const into of [{ ...lead, bureau: '440700' }, { ...lead, mergedInto: 'x' }, { ...lead, order: 10 }, { ...lead, id: 'r1' }]) {
      expect(reasonOf(() => perform('repeat', aReport(), intake, TODAY, { into, text: '与更早的一件相同' }))).to.equal('invalid into');
    }
    expect(dueOfReport(repeated, TODAY)).to.equal('9999-12-31');
    const apart = perform('unmerge', { ...repeated, pending: [] }, head, on('2026-11-20'), { text: '不是同一件事' });
    expect([apart.state, apart.mergedInto, dueOfReport(apart, on('2026-11-20')), apart.pending]).to.deep.equal(['verifying', null, '2026-12-01', []]);
    expect(reasonOf(() => perform('unmerge', repeated, head, TODAY, { text: '' }))).to.equal('invalid text');
  });

  it('splits off what was chosen; what is not the report’s own cannot go along', () => {
    const input = { id: 'p1', targetName: '演示隔壁', targetKind: 'pharmacy' as const, categories: ['swapping'], narrative: '只说隔壁的。', files: ['f2'], messages: ['m1'], text: '说的是两家' };
    for (const [change, field] of [[{ files: ['f9'] }, 'files'], [{ messages: ['m9'] }, 'messages'], [{ targetName: '' }, 'targetName'], [{ narrative: '' }, 'narrative'], [{ text: '' }, 'text']] as const) {
      expect(reasonOf(() => perform('split', aReport(), intake, TODAY, { ...input, ...change }))).to.equal(`invalid ${field}`);
    }
    const parent = perform('split', aReport(), intake, TODAY, input);
    const [part] = tiesOf(parent).parts;
    if (!part) throw new Error('nothing was split off');
    const child = reportOfPart(parent, part);
    expect(child).to.deep.include({ number: '4407-7QKM-4T2X-2', order: 9, receivedOn: '2026-11-10', files: ['f2'], codeDigest: '', institutionId: null, version: 1, state: 'received' });
    expect([child.content.narrative, child.messages.map(({ id }) => id), reporterIdOf(child), dueOfReport(child, TODAY)]).to.deep.equal(['只说隔壁的。', ['m1'], 'r1', '2026-12-01']);
    expect([parent.content.narrative, parent.files]).to.deep.equal(['全文', ['f1', 'f2']]);
    expect(blockOf('ask', child, intake, TODAY)?.reason).to.equal('PART');
    expect(perform('accept', child, intake, TODAY, {}).pending).to.deep.equal([]);
    expect(perform('unsplit', child, intake, TODAY, { text: '其实是同一家' })).to.include({ state: 'merged', mergedInto: 'r1' });
    expect(reasonOf(() => perform('unsplit', perform('note', child, intake, TODAY, { text: '看过' }), intake, TODAY, { text: '其实是同一家' }))).to.equal('PART_HANDLED');
    const full = aReport({ ties: tied({}, { parts: Array.from({ length: 20 }, (_, at) => ({ ...part, part: at + 2 })) }) });
    expect(reasonOf(() => perform('split', full, intake, TODAY, input))).to.equal('invalid text');
  });

  it('shows the reporter one matter, done with the last part of it', () => {
    const whole = aReport({ state: 'notFiled', handlingOn: '2026-11-11', decidedOn: '2026-11-20', doneOn: '2026-11-20', reason: 'NF_NO_SUSPECT' });
    const part = (change: Partial<Report>): Report => aReport({ id: 'p1', ...change });
    expect(reporterView(whole, null, [part({ state: 'verifying', handlingOn: '2026-11-12' })])).to.include({ stage: 'inHand', state: 'verifying', doneOn: null, decidedOn: null, reason: null, inHandOn: '2026-11-11' });
    expect(reporterView(whole, null, [part({ state: 'filed', decidedOn: '2026-11-21' })])).to.include({ stage: 'inHand', state: 'filed', decidedOn: '2026-11-21' });
    expect(reporterView(whole, null, [part({ state: 'notFiled', doneOn: '2026-11-25' })])).to.include({ stage: 'done', state: 'notFiled', doneOn: '2026-11-25' });
    expect(reporterView(whole, null, [part({ state: 'merged' })])).to.deep.equal(reporterView(whole, null));
    expect(reporterView({ ...whole, identity: 'anonymous' }, null, [part({ state: 'filed', decidedOn: '2026-11-21' })])).to.include({ stage: 'inHand', state: null, decidedOn: null });
  });

  it('is final once the other department has taken it over', () => {
    const gone = perform('transfer', aReport(), intake, TODAY, { receiver: '演示市场监管局', matter: '一家药房串换药品的线索', text: '不归我局管' });
    const taken = perform('recordTaken', gone, intake, on('2026-11-12'), { on: '2026-11-12', text: '' });
    expect([taken.doneOn, blockOf('takeBack', taken, intake, TODAY)?.reason, blockOf('recordTaken', taken, intake, TODAY)?.reason]).to.deep.equal(['2026-11-12', 'TAKEN', 'TAKEN']);
    expect(reasonOf(() => perform('recordTaken', gone, intake, TODAY, { on: '2026-11-09', text: '' }))).to.equal('invalid on');
  });
});
