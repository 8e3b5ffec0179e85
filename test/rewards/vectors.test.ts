import { expect } from 'chai';
import { RULE_SETS } from '../../server/rewards/data/all.ts';
import { parseVector } from '../../server/rewards/forms.ts';
import { evaluate } from '../../server/rewards/rules/evaluate.ts';
import { registryOf } from '../../server/rewards/rules/registry.ts';
import { DERIVED, SECTION_15, WHOLLY_REFUSED, type VectorRow } from './vectors.ts';

const registry = registryOf(RULE_SETS);

/** As the public twin answers: an amount, `HONOUR_ONLY`, or the reason. */
function answer({ rule, input, confirmed }: Omit<VectorRow, 'expected'>): string {
  const parsed = parseVector({ rule, input, ...(confirmed === undefined ? {} : { confirmed }) }, registry);
  if ('errors' in parsed) return `422 ${Object.keys(parsed.errors).join()}`;
  const { outcome, amountFen, reason } = evaluate(parsed.value.rule, parsed.value.input, { registry, confirmed: parsed.value.confirmed });
  if (outcome === 'AMOUNT') return ((amountFen ?? NaN) / 100).toFixed(2);
  if (outcome === 'HONOUR_ONLY') return amountFen === 0 ? outcome : 'an honour with an amount';
  return reason ?? 'no reason';
}

const told = ({ rule, input }: VectorRow): string => `${rule} ${JSON.stringify(input)}`;

describe('reward vectors', () => {
  for (const row of SECTION_15) it(`section 15: ${told(row)} → ${row.expected}`, () => expect(answer(row)).to.equal(row.expected));
  for (const row of DERIVED) it(`derived: ${told(row)} → ${row.expected}`, () => expect(answer(row)).to.equal(row.expected));
  for (const rule of WHOLLY_REFUSED) {
    it(`${rule} refuses whatever is asked`, () => {
      expect(answer({ rule, input: { base: '10000.00' } })).to.equal('RULE_INCOMPLETE');
      expect(answer({ rule, input: {}, confirmed: true })).to.equal('RULE_INCOMPLETE');
    });
  }
  it('an unknown rule is NO_RULE', () => expect(answer({ rule: 'XX-1999', input: { base: '1.00' } })).to.equal('NO_RULE'));
});
