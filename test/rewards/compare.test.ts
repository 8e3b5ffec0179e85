// Two rule sets side by side: whatever differs in the record is told, in words wherever there are words, in both languages.
import { join } from 'node:path';
import { expect } from 'chai';
import { LANGUAGES, wordsOf } from '../../server/kernel/i18n.ts';
import { loadViews } from '../../server/kernel/views.ts';
import type { Frame } from '../../server/kernel/views.ts';
import { RULE_SETS } from '../../server/rewards/data/all.ts';
import { parseRuleSet } from '../../server/rewards/forms/rule-set.ts';
import { comparePage, compareView } from '../../server/rewards/pages/compare.ts';
import { diffRows } from '../../server/rewards/pages/rule-lines.ts';
import { missingLines, pathWords } from '../../server/rewards/pages/words.ts';
import { missingRows } from '../../server/rewards/pages/entry.ts';
import { differingFields, RULE_FIELDS } from '../../server/rewards/rules/differences.ts';
import type { RuleSet } from '../../server/rewards/rules/rule-set.ts';
import { readRuleFile, ruleFile } from '../../server/rewards/service/rule-files.ts';
import { Invalid } from '../../server/kernel/errors.ts';
import { textOf } from '../support/html.ts';
import { registry, shipped } from './builders.ts';

const zh = wordsOf('zh-CN');
const rows = (left: RuleSet, right: RuleSet): string[] => diffRows(zh, 'zh-CN', left, right).map((row) => `${row.label}: ${row.left} → ${row.right}`);
const frame = (language: (typeof LANGUAGES)[number]): Frame => ({
  language, large: false, path: '', title: '', isDemo: true, loading: null, siteName: '演示', contact: null, nav: '/rewards/rules', hasExit: true, menu: [], person: null, printedOn: '', flash: null,
  assets: { 'theme.css': '/assets/theme.css', 'page.js': '/assets/page.js', 'desk.css': '/assets/desk.css', 'public.css': '/assets/public.css' },
});

