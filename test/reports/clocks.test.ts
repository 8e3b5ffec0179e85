// Every code of report-handling 13.1 and 13.2: what starts, pauses, extends and stops it, or why nothing does.
import { expect } from 'chai';
import { Conflict, Invalid, Refused } from '../../server/kernel/errors.ts';
import { nationalCalendar } from '../../server/law/adapters/chinese-days.ts';
import { clockDue, clockRule, pauseClock, resumeClock, startClock, statutoryDue, type Clock } from '../../server/law/rules/clocks.ts';
import { DEADLINES } from '../../server/law/rules/clocks/deadlines.ts';
import { SETTING_CODES } from '../../server/law/rules/clocks/regime.ts';
import { PARAMETER_CODES, type Parameter } from '../../server/law/rules/parameters.ts';
import type { Person, Role } from '../../server/people/rules/person.ts';
import { clocksAtReceipt, grantable, grantName, recountedClocks, running, started } from '../../server/reports/rules/clocks.ts';
import type { Grantable, Setting } from '../../server/reports/rules/clocks.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { actPage } from '../../server/reports/pages/desk/act.ts';
import { perform } from '../../server/reports/rules/perform.ts';
import type { Report } from '../../server/reports/rules/report.ts';
import { tied } from '../../server/reports/rules/ties.ts';
import { disposePreservation, addEvidence } from '../../server/cases/rules/acts/inquiry.ts';
import { passReview, sendToReview } from '../../server/cases/rules/acts/review.ts';
import { extend, resume, suspend } from '../../server/cases/rules/acts/time.ts';
import { perform as perform2 } from '../../server/cases/rules/perform.ts';
import { clockOf } from '../../server/cases/rules/case.ts';
import { aCase, aPerson, aSituation } from '../cases/builders.ts';

const calendar = nationalCalendar();
const on = (today: string, overlay: readonly Parameter[] = []): Setting => ({ at: new Date(`${today}T02:00:00Z`), today, calendar, overlay });
const person = (id: string, ...roles: Role[]): Person => ({
  id, account: id, name: id, bureau: '440784', bureauName: '', scope: '440784', roles, certificate: { number: id, validTo: '2030-12-31' }, mustChangePassword: false,
});
const [intake, head, one, two] = [person('intake', 'intake'), person('head', 'head'), person('one', 'investigator'), person('two', 'investigator')];

function aReport(receivedOn: string, change: Partial<Report> = {}, setting = on(receivedOn)): Report {
  return {
    id: 'r1', number: '4407-0000-0000', bureau: '440784', firstBureau: '440784', year: 2026, order: 9, source: 'tipOff', channel: 'letter', receivedOn, division: '440784',
    targetKind: 'pharmacy', institutionId: null, categories: [], from: null, to: null, identity: 'realName', wantsReward: true,
    content: { targetName: '', narrative: '', amount: null, relation: 'unsaid', receivedAt: `${receivedOn}T02:00:00.000Z` }, files: [], state: 'received', reason: null, assigned: ['one', 'two'], recused: [],
    clocks: clocksAtReceipt('440784', setting, receivedOn), handlingOn: null, decidedOn: null, doneOn: null, visitedOn: null, withdrawnOn: null, caseId: null, mergedInto: null, transferredTo: null, isAsked: false,
    hasNews: false, messages: [], events: [], told: [], pending: [], codeDigest: '', codeVersion: 1, isVisited: false, version: 1, ...change,
  };
}
const due = (report: Pick<Report, 'clocks'>, code: string): string | null => {
  const clock = running(report.clocks, code);
  return clock && clockDue(clock, calendar, clock.startedOn).due;
};
const stoppedOn = (report: Pick<Report, 'clocks'>, code: string): string | null => report.clocks.findLast((clock) => clock.code === code)?.stoppedOn ?? null;
const reasonOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    if (error instanceof Conflict) return 'conflict';
    if (error instanceof Invalid) return `invalid ${Object.keys(error.fields).join()}`;
    throw error;
  }
  return 'done';
};
const setting = (code: string, value: string): Parameter => ({ code, jurisdiction: '440784', from: null, to: null, value, unit: 'CODE', dayKind: null, approver: null, mark: 'Q', source: '演示', status: 'CONFIRMED' });

