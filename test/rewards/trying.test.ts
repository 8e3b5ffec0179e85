// Which rule set the public estimator may try: one without a known start is not told to apply, as little as on the desk.
import { expect } from 'chai';
import { estimating } from '../../server/rewards/service/estimate.ts';
import { registry } from './builders.ts';

describe('the rule set that the estimator tries', () => {
  type Parts = Parameters<typeof estimating>;
  const { ruleToTry } = estimating({ registry } as unknown as Parts[0], { registryFor: async () => registry } as unknown as Parts[1]);
  const tried = async (place: string, on: string): Promise<string> => {
    const { selection, uncertain } = await ruleToTry(place, on);
    return selection.outcome === 'SELECTED' ? `${selection.ruleSet.id} ${uncertain.join()}`.trim() : `${selection.reason} ${selection.missing.join()}`;
  };
  it('is refused where its start is not known: Yangzhou, Wuhu, Anqing, Shanxi, Jiujiang', async () => {
    for (const place of ['321000', '340200', '340800', '140000', '360400']) expect(await tried(place, '2026-11-20'), place).to.equal('AMBIGUOUS_VERSION effectiveFrom,documentNo');
    expect(await tried('321000', '2021-06-01')).to.equal('AMBIGUOUS_VERSION effectiveFrom,documentNo');
  });
  it('is tried where only its number is not known, and says so', async () => {
    expect(await tried('110000', '2024-06-01')).to.equal('BJ-2023 documentNo');
    expect(await tried('500000', '2026-06-01')).to.equal('CQ-2025 documentNo');
  });
  it('is chosen without a word where both are known, and told where there is none', async () => {
    expect(await tried('510000', '2023-06-01')).to.equal('SC-2023');
    expect(await tried('110000', '2017-01-01')).to.equal('NO_RULE rule');
  });
});
