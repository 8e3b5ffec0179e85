import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { lawVersion } from '../../server/law/rules/laws.ts';
import { RANGES, rangeOn } from '../../server/law/rules/parameters/ranges.ts';
import { articleOn, articleRule, citationOf, lawOf, RULE_CODES } from '../../server/penalties/rules/articles.ts';
import type { RuleCode } from '../../server/penalties/rules/articles.ts';

const ON = '2026-11-10';

describe('ranges of fines and suspensions', () => {
  it('are those of the statutes', () => {
    const found = RULE_CODES.map((code) => {
      const { fine, suspension } = articleOn(code, ON);
      return [code, fine === null ? '' : 'times' in fine ? fine.times.join('–') : fine.fixed.join('–'), suspension?.months.join('–') ?? ''];
    });
    expect(found).to.deep.equal([
      ['R735.36', '', ''], ['R735.37', '2–5', ''], ['R735.38', '1–2', '6–12'], ['R735.39', '1000000–5000000', ''], ['R735.40', '2–5', '6–12'], ['R735.41.1', '', '3–12'], ['R735.41.2', '2–5', '3–12'],
      ['R735.42', '', ''], ['R735.43', '', ''], ['R735.44', '', ''], ['D7.TRACE', '1000000–5000000', ''], ['SIL.84', '1–3', ''], ['SIL.87', '2–5', ''], ['SIL.88', '2–5', ''], ['SIL.89', '', ''],
      ['SAR.68', '1–3', ''], ['ZJ55.UNIT', '1–3', ''], ['ZJ55.PERSON', '100000–1000000', ''], ['AGREEMENT', '', ''],
    ]);
    expect(articleRule('SIL.84', 'INDIVIDUAL', ON)).to.deep.include({ base: null, fine: { fixed: [50_000, 300_000] } });
  });

  it('stand in records with place, day, mark and source, each beginning with its law and citing its article', () => {
    for (const { code, from, source, mark, status } of RANGES) {
      const rule = RULE_CODES.findLast((each): each is RuleCode => code.startsWith(`${each}.`));
      if (!rule) throw new Error(code);
      const law = lawOf(rule);
      expect([from, source], code).to.deep.equal([law === 'AGREEMENT' ? '' : lawVersion(law)?.from, citationOf(rule)]);
      expect([mark, status], code).to.deep.equal(mark === 'Q' ? ['Q', 'CONFIRMED'] : ['S', 'UNCONFIRMED']);
    }
    expect(new Set(RANGES.map(({ code }) => code)).size).to.equal(RANGES.length);
  });

  it('change with the day of the conduct, and never backwards', () => {
    const [first] = RANGES;
    if (!first) throw new Error('no ranges');
    const versions = [{ ...first, to: '2029-12-31' }, { ...first, from: '2030-01-01', value: ['3', '6'] as const }];
    expect(['2020-01-01', '2021-05-01', '2029-12-31', '2030-01-01', '2035-06-30'].map((day) => rangeOn(first.code, day, versions)?.join('–'))).to.deep.equal(['2–5', '2–5', '2–5', '3–6', '3–6']);
    expect(rangeOn('NOTHING', ON)).to.equal(null);
  });

  it('and nowhere in the code of the calculator', () => {
    const source = readFileSync('server/penalties/rules/articles.ts', 'utf8').replace(/'[^']*'|`[^`]*`|\/\*\*?[^]*?\*\//g, '').replace(/\[[01]\]/g, '');
    expect(source.match(/\b\d[\d_]*\b/g) ?? []).to.deep.equal([]);
  });
});
