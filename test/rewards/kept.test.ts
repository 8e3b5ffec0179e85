// Calculations as they were stored under engine 1, each with the full copy of the rule set it used: they give the same fen for ever.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { canonicalJson, sha256 } from '../../server/kernel/crypto.ts';
import type { StoredCalculation } from '../../server/rewards/rules/matter.ts';
import { recompute } from '../../server/rewards/rules/evaluate.ts';
import { ENGINE } from '../../server/rewards/service/parts.ts';

const kept = JSON.parse(readFileSync(new URL('kept.json', import.meta.url), 'utf8')) as StoredCalculation[];

describe('stored calculations', () => {
  it('are of the engine that runs: another one needs its own', () => expect(new Set(kept.map(({ engine }) => engine))).to.deep.equal(new Set([ENGINE])));
  it('are these sums', () => {
    expect(kept.map(({ ruleSet, evaluation: { amountFen, reason } }) => `${ruleSet.id} ${amountFen ?? reason ?? ''}`)).to.deep.equal([
      'BJ-2023 150000', 'GD-2023 360000', 'SC-2023 1031482', 'GS-2019/21 689013', 'SD-WF OFFICER_VALUE_OUT_OF_RANGE', 'CQ-2025 200000', 'BJ-2023 BRANCH_UNKNOWN', 'FJ-2024 EXCL_STAFF',
    ]);
  });
  for (const stored of kept) {
    it(`${stored.ruleSet.id} ${stored.evaluation.outcome}: the same result, the same steps, the same copy`, () => {
      expect(canonicalJson(recompute(stored)).toString()).to.equal(canonicalJson(stored.evaluation).toString());
      expect(sha256(canonicalJson({ ruleSet: stored.ruleSet, frame: stored.frame }))).to.equal(stored.fingerprint);
    });
  }
});
