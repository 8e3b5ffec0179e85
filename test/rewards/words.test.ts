// The trace in words: complete in both languages over every rule set, and nothing of our own record (a key, a path, a code) in it.
import { expect } from 'chai';
import { LANGUAGES, wordsOf } from '../../server/kernel/i18n.ts';
import type { Language } from '../../server/kernel/i18n.ts';
import { parseVector } from '../../server/rewards/forms.ts';
import { traceOf, type Trace } from '../../server/rewards/pages/trace.ts';
import { missingLines, reasonText } from '../../server/rewards/pages/words.ts';
import type { RewardInput } from '../../server/rewards/rules/calculation.ts';
import { evaluate, frameFor } from '../../server/rewards/rules/evaluate.ts';
import { usesOf } from '../../server/rewards/rules/scope.ts';
import { GATES, LEVEL_CODES, OUTCOMES, PARTIES, PROFILES, REFUSALS } from '../../server/rewards/rules/vocabulary.ts';
import { loss, registry, shipped, withSettings } from './builders.ts';
import { DERIVED, SECTION_15 } from './vectors.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';

function told(language: Language, voice: 'public' | 'desk', rule: RuleSet, input: RewardInput): Trace {
  const evaluation = evaluate(rule, input, { registry, confirmed: true });
  return traceOf(wordsOf(language), language, { evaluation, ruleSet: rule, frame: frameFor(rule, input, registry) }, voice);
}
const rows = (language: Language, rule: RuleSet | string, input: RewardInput): string[] =>
  told(language, 'public', typeof rule === 'string' ? shipped(rule) : rule, input).steps.slice(1).map(({ name, why, formula, result }) => [name, why, formula ?? '', result ?? ''].join(' | '));

/** Every branch of every rule set: each level, profile and party at small and large losses and at none. */
function* everything(): Generator<[RuleSet, RewardInput]> {
  for (const rule of registry.ruleSets) {
    const uses = usesOf(rule);
    for (const yuan of [null, 0, 500, 60_000, 900_000, 90_000_000]) {
      for (const level of uses.needsLevel ? LEVEL_CODES : [undefined]) {
        for (const profile of PROFILES) {
          for (const lossBy of uses.needsParty ? PARTIES : [undefined]) {
            for (const officerRateBp of uses.officerRate ? [200, 500] : [undefined]) {
              const officer = { officerPointsBp: 100, officerAmountFen: 500_00, ...(officerRateBp === undefined ? {} : { officerRateBp }) };
              yield [rule, { ...(yuan === null ? {} : loss(yuan)), profile, baseKind: 'verifiedFraud', ...(level ? { level } : {}), ...(lossBy ? { lossBy } : {}), ...officer }];
            }
          }
        }
      }
    }
  }
}

// What stands in our record and not in a reader's language: keys, paths, codes, unfilled places.
const OURS = new RegExp(`rewards\\.|common\\.|formula|brackets|segments|byLevel|byParty|byProfile|caps\\.|floors\\.|settings|noLoss|undefined|\\bnull\\b|NaN|[{}]|\\b(?:${[...GATES, ...REFUSALS, ...OUTCOMES, 'formerInsider', 'insiderDetailed', 'insuredPerson', 'caseValue', 'verifiedFraud', 'halfUp', 'L1', 'class1'].join('|')})\\b`);
/** Titles, document numbers and ids are what they are in every language. */
const ownWords = (text: string): string => text.replace(/《[^》]*》(?:（[^）]*）)?|[\u4e00-\u9fff]*〔\d{4}〕\d+号|\bNAT-\d{4}\b|（征求意见稿）/g, '');

