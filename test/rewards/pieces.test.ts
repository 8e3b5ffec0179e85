// The small parts of the engine by themselves, with rule sets of their own: what each promises beside what the whole shows.
import { expect } from 'chai';
import { RULE_SETS } from '../../server/rewards/data/all.ts';
import { calculate, evaluate, frameFor, recompute } from '../../server/rewards/rules/evaluate.ts';
import { compare, decimal, digits, fenOf, larger, minus, ofBasisPoints, ofFen, percent, percentage, plus, ratio, roundTo, smaller, times } from '../../server/rewards/rules/exact.ts';
import { chosenBranch, leafOf, rawOf, thresholdsOf } from '../../server/rewards/rules/formula.ts';
import { frameOf, isInForce, layerOn, registryOf, versionOn, whenRead } from '../../server/rewards/rules/registry.ts';
import { clauseOf, markOf, type Formula, type RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { bonusesOf, deadlinesOf, effectiveProfile, gatesOf, usesOf } from '../../server/rewards/rules/scope.ts';
import { selectRuleSet } from '../../server/rewards/rules/select.ts';
import { whatIf } from '../../server/rewards/rules/what-if.ts';
import { aRuleSet, award, loss, registry, shipped } from './builders.ts';

describe('what a rule set has use for', () => {
  // Of sections 6 and 10, by hand: levels (? not known, – none), what must be said, what an officer may set.
  const USES: Record<string, string> = {
    'AH-AQ': '–', 'AH-WH': '–', 'BJ-2023': '– party', 'CQ-2025': '–', 'FJ-2019': 'L1 L2 L3 level rate amount', 'FJ-2024': 'L1 L2 L3 level', 'GS-2019/21': 'class1 class2 level rate amount',
    'GD-2023': 'L1 L2 L3 level', 'GD-QY-2022': 'L1 L2 L3 level points amount', 'GD-HR-2023': 'L1 L2 L3 level amount', 'HEN-2023': 'L1 L2 L3 class1 class2', 'HN-2019': 'L1 L2 L3 level', 'HN-new': 'L1 L2 L3 level',
    YZ: '–', 'JS-WJ': '–', 'JX-JJ': '–', 'SN-TC': '– amount', 'SD-WF': '– amount', 'SH-old': 'L1 L2 L3 level rate', 'SH-2023d': 'L1 L2 level', 'SX-2020': 'L1 L2 L3 level', 'SC-2023': '–', 'SC-MY-2017': '–', 'TJ-si': '–', 'OLD-F': '– amount',
  };
  const said = (rule: RuleSet): string => {
    const { levels, needsLevel, needsParty, officerRate, officerPoints, officerAmount } = usesOf(rule);
    const words = Object.entries({ level: needsLevel, party: needsParty, rate: officerRate, points: officerPoints, amount: officerAmount }).filter(([, isUsed]) => isUsed).map(([word]) => word);
    return [levels === null ? '?' : levels.join(' ') || '–', ...words].join(' ');
  };
  it('follows from its text; without a formula anything may turn out to be of use', () => {
    for (const rule of RULE_SETS) expect(said(structuredClone(rule)), rule.id).to.equal(USES[rule.id] ?? '? rate points amount');
  });
  it('is found once for a record, and again for its copy', () => {
    const rule = aRuleSet();
    expect(usesOf(rule)).to.equal(usesOf(rule));
    expect(usesOf(structuredClone(rule)) === usesOf(rule)).to.equal(false);
  });
  it('a profile counts as itself, as an insider, or as anybody', () => {
    const some = aRuleSet({ profiles: ['insider'] });
    expect([effectiveProfile(some), effectiveProfile(some, 'insider'), effectiveProfile(some, 'insiderDetailed'), effectiveProfile(some, 'detailed'), effectiveProfile(aRuleSet(), 'insiderDetailed')]).to.deep.equal(['ordinary', 'insider', 'insider', 'ordinary', 'ordinary']);
  });
  it('only an amount bonus can want the real name', () => {
    const points = { kind: 'points', profiles: ['insider'], points: '1' } as const;
    const named = { kind: 'amount', profiles: ['insider'], percent: '10', atLeast: null, inNoLoss: false, realNameOnly: true } as const;
    const rule = aRuleSet({ bonuses: [points, named, { ...named, percent: '20', realNameOnly: false }, { ...named, profiles: ['competitor'] }] });
    const of = (isNamed: boolean) => bonusesOf(rule, 'insider', isNamed).map((bonus) => (bonus.kind === 'amount' ? bonus.percent : bonus.kind));
    expect([of(true), of(false), bonusesOf(rule, 'ordinary', true)]).to.deep.equal([['points', '10', '20'], ['points', '20'], []]);
  });
  it('gates and deadlines without a national layer are its own', () => {
    const own = aRuleSet({ conditions: ['VERIFIED'], exclusions: ['EXCL_OTHER'], deadlines: shipped('BJ-2023').deadlines });
    expect(gatesOf(own, null)).to.deep.equal(['EXCL_OTHER', 'VERIFIED']);
    expect(deadlinesOf(own, null)).to.deep.equal(shipped('BJ-2023').deadlines);
    // Its own notice stands beside the national claim, its own claim instead of it.
    const claim = { code: 'REWARD_CLAIM', amount: 30, unit: 'days', trigger: 'noticeReceived', late: null, mark: 'Q' } as const;
    const notice = { ...claim, code: 'REWARD_NOTICE' } as const;
    expect(deadlinesOf(aRuleSet({ deadlines: [claim, notice] }), shipped('NAT-2022')).map(({ code, amount }) => `${code} ${amount}`)).to.deep.equal(['REWARD_CLAIM 30', 'REWARD_NOTICE 30']);
    expect(deadlinesOf(aRuleSet({ deadlines: [notice] }), shipped('NAT-2022')).map(({ code, amount }) => `${code} ${amount}`)).to.deep.equal(['REWARD_NOTICE 30', 'REWARD_CLAIM 2']);
  });
});

describe('exact decimals', () => {
  // Texts that stand nowhere else, so that each is read here.
  it('read what a rule set writes, the same number once', () => {
    expect([decimal('77.125'), decimal('81234'), decimal('0.07'), percentage('13.25'), percentage('91')]).to.deep.equal([{ n: 77125n, places: 3 }, { n: 81234n, places: 0 }, { n: 7n, places: 2 }, { n: 1325n, places: 4 }, { n: 91n, places: 2 }]);
    expect(decimal('63.5')).to.equal(decimal('63.5'));
    expect([ofFen(5n), ofBasisPoints(255)]).to.deep.equal([{ n: 5n, places: 2 }, { n: 255n, places: 4 }]);
  });
  it('add, take away, multiply and compare whatever their places', () => {
    const [a, b] = [decimal('1.5'), decimal('0.025')];
    expect([plus(a, b), plus(b, a), plus(a, a), minus(a, b), times(a, b)].map((value) => digits(value, 0))).to.deep.equal(['1.525', '1.525', '3', '1.475', '0.0375']);
    expect([compare(a, b), compare(b, a), compare(a, { n: 1500n, places: 3 }), compare({ n: 1500n, places: 3 }, a), compare(decimal('2'), decimal('2.001'))]).to.deep.equal([1, -1, 0, 0, -1]);
    expect(plus({ n: 1n, places: 25 }, decimal('1')).n).to.equal(10_000_000_000_000_000_000_000_001n);
    // Of two equal ones the first, so that nothing seems to have changed.
    const same = { n: 150n, places: 2 };
    expect([larger(a, same) === a, smaller(a, same) === a, larger(a, b) === a, smaller(a, b) === b, larger(b, a) === a, smaller(b, a) === b]).to.deep.equal([true, true, true, true, true, true]);
  });
  it('print all of their digits, and never fewer than asked', () => {
    expect([{ n: 5n, places: 4 }, { n: 0n, places: 3 }, { n: 1200n, places: 2 }, { n: 1200n, places: 4 }, { n: 12n, places: 0 }, { n: 120n, places: 1 }, { n: 1234567n, places: 3 }].map((value) => digits(value))).to.deep.equal(['0.0005', '0.00', '12.00', '0.12', '12.00', '12.00', '1234.567']);
    expect([{ n: 1200n, places: 2 }, { n: 5n, places: 1 }, { n: 100n, places: 0 }].map((value) => digits(value, 0))).to.deep.equal(['12', '0.5', '100']);
    expect([percent(percentage('1.5')), percent({ n: 1n, places: 0 }), percent({ n: 5n, places: 1 }), percent(ofBasisPoints(550), 2), percent(ofBasisPoints(1))]).to.deep.equal(['1.5%', '100%', '50%', '5.50%', '0.01%']);
    expect([{ n: 1200n, places: 2 }, { n: 1230n, places: 4 }, { n: 0n, places: 4 }, { n: 1000n, places: 0 }, { n: 1000n, places: 1 }].map(ratio)).to.deep.equal(['12', '123/1000', '0', '1000', '100']);
  });
  it('round to the yuan as to the fen, and keep what is whole', () => {
    const yuan = (text: string) => (['halfUp', 'down', 'up'] as const).map((mode) => roundTo({ unit: 'yuan', mode }, decimal(text)).n);
    expect(yuan('1.49')).to.deep.equal([1n, 1n, 2n]);
    expect(yuan('1.5')).to.deep.equal([2n, 1n, 2n]);
    expect(yuan('7')).to.deep.equal([7n, 7n, 7n]);
    expect(roundTo({ unit: 'fen', mode: 'up' }, decimal('3'))).to.deep.equal({ n: 300n, places: 2 });
    expect([fenOf(decimal('3')), fenOf(decimal('3.1')), fenOf(decimal('3.149'))]).to.deep.equal([300, 310, 314]);
  });
});

describe('formula trees', () => {
  const sums = { base: decimal('100'), fines: decimal('50'), points: decimal('0'), officerRate: null, officerAmount: null };
  const sum = (yuan: string): Formula => ({ kind: 'sum', yuan });
  it('name the way to every leaf', () => {
    const tree: Formula = { kind: 'byLevel', levels: { L1: { kind: 'byProfile', profiles: { insider: sum('1') }, otherwise: { kind: 'byParty', parties: { unit: sum('2'), insuredPerson: sum('3'), mixed: { kind: 'refused' } } } } } };
    const way = (choice: Parameters<typeof chosenBranch>[1]) => chosenBranch(tree, choice)?.path;
    expect(way({ level: 'L1', profile: 'insider' })).to.equal('formula.byLevel.L1.byProfile.insider');
    expect(way({ level: 'L1', profile: 'ordinary', party: 'unit' })).to.equal('formula.byLevel.L1.byProfile.otherwise.byParty.unit');
    expect([way({ level: 'L2', profile: 'ordinary' }), way({ profile: 'ordinary' }), way({ level: 'L1', profile: 'ordinary' })]).to.deep.equal([undefined, undefined, undefined]);
  });
  it('say between which ends a base falls', () => {
    const tree: Formula = { kind: 'brackets', brackets: [{ upTo: '10', including: true, then: sum('1') }, { upTo: '20', including: false, then: sum('2') }, { upTo: null, including: false, then: sum('3') }] };
    const found = (yuan: string) => { const leaf = leafOf(tree, { profile: 'ordinary' }, decimal(yuan)); return `${leaf?.path ?? ''}: ${leaf?.because ?? ''}`; };
    expect(['10', '10.01', '19.99', '20'].map(found)).to.deep.equal([
      'formula.brackets.1: 10.00 ≤ 10.00', 'formula.brackets.2: 10.00 < 10.01 < 20.00', 'formula.brackets.2: 10.00 < 19.99 < 20.00', 'formula.brackets.3: 20.00 ≤ 20.00',
    ]);
    expect(thresholdsOf({ kind: 'total', parts: [tree, { kind: 'segments', segments: [{ upTo: '20', including: true, percent: '1' }, { upTo: '30', including: true, percent: '1' }, { upTo: null, including: false, percent: '2' }] }] })).to.deep.equal(['10', '20', '30']);
  });
  it('say which part is not known', () => {
    const raw = (node: Formula) => rawOf({ node, path: 'formula' }, sums, { profile: 'ordinary' });
    expect(raw({ kind: 'rateRange', from: '1', to: '2' })).to.deep.equal({ unknown: 'formula' });
    expect(raw({ kind: 'sumRange', from: '1', to: '2' })).to.deep.equal({ unknown: 'formula' });
    expect(raw({ kind: 'refused' })).to.deep.equal({ unknown: 'formula' });
    expect(raw({ kind: 'honour' })).to.deep.equal({ value: { n: 0n, places: 0 }, formula: '0' });
    expect(raw({ kind: 'total', parts: [sum('1'), { kind: 'byLevel', levels: {} }] })).to.deep.equal({ unknown: 'formula.parts.2' });
    expect(raw({ kind: 'total', parts: [sum('1'), { kind: 'brackets', brackets: [{ upTo: null, including: false, then: { kind: 'refused' } }] }] })).to.deep.equal({ unknown: 'formula.parts.2.brackets.1' });
    expect(raw({ kind: 'total', parts: [{ kind: 'rate', percent: '2', of: 'base' }, { kind: 'rate', percent: '1', of: 'fines' }] })).to.deep.include({ formula: '2% × 100.00 + 1% × 50.00' });
    expect(raw({ kind: 'segments', segments: [{ upTo: '10', including: true, percent: '5' }, { upTo: null, including: false, percent: null }] })).to.deep.equal({ unknown: 'formula.segments.2.percent' });
  });
  it('a level, party or profile that a branch does not know leads nowhere', () => {
    const oneLevel = aRuleSet({ levels: [{ code: 'L1', name: '一级', condition: null, evidence: null }], formula: { kind: 'byLevel', levels: { L1: sum('5') } } });
    expect([award(oneLevel, { ...loss(1), level: 'L1' }), award(oneLevel, { ...loss(1), level: 'L2' })]).to.deep.equal([5_00, 'BRANCH_UNKNOWN']);
    expect(evaluate(oneLevel, { ...loss(1), level: 'L2' }, { registry })).to.deep.include({ missing: ['formula'] });
  });
});

describe('national layers', () => {
  const wrapped = (kind: RuleSet['wrapping'], parentId: RuleSet['parentId'] = 'NAT-2018'): RuleSet => aRuleSet({ wrapping: kind, parentId });
  const of = (rule: RuleSet, input = {}): string | null => frameFor(rule, input, registry)?.id ?? null;
  it('are given, else of the date, else of the rule', () => {
    const national = wrapped({ kind: 'national' });
    expect([of(national), of(national, { versionDate: '2023-01-01' }), of(national, { versionDate: '2018-10-31' }), of(national, { nationalLayer: 'none' }), of(national, { nationalLayer: 'NAT-2022', versionDate: '2019-01-01' })]).to.deep.equal(['NAT-2018', 'NAT-2022', null, null, 'NAT-2022']);
    const none = wrapped({ kind: 'none' });
    expect([of(none), of(none, { versionDate: '2023-01-01' }), of(none, { nationalLayer: 'NAT-2022' })]).to.deep.equal([null, null, 'NAT-2022']);
    const from = wrapped({ kind: 'noneUntil', month: '2021-03' }, 'NAT-2018');
    expect([of(from), of(from, { versionDate: '2021-02-28' }), of(from, { versionDate: '2021-03-01' }), of(from, { versionDate: '2024-01-01' })]).to.deep.equal([null, null, 'NAT-2018', 'NAT-2022']);
    expect(of(wrapped({ kind: 'national' }, null))).to.equal(null);
  });
  it('lift to their floor, hold down to their cap, and touch nothing between', () => {
    const rule = wrapped({ kind: 'national' }, 'NAT-2022');
    expect([award(rule, loss(19_999.99)), award(rule, loss(20_000)), award(rule, loss(20_001)), award(rule, loss(20_000_000)), award(rule, loss(20_000_001))]).to.deep.equal([200_00, 200_00, 200_01, 200_000_00, 200_000_00]);
    const higher = { ...rule, floors: { award: '500', levels: {} }, caps: { award: '50000' } };
    expect([award(higher, loss(1)), award(higher, loss(90_000_000))]).to.deep.equal([500_00, 50_000_00]);
  });
  it('say which base counts only for a rule made under the layer before', () => {
    const kind = (rule: RuleSet) => evaluate(rule, { ...loss(1), nationalLayer: 'NAT-2022' }, { registry }).trace[3]?.inputs['baseKind'];
    expect([kind({ ...wrapped({ kind: 'national' }), base: 'verifiedFraud' }), kind({ ...wrapped({ kind: 'national' }, 'NAT-2022'), base: 'directlyVerified' })]).to.deep.equal(['caseValue', 'directlyVerified']);
  });
  it('are found by the day; data without one cannot be used', () => {
    expect(['2018-10-31', '2018-11-01', '2022-12-31', '2023-01-01'].map((day) => layerOn(registry, day))).to.deep.equal([null, 'NAT-2018', 'NAT-2018', 'NAT-2022']);
    expect(() => frameOf(registryOf([aRuleSet()]), 'NAT-2018')).to.throw('no national layer NAT-2018');
  });
});

describe('versions', () => {
  const [one, two, three] = [1, 2, 3].map((version) => aRuleSet({ version, effectiveFrom: `201${version}`, effectiveTo: null })) as [RuleSet, RuleSet, RuleSet];
  it('stand in their order, wherever they were entered', () => {
    const all = registryOf([three, one], { confirmations: [], ruleSets: [two] }).byId.get('TEST') ?? [];
    expect(all.map(({ version }) => version)).to.deep.equal([1, 2, 3]);
    expect([versionOn(all, undefined)?.version, versionOn(all, '2012-05-01')?.version, versionOn(all, '2010-12-31')]).to.deep.equal([3, 2, undefined]);
  });
  it('a confirmation is of one version', () => {
    const confirmation = { ruleId: 'TEST', version: 2, text: '已核对', by: 'a', on: '2026-01-05', documentNo: null, effectiveFrom: null };
    expect(registryOf([one, two, aRuleSet({ id: 'OTHER', version: 2 })], { confirmations: [confirmation], ruleSets: [] }).ruleSets.map(({ confirmation: found }) => found?.text ?? null)).to.deep.equal([null, '已核对', null]);
  });
  it('known only by month or year hold all of it', () => {
    const month = aRuleSet({ effectiveFrom: '2023-05', effectiveTo: '2024-02' });
    expect(['2023-04-30', '2023-05-01', '2024-02-29', '2024-03-01'].map((day) => isInForce(month, day))).to.deep.equal([false, true, true, false]);
    expect([isInForce(aRuleSet({ effectiveFrom: '2023', notBefore: null }), '2023-01-01'), isInForce(aRuleSet({ effectiveFrom: null, notBefore: null }), '0001-01-01')]).to.deep.equal([true, true]);
  });
  it('a registry is made when it is first read, and once', () => {
    let made = 0;
    const late = whenRead(() => { made += 1; return registry; });
    expect(made).to.equal(0);
    expect([late.ruleSets, late.byId, late.ruleSets]).to.deep.equal([registry.ruleSets, registry.byId, registry.ruleSets]);
    expect(made).to.equal(1);
  });
  it('of several ids in one place the choice is asked, of several versions the latest is taken', () => {
    const place = { jurisdictionCode: '990000', medicalSecurity: true, documentNo: 'x', effectiveFrom: '2020-01-01', effectiveTo: null, status: 'complete' } as const;
    const choose = (...rules: Partial<RuleSet>[]) => {
      const chosen = selectRuleSet('990000', '2024-01-01', registryOf(rules.map((rule) => aRuleSet({ ...place, ...rule }))));
      return `${chosen.outcome} ${chosen.outcome === 'SELECTED' ? `${chosen.ruleSet.id} ${chosen.ruleSet.version}` : `${chosen.reason} ${chosen.missing.join()}`}`;
    };
    expect(choose({ version: 2 }, { version: 1 })).to.equal('SELECTED TEST 2');
    expect(choose({ version: 1 }, { version: 2 })).to.equal('SELECTED TEST 2');
    expect(choose({}, { id: 'OTHER' })).to.equal('REFUSED AMBIGUOUS_VERSION effectiveFrom,effectiveTo');
    expect(choose({}, { id: 'OLD', status: 'historical' })).to.equal('SELECTED TEST 1');
    expect(choose({ kind: 'frame' })).to.equal('REFUSED NO_RULE rule');
    expect(choose({ wrapping: { kind: 'noneUntil', month: '2024-01-01' } })).to.equal('REFUSED NO_RULE rule');
    expect(choose({ wrapping: { kind: 'noneUntil', month: '2024-02' } })).to.equal('SELECTED TEST 1');
    const draft = { status: 'draft', documentNo: null, effectiveFrom: null } as const;
    expect(choose(draft)).to.equal('SELECTED TEST 1');
    expect(choose({ ...draft, confirmation: { text: '已核对', by: 'a', on: '2026-01-05', documentNo: null, effectiveFrom: null } })).to.equal('REFUSED AMBIGUOUS_VERSION effectiveFrom,documentNo');
    expect(choose({ status: 'incomplete', documentNo: null, effectiveFrom: null })).to.equal('SELECTED TEST 1');
    expect(choose({ status: 'incomplete', partlyComputable: true, documentNo: null })).to.equal('REFUSED AMBIGUOUS_VERSION documentNo');
    // A record of the whole country is no rule of a place.
    expect(choose({ jurisdictionCode: 'CN' })).to.equal('REFUSED NO_RULE rule');
  });
  it('a confirmed draft computes under the flag’s absence only with its own confirmation', () => {
    const draft = aRuleSet({ status: 'draft' });
    const confirmed = { ...draft, confirmation: { text: '已核对', by: 'a', on: '2026-01-05', documentNo: null, effectiveFrom: null } };
    expect([award(draft, loss(100), false), award(draft, loss(100), true), award(confirmed, loss(100), false)]).to.deep.equal(['DRAFT_UNCONFIRMED', 1_00, 1_00]);
  });
});

describe('a calculation that is kept', () => {
  it('remembers whether the draft was confirmed, so that it comes out the same', () => {
    const kept = [true, false].map((confirmed) => calculate('GD-2023', { ...loss(100), level: 'L1' }, { registry, confirmed }));
    expect(kept.map((one) => [one?.confirmed, one?.evaluation.reason ?? one?.evaluation.amountFen])).to.deep.equal([[true, 400_00], [false, 'DRAFT_UNCONFIRMED']]);
    expect(kept.map((one) => one && recompute(one).amountFen)).to.deep.equal([400_00, undefined]);
    expect(calculate('SC-2023', loss(1), { registry })?.confirmed).to.equal(false);
    // Outside every national layer its own record is all that it needs.
    const outside = calculate('OLD-F', loss(60_000), { registry });
    expect(outside && recompute(outside).amountFen).to.equal(2_400_00);
  });
  it('a national layer without a cap holds nothing down, a raise without any cap has no upper end', () => {
    const open = registryOf([{ ...shipped('NAT-2022'), caps: { award: null } }]);
    const rule = aRuleSet({ parentId: 'NAT-2022', wrapping: { kind: 'national' }, profiles: ['insider'], bonuses: [{ kind: 'raise', profiles: ['insider'] }] });
    const { amountFen, trace } = evaluate(rule, { ...loss(1_000), profile: 'insider', officerAmountFen: 90_000_000_00 }, { registry: open });
    expect([amountFen, trace[5]?.formula, trace[10]?.formula]).to.deep.equal([90_000_010_00, '0.00 … ', 'max(200.00, min(90000010.00, ∞))']);
  });
  it('says of each rule set that was looked at why it was not taken', () => {
    const seen = (code: string, day: string) => selectRuleSet(code, day, registry).considered.map(({ ruleId, verdict }) => `${ruleId} ${verdict}`);
    expect(seen('340800', '2022-11-01')).to.deep.equal(['AH-AQ startOrCitationNotKnown']);
    const place = { jurisdictionCode: '990000', medicalSecurity: true, documentNo: 'x', effectiveFrom: '2020-01-01', effectiveTo: null } as const;
    const both = registryOf([aRuleSet({ ...place, id: 'OLD', status: 'historical' }), aRuleSet({ ...place, status: 'complete' })]);
    expect(selectRuleSet('990000', '2024-01-01', both).considered.map(({ ruleId, verdict }) => `${ruleId} ${verdict}`)).to.deep.equal(['OLD historical', 'TEST chosen']);
  });
});

describe('clause and mark of a field', () => {
  const rule = aRuleSet({ clauses: { formula: '第九条', 'formula.byLevel.L1': '第九条第一项' }, confidence: { formula: 'S', 'formula.byLevel.L1': 'Q', caps: 'I' } });
  it('are its own, else those of the field around it, else none', () => {
    expect(['formula.byLevel.L1', 'formula.byLevel.L1.brackets.2', 'formula.byLevel', 'formula', 'caps.award'].map((field) => clauseOf(rule, field))).to.deep.equal(['第九条第一项', '第九条第一项', '第九条', '第九条', null]);
    expect(clauseOf(aRuleSet(), 'formula')).to.equal(null);
    expect(['formula.byLevel.L1', 'formula.byLevel.L2', 'formula', 'caps.award', 'floors'].map((field) => markOf(rule, field))).to.deep.equal(['Q', 'S', 'S', 'I', '-']);
  });
});

describe('the awards between the steps', () => {
  const bonus = { kind: 'amount', profiles: ['insider'], percent: '20', atLeast: null, inNoLoss: false, realNameOnly: false } as const;
  it('a no-loss award takes neither floor nor a bonus that the rule does not give it', () => {
    const fixed = aRuleSet({ profiles: ['insider'], noLoss: { kind: 'fixed', yuan: '100' }, floors: { award: '300', levels: {} }, bonuses: [bonus], caps: { award: '110' } });
    expect([award(fixed, {}), award(fixed, { profile: 'insider' }), award({ ...fixed, bonuses: [{ ...bonus, inNoLoss: true }] }, { profile: 'insider' })]).to.deep.equal([100_00, 100_00, 110_00]);
    expect(award({ ...fixed, bonuses: [{ kind: 'points', profiles: ['insider'], points: '5' }] }, { profile: 'insider' })).to.equal(100_00);
    expect(award({ ...fixed, caps: { award: null }, bonuses: [{ ...bonus, inNoLoss: true }, { ...bonus, percent: '30' }] }, { profile: 'insider' })).to.equal(120_00);
  });
  it('a no-loss award asks for no level, party or known branch', () => {
    const rule = aRuleSet({ noLoss: { kind: 'fixed', yuan: '100' }, refusesStatedLevel: true, formula: { kind: 'byParty', parties: { unit: { kind: 'refused' }, insuredPerson: { kind: 'refused' }, mixed: { kind: 'refused' } } } });
    expect([award(rule, {}), award(rule, { level: 'L1', lossBy: 'unit' }), award(rule, { ...loss(1), lossBy: 'unit' }), award(rule, { ...loss(1), level: 'L1', lossBy: 'unit' })]).to.deep.equal([100_00, 100_00, 'BRANCH_UNKNOWN', 'BRANCH_UNKNOWN']);
  });
  it('rounding at each step rounds the computed award too', () => {
    const each = aRuleSet({ floors: { award: '1.006', levels: {} }, settings: { ...aRuleSet().settings, roundAt: 'eachStep', rounding: { unit: 'fen', mode: 'down' } } });
    expect(evaluate(each, loss(100.99), { registry }).trace.slice(6, 8).map(({ yuan }) => yuan)).to.deep.equal(['1.00', '1.00']);
  });
  it('several amount bonuses add their shares and keep the highest floor', () => {
    const rule = aRuleSet({ profiles: ['insider'], bonuses: [{ ...bonus, atLeast: '5' }, { ...bonus, percent: '30', atLeast: '2' }], settings: { ...aRuleSet().settings, bonusStacking: 'add' } });
    expect([award(rule, { ...loss(1000), profile: 'insider' }), award(rule, { ...loss(100), profile: 'insider' })]).to.deep.equal([15_00, 5_00]);
  });
  it('points raise every rate, by the officer up to their limit and not at all without him', () => {
    const rule = aRuleSet({ profiles: ['insider', 'competitor'], bonuses: [{ kind: 'officerPoints', profiles: ['insider'], upTo: '5' }, { kind: 'points', profiles: ['competitor'], points: '2.5' }] });
    expect([award(rule, { ...loss(1000), profile: 'insider', officerPointsBp: 500 }), award(rule, { ...loss(1000), profile: 'insider', officerPointsBp: 0 }), award(rule, { ...loss(1000), profile: 'competitor', officerPointsBp: 500 }), award(rule, { ...loss(1000), officerPointsBp: 500 })]).to.deep.equal([60_00, 10_00, 35_00, 10_00]);
  });
  it('a reason is asked only where a value is', () => {
    const range = aRuleSet({ formula: { kind: 'sumRange', from: '1', to: '9' } });
    expect([award(range, { ...loss(1), officerAmountFen: 5_00 }), award(range, { ...loss(1), officerAmountFen: 5_00, officerReason: '' }), award(range, { ...loss(1), officerAmountFen: 5_00, officerReason: '属实' }), award(aRuleSet(), { ...loss(100), officerReason: '' })]).to.deep.equal([5_00, 'REASON_MISSING', 5_00, 1_00]);
  });
});

describe('what would change it, at the ends', () => {
  const bands: Formula = { kind: 'brackets', brackets: [{ upTo: '1000', including: true, then: { kind: 'sum', yuan: '1' } }, { upTo: '90', including: true, then: { kind: 'sum', yuan: '2' } }, { upTo: null, including: false, then: { kind: 'sum', yuan: '3' } }] };
  const bases = (rule: RuleSet, fen: number, more: object[] = []) =>
    whatIf(rule, { lines: [{ id: 'a', inReportedMatter: true, kind: 'loss', amountFen: fen }, ...more] as never }, { registry }).map(({ change }) => change.value);
  it('shows the nearest threshold on either side, each with the fen beside it, and never the base itself', () => {
    const rule = aRuleSet({ formula: bands });
    expect(bases(rule, 500_00)).to.deep.equal(['8999', '9000', '9001', '99999', '100000', '100001']);
    expect(bases(rule, 90_00)).to.deep.equal(['8999', '9001', '99999', '100000', '100001']);
    expect(bases(rule, 1)).to.deep.equal(['8999', '9000', '9001']);
    expect(bases(rule, 5_000_00)).to.deep.equal(['99999', '100000', '100001']);
    expect(bases(aRuleSet({ formula: { ...bands, brackets: [{ upTo: '0.01', including: true, then: { kind: 'sum', yuan: '1' } }, ...bands.brackets] } }), 3)).to.deep.equal(['1', '2', '8999', '9000', '9001']);
    expect(bases(aRuleSet({ formula: null }), 500_00)).to.deep.equal([]);
  });
  it('counts only the losses of the reported matter', () => {
    const rule = aRuleSet({ formula: bands });
    expect(bases(rule, 50_00, [{ id: 'b', inReportedMatter: true, kind: 'fine', amountFen: 50_00 }, { id: 'c', inReportedMatter: false, kind: 'loss', amountFen: 50_00 }])).to.deep.equal(['8999', '9000', '9001']);
    expect(bases(rule, 50_00, [{ id: 'b', inReportedMatter: true, kind: 'loss', amountFen: 50_00 }])).to.deep.equal(['8999', '9000', '9001', '99999', '100000', '100001']);
    expect(whatIf(rule, { lines: [{ id: 'a', inReportedMatter: true, kind: 'fine', amountFen: 50_00 }] }, { registry })).to.deep.equal([]);
  });
  it('takes the rule set itself or the version of its day', () => {
    expect(whatIf('GS-2019/21', { level: 'class1', officerRateBp: 500, ...loss(100), versionDate: '2020-01-01' }, { registry }).map(({ change: { field, value }, amountFen, reason }) => `${field} ${value} ${amountFen ?? reason ?? ''}`)).to.deep.equal([
      'level class2 500', 'profile insider OFFICER_VALUE_MISSING', 'profile formerInsider OFFICER_VALUE_MISSING', 'profile competitor OFFICER_VALUE_MISSING',
    ]);
    expect(whatIf(aRuleSet({ levels: null, profiles: ['insider'] }), loss(100), { registry }).map(({ change }) => change.value)).to.deep.equal(['insider']);
    expect(whatIf('GS-2019/21', { ...loss(1), versionDate: '2010-01-01' }, { registry })).to.deep.equal([]);
  });
});
