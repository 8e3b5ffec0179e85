import { expect } from 'chai';
import fc from 'fast-check';
import { Invalid } from '../../server/kernel/errors.ts';
import type { Parameter } from '../../server/law/rules/parameters.ts';
import { findViolation, VIOLATIONS } from '../../server/law/rules/violations.ts';
import {
  articleOn, BENCHMARKS, calculate, CALC_CODES, calculationJson, findGround, GROUNDS, isLawful, RULE_CODES, ruleCodeOf, TIERS, type CalcCode, type Finding, type PenaltyCase, type RuleCode,
} from '../../server/penalties/rules.ts';
import { aCase, aFinding, aNotice, answer, codes, codesOf, on, refusedToCorrect } from './support.ts';

const fraud = { article: '40.1', defraudedFen: 100_000, fineFen: 200_000 } as const;
const entered = (code: string, value: Parameter['value'], unit: Parameter['unit'] = 'CODE', jurisdiction = '330900'): Parameter => ({
  code, jurisdiction, from: '2024-01-01', to: null, value, unit, dayKind: null, approver: null, mark: 'Q', source: '本地文件', status: 'CONFIRMED',
});

describe('calculator', () => {
  describe('reaches every code', () => {
    const cases: Record<CalcCode, [Partial<Finding>, Partial<PenaltyCase>?]> = {
      CALC_BASE_MISSING: [{ grossAmountFen: 100 }],
      CALC_LOSS_ABOVE_GROSS: [{ grossAmountFen: 99, lossFen: 100, fineFen: 100 }],
      CALC_LAW_DATE: [{ lossFen: 100, fineFen: 100, conductTo: null }],
      CALC_SUBJECT: [{ subjectKind: 'INDIVIDUAL', lossFen: 100, fineFen: 100 }],
      CALC_INTENT_38: [{ lossFen: 100, fineFen: 100, intent: true }],
      CALC_INTENT_41: [{ subjectKind: 'INDIVIDUAL', article: '41.1', lossFen: 100, intent: true }],
      CALC_NOT_FINABLE: [{ subjectKind: 'AGENCY', lawCode: 'SIL', article: '89', fineFen: 1 }],
      CALC_NO_REFUSAL: [{ article: '39', refusedToCorrect: true, fineFen: 1_000_000 }],
      CALC_BELOW_MIN: [{ lossFen: 100, fineFen: 99 }],
      CALC_ABOVE_MAX: [{ lossFen: 100, fineFen: 201 }],
      CALC_SUSPENSION: [{ subjectKind: 'AGENCY', article: '37', defraudedFen: 100, fineFen: 200, suspensionMonths: '6' }],
      CALC_SUSPENSION_MISSING: [{ ...fraud, grounds: ['G32-1'] }],
      CALC_SAME_ACT: [{ lossFen: 100, fineFen: 100 }, { sameActGroups: [['f1', 'f2']] }],
      CALC_ABOVE_NOTICE: [{ lossFen: 100, fineFen: 101 }, { notices: [aNotice(100)] }],
      CALC_LIMITATION: [{ lossFen: 100, fineFen: 100, discoveredOn: '2026-01-01' }],
      CALC_BENCHMARK: [{ subjectKind: 'AGENCY', article: '37', tier: 'NORMAL', defraudedFen: 100, fineFen: 200, benchmarkId: 'HEN-2022' }, { jurisdiction: '410000' }],
      CALC_PARAM_UNKNOWN: [{ lossFen: 100, fineFen: 100, benchmarkId: 'ZJ' }],
      CALC_REASON: [{ lossFen: 100, fineFen: 100, reason: ' ' }],
    };
    const severities: Partial<Record<CalcCode, string>> = { CALC_LOSS_ABOVE_GROSS: 'warning', CALC_SUSPENSION_MISSING: 'override', CALC_BENCHMARK: 'override', CALC_SAME_ACT: 'information' };
    for (const code of CALC_CODES) {
      it(`${code} alone`, () => {
        const [finding, rest = {}] = cases[code];
        const result = calculate(aCase([aFinding(finding), ...(rest.sameActGroups ? [aFinding({ id: 'f2', lossFen: 100, fineFen: 100 })] : [])], rest));
        expect(result.findings[0]?.codes.map((each) => [each.code, each.severity])).to.deep.equal([[code, severities[code] ?? 'error']]);
        // A missing base has no fine either; only errors stop a decision.
        expect(isLawful(result)).to.equal((severities[code] ?? 'error') !== 'error');
      });
    }
  });

  describe('knows every rule code', () => {
    const cases: Record<RuleCode, [Partial<Finding>, { min: number; max: number } | null, number]> = {
      'R735.36': [{ subjectKind: 'AGENCY', article: '36' }, null, 0],
      'R735.37': [{ subjectKind: 'AGENCY', article: '37', defraudedFen: 100 }, { min: 200, max: 500 }, 100],
      'R735.38': [{ article: '38', lossFen: 100 }, { min: 100, max: 200 }, 100],
      'R735.39': [{ ...refusedToCorrect, article: '39' }, { min: 1_000_000, max: 5_000_000 }, 0],
      'R735.40': [{ article: '40.2', defraudedFen: 100, terminateAgreement: true }, { min: 200, max: 500 }, 100],
      'R735.41.1': [{ subjectKind: 'INDIVIDUAL', article: '41.1', lossFen: 100 }, null, 100],
      'R735.41.2': [{ subjectKind: 'INDIVIDUAL', article: '41.2', defraudedFen: 100 }, { min: 200, max: 500 }, 100],
      'R735.42': [{ article: '42', illegalGainFen: 100 }, null, 0],
      'R735.43': [{ article: '43' }, null, 0],
      'R735.44': [{ subjectKind: 'OUTSIDER', article: '44', illegalGainFen: 100 }, null, 0],
      'D7.TRACE': [{ ...refusedToCorrect, ...on('2026-04-02'), subjectKind: 'PHARMACY', lawCode: 'D7', violationCode: 'PH-M-01c' }, { min: 1_000_000, max: 5_000_000 }, 0],
      'SIL.84': [{ subjectKind: 'EMPLOYER', lawCode: 'SIL', article: '84', contributionsDueFen: 100, deadlinePassed: true }, { min: 100, max: 300 }, 0],
      'SIL.87': [{ ...on('2020-03-01'), lawCode: 'SIL', article: '87', defraudedFen: 100 }, { min: 200, max: 500 }, 100],
      'SIL.88': [{ subjectKind: 'OUTSIDER', lawCode: 'SIL', article: '88', defraudedFen: 100 }, { min: 200, max: 500 }, 100],
      'SIL.89': [{ subjectKind: 'AGENCY', lawCode: 'SIL', article: '89' }, null, 0],
      'SAR.68': [{ subjectKind: 'INDIVIDUAL', lawCode: 'SAR', article: '68', defraudedFen: 100 }, { min: 100, max: 300 }, 100],
      'ZJ55.UNIT': [{ subjectKind: 'OUTSIDER', lawCode: 'ZJ-MSR', article: '55', personKind: 'UNIT', defraudedFen: 100 }, { min: 100, max: 300 }, 0],
      'ZJ55.PERSON': [{ subjectKind: 'OUTSIDER', lawCode: 'ZJ-MSR', article: '55', personKind: 'PERSON' }, { min: 100_000, max: 1_000_000 }, 0],
      AGREEMENT: [{ lawCode: 'AGREEMENT', article: '', lossFen: 100 }, null, 100],
    };
    for (const code of RULE_CODES) {
      it(code, () => {
        const [finding, range, refund] = cases[code];
        const found = answer(finding);
        expect([found.ruleCode, found.range, found.refund, codesOf(found)]).to.deep.equal([code, range, refund, []]);
        expect(articleOn(code, '2026-11-10').code).to.equal(code);
      });
    }
    it('and has one for every leaf that computes something', () => {
      for (const { code, calcRule } of VIOLATIONS) if (calcRule) expect(RULE_CODES, code).to.include(calcRule);
    });
    it('and refuses a provision it has no rule for', () => {
      expect(ruleCodeOf({ lawCode: 'R735', article: '99', personKind: null, violationCode: null })).to.equal(null);
      expect(ruleCodeOf({ lawCode: 'D7', article: '', personKind: null, violationCode: 'PR-M-01' })).to.equal(null);
      expect(() => calculate(aCase([aFinding({ article: '99' })]))).to.throw(Invalid);
    });
  });

  describe('law of the date', () => {
    it('names the rule of the date for fraud and misuse', () => {
      const named = (finding: Partial<Finding>): string | undefined => answer({ ...on('2021-04-30'), ...finding }).codes.find(({ code }) => code === 'CALC_LAW_DATE')?.detail.rule;
      expect(named({ article: '40.1', defraudedFen: 1, suspensionMonths: '6' })).to.equal('SIL.87');
      expect(named({ article: '38', lossFen: 1, violationCode: 'PR-F-04' })).to.equal('SIL.87');
      expect(named({ subjectKind: 'INDIVIDUAL', article: '41.2', defraudedFen: 1 })).to.equal('SIL.88');
      expect(named({ subjectKind: 'AGENCY', article: '36' })).to.equal('SIL.89');
      expect(named({ ...refusedToCorrect, ...on('2025-01-01'), subjectKind: 'PHARMACY', lawCode: 'D7', violationCode: 'PH-M-01c' })).to.equal('R735.39');
    });
    it('does not ask the contract track for a boundary', () => {
      expect(codes({ lawCode: 'AGREEMENT', article: '', lossFen: 100, conductFrom: '2021-03-01', conductTo: '2021-06-30' })).to.deep.equal([]);
    });
    it('splits Decree 7 and the Zhejiang rule at their own days', () => {
      const trace = { ...refusedToCorrect, lawCode: 'D7', violationCode: 'PR-M-09', fineFen: 1_000_000, conductFrom: '2026-03-01', conductTo: '2026-04-02', discoveredOn: '2026-05-01' };
      expect(answer(trace).codes.map(({ code, detail }) => [code, detail.boundary])).to.deep.equal([['CALC_LAW_DATE', '2026-04-01']]);
      const unit = { subjectKind: 'OUTSIDER', lawCode: 'ZJ-MSR', article: '55', personKind: 'UNIT', defraudedFen: 100, conductFrom: '2021-06-01', conductTo: '2021-07-02', discoveredOn: '2021-08-01' } as const;
      expect(answer(unit).codes.map(({ detail }) => detail.boundary)).to.deep.equal(['2021-07-01']);
      expect(codes({ ...unit, conductFrom: '2021-07-01' })).to.deep.equal([]);
    });
    it('shows the old and the new text side by side', () => {
      const old = answer({ ...on('2020-03-01'), lawCode: 'SIL', article: '87', defraudedFen: 100 });
      expect(old.comparisons).to.deep.equal([{ ruleCode: 'R735.40', range: { min: 200, max: 500 } }]);
      const contract = answer({ ...on('2020-03-01'), lawCode: 'AGREEMENT', article: '', lossFen: 100, defraudedFen: 100, violationCode: 'PR-F-03' }, { decisionDate: '2020-06-01' });
      expect(contract.comparisons).to.deep.equal([{ ruleCode: 'SIL.87', range: { min: 200, max: 500 } }]);
      expect(answer({ lawCode: 'AGREEMENT', article: '', lossFen: 100, violationCode: 'PR-U-03a' }).comparisons).to.deep.equal([]);
    });
  });

  describe('suspension', () => {
    it('missing under art. 40 passes with ground and reason only', () => {
      expect(codes(fraud)).to.deep.equal(['CALC_SUSPENSION_MISSING', 'CALC_REASON']);
      expect(codes({ ...fraud, grounds: ['G32-1'] })).to.deep.equal(['CALC_SUSPENSION_MISSING']);
      expect(codes({ ...fraud, grounds: ['G32-1'], reason: '' })).to.deep.equal(['CALC_SUSPENSION_MISSING', 'CALC_REASON']);
      expect(codes({ ...fraud, terminateAgreement: true })).to.deep.equal([]);
    });
    it('concerns insured persons only under art. 41', () => {
      const person = { subjectKind: 'INDIVIDUAL', article: '41.1', lossFen: 100 } as const;
      expect(codes({ ...person, suspensionMonths: '3' })).to.deep.equal(['CALC_SUSPENSION']);
      expect(codes(person)).to.deep.equal([]);
      expect(codes({ ...person, insuredPerson: true, grounds: ['G33-1'] })).to.deep.equal(['CALC_SUSPENSION_MISSING']);
    });
    it('longer than announced exceeds the notice', () => {
      const notices = [aNotice(200_000, { findings: [{ id: 'f1', fineFen: 200_000, suspensionMonths: '6' }] })];
      expect(codes({ ...fraud, suspensionMonths: '6' }, { notices })).to.deep.equal([]);
      expect(codes({ ...fraud, suspensionMonths: '6.5' }, { notices })).to.deep.equal(['CALC_ABOVE_NOTICE']);
      const unannounced = [aNotice(200_000, { findings: [{ id: 'f1', fineFen: 0, suspensionMonths: '6' }] })];
      expect(codes({ ...fraud, suspensionMonths: '6' }, { notices: unannounced })).to.deep.equal(['CALC_ABOVE_NOTICE']);
    });
  });

  it('refuses a multiple that contradicts the fine', () => {
    expect(() => answer({ lossFen: 33_333, multiple: '1.35', fineFen: 45_001 })).to.throw(Invalid);
    expect(answer({ lossFen: 33_333, multiple: '1.35', fineFen: 45_000 }).fine).to.equal(45_000);
  });

  it('takes a tier of no penalty at its word', () => {
    expect(codes({ lossFen: 100, fineFen: 100, tier: 'NONE', grounds: ['G33-1'] })).to.deep.equal(['CALC_NOT_FINABLE']);
    expect(codes({ lossFen: 100, fineFen: 0, tier: 'NONE', grounds: ['G33-1'] })).to.deep.equal([]);
  });

  it('never borrows a neighbour’s benchmark', () => {
    expect(codes({ subjectKind: 'AGENCY', article: '37', defraudedFen: 100, fineFen: 300, benchmarkId: 'HEN-2022' }, { jurisdiction: '330900' })).to.deep.equal(['CALC_PARAM_UNKNOWN']);
    expect(codes({ lossFen: 100, fineFen: 100, benchmarkId: 'NOPE' })).to.deep.equal(['CALC_PARAM_UNKNOWN']);
  });

  it('cannot pass a finding without discovery date, nor one without a fine', () => {
    expect(codes({ lossFen: 100, fineFen: 100, discoveredOn: null })).to.deep.equal(['CALC_LIMITATION']);
    expect(isLawful(calculate(aCase([aFinding({ lossFen: 100 })])))).to.equal(false);
  });

  it('limits the sum where art. 39 is read per decision', () => {
    const item = (id: string, fineFen: number): Finding => aFinding({ ...refusedToCorrect, id, article: '39', item: id, fineFen });
    const per = (fines: number[], scope: string) =>
      calculate(aCase(fines.map((fen, at) => item(String(at + 1), fen))), { parameters: [entered('ART39_SCOPE', scope)] }).findings.map(codesOf);
    expect(per([3_000_000, 3_000_000], 'PER_ITEM')).to.deep.equal([[], []]);
    expect(per([3_000_000, 3_000_000], 'PER_DECISION')).to.deep.equal([['CALC_ABOVE_MAX'], ['CALC_ABOVE_MAX']]);
    expect(per([600_000, 600_000], 'PER_DECISION')).to.deep.equal([[], []]);
    expect(per([400_000, 400_000], 'PER_DECISION')).to.deep.equal([['CALC_BELOW_MIN'], ['CALC_BELOW_MIN']]);
    expect(per([600_000, 600_000], 'PER_ITEM')).to.deep.equal([['CALC_BELOW_MIN'], ['CALC_BELOW_MIN']]);
  });

  it('writes a trace that a lawyer can follow', () => {
    const found = answer({ id: 'f1', item: '3', grossAmountFen: 40_000, lossFen: 33_333, multiple: '1.35', baseSource: 'doc-7' });
    expect(found.trace.map(({ step, result }) => [step, result])).to.deep.equal([
      ['law', 'R735.38'], ['base', '333.33'], ['range', '333.33–666.66'], ['benchmark', ''], ['tier', 'NORMAL'], ['fine', '450.00'], ['refund', '333.33'], ['checks', ''],
    ]);
    expect(found.trace[1]).to.deep.equal({
      step: 'base', clause: '《医疗保障基金使用监督管理条例》第三十八条', formula: 'A', inputs: { field: 'lossFen', gross: '400.00', source: 'doc-7' }, result: '333.33',
    });
    expect(found.trace[5]?.formula).to.equal('roundHalfUp(A × 1.35, 0.01)');
  });

  it('answers programs in yuan strings', () => {
    const json = calculationJson(calculate(aCase([aFinding({ lossFen: 123_450, fineFen: 123_450 })])));
    expect(json.findings.map(({ id, ruleCode, base, range, fine, refund, codes: each }) => ({ id, ruleCode, base, range, fine, refund, each }))).to.deep.equal([
      { id: 'f1', ruleCode: 'R735.38', base: '1234.50', range: { min: '1234.50', max: '2469.00' }, fine: '1234.50', refund: '1234.50', each: [] },
    ]);
    expect([json.refundTotal, json.fineTotal, json.total]).to.deep.equal(['1234.50', '1234.50', '2469.00']);
  });

  it('has grounds and benchmarks that are well formed', () => {
    expect(GROUNDS).to.have.length(16);
    expect(findGround('G32-1')?.tiers).to.deep.equal(['LIGHT', 'REDUCED']);
    expect(BENCHMARKS.map(({ id }) => id)).to.deep.equal(['HEN-2022', 'XJ', 'TJ-39', 'LF-2024', 'GS-2022', 'ZJ', 'GD', 'LN-2022']);
    expect(findViolation('PR-F-03')?.calcRule).to.equal('R735.40');
  });

  describe('properties', () => {
    const times = RULE_CODES.filter((code) => { const { fine } = articleOn(code, '2026-11-10'); return fine !== null && 'times' in fine && code !== 'SIL.84'; });
    const anyRule = fc.constantFrom(...times);
    const finding = (code: RuleCode, fen: number, rest: Partial<Finding> = {}): Finding => {
      const { law, subjects } = articleOn(code, '2026-11-10');
      const [, article = ''] = code.startsWith('ZJ55') ? ['', '55'] : (/^[A-Z0-9]+\.(.+)$/.exec(code) ?? []);
      return aFinding({ lawCode: law, article, personKind: code.startsWith('ZJ55') ? 'UNIT' : null, subjectKind: subjects?.[0] ?? 'OUTSIDER', lossFen: fen, defraudedFen: fen, suspensionMonths: null, ...rest });
    };
    const rangeFor = (code: RuleCode, fen: number) => calculate(aCase([finding(code, fen)])).findings[0]?.range;

    it('a larger base never has a smaller range, and the range is the base times whole numbers', () => {
      fc.assert(fc.property(anyRule, fc.integer({ min: 1, max: 1e11 }), fc.nat(1e9), (code, fen, more) => {
        const [low, high] = [rangeFor(code, fen), rangeFor(code, fen + more)];
        return low != null && high != null && low.min <= high.min && low.max <= high.max && low.min % fen === 0 && low.max % fen === 0 && low.min < low.max;
      }));
    });

    it('a fine passes exactly inside the range', () => {
      fc.assert(fc.property(anyRule, fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 6e9 }), (code, fen, fineFen) => {
        const [found] = calculate(aCase([finding(code, fen, { fineFen })])).findings;
        const bad = found?.codes.some((each) => each.code === 'CALC_BELOW_MIN' || each.code === 'CALC_ABOVE_MAX') ?? true;
        const range = found?.range;
        const isFree = code === 'SAR.68' && fineFen === 0;
        return range != null && bad === !(isFree || (range.min <= fineFen && fineFen <= range.max));
      }));
    });

    it('totals are the sums of what stands, and the same input gives the same answer', () => {
      const list = fc.array(fc.tuple(anyRule, fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e9 })), { minLength: 1, maxLength: 6 });
      fc.assert(fc.property(list, fc.boolean(), (entries, isOneAct) => {
        const findings = entries.map(([code, fen, fineFen], at) => finding(code, fen, { id: `f${at}`, fineFen }));
        const input = aCase(findings, isOneAct ? { sameActGroups: [findings.map(({ id }) => id)] } : {});
        const result = calculate(input);
        expect(result.fineTotal).to.equal(result.findings.reduce((sum, { fine }) => sum + (fine ?? 0), 0));
        expect(result.refundTotal).to.equal(result.findings.reduce((sum, { refund }) => sum + refund, 0));
        if (isOneAct) expect(result.fineTotal).to.equal(Math.max(...entries.map(([, , fine]) => fine)));
        expect(calculate(input)).to.deep.equal(result);
      }));
    });

    it('every tier and ground answers without throwing', () => {
      fc.assert(fc.property(anyRule, fc.constantFrom(...TIERS), fc.subarray(GROUNDS.map(({ code }) => code)), fc.nat(1e6), (code, tier, grounds, fineFen) => {
        const [found] = calculate(aCase([finding(code, 100_000, { tier, grounds, fineFen })])).findings;
        return found !== undefined && found.trace.length > 4;
      }));
    });
  });
});
