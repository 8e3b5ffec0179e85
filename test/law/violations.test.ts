import { expect } from 'chai';
import { isInForce, LAWS, lawVersion } from '../../server/law/rules/laws.ts';
import { basisOn, findViolation, statColumn, VIOLATIONS } from '../../server/law/rules/violations.ts';

const articles = (code: string, date: string): string[] => {
  const violation = findViolation(code);
  return violation ? basisOn(violation, date).map(({ lawCode, article, item }) => [lawCode, article, item].filter((part) => part !== null).join(' ')) : [];
};

describe('violations', () => {
  it('holds every leaf once, with its subject and kind in the code', () => {
    const codes = VIOLATIONS.map(({ code }) => code);
    expect(codes).to.have.length(78);
    expect(new Set(codes).size).to.equal(78);
    for (const each of VIOLATIONS) {
      expect(each.code).to.match(/^(AG|PR|PH|IN|PE|OT)-[MUFC]-\d\d[a-f]?$/);
      expect(each.code.startsWith(`${each.subject}-${each.kind}-`), each.code).to.equal(true);
    }
    const count = (prefix: string): number => codes.filter((code) => code.startsWith(prefix)).length;
    expect(['AG', 'PR-U', 'PR-M', 'PR-F', 'PH', 'IN', 'PE', 'OT'].map(count)).to.deep.equal([17, 20, 9, 9, 12, 8, 1, 2]);
  });

  it('names the provision of the day', () => {
    expect(articles('PR-U-03a', '2021-04-30')).to.deep.equal(['agreement']);
    expect(articles('PR-U-03a', '2021-05-01')).to.deep.equal(['R735 38 3']);
    expect(articles('PR-F-03', '2020-03-01')).to.deep.equal(['SIL 87']);
    expect(articles('PR-F-03', '2023-03-01')).to.deep.equal(['R735 40.1 3']);
    expect(articles('PR-U-07', '2026-03-31')).to.deep.equal(['R735 38 7']);
    expect(articles('PR-U-07', '2026-04-01')).to.deep.equal(['R735 38 7', 'D7']);
    expect(articles('OT-F-01', '2021-06-30')).to.deep.equal(['SIL 88']);
    expect(articles('OT-F-01', '2021-07-01')).to.deep.equal(['SIL 88', 'ZJ-MSR 55']);
    expect(articles('OT-M-01', '2024-01-01')).to.deep.equal(['SIL 84']);
    expect(articles('PR-M-08', '2024-01-01')).to.deep.equal([]);
  });

  it('maps every agency and institution leaf to exactly one column, and the seeds’ phrases to theirs', () => {
    for (const { code, subject, statColumn: column } of VIOLATIONS) {
      if (subject === 'AG') expect(column, code).to.match(/^X(0[1-9]|1[0-2])$/);
      if (subject === 'PR') expect(column, code).to.match(/^Y(0[1-9]|10)$/);
    }
    const seeds = ['AG-M-06', 'AG-M-01b', 'AG-M-02a', 'AG-M-02b', 'AG-M-03a', 'AG-M-03b', 'AG-M-05a', 'AG-M-05b', 'AG-M-04', 'AG-F-01b', 'AG-F-01c'];
    expect(seeds.map((code) => statColumn(code))).to.deep.equal(['X01', 'X02', 'X03', 'X04', 'X05', 'X06', 'X07', 'X08', 'X09', 'X10', 'X11']);
    const hospital = ['PR-U-01b', 'PR-F-01a', 'PR-F-03', 'PR-F-02', 'PR-U-03b', 'PR-U-03a', 'PR-U-04c', 'PR-U-02a', 'PR-U-06', 'PR-U-09'];
    expect(hospital.map((code) => statColumn(code))).to.deep.equal(['Y01', 'Y02', 'Y03', 'Y04', 'Y05', 'Y06', 'Y07', 'Y08', 'Y09', 'Y10']);
    expect(statColumn('PR-F-04', 'PR-U-03a')).to.equal('Y06');
    expect(statColumn('PR-F-04')).to.equal('Y10');
    expect(statColumn('NO-SUCH')).to.equal(null);
  });

  it('covers the 35 situations of the Suzhou list', () => {
    const numbers = new Set(VIOLATIONS.flatMap(({ sz35 }) => sz35));
    expect([...numbers].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 35 }, (_, at) => at + 1));
  });
});

describe('laws', () => {
  it('are in force by date and place', () => {
    expect(isInForce('R735', '2021-04-30', '330900')).to.equal(false);
    expect(isInForce('R735', '2021-05-01', '330900')).to.equal(true);
    expect(isInForce('ZJ-MSR', '2021-07-01', '330902')).to.equal(true);
    expect(isInForce('ZJ-MSR', '2021-07-01', '440784')).to.equal(false);
    expect(isInForce('APL-OLD', '2021-07-15', 'CN')).to.equal(false);
    expect(isInForce('D7', '2026-04-01', 'CN')).to.equal(true);
    expect(LAWS).to.have.length(14);
    expect(lawVersion('R735')?.nameZh).to.equal('医疗保障基金使用监督管理条例');
  });
});