describe('the trace in words', () => {
  it('names every step of every branch of every rule set, without a code or a path, in both languages', function () {
    this.timeout(60_000);
    const seen = new Set<string>();
    for (const [rule, input] of everything()) {
      for (const language of LANGUAGES) {
        for (const voice of ['public', 'desk'] as const) {
          for (const { step, name, why, formula, result } of told(language, voice, rule, input).steps) {
            const text = [name, why ?? '', formula ?? '', result ?? ''].join(' ; ');
            if (seen.has(language + voice + rule.id + text)) continue;
            seen.add(language + voice + rule.id + text);
            const own = ownWords(text).replaceAll(rule.id, '');
            expect(own, `${rule.id} ${step} ${JSON.stringify(input)}`).not.to.match(OURS);
            expect(name !== '' && (why ?? '').trim() !== '', text).to.equal(true);
            if (language === 'en') expect(own, rule.id).not.to.match(/\p{Script=Han}/u);
            else expect(own, rule.id).not.to.match(/[A-Za-z]{2}/);
          }
        }
      }
    }
    expect(seen.size).to.be.greaterThan(4_000);
  });
  it('says of parts that each has its own rate', () => {
    const why = (rule: string, input: RewardInput, language: Language): string => rows(language, rule, input).find((row) => row.startsWith(wordsOf(language)('rewards.step.raw')))?.split(' | ')[1] ?? '';
    expect(why('SC-2023', loss(300_000), 'zh-CN')).to.equal('各段的金额分别乘以这一段的比例，再加在一起');
    expect(why('SC-2023', loss(300_000), 'en')).to.equal('Each part of the base times its own rate, added up');
    expect(why('SH-2023d', { ...loss(300_000), level: 'L1' }, 'zh-CN')).to.contain('一级').and.to.contain('各段的金额分别乘以这一段的比例');
    expect(why('HEN-2023', loss(300_000), 'zh-CN')).to.equal('基数乘以规定的比例');
  });
  it('ends in the amount that the engine gave', () => {
    for (const { rule, input, confirmed } of [...SECTION_15, ...DERIVED]) {
      const parsed = parseVector({ rule, input, ...(confirmed ? { confirmed } : {}) }, registry);
      if (!('value' in parsed)) throw new Error(rule);
      const evaluation = evaluate(rule, parsed.value.input, { registry, confirmed: true });
      const ruleSet = registry.byId.get(rule)?.find(({ version }) => version === evaluation.version);
      if (!ruleSet || evaluation.outcome !== 'AMOUNT') continue;
      const trace = told('en', 'public', ruleSet, parsed.value.input);
      expect([trace.total, trace.steps.at(-1)?.result], `${rule} ${JSON.stringify(input)}`).to.deep.equal([((evaluation.amountFen ?? 0) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }), trace.total]);
    }
  });

  it('reads like this', () => {
    expect(rows('zh-CN', 'BJ-2023', { ...loss(10_000.01), lossBy: 'insuredPerson' })).to.deep.equal([
      '基数 | 举报事项涉及的应当追回的基金损失，不算罚款 | 10,000.01 | 10,000.01',
      '按规定计算 | 损失由参保人造成，落在这一段：10,000.00 < 10,000.01 | 500.00 + 10% × 10,000.01 | 1,500.001',
      '下限 | 不少于 500 元 | 1,500.001 ≥ 500.00 | 1,500.001',
      '当地上限 | 最多 200,000 元 | 1,500.001 ≤ 200,000.00 | 1,500.001',
      '全国下限和上限 | 最少 200 元，最多 200,000 元；医保办发〔2022〕22号 | 200.00 ≤ 1,500.001 ≤ 200,000.00 | 1,500.001',
      '舍入 | 到分，四舍五入 | 1,500.001 → 1,500.00 | 1,500.00',
    ]);
    expect(rows('en', 'GS-2019/21', { ...loss(100_000), level: 'class1', officerRateBp: 550, profile: 'competitor', officerAmountFen: 1_000_00 })).to.deep.equal([
      'Base | The verified amount of the fraud | 100,000.00 | 100,000.00',
      'Discretionary values | Set by an officer inside the range of the rule | 5.00% ≤ 5.50% ≤ 8.00%; 0.00 ≤ 1,000.00 ≤ 100,000.00 | ',
      'The rate | Class 1: Detailed facts and key evidence; fully matches | 5.5% × 100,000.00 | 5,500.00',
      'Bonus | More for: a competitor or his staff | 5,500.00 + 1,000.00 | 6,500.00',
      'Local cap | At most 100,000 yuan | 6,500.00 ≤ 100,000.00 | 6,500.00',
      'National floor and cap | At most 100,000 yuan; 医保办发〔2018〕22号 | 6,500.00 ≤ 100,000.00 | 6,500.00',
      'Rounding | to the fen, half up | → 6,500.00 | 6,500.00',
    ]);
  });
  it('says what binds, and what a no-loss award is', () => {
    const of = (name: string, all: string[]): string | undefined => all.find((row) => row.startsWith(name));
    expect(of('Floor', rows('en', 'GD-2023', { ...loss(10_000), level: 'L1' }))).to.equal('Floor | Not below 400 yuan | 300.00 < 400.00 | 400.00');
    expect(of('Local cap', rows('en', 'GD-2023', { ...loss(8_000_000), level: 'L1' }))).to.equal('Local cap | At most 200,000 yuan | 240,000.00 > 200,000.00 | 200,000.00');
    expect(of('National', rows('en', 'HN-new', { ...loss(1000), level: 'L1' }))).to.equal('National floor and cap | At least 200 yuan, at most 200,000 yuan; 医保办发〔2022〕22号 | 100.00 < 200.00 | 200.00');
    expect(of('National', rows('en', 'GD-QY-2022', { ...loss(1_200_000), level: 'L1' }))).to.equal('National floor and cap | At most 100,000 yuan; 医保办发〔2018〕22号 | 120,000.00 > 100,000.00 | 100,000.00');
    expect(of('Bonus', rows('en', 'AH-AQ', { profile: 'insider' }))).to.equal('Bonus | More for: somebody who works there | 200.00 × (1 + 20%) < 500.00 | 500.00');
    expect(of('Bonus', rows('en', 'AH-AQ', { ...loss(1000), profile: 'insider' }))).to.equal('Bonus | More for: somebody who works there | 500.00 × (1 + 20%) ≥ 500.00 | 600.00');
    expect(of('The rate', rows('en', 'GD-QY-2022', { level: 'L1', officerAmountFen: 300_00 }))).to.equal("The rate | no loss amount; by the rule's own clause | 300.00 | 300.00");
  });
  it('calls the base what counts: an old rule under the new national one takes the case value', () => {
    expect(rows('en', 'YZ', { ...loss(100), nationalLayer: 'NAT-2022' })[0]).to.equal('Base | The fund loss to be recovered in the reported matter, without fines | 100.00 | 100.00');
    expect(rows('en', 'YZ', loss(100))[0]).to.equal('Base | The verified amount of the fraud | 100.00 | 100.00');
  });
  it('remarks on what was given and does not count', () => {
    const [base, branch, officer] = rows('en', 'YZ', { ...loss(100), baseKind: 'caseValue', profile: 'competitor', officerAmountFen: 1 });
    expect([base, branch, officer]).to.deep.equal([
      "Base | The verified amount of the fraud, the kind of base given differs from that of the rule; the rule's counts | 100.00 | 100.00",
      'Level and circumstances | who the reporter is changes nothing under this rule |  | ',
      'Discretionary values | a value given has no use here and was not counted |  | ',
    ]);
    expect(rows('zh-CN', 'SD-WF', { ...loss(5000), officerAmountFen: 300_00, officerRateBp: 1 })[1]).to.equal('裁量的数值 | 由承办人员在规定范围内确定，另填的数值这里用不到，没有计入 | 200.00 ≤ 300.00 ≤ 500.00 | ');
  });
  it('says of an honour that it is one', () => {
    expect(rows('en', 'AH-WH', loss(100)).slice(1)).to.deep.equal(['The rate | in this bracket: 100.00 < 50,000.00, honour only, no money | 0 | 0.00', 'National floor and cap | Honour only: neither floor nor cap applies |  | 0.00']);
    expect(rows('zh-CN', withSettings(shipped('AH-WH'), { wrapHonourOnly: 'lift' }), { ...loss(100), nationalLayer: 'NAT-2022' }).at(-1)).to.equal('全国下限和上限 | 最少 200 元，最多 200,000 元；医保办发〔2022〕22号 | 0 < 200.00 | 200.00');
  });
  it('shows of a value that was refused the range only', () => {
    expect(rows('en', 'GS-2019/21', { ...loss(1), level: 'class1', officerRateBp: 801 }).at(-1)).to.equal('Discretionary values | The value lies outside the range of the rule. | 5.00% … 8.00% | ');
  });

  it('has words for every reason and for everything that can be missing', () => {
    const missing = new Set<string>(registry.ruleSets.flatMap((rule) => rule.missing));
    for (const [rule, input] of everything()) for (const path of evaluate(rule, input, { registry }).missing ?? []) missing.add(path);
    for (const language of LANGUAGES) {
      const t = wordsOf(language);
      for (const reason of [...REFUSALS, ...GATES, 'REAL_NAME_REQUIRED']) expect(reasonText(t, reason), reason).not.to.match(OURS).and.not.to.contain(reason);
      for (const { text, code } of missingLines(t, [...missing])) expect(text, code).to.match(language === 'en' ? /^[a-z]/i : /\p{Script=Han}/u).and.not.to.match(OURS);
    }
  });
});
