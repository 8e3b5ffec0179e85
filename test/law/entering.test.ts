// Each clock can be given its limit by an administrator, with the citation of the text, and counts by it from then on.
import { expect } from 'chai';
import { nationalCalendar } from '../../server/law/adapters/chinese-days.ts';
import { CLOCKS, startClock, statutoryDue } from '../../server/law/rules/clocks.ts';
import { HANDLING_SETTINGS, SETTING_CODES } from '../../server/law/rules/clocks/regime.ts';
import { confirmed, lawOf, parameterEntry } from '../../server/law/rules/entries.ts';
import type { LawEntry, ParameterCommand } from '../../server/law/rules/entries.ts';
import { findParameter } from '../../server/law/rules/parameters.ts';
import type { Person } from '../../server/people/rules/person.ts';

const person = (id: string): Person => ({ id, account: id, name: id, bureau: '440784', bureauName: '', scope: '440784', roles: ['administrator'], certificate: null, mustChangePassword: false });
const calendar = nationalCalendar();
const at = new Date('2026-11-10T02:00:00Z');
const entry = (change: Partial<ParameterCommand>): LawEntry => {
  const command: ParameterCommand = { code: '', jurisdiction: '440784', value: 4, unit: 'WD', dayKind: 'WD', approver: null, from: '2026-01-01', to: null, citation: '演示规定（演示文号）第一条', ...change };
  return confirmed({ ...parameterEntry(person('a1'), command, at), id: 'e1' }, person('a2'), at);
};

describe('a limit that is entered', () => {
  for (const { code, reach } of CLOCKS) {
    it(code, () => {
      const { overlay } = lawOf(calendar, '440784', [entry({ code })]);
      const clock = startClock(code, '440784', '2026-11-10', overlay);
      expect([clock.limit, clock.amount, clock.unit, clock.source, clock.confirmed]).to.deep.equal(['known', 4, 'WD', '演示规定（演示文号）第一条', true]);
      // Four working days after Tuesday the 10th; where the days must lie whole before the act, the day after.
      expect(statutoryDue(clock, calendar).end).to.equal(reach === 'last' ? '2026-11-16' : '2026-11-17');
      // Not before it began, and nowhere else.
      expect(startClock(code, '440784', '2025-11-10', overlay).source).not.to.equal('演示规定（演示文号）第一条');
      expect(startClock(code, '330900', '2026-11-10').source).not.to.equal('演示规定（演示文号）第一条');
    });
  }

  it('an extension takes its length and authority from its own entry', () => {
    const { overlay } = lawOf(calendar, '440784', [entry({ code: 'ACCEPT_OR_FILE_EXT', value: 6, approver: 'collective' })]);
    expect(startClock('ACCEPT_OR_FILE', '440784', '2026-11-10', overlay).allowed).to.deep.equal([
      { code: 'ACCEPT_OR_FILE_EXT', mode: 'added', approver: 'collective', after: null, amount: 6, unit: 'WD', source: '演示规定（演示文号）第一条' },
    ]);
  });

  it('a setting takes one of its words and refuses any other', () => {
    for (const code of SETTING_CODES) {
      const [, other] = HANDLING_SETTINGS[code];
      const { overlay } = lawOf(calendar, '440784', [entry({ code, value: other, unit: 'CODE', dayKind: null })]);
      expect(findParameter(code, '440784', '2026-11-10', overlay)?.value).to.equal(other);
      expect(() => entry({ code, value: 'SOMETHING', unit: 'CODE', dayKind: null }), code).to.throw();
    }
  });
});
