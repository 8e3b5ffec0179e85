import { expect } from 'chai';
import { Conflict, Refused } from '../../server/kernel/errors.ts';
import { nationalCalendar } from '../../server/law/adapters/chinese-days.ts';
import {
  clockDue, clockRule, CLOCKS, extendClock, pauseClock, resumeClock, startClock, statutoryDue, stopClock, type Clock, type ExtensionRequest,
} from '../../server/law/rules/clocks.ts';
import { findParameter, PARAMETER_CODES } from '../../server/law/rules/parameters.ts';
import { FX1 } from '../support/calendars.ts';

const national = nationalCalendar();
const end = (clock: Clock, calendar = FX1): string => statutoryDue(clock, calendar).end;
const grant = (code: string, approver: ExtensionRequest['approver'], on: string): ExtensionRequest => ({ code, approver, on, by: 'p1', reason: '案情复杂' });
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    throw error;
  }
  return 'not refused';
};

describe('clocks', () => {
  describe('vectors of enforcement 5.3 through the clock table', () => {
    const rows: [string, string, string, string, string][] = [
      ['T-01', 'ACCEPT_OR_FILE', 'CN', '2030-04-22', '2030-05-14'],
      ['T-02', 'ACCEPT_OR_FILE', '210000', '2030-04-22', '2030-05-07'],
      ['T-03', 'CASE_DECIDE', '330900', '2030-02-01', '2030-05-06'],
      ['T-06', 'PRESERVE_DECIDE', '330900', '2030-04-26', '2030-05-09'],
      ['T-07', 'SEAL', '330900', '2030-04-03', '2030-05-06'],
      ['T-08', 'HEAR_REQUEST', '330900', '2030-04-29', '2030-05-09'],
      ['T-09', 'HEAR_NOTICE', '330900', '2030-04-29', '2030-05-13'],
      ['T-10', 'PAY', '330900', '2030-04-19', '2030-05-06'],
      ['T-11', 'WITHDRAW', '330900', '2030-04-30', '2030-05-08'],
      ['T-12', 'PUBLISH_DECISION', '330900', '2030-04-30', '2030-05-13'],
      ['T-13', 'DEMAND', '330900', '2030-04-29', '2030-05-15'],
      ['POLICE_APPROVE is not rolled', 'POLICE_APPROVE', '330900', '2030-04-30', '2030-05-03'],
      ['POLICE_HAND_OVER runs by the minute', 'POLICE_HAND_OVER', '330900', '2030-04-30 16:20', '2030-05-01 16:20'],
      ['ANNOUNCE_SERVICE', 'ANNOUNCE_SERVICE', '330900', '2030-03-01', '2030-04-01'],
      ['SUE', 'SUE', '330900', '2030-02-28', '2030-08-28'],
      ['COURT_APPLY', 'COURT_APPLY', '330900', '2030-02-01', '2030-05-06'],
    ];
    for (const [name, code, place, start, expected] of rows) it(`${name} ${code}: ${expected}`, () => expect(end(startClock(code, place, start))).to.equal(expected));

    it('T-01 extended, T-05, T-07 extended', () => {
      expect(end(extendClock(startClock('ACCEPT_OR_FILE', 'CN', '2030-04-22'), grant('ACCEPT_OR_FILE_EXT', 'principal', '2030-05-14'), FX1))).to.equal('2030-06-04');
      const once = extendClock(startClock('CASE_DECIDE', 'CN', '2030-02-01'), grant('CASE_EXT_1', 'head', '2030-04-30'), FX1);
      expect(end(once)).to.equal('2030-06-03');
      expect(end(extendClock(once, grant('CASE_EXT_2', 'collective', '2030-05-30'), FX1))).to.equal('2030-07-31');
      expect(end(extendClock(startClock('SEAL', 'CN', '2030-04-03'), grant('SEAL_EXT', 'head', '2030-04-20'), FX1))).to.equal('2030-06-03');
    });

    it('T-04 pauses of an appraisal and a hearing', () => {
      const pause = (clock: Clock, reason: string, from: string, to: string): Clock => resumeClock(pauseClock(clock, { reason, from, document: '鉴定委托书', by: 'p1' }), reason, to);
      const clock = pause(pause(startClock('CASE_DECIDE', 'CN', '2030-02-01'), 'appraisal', '2030-03-01', '2030-03-11'), 'hearing', '2030-03-08', '2030-03-15');
      expect(end(clock)).to.equal('2030-05-16');
    });

    it('T-06 in the regime of 2020 counts calendar days', () => {
      const clock = startClock('PRESERVE_DECIDE', 'CN', '2020-04-24');
      expect([clock.amount, clock.unit, end(clock, national)]).to.deep.equal([7, 'D', '2020-05-06']);
    });

    it('T-14 refuses into a year without calendar and shows an estimate', () => {
      const clock = startClock('DEMAND', 'CN', '2030-12-25');
      expect(refusal(() => statutoryDue(clock, FX1))).to.equal('CALENDAR_YEAR_MISSING');
      const view = clockDue(clock, FX1, '2030-12-26');
      expect([view.due, view.provisional, view.state]).to.deep.equal(['2031-01-08', true, 'ok']);
    });
  });

  describe('the same start once per column of section 14', () => {
    // Zhoushan, Heshan and Liaoning from 2030-04-22 (FX-1); Heshan in the regime of 2020 from 2020-04-20 (national calendar).
    const columns: [string, string, string, string, string][] = [
      ['ACCEPT_OR_FILE', '05-14', '05-14', '05-07', '05-12'],
      ['CASE_DECIDE', '07-22', '07-22', '07-22', 'none'],
      ['PRESERVE_DECIDE', '04-30', '04-30', '04-30', '04-27'],
      ['SEAL', '05-22', '05-22', '05-22', '05-20'],
      ['LEGAL_REVIEW', '05-08', '05-08', '04-29', 'notEntered'],
      ['DEFENCE', 'notEntered', 'notEntered', '04-25', 'notEntered'],
      ['HEAR_REQUEST', '04-28', '04-28', '04-25', '04-23'],
      ['HEAR_NOTICE', '05-06', '05-06', '04-30', '04-28'],
      ['DELIVER_DECISION', '04-30', '04-30', '04-30', '04-27'],
      ['PAY', '05-07', '05-07', '05-07', '05-06'],
      ['PUBLISH_DECISION', '04-30', '04-30', '04-29', '04-28'],
      ['ANNOUNCE_SERVICE', '05-22', '05-22', '06-21', '06-19'],
    ];
    const shown = (clock: Clock, calendar = FX1): string => (clock.limit === 'known' ? end(clock, calendar).slice(5) : clock.limit);
    for (const [code, ...expected] of columns) {
      it(code, () => {
        const places = ['330900', '440784', '210100'].map((place) => shown(startClock(code, place, '2030-04-22')));
        expect([...places, shown(startClock(code, '440784', '2020-04-20'), national)]).to.deep.equal(expected);
      });
    }
  });

  it('regime A: 30 wd, three months, six months are totals', () => {
    const clock = startClock('FINISH', '440784', '2020-09-15');
    expect(end(clock, national)).to.equal('2020-11-02');
    const complex = extendClock(clock, grant('FINISH_EXT_COMPLEX', 'head', '2020-11-02'), national);
    expect(end(complex, national)).to.equal('2020-12-15');
    expect(end(extendClock(complex, grant('FINISH_EXT_MAJOR', 'collective', '2020-12-01'), national), national)).to.equal('2021-03-15');
  });

  it('tracks a code without a limit and refuses its date by name', () => {
    const clock = startClock('TELL_RESULT', '330900', '2026-11-02');
    expect(clock.limit).to.equal('notEntered');
    expect(clockDue(clock, national, '2026-11-20').state).to.equal('none');
    expect(() => statutoryDue(clock, national)).to.throw(Refused).with.nested.property('detail.code', 'TELL_RESULT');
  });

  it('tells a regime without such a clock from a limit that is not entered', () => {
    expect(startClock('CASE_DECIDE', '440784', '2020-05-06').limit).to.equal('none');
    expect(startClock('FINISH', '440784', '2024-05-06').limit).to.equal('none');
  });

  it('keeps the parameters of the day it started', () => {
    const clock = startClock('PRESERVE_DECIDE', 'CN', '2021-07-14');
    expect([clock.unit, clock.mark, clock.confirmed]).to.deep.equal(['D', 'Q', true]);
    expect(startClock('PRESERVE_DECIDE', 'CN', '2021-07-15').unit).to.equal('WD');
    expect(startClock('ACCEPT_OR_FILE', 'CN', '2026-11-02').confirmed).to.equal(false);
  });

  it('takes the limit of a hand-down letter before the default', () => {
    const clock = startClock('HANDDOWN_FINISH', '330900', '2026-11-02', [], { amount: 10, unit: 'WD' });
    expect([clock.limit, clock.source, end(clock, national)]).to.deep.equal(['known', '交办函', '2026-11-16']);
  });

  it('takes a bureau’s own entry', () => {
    const own = { code: 'DEFENCE', jurisdiction: '330900', from: '2026-01-01', to: null, value: 5, unit: 'WD', dayKind: 'WD', approver: null, mark: 'Q', source: '舟山通知', status: 'CONFIRMED' } as const;
    expect(end(startClock('DEFENCE', '330902', '2026-11-02', [own]), national)).to.equal('2026-11-09');
  });

  describe('extensions', () => {
    const clock = startClock('CASE_DECIDE', 'CN', '2030-02-01');
    it('needs the authority the law names', () => expect(refusal(() => extendClock(clock, grant('CASE_EXT_1', 'principal', '2030-04-01'), FX1))).to.equal('CLOCK_EXTENSION_AUTHORITY'));
    it('must be decided before the due date', () => expect(refusal(() => extendClock(clock, grant('CASE_EXT_1', 'head', '2030-05-07'), FX1))).to.equal('CLOCK_EXTENSION_LATE'));
    it('comes once', () => {
      const once = extendClock(clock, grant('CASE_EXT_1', 'head', '2030-04-01'), FX1);
      expect(refusal(() => extendClock(once, grant('CASE_EXT_1', 'head', '2030-04-02'), FX1))).to.equal('CLOCK_EXTENDED_ALREADY');
    });
    it('keeps the order', () => expect(refusal(() => extendClock(clock, grant('CASE_EXT_2', 'collective', '2030-04-01'), FX1))).to.equal('CLOCK_EXTENSION_ORDER'));
    it('needs a reason', () => expect(refusal(() => extendClock(clock, { ...grant('CASE_EXT_1', 'head', '2030-04-01'), reason: ' ' }, FX1))).to.equal('CLOCK_EXTENSION_REASON'));
    it('may be shorter, never longer', () => {
      expect(end(extendClock(clock, { ...grant('CASE_EXT_1', 'head', '2030-04-01'), amount: 10 }, FX1))).to.equal('2030-05-13');
      expect(refusal(() => extendClock(clock, { ...grant('CASE_EXT_1', 'head', '2030-04-01'), amount: 31 }, FX1))).to.equal('CLOCK_EXTENSION_LENGTH');
    });
    it('asks for the length where the text says a reasonable period', () => {
      const liaoning = extendClock(startClock('CASE_DECIDE', '210100', '2030-02-01'), grant('CASE_EXT_1', 'head', '2030-04-01'), FX1);
      expect(refusal(() => extendClock(liaoning, grant('CASE_EXT_2', 'collective', '2030-04-02'), FX1))).to.equal('CLOCK_EXTENSION_LENGTH');
      expect(end(extendClock(liaoning, { ...grant('CASE_EXT_2', 'collective', '2030-04-02'), amount: 90 }, FX1))).to.equal('2030-08-30');
    });
    it('refuses an extension that is not known for the day it started', () => {
      expect(refusal(() => extendClock(startClock('ACCEPT_OR_FILE', 'CN', '2020-04-20'), grant('ACCEPT_OR_FILE_EXT', 'principal', '2020-04-21'), national))).to.equal('PARAMETER_UNKNOWN');
    });
  });

  describe('pauses', () => {
    const started = startClock('CASE_DECIDE', 'CN', '2030-02-01');
    const paused = pauseClock(started, { reason: 'police', from: '2030-03-01', document: '移送书', by: 'p1' });
    it('show the date it would have if it resumed today', () => {
      const view = clockDue(paused, FX1, '2030-03-11');
      expect([view.state, view.due, view.projected, view.pausedFor]).to.deep.equal(['paused', null, '2030-05-13', 'police']);
    });
    it('need a ground of the law', () => {
      expect(refusal(() => pauseClock(startClock('ACCEPT_OR_FILE', 'CN', '2030-02-01'), { reason: 'appraisal', from: '2030-02-05', document: 'x', by: 'p1' }))).to.equal('CLOCK_PAUSE_GROUND');
      expect(pauseClock(startClock('ACCEPT_OR_FILE', '210100', '2030-02-01'), { reason: 'appraisal', from: '2030-02-05', document: 'x', by: 'p1' }).pauses).to.have.length(1);
    });
    it('do not open twice, nor close unopened', () => {
      expect(() => pauseClock(paused, { reason: 'police', from: '2030-03-02', document: 'x', by: 'p1' })).to.throw(Conflict);
      expect(() => resumeClock(started, 'police', '2030-03-02')).to.throw(Conflict);
      expect(() => resumeClock(paused, 'police', '2030-02-27')).to.throw(Conflict);
    });
  });

  it('keeps its date once stopped, whatever calendar comes later', () => {
    const stopped = stopClock(startClock('WITHDRAW', 'CN', '2030-04-30'), '2030-05-06', FX1);
    const other = { ...FX1, version: 'later', off: new Set<string>() };
    expect(clockDue(stopped, other, '2030-06-01')).to.deep.include({ state: 'done', due: '2030-05-08' });
    expect(stopped.stopped).to.deep.equal({ due: '2030-05-08', calendarVersion: 'FX-1', provisional: false });
    expect(() => pauseClock(stopped, { reason: 'hearing', from: '2030-05-07', document: 'x', by: 'p1' })).to.throw(Conflict);
  });

  it('shows how it stands, and warns of a measure by its raw end', () => {
    const seal = startClock('SEAL', 'CN', '2030-04-03');
    expect(clockDue(seal, FX1, '2030-04-25').state).to.equal('ok');
    expect(clockDue(seal, FX1, '2030-04-26')).to.deep.include({ state: 'soon', due: '2030-05-06', workdays: 4, days: 10 });
    expect(clockDue(seal, FX1, '2030-05-07')).to.deep.include({ state: 'late', workdays: 1, days: 1 });
  });

  it('has every code of the tables, each with its own parameter, source and names', () => {
    const codes = CLOCKS.map(({ code }) => code);
    expect(codes).to.have.length(new Set(codes).size);
    for (const rule of CLOCKS) {
      expect(findParameter(rule.code, 'CN', '2024-06-03'), rule.code).to.not.equal(null);
      expect([rule.source, rule.nameZh, rule.nameEn], rule.code).to.not.include('');
      for (const name of [rule.pausedBy, ...rule.extensions.map(({ code }) => code)]) if (name) expect(PARAMETER_CODES).to.include(name);
    }
    expect(codes).to.include.members(['ACCEPT_OR_FILE', 'TELL_NOT_ACCEPTED', 'TELL_FILED', 'FINISH', 'REWARD_PROPOSE', 'REWARD_APPROVE', 'REWARD_NOTICE', 'REWARD_CLAIM',
      'HANDDOWN_FINISH', 'PRESERVE_DECIDE', 'LEGAL_REVIEW', 'DELIVER_DECISION', 'JURISDICTION_NEGOTIATE', 'REGISTER', 'TRANSFER', 'TELL_RESULT']);
    expect(clockRule('TELL_FILED').appliesTo).to.equal('realName');
    expect(refusal(() => clockRule('NOPE'))).to.equal('CLOCK_UNKNOWN');
  });
});
