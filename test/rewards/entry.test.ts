// Entering rule sets: every state × act × role from the one table, and what an entry makes of a rule set.
import { expect } from 'chai';
import { Conflict, Forbidden, Invalid } from '../../server/kernel/errors.ts';
import { ROLES } from '../../server/people/rules/person.ts';
import { parseEntry } from '../../server/rewards/forms/entry-made.ts';
import { parseReference, parseWhere } from '../../server/rewards/forms/entry.ts';
import { parseRuleSet } from '../../server/rewards/forms/rule-set.ts';
import { missingItems, nextVersion, obstaclesOf, withConfirmation } from '../../server/rewards/rules/entering.ts';
import { authorsOf, ENTRY_ACTION_NAMES, ENTRY_STATES, mayEnterFor, maySeeEntry, performEntry, permittedEntry, placeFor } from '../../server/rewards/rules/entry.ts';
import type { EntryAction, EntryState, RuleEntry } from '../../server/rewards/rules/entry.ts';
import { evaluate } from '../../server/rewards/rules/evaluate.ts';
import { registryOf } from '../../server/rewards/rules/registry.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { selectRuleSet } from '../../server/rewards/rules/select.ts';
import { loss, registry, shipped } from './builders.ts';
import { aPerson } from './support.ts';

const AT = new Date('2026-11-10T02:00:00Z');
const anEntry = (change: Partial<RuleEntry> = {}): RuleEntry => ({
  id: 'e1', version: 1, kind: 'figures', state: 'draft', ruleSet: shipped('ZJ-2023'), base: { id: 'ZJ-2023', version: 1 }, place: '330000', bureau: '330900', citation: '', scan: null,
  events: [{ at: AT, action: 'enter', by: 'admin', reason: '' }], ...change,
});
const admin = aPerson('admin', ['administrator'], '330900');
const head = aPerson('head', ['head'], '330000');

describe('an entered rule set: states × acts × roles', () => {
  const OF_ADMIN: Record<EntryState, EntryAction[]> = { draft: ['amend', 'addScan', 'submit', 'withdraw'], awaitingApproval: ['withdraw'], inForce: [], refused: ['amend', 'withdraw'], withdrawn: [] };
  const OF_HEAD: Record<EntryState, EntryAction[]> = { draft: [], awaitingApproval: ['approve', 'refuse'], inForce: [], refused: [], withdrawn: [] };
  for (const state of ENTRY_STATES) {
    for (const role of ROLES) {
      it(`${state}, ${role}`, () => {
        const expected = role === 'administrator' ? OF_ADMIN[state] : role === 'head' ? OF_HEAD[state] : [];
        const person = aPerson('somebody', [role], role === 'head' ? '330000' : '330900');
        expect(permittedEntry(anEntry({ state }), person)).to.deep.equal(expected);
        for (const action of ENTRY_ACTION_NAMES) {
          const tried = (): RuleEntry => performEntry(action, anEntry({ state }), person, AT, '理由');
          if (expected.includes(action)) expect(tried().events.at(-1)).to.deep.equal({ at: AT, action, by: 'somebody', reason: '理由' });
          else if (role === (action === 'approve' || action === 'refuse' ? 'head' : 'administrator')) expect(tried).to.throw(Conflict);
          else expect(tried).to.throw(Forbidden);
        }
      });
    }
  }
  it('goes from draft to force and nowhere from there', () => {
    const submitted = performEntry('submit', anEntry(), admin, AT);
    expect([submitted.state, performEntry('approve', submitted, head, AT).state, performEntry('refuse', submitted, head, AT, '不符').state]).to.deep.equal(['awaitingApproval', 'inForce', 'refused']);
    expect(performEntry('amend', { ...submitted, state: 'refused' }, admin, AT).state).to.equal('draft');
  });
  it('is never approved by who had a hand in it, nor by the head of another place', () => {
    const own = anEntry({ state: 'awaitingApproval', events: [{ at: AT, action: 'enter', by: 'admin', reason: '' }, { at: AT, action: 'submit', by: 'head', reason: '' }] });
    expect(authorsOf(own)).to.deep.equal(['admin', 'head']);
    expect(() => performEntry('approve', own, head, AT)).to.throw(Forbidden, 'separation');
    expect(() => performEntry('approve', anEntry({ state: 'awaitingApproval' }), aPerson('head', ['head'], '330900'), AT)).to.throw(Forbidden, 'bureau');
    expect(() => performEntry('submit', anEntry(), aPerson('other', ['administrator'], '330000'), AT)).to.throw(Forbidden, 'bureau');
  });
  it('needs a reason to be refused or withdrawn', () => {
    expect(() => performEntry('refuse', anEntry({ state: 'awaitingApproval' }), head, AT, ' ')).to.throw(Invalid);
    expect(() => performEntry('withdraw', anEntry(), admin, AT)).to.throw(Invalid);
  });
  it('holds for its whole place when a head there can approve it, else for who enters it', () => {
    expect([placeFor('330000', '330900', true), placeFor('330000', '330900', false), placeFor('330900', '330000', false)]).to.deep.equal(['330000', '330900', null]);
    expect([mayEnterFor('330000', admin), mayEnterFor('330902', admin), mayEnterFor('440000', admin), mayEnterFor('330000', head)]).to.deep.equal([true, true, false, false]);
    expect([maySeeEntry(anEntry(), admin), maySeeEntry(anEntry(), head), maySeeEntry(anEntry(), aPerson('x', ['head'], '440000')), maySeeEntry(anEntry(), aPerson('x', ['rewardOfficer'], '330900'))]).to.deep.equal([true, true, false, false]);
  });
});

