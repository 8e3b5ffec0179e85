// A refusal on an officer's desk: stored with its reason, the rule set and what is missing; it stops the proposal, and nothing on the page says a sum.
import { expect } from 'chai';
import { Refused } from '../../server/kernel/errors.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { rewardPage } from '../../server/rewards/pages/act.ts';
import { aCase, aPerson, aReport, aWorld } from './support.ts';
import type { World } from './support.ts';

const thrown = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) => (error instanceof Refused ? error.reason : String(error)));
const MILLION = 100_000_000;

type Prepared = { reason: string; rule: string | null; bureau: string; on?: string; loss?: number | null; rateBp?: number; level?: 'class1'; missing: string };
const GANSU = { rule: 'GS-2019/21', bureau: '620100', on: '2020-03-09' };
const ASKED: Prepared[] = [
  { reason: 'NO_RULE', rule: null, bureau: '150100', missing: 'rule' },
  { reason: 'AMBIGUOUS_VERSION', rule: null, bureau: '350100', missing: 'documentNo' },
  { reason: 'RULE_INCOMPLETE', rule: 'ZJ-2023', bureau: '330900', missing: 'formula' },
  { reason: 'RULE_HISTORICAL', rule: 'SH-old', bureau: '310000', on: '2015-03-09', missing: 'rule' },
  { reason: 'DRAFT_UNCONFIRMED', rule: 'GD-2023', bureau: '440784', missing: 'confirmation' },
  { reason: 'BASE_MISSING', rule: 'SC-2023', bureau: '510100', loss: null, missing: 'base' },
  { reason: 'BRANCH_UNKNOWN', rule: 'SC-2023', bureau: '510100', loss: 11 * MILLION, missing: 'formula.segments' },
  { reason: 'LEVEL_MISSING', ...GANSU, missing: 'level' },
  { reason: 'OFFICER_VALUE_MISSING', ...GANSU, level: 'class1', missing: 'officerRatePercent' },
  { reason: 'OFFICER_VALUE_OUT_OF_RANGE', ...GANSU, level: 'class1', rateBp: 1, missing: 'officerRatePercent' },
];

describe('a refusal at the desk', function () {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(() => world.drop());

  for (const { reason, rule, bureau, on = '2026-03-09', loss = 10_000_000, rateBp, level, missing } of ASKED) {
    it(`${reason} stops ${rule ?? 'a place without a rule'}, and no sum stands on the page`, async () => {
      const officer = aPerson('officer1', ['rewardOfficer'], bureau);
      const facts = aCase({ bureau });
      world.cases.set('case1', { ...facts, findings: facts.findings.map((finding) => (finding.id === 'f1' ? { ...finding, lossFen: loss, refundFen: loss ?? 0 } : finding)) });
      world.linked.set('case1', [aReport({ bureau, receivedOn: on, receivedAt: `${on}T02:00:00.000Z` })]);
      const id = await world.rewards.open(officer, 'case1');
      let version = 1;
      if (loss !== null) ({ version } = await world.rewards.setLines(officer, id, version, [{ id: 'f1', inReportedMatter: true, reason: '来信' }, { id: 'f2', inReportedMatter: false, reason: '未提' }]));
      if (level) ({ version } = await world.rewards.confirmStanding(officer, id, version, { level, profile: 'ordinary', lossBy: null, evidence: '卷 1 页' }));
      if (rateBp !== undefined) ({ version } = await world.rewards.setDiscretion(officer, id, version, { rateBp, pointsBp: null, amountFen: null, reason: '情节', evidence: '卷 1 页' }));
      expect(await thrown(world.rewards.propose(officer, id, version))).to.equal(reason);
      const { calculation, choice } = await world.store.find(id);
      const told = choice.refusal ?? { reason: calculation?.evaluation.reason, missing: calculation?.evaluation.missing ?? [] };
      expect([told.reason, choice.ruleId]).to.deep.equal([reason, rule]);
      expect(told.missing.join(), 'what must be supplied').to.contain(missing);
      const dossier = await world.rewards.forOfficer(officer, id);
      const page = rewardPage(wordsOf('zh-CN'), 'zh-CN', { dossier, person: officer, names: new Map(), minute: (at) => at.toISOString() });
      expect(page.refusal?.reason).to.equal(reason);
      expect(page.refusal?.missing.map(({ text }) => text).join('')).not.to.equal('');
      expect([page.amount, page.changes, page.trace?.total ?? null]).to.deep.equal([null, [], null]);
    });
  }
});