describe('clocks of report handling', () => {
  describe('each code of 13.1 and 13.2', () => {
    /** Code → its walk. `missing`: which part has no act in the system, and why. */
    const CODES: Record<string, { walk: () => void; missing: string | null }> = {
      REGISTER: {
        missing: null,
        walk() {
          const [, register] = clocksAtReceipt('440784', on('2026-11-10'));
          expect([register?.code, register?.startedOn, register?.stoppedOn, register?.limit]).to.deep.equal(['REGISTER', '2026-11-10', '2026-11-10', 'notEntered']);
        },
      },
      ACCEPT_OR_FILE: {
        missing: 'no act records a laboratory appraisal before filing; Liaoning alone lists one as a pause, so the pause is walked by the rules',
        walk() {
          const report = perform('accept', aReport('2026-11-10'), intake, on('2026-11-11'), {});
          expect(due(report, 'ACCEPT_OR_FILE')).to.equal('2026-12-01');
          expect(stoppedOn(perform('notFile', report, head, on('2026-11-20'), { reason: 'NF_NO_SUSPECT', text: '没有发现违法嫌疑' }), 'ACCEPT_OR_FILE')).to.equal('2026-11-20');
          const sent = perform('transfer', report, intake, on('2026-11-20'), { receiver: '演示市场监管局', matter: '属于药品质量问题，请依法处理', text: '由该局主管' });
          expect([stoppedOn(sent, 'ACCEPT_OR_FILE'), due(perform('takeBack', sent, intake, on('2026-11-23'), { text: '对方退回材料' }), 'ACCEPT_OR_FILE')]).to.deep.equal(['2026-11-20', '2026-12-01']);
          const clock = startClock('ACCEPT_OR_FILE', '210000', '2026-11-10');
          const rested = resumeClock(pauseClock(clock, { reason: 'appraisal', from: '2026-11-12', document: '鉴定委托书', by: 'one' }), 'appraisal', '2026-11-16');
          expect([statutoryDue(clock, calendar).end, statutoryDue(rested, calendar).end]).to.deep.equal(['2026-11-25', '2026-11-30']);
          expect(reasonOf(() => pauseClock(startClock('ACCEPT_OR_FILE', '440784', '2026-11-10'), { reason: 'appraisal', from: '2026-11-12', document: '', by: 'one' }))).to.equal('CLOCK_PAUSE_GROUND');
        },
      },
      ACCEPT_OR_FILE_EXT: {
        missing: null,
        walk() {
          const report = aReport('2026-11-10');
          const extended = perform('extend', report, head, on('2026-12-01'), { text: '需要异地取证' });
          expect(due(extended, 'ACCEPT_OR_FILE')).to.equal('2026-12-22');
          expect(running(extended.clocks, 'ACCEPT_OR_FILE')?.extensions).to.deep.equal([{
            code: 'ACCEPT_OR_FILE_EXT', mode: 'added', amount: 15, unit: 'WD', on: '2026-12-01', by: 'head', approver: 'principal', reason: '需要异地取证', source: '医疗保障行政处罚程序暂行规定第十四条',
          }]);
          expect(reasonOf(() => perform('extend', extended, head, on('2026-12-02'), { text: '再延长一次可以吗' }))).to.equal('EXTENDED_ALREADY');
          expect(() => perform('extend', report, intake, on('2026-12-01'), { text: '需要异地取证' })).to.throw('reports.extend');
        },
      },
      TELL_NOT_ACCEPTED: {
        missing: null,
        walk() {
          const told = perform('notAccept', aReport('2021-04-19'), intake, on('2021-04-23'), { ground: 'NA_OTHER_PROCEDURE', text: '应当通过诉讼解决' });
          // Regime A: fifteen working days from receipt, not from the decision.
          expect([due(told, 'TELL_NOT_ACCEPTED'), running(told.clocks, 'TELL_NOT_ACCEPTED')?.startedOn]).to.deep.equal(['2021-05-11', '2021-04-19']);
          expect(stoppedOn(perform('recordTold', told, intake, on('2021-04-26'), { clock: 'TELL_NOT_ACCEPTED', way: 'phone', on: '2021-04-26' }), 'TELL_NOT_ACCEPTED')).to.equal('2021-04-26');
          const today = perform('notAccept', aReport('2026-11-10'), intake, on('2026-11-11'), { ground: 'NA_OTHER_PROCEDURE', text: '应当通过诉讼解决' });
          expect(running(today.clocks, 'TELL_NOT_ACCEPTED')?.limit).to.equal('notEntered');
          expect(running(perform('notAccept', aReport('2026-11-10', { identity: 'anonymous' }), intake, on('2026-11-11'), { ground: 'NA_OTHER_PROCEDURE', text: '应当通过诉讼解决' }).clocks, 'TELL_NOT_ACCEPTED')).to.equal(null);
        },
      },
      TELL_FILED: {
        missing: null,
        walk() {
          const verifying = perform('accept', aReport('2022-04-18'), intake, on('2022-04-18'), {});
          const filed = perform('file', verifying, head, on('2022-04-22'), { caseId: 'c1', on: '2022-04-22', text: '有违法的嫌疑', conditions: ['suspect', 'punishable', 'jurisdiction'], officers: [one, two] });
          expect(due(filed, 'TELL_FILED')).to.equal('2022-04-28');
          expect(stoppedOn(perform('recordTold', filed, head, on('2022-04-25'), { clock: 'TELL_FILED', way: 'post', on: '2022-04-25' }), 'TELL_FILED')).to.equal('2022-04-25');
        },
      },
      FINISH: {
        missing: null,
        walk() {
          const accepted = perform('accept', aReport('2020-09-14'), intake, on('2020-09-15'), {});
          expect(due(accepted, 'FINISH')).to.equal('2020-11-02');
          const ended = perform('referContract', accepted, head, on('2020-10-10'), { text: '只违反服务协议', isBreachOnly: true });
          expect(stoppedOn(ended, 'FINISH')).to.equal('2020-10-10');
          const sent = perform('transfer', accepted, intake, on('2020-10-10'), { receiver: '演示市场监管局', matter: '属于药品质量问题，请依法处理', text: '由该局主管' });
          expect([stoppedOn(sent, 'FINISH'), due(perform('takeBack', sent, intake, on('2020-10-12'), { text: '对方退回材料' }), 'FINISH')]).to.deep.equal(['2020-10-10', '2020-11-02']);
          // Regime B has no such limit: nothing is started that nobody could keep.
          expect(running(perform('accept', aReport('2026-11-10'), intake, on('2026-11-11'), {}).clocks, 'FINISH')).to.equal(null);
        },
      },
      FINISH_EXT_COMPLEX: {
        missing: null,
        walk() {
          const accepted = perform('accept', aReport('2019-11-29'), intake, on('2019-11-30'), {});
          const open = grantable(accepted.clocks, on('2019-12-10'));
          expect(typeof open === 'string' ? open : open.map(grantName)).to.deep.equal(['FINISH.FINISH_EXT_COMPLEX', 'FINISH.FINISH_EXT_MAJOR']);
          const extended = perform('extend', accepted, head, on('2019-12-10'), { text: '案情复杂，需要延长', extension: 'FINISH.FINISH_EXT_COMPLEX' });
          expect(due(extended, 'FINISH')).to.equal('2020-03-02');
          expect(running(extended.clocks, 'FINISH')?.extensions[0]?.approver).to.equal('head');
        },
      },
      FINISH_EXT_MAJOR: {
        missing: null,
        walk() {
          const accepted = perform('accept', aReport('2020-09-14'), intake, on('2020-09-15'), {});
          const major = { text: '特别重大的案情', extension: 'FINISH.FINISH_EXT_MAJOR' };
          expect(reasonOf(() => perform('extend', accepted, head, on('2020-10-10'), major))).to.equal('invalid minutes');
          const extended = perform('extend', accepted, head, on('2020-10-10'), { ...major, minutes: '集体讨论记录 2020-7' });
          expect([due(extended, 'FINISH'), running(extended.clocks, 'FINISH')?.extensions[0]?.approver, running(extended.clocks, 'FINISH')?.extensions[0]?.reason]).to.deep.equal(['2021-03-15', 'collective', '特别重大的案情 集体讨论记录 2020-7']);
          // Three months after six would take time away.
          expect(reasonOf(() => perform('extend', extended, head, on('2020-10-12'), { text: '案情复杂，需要延长', extension: 'FINISH.FINISH_EXT_COMPLEX' }))).to.equal('EXTENDED_ALREADY');
          expect(reasonOf(() => perform('extend', accepted, head, on('2020-11-03'), { ...major, minutes: '记录' }))).to.equal('OVERDUE');
        },
      },
      HANDDOWN_FINISH: {
        missing: null,
        walk() {
          const [, , old] = clocksAtReceipt('440784', on('2020-09-15'), '2020-09-15', null);
          expect([old?.code, old && statutoryDue(old, calendar).end]).to.deep.equal(['HANDDOWN_FINISH', '2020-11-02']);
          const clocks = clocksAtReceipt('440784', on('2026-11-10'), '2026-11-10', { amount: 10, unit: 'WD' });
          expect([running(clocks, 'HANDDOWN_FINISH')?.source, due({ clocks }, 'HANDDOWN_FINISH')]).to.deep.equal(['交办函', '2026-11-24']);
          expect(running(clocksAtReceipt('440784', on('2026-11-10'), '2026-11-10', null), 'HANDDOWN_FINISH')?.limit).to.equal('notEntered');
          const handDown = { by: '440700', number: '交〔2026〕1 号', issuedOn: '2026-11-09', limit: null, receivedOn: '2026-11-10', reportedOn: null, result: null, marks: [] };
          const ordered = clocks.map((clock) => (clock.code === 'HANDDOWN_FINISH' ? { ...clock, orderedBy: '440700' } : clock));
          const report = aReport('2026-11-10', { clocks: ordered, state: 'verifying', ties: tied({}, { handDown }) });
          const back = perform('reportBack', report, head, on('2026-11-20'), { text: '已经核查完毕，现将结果上报。', superior: { code: '440700', name: '江门市演示医疗保障局' } });
          expect(stoppedOn(back, 'HANDDOWN_FINISH')).to.equal('2026-11-20');
          const extended = perform('extend', { ...aReport('2020-09-15'), clocks: clocksAtReceipt('440784', on('2020-09-15'), '2020-09-15', null) }, head, on('2020-09-20'), { text: '案情复杂，需要延长', extension: 'HANDDOWN_FINISH.FINISH_EXT_COMPLEX' });
          expect(due(extended, 'HANDDOWN_FINISH')).to.equal('2020-12-15');
        },
      },
      TRANSFER: {
        missing: null,
        walk() {
          const sent = perform('transfer', aReport('2026-11-10'), intake, on('2026-11-12'), { receiver: '演示市场监管局', matter: '属于药品质量问题，请依法处理', text: '由该局主管' });
          const clock = sent.clocks.find(({ code }) => code === 'TRANSFER');
          expect([clock?.startedOn, clock?.stoppedOn, clock?.limit]).to.deep.equal(['2026-11-12', '2026-11-12', 'notEntered']);
        },
      },
      TELL_RESULT: {
        missing: null,
        walk() {
          // reports.tell starts it with the decision (test below over the service); it ends as every duty to tell.
          const clocks = started(aReport('2026-11-10').clocks, 'TELL_RESULT', '440784', '2026-12-20', on('2026-12-20'));
          const told = perform('recordTold', aReport('2026-11-10', { state: 'filed', decidedOn: '2026-11-20', clocks }), head, on('2026-12-22'), { clock: 'TELL_RESULT', way: 'post', on: '2026-12-22' });
          expect([running(clocks, 'TELL_RESULT')?.limit, stoppedOn(told, 'TELL_RESULT')]).to.deep.equal(['notEntered', '2026-12-22']);
        },
      },
      PRESERVE_DECIDE: {
        missing: null,
        walk() {
          const kase = aCase();
          const situation = aSituation(kase, aPerson('one', ['investigator']));
          const kept = addEvidence(kase, { kind: 'OBJ', name: '账册', obtainedOn: '2026-11-10', obtainedBy: ['one', 'two'], source: '现场', proves: '收费', fileIds: [], preservedOn: '2026-11-10', keptAt: '保管室', approvedBy: '负责人' }, situation);
          const clock = clockOf(kept, 'PRESERVE_DECIDE', 'new');
          expect(clock && statutoryDue(clock, calendar).end).to.equal('2026-11-19');
          expect(clockOf(disposePreservation(kept, { evidenceId: 'new', disposal: 'RETURNED', on: '2026-11-10', note: '' }, situation), 'PRESERVE_DECIDE', 'new')?.stoppedOn).to.equal('2026-11-10');
        },
      },
      LEGAL_REVIEW: {
        missing: null,
        walk() {
          const kase = aCase();
          const sent = sendToReview(kase, {}, aSituation(kase, aPerson('one', ['investigator'])));
          const clock = clockOf(sent, 'LEGAL_REVIEW', 'round-1');
          expect(clock && statutoryDue(clock, calendar).end).to.equal('2026-11-24');
          const chief = (today: string) => aSituation(sent, aPerson('head', ['head']), { today });
          const longer = perform2('extendReview', sent, { reason: '涉及多个险种' }, chief('2026-11-24'));
          expect(clockOf(longer, 'LEGAL_REVIEW', 'round-1')?.extensions.map(({ code, approver }) => [code, approver])).to.deep.equal([['LEGAL_REVIEW_EXT', 'head']]);
          const extended = clockOf(longer, 'LEGAL_REVIEW', 'round-1');
          expect(extended && statutoryDue(extended, calendar).end).to.equal('2026-12-08');
          expect(reasonOf(() => perform2('extendReview', longer, { reason: '再延长' }, chief('2026-11-25')))).to.equal('NOT-NOW');
          expect(reasonOf(() => perform2('extendReview', sent, { reason: '迟了' }, chief('2026-11-25')))).to.equal('EXTEND-IN-TIME');
          expect(() => perform2('extendReview', sent, { reason: '涉及多个险种' }, aSituation(sent, aPerson('one', ['investigator'])))).to.throw('extendReview');
          const passed = passReview(sent, { text: '同意' }, aSituation(sent, aPerson('reviewer', ['legalReviewer']), { today: '2026-11-16' }));
          expect(clockOf(passed, 'LEGAL_REVIEW', 'round-1')?.stoppedOn).to.equal('2026-11-16');
        },
      },
      DELIVER_DECISION: {
        missing: 'started by the decision and stopped by service: walked over HTTP in cases/journey.test.ts',
        walk: () => expect(statutoryDue(startClock('DELIVER_DECISION', '440784', '2026-11-10'), calendar).end).to.equal('2026-11-19'),
      },
      JURISDICTION_NEGOTIATE: {
        missing: 'no act records a dispute between bureaus: they ask the bureau above, which hands the report down',
        walk: () => expect(statutoryDue(startClock('JURISDICTION_NEGOTIATE', '440784', '2026-11-10'), calendar).end).to.equal('2026-11-19'),
      },
      REWARD_PROPOSE: { missing: 'by the events of a reward: rewards/clocks.test.ts', walk: () => expect(statutoryDue(startClock('REWARD_PROPOSE', '110000', '2026-11-10'), calendar).end).to.equal('2026-11-24') },
      REWARD_APPROVE: { missing: 'by the events of a reward: rewards/clocks.test.ts', walk: () => expect(statutoryDue(startClock('REWARD_APPROVE', '130000', '2026-11-10'), calendar).end).to.equal('2026-11-17') },
      REWARD_NOTICE: { missing: 'by the events of a reward: rewards/clocks.test.ts', walk: () => expect(statutoryDue(startClock('REWARD_NOTICE', '130000', '2026-11-10'), calendar).end).to.equal('2026-11-12') },
      REWARD_CLAIM: { missing: 'by the events of a reward: rewards/clocks.test.ts', walk: () => expect(statutoryDue(startClock('REWARD_CLAIM', '440100', '2020-08-03'), calendar).end).to.equal('2020-10-09') },
    };
    for (const [code, { walk }] of Object.entries(CODES)) it(code, walk);

    it('none is left out, each is data, and an administrator can enter each', () => {
      const listed = ['ACCEPT_OR_FILE', 'TELL_NOT_ACCEPTED', 'TELL_FILED', 'FINISH', 'REWARD_PROPOSE', 'REWARD_APPROVE', 'REWARD_NOTICE', 'REWARD_CLAIM', 'ACCEPT_OR_FILE_EXT', 'FINISH_EXT_COMPLEX', 'FINISH_EXT_MAJOR',
        'HANDDOWN_FINISH', 'PRESERVE_DECIDE', 'LEGAL_REVIEW', 'DELIVER_DECISION', 'JURISDICTION_NEGOTIATE', 'REGISTER', 'TRANSFER', 'TELL_RESULT'];
      expect(Object.keys(CODES)).to.have.members(listed);
      expect(listed.filter((code) => !PARAMETER_CODES.includes(code))).to.deep.equal([]);
      const extensions = DEADLINES.flatMap((deadline) => deadline.extensions.map((extension) => extension.code));
      expect(listed.filter((code) => !DEADLINES.some((deadline) => deadline.code === code) && !extensions.includes(code))).to.deep.equal([]);
    });

    it('a code without a limit refuses its due date by name', () => {
      const unknown = DEADLINES.filter(({ jurisdictionCode, status, to }) => jurisdictionCode === 'CN' && status === 'UNKNOWN' && to === null).map(({ code }) => code);
      expect(unknown).to.include.members(['TELL_NOT_ACCEPTED', 'HANDDOWN_FINISH', 'REGISTER', 'TRANSFER', 'TELL_RESULT', 'REWARD_PROPOSE', 'REWARD_APPROVE', 'REWARD_NOTICE']);
      for (const code of unknown) {
        const clock = startClock(code, '440784', '2026-11-10');
        expect(clockDue(clock, calendar, '2026-11-11').state, code).to.equal('none');
        expect(() => statutoryDue(clock, calendar)).to.throw(Refused).that.deep.includes({ reason: 'PARAMETER_UNKNOWN' }).and.has.nested.property('detail.code', code);
      }
    });

    it('each definition carries every field of 13.3', () => {
      const find = (code: string, place: string, from: string | null) => DEADLINES.find((each) => each.code === code && each.jurisdictionCode === place && each.from === from);
      expect(find('FINISH', 'CN', '2018-11-01')).to.deep.equal({
        code: 'FINISH', regime: 'A', jurisdictionCode: 'CN', from: '2018-11-01', to: '2022-02-28', amount: 30, unit: 'WD', status: 'UNCONFIRMED', trigger: 'acceptance', countsFrom: 'acceptance', pausedBy: [], appliesTo: 'all', mark: 'S', source: '医保办发〔2018〕22号',
        extensions: [
          { code: 'FINISH_EXT_COMPLEX', amount: 3, unit: 'MONTH', mode: 'total', times: 1, approver: 'head', after: null, isReasonRequired: true },
          { code: 'FINISH_EXT_MAJOR', amount: 6, unit: 'MONTH', mode: 'total', times: 1, approver: 'collective', after: null, isReasonRequired: true },
        ],
      });
      expect(find('TELL_NOT_ACCEPTED', 'CN', '2018-11-01')).to.deep.include({ trigger: 'nonAcceptance', countsFrom: 'receipt', appliesTo: 'realName', regime: 'A' });
      expect(find('ACCEPT_OR_FILE', '210000', '2020-06-22')).to.deep.include({ amount: 15, unit: 'D', pausedBy: ['appraisal', 'testing'] });
      expect(find('CASE_DECIDE', 'CN', '2021-07-15')?.extensions.map(({ code, approver, after }) => [code, approver, after])).to.deep.equal([['CASE_EXT_1', 'head', null], ['CASE_EXT_2', 'collective', 'CASE_EXT_1']]);
    });

    it('local variants of section 14 stand beside the national rule', () => {
      const limit = (code: string, place: string, day: string): string => {
        const clock = startClock(code, place, day);
        return `${clock.amount ?? clock.limit} ${clock.unit ?? ''}`.trim();
      };
      expect([
        limit('FINISH', '340100', '2019-06-01'), limit('ACCEPT_OR_FILE', '340200', '2020-05-01'), limit('REWARD_NOTICE', '440100', '2022-10-20'), limit('REWARD_CLAIM', '440100', '2022-10-20'), limit('REWARD_PROPOSE', '110000', '2024-01-02'),
        limit('REWARD_CLAIM', '110000', '2024-01-02'), limit('REWARD_NOTICE', '130000', '2023-03-01'), limit('ACCEPT_OR_FILE', '210000', '2026-11-10'), limit('TELL_NOT_ACCEPTED', '540000', '2020-01-02'), limit('REWARD_PROPOSE', '330900', '2026-11-10'),
      ]).to.deep.equal(['30 WD', '15 WD', '5 WD', '60 D', '10 WD', '2 MONTH', '2 WD', '15 D', '15 WD', 'notEntered']);
      expect(startClock('TELL_NOT_ACCEPTED', '540000', '2020-01-02')).to.deep.include({ mark: 'Q', confirmed: true, source: '藏医保办[2019]38号' });
    });
  });

  describe('the clocks of a case', () => {
    it('the decision pauses for a suspension and is extended by the head, then together', () => {
      const kase = aCase();
      const head2 = aPerson('head', ['head']);
      const at = (of: typeof kase, today: string) => aSituation(of, head2, { today });
      const paused = suspend(kase, { situation: '1', text: '', reason: '等待另案' }, at(kase, '2026-11-20'));
      const again = resume(paused, { reason: '另案已决' }, at(paused, '2026-11-30'));
      const clock = clockOf(again, 'CASE_DECIDE');
      expect([clockOf(kase, 'CASE_DECIDE'), clock].map((each) => each && clockDue(each, calendar, '2026-11-30').due)).to.deep.equal(['2027-02-01', '2027-02-10']);
      const once = extend(again, { reason: '案情复杂，需要延长', days: null, minutes: '' }, at(again, '2026-12-01'));
      expect(reasonOf(() => extend(once, { reason: '案情特别复杂', days: null, minutes: '' }, at(once, '2026-12-02')))).to.equal('invalid minutes');
      const twice = extend(once, { reason: '案情特别复杂', days: 60, minutes: '讨论记录' }, at(once, '2026-12-02'));
      expect(clockOf(twice, 'CASE_DECIDE')?.extensions.map(({ code, approver }) => [code, approver])).to.deep.equal([['CASE_EXT_1', 'head'], ['CASE_EXT_2', 'collective']]);
    });
  });

  it('what the law leaves out of a case’s days is recorded with its document, and counts once', () => {
    const kase = aCase();
    const officer = (of: typeof kase, today: string) => aSituation(of, aPerson('one', ['investigator']), { today });
    const sent = perform2('stopClocks', kase, { ground: 'appraisal', on: '2026-11-05', document: '鉴定委托书 3 号' }, officer(kase, '2026-11-10'));
    expect(clockOf(sent, 'CASE_DECIDE')?.pauses).to.deep.equal([{ reason: 'appraisal', from: '2026-11-05', to: null, document: '鉴定委托书 3 号', by: 'one' }]);
    expect(reasonOf(() => perform2('stopClocks', sent, { ground: 'appraisal', on: '2026-11-06', document: '又一份' }, officer(sent, '2026-11-10')))).to.equal('invalid ground');
    expect(reasonOf(() => perform2('stopClocks', kase, { ground: 'holiday', on: '2026-11-06', document: '又一份' }, officer(kase, '2026-11-10')))).to.equal('invalid ground');
    expect(reasonOf(() => perform2('stopClocks', kase, { ground: 'testing', on: '2026-11-11', document: '又一份' }, officer(kase, '2026-11-10')))).to.equal('invalid on');
    const both = perform2('stopClocks', sent, { ground: 'testing', on: '2026-11-09', document: '检测委托书' }, officer(sent, '2026-11-10'));
    const one = perform2('runClocks', both, { ground: 'appraisal', on: '2026-11-12' }, officer(both, '2026-11-16'));
    expect(clockDue(clockOf(one, 'CASE_DECIDE') ?? startClock('PAY', 'CN', '2026-11-02'), calendar, '2026-11-16').state).to.equal('paused');
    const again = perform2('runClocks', one, { ground: 'testing', on: '2026-11-16' }, officer(one, '2026-11-16'));
    // From the 5th up to, not including, the 16th: eleven days, the overlap once.
    expect(clockOf(again, 'CASE_DECIDE')?.counted?.end).to.equal('2027-02-11');
    expect(reasonOf(() => perform2('runClocks', again, { ground: 'testing', on: '2026-11-16' }, officer(again, '2026-11-16')))).to.equal('NOT-NOW');
  });

  describe('settings H1 to H5', () => {
    const law = (clock: Clock | null | undefined): string => `${clock?.amount ?? clock?.limit ?? 'none'} ${clock?.lawOn ?? ''}`;

    it('all five are parameters with a default', () => expect(SETTING_CODES.filter((code) => !PARAMETER_CODES.includes(code))).to.deep.equal([]));

    it('H1 and H2: a report received before the change', () => {
      const accepted = (overlay: readonly Parameter[]): Report => perform('accept', aReport('2022-02-25', {}, on('2022-02-25', overlay)), intake, on('2022-03-02', overlay), {});
      // Steps not yet begun follow the new rules; the running one keeps its end.
      expect(running(accepted([]).clocks, 'FINISH')).to.equal(null);
      expect([due(accepted([]), 'ACCEPT_OR_FILE'), law(running(accepted([]).clocks, 'ACCEPT_OR_FILE'))]).to.deep.equal(['2022-03-18', '15 2022-02-25']);
      expect(law(running(accepted([setting('UNFINISHED_AT_CHANGE', 'OLD_LAW_TO_THE_END')]).clocks, 'FINISH'))).to.equal('30 2022-02-28');
      expect(running(accepted([setting('UNFINISHED_AT_CHANGE', 'OLD_LAW_TO_THE_END'), setting('REGIME_DATE', 'STEP')]).clocks, 'FINISH')).to.equal(null);
      const refused = (overlay: readonly Parameter[]): Clock | null => running(perform('notAccept', aReport('2022-02-25', {}, on('2022-02-25', overlay)), intake, on('2022-03-02', overlay), { ground: 'NA_OTHER_PROCEDURE', text: '应当通过诉讼解决' }).clocks, 'TELL_NOT_ACCEPTED');
      expect([law(refused([])), law(refused([setting('REGIME_DATE', 'STEP')]))]).to.deep.equal(['15 2022-02-25', 'notEntered 2022-03-02']);
    });

    it('a report of the old rules that is entered years later keeps them for what ran then', () => {
      const late = aReport('2020-04-20', {}, on('2026-11-10'));
      expect([running(late.clocks, 'ACCEPT_OR_FILE')?.counted?.end, running(late.clocks, 'ACCEPT_OR_FILE')?.lawOn]).to.deep.equal(['2020-05-12', '2020-04-20']);
    });

    it('H3: from March to December 2022', () => {
      const accepted = (overlay: readonly Parameter[]): Report => perform('accept', aReport('2022-06-01', {}, on('2022-06-01', overlay)), intake, on('2022-06-02', overlay), {});
      expect([running(accepted([]).clocks, 'FINISH'), law(running(accepted([setting('GAP_2022', 'NAT2018')]).clocks, 'FINISH'))]).to.deep.equal([null, '30 2022-02-28']);
    });

    it('H4: the extension of Order 4 over the fifteen days of 2018', () => {
      const open = (overlay: readonly Parameter[]) => grantable(aReport('2021-09-01', {}, on('2021-09-01', overlay)).clocks, on('2021-09-02'));
      expect([open([]), open([setting('ORDER4_OVERLAP', 'NO_EXTENSION')])].map((each) => (typeof each === 'string' ? each : each.map(grantName).join()))).to.deep.equal(['ACCEPT_OR_FILE.ACCEPT_OR_FILE_EXT', 'NO_CLOCK']);
    });

    it('H5: after a transfer', () => {
      const offered = aReport('2026-11-10', { ties: tied({}, { offer: { kind: 'transfer', from: '440784', to: '440700', sentOn: '2026-11-12', matter: '', reason: '' } }) });
      const receiver: Person = { ...intake, bureau: '440700', scope: '440700' };
      const taken = (overlay: readonly Parameter[]) => perform('takeOver', offered, receiver, on('2026-11-16', overlay), { receiver: { code: '440700', name: '江门' }, number: '' });
      expect([running(taken([]).clocks, 'ACCEPT_OR_FILE')?.startedOn, running(taken([{ ...setting('TRANSFER_CLOCK', 'FIRST_RECEIPT'), jurisdiction: '440700' }]).clocks, 'ACCEPT_OR_FILE')?.startedOn]).to.deep.equal(['2026-11-16', '2026-11-10']);
    });
  });

  it('the form of an extension offers what the law offers, each with its authority, and asks for the minutes', () => {
    const accepted = perform('accept', aReport('2021-09-14'), intake, on('2021-09-15'), {});
    const open = grantable(accepted.clocks, on('2021-09-20'));
    const form = (grants: readonly Grantable[]) => actPage(wordsOf('zh-CN'), { report: accepted, action: 'extend', investigators: [], candidates: [], grounds: [], reasons: [], today: '2021-09-20', version: 1, grants }).fields;
    const fields = form(typeof open === 'string' ? [] : open);
    expect(fields.map(({ id }) => id)).to.deep.equal(['extension', 'text', 'minutes']);
    expect(fields[0]?.options.map(({ value, text }) => [value, text])).to.deep.equal([
      ['ACCEPT_OR_FILE.ACCEPT_OR_FILE_EXT', '核查，决定是否立案：再加 15 个工作日，主要负责人批准（医疗保障行政处罚程序暂行规定第十四条）'],
      ['FINISH.FINISH_EXT_COMPLEX', '办结：从起算日起共 3 个月，负责人批准（医保办发〔2018〕22号）'],
      ['FINISH.FINISH_EXT_MAJOR', '办结：从起算日起共 6 个月，集体讨论批准（医保办发〔2018〕22号）'],
    ]);
    expect(form(typeof open === 'string' ? [] : open.slice(0, 1)).map(({ id }) => id)).to.deep.equal(['text']);
  });

  it('what has ended is not counted again, whatever is entered', () => {
    const report = perform('notFile', perform('accept', aReport('2026-11-10'), intake, on('2026-11-11'), {}), head, on('2026-11-12'), { reason: 'NF_NO_SUSPECT', text: '没有发现违法嫌疑' });
    const entered = ['REGISTER', 'ACCEPT_OR_FILE', 'TELL_FILED'].map((code): Parameter => ({ ...setting(code, ''), value: 9, unit: 'WD', dayKind: 'WD' }));
    const { clocks, changes } = recountedClocks(report, on('2026-11-13', entered));
    expect(changes.map(({ code, before, after }) => [code, before, after])).to.deep.equal([['TELL_FILED', '2026-11-19', '2026-11-25']]);
    expect(clocks.filter(({ stoppedOn }) => stoppedOn !== null)).to.deep.equal(report.clocks.filter(({ stoppedOn }) => stoppedOn !== null));
  });

  it('keeps with each clock how it was counted, and for ever once it has ended', () => {
    const report = perform('accept', aReport('2026-09-21'), intake, on('2026-09-22'), {});
    const counted = running(report.clocks, 'ACCEPT_OR_FILE')?.counted;
    expect([counted?.firstCounted, counted?.end, counted?.skipped.filter(({ why }) => why === 'holiday').map(({ date }) => date.slice(5)), counted?.calendarVersion.startsWith('chinese-days ')]).to.deep.equal([
      '2026-09-22', '2026-10-19', ['09-25', '09-26', '09-27', '10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07'], true,
    ]);
    const ended = perform('notFile', report, head, on('2026-09-28'), { reason: 'NF_NO_SUSPECT', text: '没有发现违法嫌疑' }).clocks.find(({ code }) => code === 'ACCEPT_OR_FILE');
    const other = { ...calendar, version: 'another', off: new Set([...calendar.off, '2026-10-08', '2026-10-09']) };
    const view = ended && clockDue(ended, other, '2026-11-10');
    expect([view?.due, view?.how?.end, view?.how?.calendarVersion]).to.deep.equal(['2026-10-19', '2026-10-19', counted?.calendarVersion]);
    expect(clockRule('ACCEPT_OR_FILE').countsFrom).to.equal('receipt');
  });
});
