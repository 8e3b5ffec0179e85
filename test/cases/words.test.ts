import { expect } from 'chai';
import { dueText } from '../../server/cases/pages/words.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { withEntries } from '../../server/kernel/workdays.ts';
import { FX1 } from '../support/calendars.ts';

describe('a due date on the list of cases', () => {
  const text = (dueOn: string | null, calendar = FX1): string => dueText(wordsOf('zh-CN'), dueOn, { today: '2030-12-16', calendar, warnAt: 3 }).text;
  const entered = (day: 'YEAR' | 'DRAFT') => withEntries(FX1, [{ day, year: 2031 }], 'FX-1+1');

  it('is provisional in a year that is missing or laid down for the time being, and stands in any other', () => {
    expect([text('2030-12-20'), text(null)]).to.deep.equal(['12-20，剩 4 日', '—']);
    expect([text('2031-02-10'), text('2031-02-10', entered('DRAFT')), text('2031-02-10', entered('YEAR'))]).to.deep.equal(['02-10（暂计），剩 56 日', '02-10（暂计），剩 56 日', '02-10，剩 56 日']);
  });
});