const FORM = {
  version: 0, rule: 'ZJ-2023', citation: '浙医保联发〔2023〕10号第九条', title: '浙江省违法违规使用医疗保障基金举报奖励实施办法', documentNo: '浙医保联发〔2023〕10号', issuers: '浙江省医疗保障局\n浙江省财政厅', issuedOn: '2023-08-11', effectiveFrom: '2026-06-01',
  isOpenEnded: 'yes', shape: 'levels', 'condition-L1': '有完整证据并协助查办', 'rate-L1': '3', 'floor-L1': '1,000', 'condition-L2': '有证据', 'rate-L2': '2', 'rate-L3': '1', capKind: 'sum', cap: '200000', bonusKind: 'amount', bonus: '10', bonusFor: 'insider',
  noLossKind: 'none', 'clause-formula': '第九条',
};
const entered = (change: Record<string, unknown> = {}, base: RuleSet = shipped('ZJ-2023')): RuleSet => {
  const made = parseEntry('figures', { ...FORM, ...change }, base, 2, '2026-11-10');
  if ('errors' in made) throw new Error(JSON.stringify(made.errors));
  return made.ruleSet;
};
const errorsOf = (change: Record<string, unknown>, base: RuleSet = shipped('ZJ-2023')): Record<string, string> => {
  const made = parseEntry('figures', { ...FORM, ...change }, base, 2, '2026-11-10');
  return 'errors' in made ? Object.fromEntries(Object.entries(made.errors).map(([field, { key }]) => [field, key])) : {};
};