describe('comparing rule sets', () => {
  before(() => loadViews(join(process.cwd(), 'views')));

  it('tells what differs in words and nothing else', () => {
    expect(rows(shipped('YZ'), shipped('YZ'))).to.deep.equal([]);
    const changed: RuleSet = { ...shipped('GD-2023'), version: 2, caps: { award: '150000' }, floors: { award: null, levels: { L1: '500', L2: '300', L3: '200' } }, settings: { ...shipped('GD-2023').settings, capLast: false, rounding: { unit: 'yuan', mode: 'down' } } };
    expect(rows(shipped('GD-2023'), changed)).to.deep.equal([
      '版本: 1 → 2', '最低 · 一级最低: 400 元 → 500 元', '最高: 200,000 元 → 150,000 元', '没有写明的事项 · 舍入: 到分，四舍五入 → 到元，舍去零头', '没有写明的事项 · 上限放在最后: 是 → 否',
    ]);
  });

  it('tells of every field of the record that can differ', () => {
    const base = shipped('GD-2023');
    const other: Partial<Record<keyof RuleSet, unknown>> = {
      id: 'X', version: 9, kind: 'frame', jurisdictionCode: '440100', jurisdiction: { zh: '别处', en: 'Elsewhere' }, title: '别的', documentNo: '一号', issuers: ['甲'], issuedOn: '2024-01-01', effectiveFrom: '2024', effectiveTo: '2030', datePrecision: { from: 'day', to: 'open' },
      notBefore: '2024-01-01', status: 'complete', confirmation: { text: '说明', by: 'x', on: '2024-01-01', documentNo: null, effectiveFrom: null }, partlyComputable: true, missing: [], refusedBranches: ['formula'], ownRule: 'pointer', pointsTo: 'X', medicalSecurity: false,
      parentId: 'NAT-2018', wrapping: { kind: 'noneUntil', month: '2020-01' }, base: 'collected', reporterTypes: ['legalPerson'], realNameOnly: true, targets: ['insuringUnit'], conduct: 'fraud', levels: [], refusesStatedLevel: true, formula: { kind: 'honour' }, profiles: ['competitor'],
      floors: { award: '1', levels: {} }, caps: { award: null }, bonuses: [], noLoss: { kind: 'officerSum' }, conditions: ['VERIFIED'], exclusions: ['EXCL_STAFF'], deadlines: [{ code: 'REWARD_CLAIM', amount: 3, unit: 'days', trigger: 'noticeSent', late: null, mark: 'S' }],
      settings: { ...base.settings, claimMonths: 'calendarMonths', jointProfile: 'ordinary' }, clauses: { formula: '第九条' }, sources: ['别的'], confidence: { ...base.confidence, formula: 'Q' }, remarks: [],
    };
    expect([...RULE_FIELDS].sort()).to.deep.equal([...Object.keys(base), 'clauses'].sort());
    for (const language of LANGUAGES) {
      for (const field of RULE_FIELDS) {
        const changed = { ...base, [field]: other[field] } as RuleSet;
        expect(differingFields(base, changed), field).to.deep.equal([field]);
        const told = diffRows(wordsOf(language), language, base, changed);
        expect(told.length, `${language} ${field}`).to.be.greaterThan(0);
        for (const row of told) expect(row.left, `${language} ${field}`).not.to.equal(row.right);
      }
    }
  });

  it('goes value by value where the sentence is the same, each by its place in words', () => {
    const inside: RuleSet = { ...shipped('BJ-2023'), bonuses: [{ kind: 'amount', profiles: ['insider'], percent: '20', atLeast: null, inNoLoss: false, realNameOnly: false }] };
    const outside: RuleSet = { ...inside, bonuses: [{ kind: 'amount', profiles: ['insider'], percent: '20', atLeast: null, inNoLoss: true, realNameOnly: true }] };
    expect(rows(inside, outside)).to.deep.equal(['增加 · 第 1 项 · 没有损失时也增加: 否 → 是', '增加 · 第 1 项 · 只奖励实名: 否 → 是']);
    const early: RuleSet = { ...shipped('GD-2023'), deadlines: [{ code: 'REWARD_CLAIM', amount: 2, unit: 'months', trigger: 'noticeReceived', late: null, mark: 'S' }] };
    const late: RuleSet = { ...early, deadlines: [{ code: 'REWARD_CLAIM', amount: 2, unit: 'months', trigger: 'noticeReceived', late: 'deemedWaived', mark: 'Q' }] };
    expect(rows(early, late)).to.deep.equal(['期限 · 第 1 项 · 逾期: — → 视为放弃', '期限 · 第 1 项 · 可靠程度: 转述资料 → 官方文本']);
  });

  it('shows no name of the record in any difference of any two rule sets', () => {
    for (const language of LANGUAGES) {
      for (const left of RULE_SETS) {
        for (const right of RULE_SETS) {
          for (const row of diffRows(wordsOf(language), language, left, right)) expect(`${row.label} ${row.left} ${row.right}`, `${left.id} ${right.id}`).not.to.match(/[{}]|\b[a-z]+[A-Z]|\bnull\b/);
        }
      }
    }
    // Thousands of differences: some seconds on a slow machine.
  }).timeout(60_000);

  it('prints any two of them, and says when there is no such rule', () => {
    const all = RULE_SETS.map((ruleSet) => ({ ruleSet, onlyIn: null }));
    for (const language of LANGUAGES) {
      for (const [at, left] of all.entries()) {
        const page = comparePage(wordsOf(language), language, { registry, asked: { a: '', b: '' }, left, right: all[(at + 7) % all.length] ?? left });
        expect(page.rows.length, left.ruleSet.id).to.be.greaterThan(3);
        if (at % 11 === 0) expect(textOf(compareView.render(page, frame(language)))).to.contain(left.ruleSet.id);
      }
    }
    const none = comparePage(zh, 'zh-CN', { registry, asked: { a: 'nope', b: '' }, left: null, right: null });
    expect([none.aError, none.bError, none.rows, none.options.length]).to.deep.equal(['没有这个规则或版本。', null, [], 56 - 1]);
  });

  it('names a place in the record in words', () => {
    expect([pathWords(zh, 'formula.levels.L1.percent'), pathWords(zh, 'formula.brackets.0.upTo'), pathWords(zh, 'caps.award'), pathWords(zh, 'settings.jointProfile'), pathWords(zh, '')]).to.deep.equal(['奖励的算法 · 等级 · 一级 · 比例', '奖励的算法 · 档次 · 第 1 项 · 上限', '最高 · 总额', '没有写明的事项 · 联名人情形不同', '整个规则']);
    const codes = [...new Set(RULE_SETS.flatMap(({ missing }) => missing))];
    expect(missingLines(zh, ['documentNo', 'formula.segments.4.percent', 'rule']).map(({ text, detail }) => [text, detail])).to.deep.equal([['文号', null], ['计算的比例或者金额', '奖励的算法 · 分段 · 第 5 项 · 比例'], ['这一项的正式文本', null]]);
    for (const language of LANGUAGES) for (const { where } of missingRows(wordsOf(language), { ...shipped('ZJ-2023'), missing: codes })) expect(where).not.to.match(/\b[a-z]+[A-Z]|documentNo|effective(From|To)/);
    expect(missingRows(zh, { ...shipped('ZJ-2023'), missing: codes }).map(({ hint }) => hint).every((hint) => hint !== '')).to.equal(true);
  });

  it('names every kind of mistake in both languages', () => {
    for (const input of [{ ...shipped('YZ'), caps: { award: 1 } }, { ...shipped('YZ'), colour: 1 }, { ...shipped('YZ'), status: 'x' }, { ...shipped('YZ'), title: '' }, { ...shipped('YZ'), issuedOn: '2026-02-30' }, { ...shipped('YZ'), formula: null }]) {
      const parsed = parseRuleSet(input);
      if (!('problems' in parsed)) throw new Error('no problem');
      for (const { key } of parsed.problems) expect(key).to.match(/^rewardRules\.error\./);
    }
  });
});

