import { expect } from 'chai';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { homePage } from '../../server/notices/pages/home.ts';
import { statisticsPage } from '../../server/notices/pages/statistics.ts';
import type { StatisticsPage, YearFigures } from '../../server/notices/pages/statistics.ts';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';

const t = wordsOf('zh-CN');
const year = (number: number, change: Partial<YearFigures> = {}): YearFigures => ({ year: number, received: null, verified: null, recoveredFen: null, rewarded: null, rewardedFen: null, ...change });

describe('public figures', () => {
  it('show no count below five, and no sum that rests on so few', () => {
    const { figures, rows } = statisticsPage(t, { today: '2026-11-20', published: 5, years: [year(2026, { received: 59, verified: 8, recoveredFen: 50_435_676 }), year(2025, { received: 12 }), year(2024)] });
    expect(rows).to.deep.equal([
      { year: '2026', received: '50+', verified: '8', recovered: '504,356.76', rewarded: '少于 5', rewardedSum: '—' },
      { year: '2025', received: '12', verified: '少于 5', recovered: '—', rewarded: '少于 5', rewardedSum: '—' },
    ]);
    expect(figures.map(({ value, unit }) => `${value} ${unit}`)).to.deep.equal(['50+ 件', '8 件', '50.4 万元', '少于 5 件']);
  });

  it('do not tell that one more report came in', () => {
    const shown = (received: number): string[] => {
      const { figures, rows } = statisticsPage(t, { today: '2026-11-20', published: 0, years: [year(2026, { received })] });
      return [figures[0]?.value ?? '', rows[0]?.received ?? ''];
    };
    expect([5, 9, 10, 61, 62].map(shown)).to.deep.equal([['5+', '5+'], ['5+', '5+'], ['10+', '10+'], ['60+', '60+'], ['60+', '60+']]);
  });

  it('tell neither the day nor the sum of one reward of this year', () => {
    const shown = (rewarded: number, rewardedFen: number): string[] => {
      const { figures, rows } = statisticsPage(t, { today: '2026-11-20', published: 0, years: [year(2026, { received: 40, rewarded, rewardedFen }), year(2025, { received: 12, rewarded: 7, rewardedFen: 912_345 })] });
      return [`${figures[3]?.value ?? ''} ${figures[3]?.unit ?? ''}`, ...rows.map(({ rewarded: count, rewardedSum }) => `${count} ${rewardedSum}`)];
    };
    expect(shown(11, 5_000_000)).to.deep.equal(['10+ 件', '10+ —', '7 9,123.45']);
    expect(shown(12, 5_129_548)).to.deep.equal(shown(11, 5_000_000));
  });

  it('stand on the home page, the unknown one too, but not where nothing can be said at all', () => {
    const statutory = { acceptOrFileDays: 15, decideDays: 90, rewardFloorFen: 20_000, rewardCapFen: 20_000_000 };
    const home = (received: number | null) => homePage(t, { figures: { received, verified: null, recoveredFen: null, rewarded: null }, statutory, recent: [], published: 0, year: 2026 });
    expect([home(7).hasFigures, home(7).figures.length, home(null).hasFigures]).to.deep.equal([true, 4, false]);
  });

  describe('over HTTP', () => {
    let site: TestSite;
    before(async () => {
      site = await openSite();
    });
    after(() => site.close());

    it('are reached from every public page, with what each means', async () => {
      const reader = site.client();
      const page = await reader.follow(await reader.get('/notices'), '数据公开');
      expect(page.address).to.equal('/statistics');
      expect(page.text).to.contain('数据截至 2026 年 11 月 10 日').and.to.contain('少于 5').and.to.contain('一件只计一次');
      expect((await reader.getJson<StatisticsPage>('/statistics')).rows).to.have.length(1);
    });

    it('the home page leads to an example of what a reporter will see, in both languages', async () => {
      const reader = site.client();
      const page = await reader.follow(await reader.get('/'), '看一个例子');
      expect(page.text).to.contain('这是一个虚构的例子').and.to.contain('收到以后 15 个工作日内').and.to.contain('一般 90 日内');
      expect((await reader.get('/reports/example', { headers: { 'accept-language': 'en' } })).text).to.contain('Within 15 working days of receipt');
    });
  });
});