describe('entering the missing figures', () => {
  it('makes a complete version that computes, with its marks and clauses', () => {
    const rule = entered();
    expect([rule.id, rule.version, rule.status, rule.missing, rule.effectiveFrom, rule.datePrecision]).to.deep.equal(['ZJ-2023', 2, 'complete', [], '2026-06-01', { from: 'day', to: 'open' }]);
    expect(rule.formula).to.deep.equal({ kind: 'byLevel', levels: { L1: { kind: 'rate', percent: '3', of: 'base' }, L2: { kind: 'rate', percent: '2', of: 'base' }, L3: { kind: 'rate', percent: '1', of: 'base' } } });
    expect([rule.floors, rule.caps, rule.noLoss, rule.profiles]).to.deep.equal([{ award: null, levels: { L1: '1000' } }, { award: '200000' }, null, ['insider']]);
    expect([rule.confidence['formula'], rule.confidence['title'], rule.clauses]).to.deep.equal(['Q', 'Q', { formula: '第九条' }]);
    const own = registryOf([...registry.ruleSets, rule]);
    const input = { ...loss(100_000), level: 'L1' as const, versionDate: '2026-06-01' };
    expect(evaluate(rule, input, { registry: own }).amountFen).to.equal(300_000);
    expect(evaluate(rule, { ...input, profile: 'insider' }, { registry: own }).amountFen).to.equal(330_000);
  });
  it('applies from its day; before it the old version still refuses', () => {
    const own = registryOf([...registry.ruleSets, entered()]);
    const chosen = (date: string): string => {
      const selection = selectRuleSet('330902', date, own);
      return selection.outcome === 'SELECTED' ? `${selection.ruleSet.id}@${selection.ruleSet.version} ${selection.ruleSet.status}` : selection.reason;
    };
    expect([chosen('2026-05-31'), chosen('2026-06-01'), chosen('2030-01-01')]).to.deep.equal(['ZJ-2023@1 incomplete', 'ZJ-2023@2 complete', 'ZJ-2023@2 complete']);
    expect(evaluate('ZJ-2023', { ...loss(1), versionDate: '2026-05-31' }, { registry: own }).reason).to.equal('RULE_INCOMPLETE');
    expect(registry.byId.get('ZJ-2023')?.length).to.equal(1);
  });
  it('leaves missing what was not answered, and keeps refusing', () => {
    const rule = entered({ bonusKind: '', bonus: '', bonusFor: [], noLossKind: '' });
    expect([rule.status, rule.missing]).to.deep.equal(['incomplete', ['bonuses', 'noLoss']]);
    expect(entered({ capKind: 'none' }).caps).to.deep.equal({ award: null });
  });
  it('takes one rate without levels, ranges, points, and sums where there is no loss', () => {
    const flat = entered({ shape: 'flat', 'rate-flat': '1', 'rateTo-flat': '5', floorKind: 'sum', floor: '200', bonusKind: 'points', noLossKind: 'range', noLossSum: '200', noLossTo: '1000' });
    expect([flat.formula, flat.levels, flat.floors, flat.noLoss]).to.deep.equal([{ kind: 'rateRange', from: '1', to: '5' }, [], { award: '200', levels: {} }, { kind: 'range', from: '200', to: '1000' }]);
    expect(flat.bonuses).to.deep.equal([{ kind: 'points', profiles: ['insider'], points: '10' }]);
  });
  it('fills only what a complete rule set lacks', () => {
    const rule = entered({ shape: '', 'condition-L1': '一', 'condition-L2': '二', 'condition-L3': '三', documentNo: '清医保〔2022〕1号', effectiveFrom: '2022-02-14', isOpenEnded: '', title: '' }, shipped('GD-QY-2022'));
    expect([rule.missing, rule.formula, rule.levels?.map((level) => level.condition?.zh)]).to.deep.equal([[], shipped('GD-QY-2022').formula, ['一', '二', '三']]);
  });
  const mistakes: [string, Record<string, unknown>, Record<string, string>][] = [
    ['a rate above 100', { 'rate-L1': '101' }, { 'rate-L1': 'rewardRules.error.percent' }],
    ['a range that runs backwards', { 'rateTo-L1': '2' }, { 'rateTo-L1': 'rewardRules.error.backwards' }],
    ['a condition without its rate', { 'rate-L2': '' }, { 'rate-L2': 'rewardRules.error.percent' }],
    ['no level at all', { 'rate-L1': '', 'rate-L2': '', 'rate-L3': '', 'condition-L1': '', 'condition-L2': '', 'floor-L1': '' }, { 'rate-L1': 'rewardRules.error.oneLevel' }],
    ['a day that does not exist', { effectiveFrom: '2026-02-30' }, { effectiveFrom: 'rewardRules.error.day' }],
    ['an end and none', { effectiveTo: '2027-01-01' }, { effectiveTo: 'rewardRules.error.openOrEnd' }],
    ['an end before the start', { effectiveTo: '2026-05-01', isOpenEnded: '' }, { effectiveTo: 'rewardRules.error.order' }],
    ['a cap that is no sum', { cap: '二十万' }, { cap: 'rewardRules.error.yuan' }],
    ['a cap below the floor', { shape: 'flat', 'rate-flat': '1', floorKind: 'sum', floor: '500', cap: '400' }, { cap: 'rewardRules.error.capBelowFloor' }],
    ['a bonus for nobody', { bonusFor: [] }, { bonusFor: 'rewards.error.choice' }],
    ['a fixed sum that is missing', { noLossKind: 'fixed' }, { noLossSum: 'rewardRules.error.yuan' }],
  ];
  for (const [name, change, expected] of mistakes) it(`${name} is named beside its field`, () => expect(errorsOf(change)).to.deep.equal(expected));
  it('says of every missing item which kind of answer it takes', () => {
    expect(missingItems(['documentNo', 'formula', 'caps', 'formula.segments.4.percent']).map(({ kind }) => kind)).to.deep.equal(['words', 'award', 'yuan', 'whole']);
  });
});

