import { expect } from 'chai';
import fc from 'fast-check';
import { Invalid, Refused } from '../../server/kernel/errors.ts';
import {
  addDays, addMonths, dateOf, daysBetween, dayNumber, due, estimate, isSettled, isLegalDate, isWorkday, nextWorkday, standing, weekday, withEntries, workdaysBetween,
  type Calendar, type DeadlineSpec,
} from '../../server/kernel/workdays.ts';
import { nationalCalendar } from '../../server/law/adapters/chinese-days.ts';
import { FX1 } from '../support/calendars.ts';

const end = (spec: DeadlineSpec, calendar: Calendar = FX1): string => due(spec, calendar).end;
const raw = (spec: DeadlineSpec): string => due(spec, FX1).rawEnd;
const added = (amount: number, unit: 'WD' | 'D') => ({ amount, unit, mode: 'added' as const });

describe('workdays', () => {
  describe('dates', () => {
    it('knows which days exist', () => {
      expect(['2024-02-29', '2023-02-29', '2023-02-30', '2023-13-01', '2023-00-10', '2023-4-01', ''].map(isLegalDate)).to.deep.equal([
        true, false, false, false, false, false, false,
      ]);
      expect(() => dayNumber('2023-02-30')).to.throw(Invalid);
    });

    it('counts days as the calendar does, whatever the zone of the machine', () => {
      expect(dayNumber('1970-01-01')).to.equal(0);
      expect(dateOf(-1)).to.equal('1969-12-31');
      expect(addDays('2024-02-28', 2)).to.equal('2024-03-01');
      expect(daysBetween('2022-03-01', '2022-05-30')).to.equal(90);
      expect(addMonths('2023-12-31', 2)).to.equal('2024-02-29');
      expect(addMonths('2024-08-31', -6)).to.equal('2024-02-29');
      expect(weekday('2026-11-22')).to.equal(0);
      fc.assert(fc.property(fc.integer({ min: -20_000, max: 60_000 }), (day) => dayNumber(dateOf(day)) === day && dateOf(day) === new Date(day * 86_400_000).toISOString().slice(0, 10)));
    });
  });

  describe('vectors of enforcement 5.3 (FX-1)', () => {
    it('T-01 15 wd, extended', () => {
      expect(end({ start: '2030-04-22', amount: 15, unit: 'WD' })).to.equal('2030-05-14');
      expect(end({ start: '2030-04-22', amount: 15, unit: 'WD', extensions: [added(15, 'WD')] })).to.equal('2030-06-04');
    });
    it('T-02 15 cd', () => expect(end({ start: '2030-04-22', amount: 15, unit: 'D' })).to.equal('2030-05-07'));
    it('T-03 90 cd', () => {
      expect(raw({ start: '2030-02-01', amount: 90, unit: 'D' })).to.equal('2030-05-02');
      expect(end({ start: '2030-02-01', amount: 90, unit: 'D' })).to.equal('2030-05-06');
    });
    it('T-04 overlapping exclusions count once', () => {
      const exclusions = [{ from: '2030-03-01', to: '2030-03-11' }, { from: '2030-03-08', to: '2030-03-15' }];
      const answer = due({ start: '2030-02-01', amount: 90, unit: 'D', exclusions }, FX1);
      expect(answer.end).to.equal('2030-05-16');
      expect(answer.skipped).to.have.length(14);
    });
    it('T-05 +30 and +60', () => {
      const spec = { start: '2030-02-01', amount: 90, unit: 'D' as const };
      expect(raw({ ...spec, extensions: [added(30, 'D')] })).to.equal('2030-06-01');
      expect(end({ ...spec, extensions: [added(30, 'D')] })).to.equal('2030-06-03');
      expect(end({ ...spec, extensions: [added(30, 'D'), added(60, 'D')] })).to.equal('2030-07-31');
    });
    it('T-06 7 wd and 7 cd', () => {
      expect(end({ start: '2030-04-26', amount: 7, unit: 'WD' })).to.equal('2030-05-09');
      expect(end({ start: '2030-04-26', amount: 7, unit: 'D' })).to.equal('2030-05-06');
    });
    it('T-07 30 and 60 cd', () => {
      const spec = { start: '2030-04-03', amount: 30, unit: 'D' as const };
      expect([raw(spec), end(spec)]).to.deep.equal(['2030-05-03', '2030-05-06']);
      const extended = { ...spec, extensions: [added(30, 'D')] };
      expect([raw(extended), end(extended)]).to.deep.equal(['2030-06-02', '2030-06-03']);
    });
    it('T-08 5 wd', () => expect(end({ start: '2030-04-29', amount: 5, unit: 'WD' })).to.equal('2030-05-09'));
    it('T-09 7 full wd, then a working day', () => {
      const full = end({ start: '2030-04-29', amount: 7, unit: 'WD' });
      expect([full, nextWorkday(FX1, full)]).to.deep.equal(['2030-05-11', '2030-05-13']);
    });
    it('T-10 15 cd', () => {
      expect(raw({ start: '2030-04-19', amount: 15, unit: 'D' })).to.equal('2030-05-04');
      expect(end({ start: '2030-04-19', amount: 15, unit: 'D' })).to.equal('2030-05-06');
    });
    it('T-11 3 wd', () => expect(end({ start: '2030-04-30', amount: 3, unit: 'WD' })).to.equal('2030-05-08'));
    it('T-12 7 wd', () => expect(end({ start: '2030-04-30', amount: 7, unit: 'WD' })).to.equal('2030-05-13'));
    it('T-13 10 wd', () => expect(end({ start: '2030-04-29', amount: 10, unit: 'WD' })).to.equal('2030-05-15'));
    it('T-14 refuses to run into a year without calendar, and estimates it', () => {
      const spec = { start: '2030-12-27', amount: 5, unit: 'WD' as const };
      expect(() => due(spec, FX1)).to.throw(Refused).with.property('reason', 'CALENDAR_YEAR_MISSING');
      const guess = estimate(spec, FX1);
      expect([guess.end, guess.provisional]).to.deep.equal(['2031-01-03', true]);
      expect(estimate({ start: '2030-04-29', amount: 5, unit: 'WD' }, FX1).provisional).to.equal(false);
    });
  });

  describe('examples of report-handling 12.3 (national calendar)', () => {
    const calendar = nationalCalendar();
    const rows: [string, DeadlineSpec, string][] = [
      ['regime A, opinion on filing', { start: '2020-04-20', amount: 15, unit: 'WD' }, '2020-05-12'],
      ['regime A, finish', { start: '2020-09-15', amount: 30, unit: 'WD' }, '2020-11-02'],
      ['regime B, filing', { start: '2022-04-18', amount: 15, unit: 'WD' }, '2022-05-10'],
      ['regime B, filing extended', { start: '2022-04-18', amount: 15, unit: 'WD', extensions: [added(15, 'WD')] }, '2022-05-31'],
      ['regime B, tell the reporter', { start: '2022-04-29', amount: 5, unit: 'WD' }, '2022-05-10'],
      ['regime B, tell the reporter, make-up Sunday', { start: '2022-04-22', amount: 5, unit: 'WD' }, '2022-04-28'],
      ['complex case', { start: '2019-11-30', amount: 3, unit: 'MONTH' }, '2020-03-02'],
      ['complex case as an extension', { start: '2019-11-30', amount: 30, unit: 'WD', extensions: [{ amount: 3, unit: 'MONTH', mode: 'total' }] }, '2020-03-02'],
      ['reward claim, Guangzhou', { start: '2020-08-03', amount: 60, unit: 'D' }, '2020-10-09'],
      ['reward claim, national, short month', { start: '2023-12-31', amount: 2, unit: 'MONTH' }, '2024-02-29'],
      ['reward claim, national, holiday', { start: '2024-08-01', amount: 2, unit: 'MONTH' }, '2024-10-08'],
      ['penalty decision', { start: '2022-03-01', amount: 90, unit: 'D' }, '2022-05-30'],
      ['penalty decision +30 +60', { start: '2022-03-01', amount: 90, unit: 'D', extensions: [added(30, 'D'), added(60, 'D')] }, '2022-08-29'],
    ];
    for (const [name, spec, expected] of rows) it(`${name}: ${expected}`, () => expect(end(spec, calendar)).to.equal(expected));

    it('knows the extended Spring Festival of 2020 and guards the years it has not', () => {
      expect(isWorkday(calendar, '2020-01-31')).to.equal(false);
      expect(isWorkday(calendar, '2020-02-03')).to.equal(true);
      expect(() => isWorkday(calendar, '2027-03-01')).to.throw(Refused);
      expect(() => isWorkday(calendar, '1999-03-01')).to.throw(Refused);
      expect(() => isWorkday(calendar, '2024-02-30')).to.throw(Invalid);
    });
  });

  it('explains how it counted', () => {
    expect(due({ start: '2030-04-26', amount: 3, unit: 'WD' }, FX1)).to.deep.equal({
      end: '2030-04-30', rawEnd: '2030-04-30', firstCounted: '2030-04-28', skipped: [{ date: '2030-04-27', why: 'weekend' }],
      madeUp: ['2030-04-28'], rolledOver: [], calendarVersion: 'FX-1', provisional: false,
    });
    expect(due({ start: '2030-04-03', amount: 30, unit: 'D' }, FX1).rolledOver).to.deep.equal([
      { date: '2030-05-03', why: 'holiday' }, { date: '2030-05-04', why: 'holiday' }, { date: '2030-05-05', why: 'holiday' },
    ]);
  });

  it('does not roll where the clock says so, nor off a make-up Saturday', () => {
    expect(end({ start: '2030-04-30', amount: 3, unit: 'D', rolls: false })).to.equal('2030-05-03');
    expect(end({ start: '2030-05-08', amount: 3, unit: 'D' })).to.equal('2030-05-11');
  });

  it('runs hour clocks from the minute and never rolls them', () => {
    expect(end({ start: '2030-04-30 17:45', amount: 24, unit: 'HOUR' })).to.equal('2030-05-01 17:45');
    expect(end({ start: '2030-12-31 23:10', amount: 1, unit: 'HOUR' })).to.equal('2031-01-01 00:10');
  });

  it('lays a bureau’s entries over the base, and a declared year becomes computable', () => {
    const own = withEntries(FX1, [{ day: 'OFF', date: '2030-06-03' }, { day: 'WORK', date: '2030-05-05' }, { day: 'YEAR', year: 2031 }], 'FX-1+2');
    expect(isWorkday(own, '2030-06-03')).to.equal(false);
    expect(isWorkday(own, '2030-05-05')).to.equal(true);
    expect(isWorkday(own, '2031-01-02')).to.equal(true);
    expect(due({ start: '2030-12-27', amount: 5, unit: 'WD' }, own).calendarVersion).to.equal('FX-1+2');
    expect(isWorkday(FX1, '2030-06-03')).to.equal(true);
  });

  it('counts through a year entered before its holidays are published, and every date through it is provisional', () => {
    const draft = withEntries(FX1, [{ day: 'DRAFT', year: 2031 }, { day: 'OFF', date: '2031-01-01' }], 'FX-1+1');
    const spec = { start: '2030-12-27', amount: 5, unit: 'WD' as const };
    for (const count of [due, estimate]) {
      const answer = count(spec, draft);
      expect([answer.end, answer.provisional]).to.deep.equal(['2031-01-06', true]);
      expect(count({ start: '2030-04-29', amount: 5, unit: 'WD' }, draft).provisional).to.equal(false);
    }
    expect(due({ start: '2030-12-27', amount: 30, unit: 'D' }, draft).provisional, 'the last day alone lies in it').to.equal(true);
    expect([isSettled(draft, '2030-12-31'), isSettled(draft, '2031-01-02'), isSettled(FX1, '2031-01-02')]).to.deep.equal([true, false, false]);
  });

  it('settles a draft year by the complete one, never the other way round', () => {
    const [draft, whole] = [{ day: 'DRAFT', year: 2031 }, { day: 'YEAR', year: 2031 }] as const;
    expect(isSettled(withEntries(FX1, [draft, whole], 'x'), '2031-01-02')).to.equal(true);
    expect(isSettled(withEntries(FX1, [whole, draft], 'x'), '2031-01-02')).to.equal(true);
    expect(isSettled(withEntries(FX1, [{ day: 'DRAFT', year: 2030 }], 'x'), '2030-01-02'), 'a published year').to.equal(true);
  });

  it('tells how a clock stands', () => {
    const calendar = nationalCalendar();
    const today = '2026-11-20';
    expect(standing(calendar, '2026-11-18', today, 3)).to.deep.equal({ state: 'late', workdays: 2, days: 2 });
    expect(standing(calendar, '2026-11-20', today, 3)).to.deep.equal({ state: 'soon', workdays: 0, days: 0 });
    expect(standing(calendar, '2026-11-25', today, 3)).to.deep.equal({ state: 'soon', workdays: 3, days: 5 });
    expect(standing(calendar, '2026-11-26', today, 3)).to.deep.equal({ state: 'ok', workdays: 4, days: 6 });
    expect(standing(calendar, '2026-11-20', '2026-11-22', 3)).to.deep.equal({ state: 'late', workdays: 0, days: 2 });
    expect(workdaysBetween(calendar, '2026-11-20', '2026-11-27')).to.equal(5);
  });

  describe('properties over ten years', () => {
    const calendar = nationalCalendar();
    const first = dayNumber('2014-01-01');
    const start = fc.integer({ min: 0, max: daysBetween('2014-01-01', '2024-12-31') }).map((days) => dateOf(first + days));
    const exclusion = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: 0, max: 30 }));
    const exclusionsFrom = (from: string, list: [number, number][]) =>
      list.map(([after, length]) => ({ from: addDays(from, after), to: addDays(from, after + length) }));

    it('a longer limit never ends earlier, and ends on a working day', () => {
      fc.assert(fc.property(start, fc.integer({ min: 1, max: 80 }), fc.constantFrom('WD' as const, 'D' as const), (from, amount, unit) => {
        const shorter = end({ start: from, amount, unit }, calendar);
        const longer = end({ start: from, amount: amount + 1, unit }, calendar);
        expect(isWorkday(calendar, shorter)).to.equal(true);
        expect(unit === 'WD' ? longer > shorter : longer >= shorter).to.equal(true);
      }));
    });

    it('an exclusion never shortens, and overlaps count once', () => {
      fc.assert(fc.property(start, fc.integer({ min: 1, max: 60 }), fc.constantFrom('WD' as const, 'D' as const, 'MONTH' as const), fc.array(exclusion, { maxLength: 4 }), (from, amount, unit, list) => {
        const spec = { start: from, amount: unit === 'MONTH' ? (amount % 3) + 1 : amount, unit };
        const exclusions = exclusionsFrom(from, list);
        const excluded = end({ ...spec, exclusions }, calendar);
        expect(excluded >= end(spec, calendar)).to.equal(true);
        expect(end({ ...spec, exclusions: [...exclusions, ...exclusions] }, calendar)).to.equal(excluded);
      }));
    });

    it('+15 wd after 15 wd is 30 wd, and the working days between are the limit', () => {
      fc.assert(fc.property(start, (from) => {
        const extended = end({ start: from, amount: 15, unit: 'WD', extensions: [added(15, 'WD')] }, calendar);
        expect(extended).to.equal(end({ start: from, amount: 30, unit: 'WD' }, calendar));
        expect(workdaysBetween(calendar, from, extended)).to.equal(30);
      }));
    });

    it('refuses as soon as a needed day has no year', () => {
      fc.assert(fc.property(fc.integer({ min: 300, max: 400 }), (amount) => {
        expect(() => due({ start: '2026-06-01', amount, unit: 'WD' }, calendar)).to.throw(Refused);
      }));
    });
  });
});