describe('rule sets as a file', () => {
  const refusal = (bytes: Buffer, isDemo: boolean): string => {
    try {
      readRuleFile(bytes, isDemo);
    } catch (error) {
      return error instanceof Invalid ? (error.fields['file']?.key ?? '') : String(error);
    }
    return '';
  };
  it('comes back as it went out, the same bytes each time, marked where it is a demonstration', () => {
    const file = ruleFile([shipped('BJ-2023')], true);
    expect(readRuleFile(file, true)).to.deep.equal(JSON.parse(JSON.stringify([shipped('BJ-2023')])));
    expect(ruleFile([JSON.parse(JSON.stringify(shipped('BJ-2023'))) as RuleSet], true).equals(file)).to.equal(true);
    expect([file.includes('"demo":"演示"'), ruleFile([shipped('BJ-2023')], false).includes('demo')]).to.deep.equal([true, false]);
    expect(readRuleFile(ruleFile(RULE_SETS, false), false).length).to.equal(55);
  });
  it('is refused when it was changed, is something else, or comes from a demonstration', () => {
    const file = ruleFile([shipped('BJ-2023')], false).toString();
    expect([
      refusal(Buffer.from(file.replace('BJ-2023', 'BJ-2024')), false), refusal(Buffer.from('{}'), false), refusal(Buffer.from('no'), false), refusal(ruleFile([shipped('YZ')], true), false), refusal(ruleFile([shipped('YZ')], false), true),
      refusal(Buffer.from(file.replace(/"sha256":"[0-9a-f]+"/, '"sha256":""')), false), refusal(Buffer.from(JSON.stringify({ ...(JSON.parse(file) as object), sha256: undefined })), false),
    ]).to.deep.equal(['rewardRules.error.hash', 'rewardRules.error.file', 'rewardRules.error.file', 'rewardRules.error.demo', '', 'rewardRules.error.hash', 'rewardRules.error.hash']);
  });
});