describe('a confirmed draft and a whole version', () => {
  it('is the same rule set with its statement, number and start', () => {
    const rule = withConfirmation(shipped('GD-2023'), 2, { text: '按征求意见稿', by: '440000', on: '2026-11-10', documentNo: '无文号', effectiveFrom: '2026-09-01' });
    expect([rule.version, rule.missing, 'value' in parseRuleSet(rule)]).to.deep.equal([2, [], true]);
    const own = registryOf([...registry.ruleSets, rule]);
    expect(evaluate('GD-2023', { ...loss(100_000), level: 'L1', versionDate: '2026-09-01' }, { registry: own }).amountFen).to.equal(300_000);
    expect(evaluate('GD-2023', { ...loss(100_000), level: 'L1', versionDate: '2026-08-31' }, { registry: own }).reason).to.equal('DRAFT_UNCONFIRMED');
  });
  it('is refused with each place in words', () => {
    const broken = { ...shipped('BJ-2023'), version: 2, caps: { award: 200_000 }, colour: 'red' };
    const made = parseEntry('text', { version: 0, rule: 'BJ-2023', citation: '', content: JSON.stringify(broken) }, shipped('BJ-2023'), 2, '2026-11-10');
    if (!('problems' in made) || !made.problems) throw new Error('no problems');
    expect(made.problems.map(({ path, key }) => [path, key])).to.deep.include(['caps.award', 'rewardRules.error.type']);
    expect(made.problems.find(({ key }) => key === 'rewardRules.error.unknown')?.args).to.deep.equal({ names: 'colour' });
    const cut = parseEntry('text', { version: 0, content: '{"id":' }, shipped('BJ-2023'), 2, '2026-11-10');
    expect('errors' in cut && cut.errors['content']?.key).to.equal('rewardRules.error.json');
  });
});

describe('what stands between an entry and its approval', () => {
  const codes = (entry: { ruleSet: RuleSet; citation: string; scan: string | null }): string[] => obstaclesOf(entry, registry).map(({ code }) => code);
  const good = { ruleSet: entered(), citation: '依据', scan: 'f' };
  it('is nothing when all is there', () => expect(codes(good)).to.deep.equal([]));
  it('is the citation, the scan, the number, the day, what is still missing', () => {
    expect(codes({ ...good, citation: ' ', scan: null })).to.deep.equal(['citation', 'scan']);
    expect(codes({ ...good, ruleSet: { ...good.ruleSet, documentNo: null, effectiveFrom: '2026' } })).to.deep.equal(['documentNo', 'effectiveFrom']);
    expect(codes({ ...good, ruleSet: shipped('ZJ-2023') })).to.deep.equal(['effectiveFrom', 'stillIncomplete']);
    expect(codes({ ...good, ruleSet: shipped('GD-2023') })).to.deep.equal(['documentNo', 'effectiveFrom', 'unconfirmed']);
  });
  it('is another rule set that is in force there on that day', () => {
    const other = { ...good.ruleSet, id: 'ZJ-2026', version: 1 };
    expect(obstaclesOf({ ...good, ruleSet: other }, registry)).to.deep.equal([{ code: 'alsoInForce', args: { others: 'ZJ-2023', date: '2026-06-01' } }]);
  });
  it('counts versions up, from one for a new rule set', () => expect([nextVersion(registry, 'GS-2019/21'), nextVersion(registry, 'NEW')]).to.deep.equal([3, 1]));
});

describe('what the rule browser is asked', () => {
  it('is a rule set with or without its version', () => {
    expect([parseReference('BJ-2023'), parseReference('GS-2019/21@2'), parseReference(''), parseReference(['a'])]).to.deep.equal([{ id: 'BJ-2023', version: null }, { id: 'GS-2019/21', version: 2 }, null, null]);
  });
  it('is a place and a day; what is not well formed is not asked', () => {
    expect(parseWhere({ place: '330900', on: '2026-05-01' }, '2026-11-10')).to.deep.equal({ place: '330900', on: '2026-05-01', onError: false });
    expect(parseWhere({ place: 'x', on: '5 月' }, '2026-11-10')).to.deep.equal({ place: null, on: '2026-11-10', onError: true });
  });
});
