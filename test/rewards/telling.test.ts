// The calculation as the decision tells it: whole sentences, right in what binds and what does not, and no symbol of the engine.
import { expect } from 'chai';
import { parseVector } from '../../server/rewards/forms.ts';
import type { RewardInput } from '../../server/rewards/rules/calculation.ts';
import { evaluate, frameFor } from '../../server/rewards/rules/evaluate.ts';
import type { StoredCalculation } from '../../server/rewards/rules/matter.ts';
import { readable } from '../../server/rewards/rules/readable.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { toldSteps } from '../../server/rewards/rules/telling.ts';
import { aRuleSet, loss, registry, shipped, withSettings } from './builders.ts';
import { DERIVED, SECTION_15 } from './vectors.ts';

function told(rule: RuleSet | string, input: RewardInput): string[] {
  const ruleSet = typeof rule === 'string' ? shipped(rule) : rule;
  const evaluation = evaluate(ruleSet, input, { registry, confirmed: true });
  const calculation: Pick<StoredCalculation, 'ruleSet' | 'frame' | 'evaluation'> = { ruleSet, frame: frameFor(ruleSet, input, registry), evaluation };
  return toldSteps(calculation as StoredCalculation);
}
const line = (name: string, lines: readonly string[]): string | undefined => lines.find((each) => each.startsWith(name));

describe('a calculation as the decision tells it', () => {
  it('says of floor, cap and national layer whether they bind', () => {
    const low = told('GD-2023', { ...loss(10_000), level: 'L1' });
    expect(low).to.deep.equal([
      '基数（举报事项涉及的应当追回的基金损失，不含罚款）：10,000.00元', '按规定计算：3% × 10,000.00，得300.00元', '下限：300.00元低于下限400.00元，按下限计算，得400.00元', '当地上限：400.00元不超过当地上限200,000.00元，仍为400.00元',
      '全国下限和上限：400.00元在全国下限200.00元和上限200,000.00元之间，仍为400.00元', '舍入：四舍五入到分，得400.00元',
    ]);
    expect(line('当地上限', told('GD-2023', { ...loss(8_000_000), level: 'L1' }))).to.equal('当地上限：240,000.00元超过当地上限200,000.00元，按当地上限计算，得200,000.00元');
    expect(line('全国', told('HN-new', { ...loss(1000), level: 'L1' }))).to.equal('全国下限和上限：100.00元低于全国下限200.00元，按全国下限计算，得200.00元');
    expect(line('全国', told('GD-QY-2022', { ...loss(1_200_000), level: 'L1' }))).to.equal('全国下限和上限：120,000.00元超过全国上限100,000.00元，按全国上限计算，得100,000.00元');
    expect(line('全国', told('GD-QY-2022', { ...loss(100_000), level: 'L1' }))).to.equal('全国下限和上限：10,000.00元不超过全国上限100,000.00元，仍为10,000.00元');
  });

  it('adds up what the base is made of, and names the base that the rule set has', () => {
    const [first, second] = [100, 12.34].map((yuan, at) => ({ ...loss(yuan).lines[0], id: String(at), inReportedMatter: true, kind: 'loss' as const, amountFen: Math.round(yuan * 100) }));
    expect(told('SH-old', { lines: [first, second].flatMap((each) => each ?? []), officerRateBp: 500 })[0]).to.equal('基数（违规的医疗费用）：100.00 + 12.34，合计112.34元');
    expect(told('YZ', loss(100))[0]).to.equal('基数（查实的欺诈骗保金额）：100.00元');
  });

  it('tells bonus, value of an officer, bracket and the award without a loss', () => {
    expect(line('增加', told('AH-AQ', { profile: 'insider' }))).to.equal('增加的奖励：200.00 × (1 + 20%)，不足500.00元，按500.00元计算');
    expect(line('增加', told('AH-AQ', { ...loss(1000), profile: 'insider' }))).to.equal('增加的奖励：500.00 × (1 + 20%)，得600.00元，不低于500.00元');
    expect(told('GS-2019/21', { ...loss(100_000), level: 'class1', officerRateBp: 550, profile: 'competitor', officerAmountFen: 1_000_00 }).slice(1, 4)).to.deep.equal([
      '裁量的数值：在5.00%至8.00%之间，确定为5.50%；在0.00元至100,000.00元之间，确定为1,000.00元', '按规定计算：5.5% × 100,000.00，得5,500.00元', '增加的奖励：5,500.00 + 1,000.00，得6,500.00元',
    ]);
    expect(told('GD-QY-2022', { level: 'L1', officerAmountFen: 300_00 }).slice(0, 3)).to.deep.equal(['基数：没有损失金额，适用没有损失时的规定', '裁量的数值：在200.00元至1,000.00元之间，确定为300.00元', '没有损失时的奖励：300.00元']);
    expect(line('按规定', told('AH-WH', loss(100)))).to.equal('按规定计算：只给精神奖励，没有奖金');
  });

  it('rounds by the setting of the rule set', () => {
    const third = aRuleSet({ formula: { kind: 'rate', percent: '3.333', of: 'base' } });
    expect(line('舍入', told(third, loss(100.01)))).to.equal('舍入：3.3333333元四舍五入到分，得3.33元');
    expect(line('舍入', told(withSettings(third, { rounding: { unit: 'yuan', mode: 'up' } }), loss(100.01)))).to.equal('舍入：3.3333333元进一到元，得4.00元');
  });

  it('keeps every symbol of the engine to itself, over every vector', () => {
    let seen = 0;
    for (const { rule, input } of [...SECTION_15, ...DERIVED]) {
      const parsed = parseVector({ rule, input, confirmed: true }, registry);
      if (!('value' in parsed)) throw new Error(rule);
      for (const text of told(registry.byId.get(rule)?.at(-1) ?? expect.fail(rule), parsed.value.input)) expect(text, rule).to.match(/^(基数(（.+）)?|裁量的数值|按规定计算|没有损失时的奖励|下限|增加的奖励|当地上限|全国下限和上限|舍入)：/).and.not.to.match(/max|min|∞|→|undefined|NaN|：$/);
      seen += 1;
    }
    expect(seen).to.be.greaterThan(80);
  });
});

describe('a step in symbols', () => {
  const step = (name: 'national' | 'rounding', formula: string, changed: boolean) => ({ number: 1, name, source: { rule: 'X', version: 1, article: 'caps.award', mark: 'S' as const }, inputs: {}, formula, exact: null, yuan: null, changed, notes: [] });
  it('compares, also where a layer has no cap or lifts an honour, and says from what it rounds', () => {
    expect(readable(step('national', 'max(200.00, min(100.00, ∞))', true))).to.equal('100.00 < 200.00');
    expect(readable(step('national', 'max(200.00, min(300.00, ∞))', false))).to.equal('300.00 ≥ 200.00');
    expect(readable(step('national', 'max(200.00, 0)', true))).to.equal('0 < 200.00');
    expect([readable(step('rounding', '→ 600.34', true), '600.3402'), readable(step('rounding', '→ 600.34', false), '600.34')]).to.deep.equal(['600.3402 → 600.34', '→ 600.34']);
  });
});
