import { expect } from 'chai';
import { decimal, timesHalfUp } from '../../server/kernel/money.ts';
import { agreesWithPrinted, calculate, isLawful, type Finding } from '../../server/penalties/rules.ts';
import { aCase, aFinding, aNotice, answer, codes, codesOf, first, on, refusedToCorrect } from './support.ts';

const AGENCY = { subjectKind: 'AGENCY', article: '37' } as const;
const FRAUD = { article: '40.1', suspensionMonths: '6' } as const;
const INSURED = { subjectKind: 'INDIVIDUAL', insuredPerson: true } as const;
const range = (rest: Partial<Finding>, place = '330900') => answer(rest, { jurisdiction: place }).range;

describe('vectors from published decisions (4.7)', () => {
  it('V-01 four findings, two articles', () => {
    const item = (id: string, lossFen: number, item: string): Finding => aFinding({ id, lossFen, item, multiple: '1' });
    const result = calculate(aCase([item('a', 506_627, '2'), item('b', 6_106, '2'), item('c', 59_541, '6'), aFinding({ ...FRAUD, id: 'd', item: '3', defraudedFen: 22_068, multiple: '2' })]));
    expect(result.findings.map(({ fine }) => fine)).to.deep.equal([506_627, 6_106, 59_541, 44_136]);
    expect([result.refundTotal, result.fineTotal, result.total]).to.deep.equal([594_342, 616_410, 1_210_752]);
    expect(result.findings.slice(0, 3).reduce((sum, { base }) => sum + (base ?? 0), 0)).to.equal(572_274);
    expect(isLawful(result)).to.equal(true);
  });
  it('V-02 false invoices', () => {
    const found = answer({ ...FRAUD, subjectKind: 'PHARMACY', defraudedFen: 1_454_989 - 344_280, multiple: '2' });
    expect([found.base, found.fine, codesOf(found)]).to.deep.equal([1_110_709, 2_221_418, []]);
  });
  it('V-03 seven sham admissions before the regulation', () => {
    const found = answer({ ...on('2018-09-30'), lawCode: 'SIL', article: '87', defraudedFen: 2_200_000, multiple: '5' });
    expect([found.ruleCode, found.fine, codesOf(found)]).to.deep.equal(['SIL.87', 11_000_000, []]);
  });
  it('V-04 an imported case inside the tolerance of its print', () => {
    expect(agreesWithPrinted(3_770_000, '5', 18_870_000, 10_000)).to.equal(true);
    expect(agreesWithPrinted(3_770_000, '5', 18_875_001, 10_000)).to.equal(true);
    expect(agreesWithPrinted(3_770_000, '5', 18_875_002, 10_000)).to.equal(false);
    expect(agreesWithPrinted(3_770_000, '5', 18_850_001)).to.equal(true);
    expect(agreesWithPrinted(3_770_000, '5', 18_850_002)).to.equal(false);
  });
  it('V-05 contract only: no fine', () => {
    const contract = (id: string, lossFen: number): Finding => aFinding({ ...on('2020-03-01'), id, lawCode: 'AGREEMENT', article: '', lossFen });
    const result = calculate(aCase([contract('a', 5_340_000), contract('b', 10_810_000)]));
    expect([result.refundTotal, result.fineTotal, result.total]).to.deep.equal([16_150_000, 0, 16_150_000]);
    expect(isLawful(result)).to.equal(true);
  });
  it('V-06 gross times the payment ratio', () => {
    expect(timesHalfUp(382_500, decimal('0.85'))).to.equal(325_125);
    expect(timesHalfUp(18_800, decimal('0.75'))).to.equal(14_100);
  });
  it('V-07 the loss is entered, never derived from the gross amount', () => {
    expect(codes({ grossAmountFen: 872_000, fineFen: 739_858 })).to.include('CALC_BASE_MISSING');
    expect(codes({ grossAmountFen: 872_000, lossFen: 739_858, multiple: '1' })).to.deep.equal([]);
  });
  it('V-08 the fund’s share', () => expect(timesHalfUp(811_590, decimal('0.70'))).to.equal(568_113));
});

describe('derived vectors (4.8)', () => {
  it('D-01 range of art. 38', () => {
    const found = answer({ lossFen: 1_234_567 });
    expect([found.range, found.refund, found.fine, codesOf(found)]).to.deep.equal([{ min: 1_234_567, max: 2_469_134 }, 1_234_567, null, []]);
  });
  it('D-02 with intent', () => {
    const found = answer({ lossFen: 1_234_567, intent: true });
    expect(found.codes).to.deep.include({ code: 'CALC_INTENT_38', severity: 'error', clause: '《医疗保障基金使用监督管理条例》第四十条第二款', detail: { rule: 'R735.40', min: '24691.34', max: '61728.35' } });
    expect(range({ article: '40.2', defraudedFen: 1_234_567, suspensionMonths: '6' })).to.deep.equal({ min: 2_469_134, max: 6_172_835 });
  });
  it('D-03 no loss, no fine', () => {
    const found = answer({ lossFen: 0, fineFen: 100 });
    expect([found.range, codesOf(found)]).to.deep.equal([null, ['CALC_NOT_FINABLE']]);
  });
  it('D-04 suspension without refusal', () => expect(codes({ lossFen: 100, fineFen: 100, suspensionMonths: '6' })).to.deep.equal(['CALC_NO_REFUSAL']));
  it('D-05 months of art. 38', () => {
    const at = (suspensionMonths: string) => codes({ ...refusedToCorrect, lossFen: 100, fineFen: 100, suspensionMonths });
    expect(['5', '6', '12', '13'].map(at)).to.deep.equal([['CALC_SUSPENSION'], [], [], ['CALC_SUSPENSION']]);
    expect(codes({ lossFen: 100, fineFen: 100, suspensionMonths: '6', seriousConsequence: true })).to.deep.equal([]);
  });
  it('D-06 one fen', () => expect(range({ ...FRAUD, defraudedFen: 1 })).to.deep.equal({ min: 2, max: 5 }));
  it('D-07 art. 39 corrected in time', () => expect(codes({ article: '39', fineFen: 1_000_000 })).to.deep.equal(['CALC_NO_REFUSAL']));
  it('D-08 art. 39 refused', () => {
    const at = (fineFen: number) => codes({ ...refusedToCorrect, article: '39', fineFen });
    expect([999_999, 1_000_000, 5_000_000, 5_000_001].map(at)).to.deep.equal([['CALC_BELOW_MIN'], [], [], ['CALC_ABOVE_MAX']]);
  });
  it('D-09 Tianjin adds the items up', () => {
    const item = (number: string, fineFen: number): Finding => aFinding({ ...refusedToCorrect, id: number, article: '39', item: number, fineFen, benchmarkId: 'TJ-39' });
    const result = calculate(aCase([item('1', 1_000_000), item('7', 5_000_000)], { jurisdiction: '120000' }));
    expect([result.fineTotal, result.findings.map(({ range: each }) => each), isLawful(result)]).to.deep.equal([6_000_000, [{ min: 1_000_000, max: 1_000_000 }, { min: 5_000_000, max: 5_000_000 }], true]);
  });
  it('D-10 art. 41 ¶1', () => {
    const at = (suspensionMonths: string) => codes({ ...INSURED, article: '41.1', lossFen: 50_000, suspensionMonths });
    expect(['2', '3', '12', '13'].map(at)).to.deep.equal([['CALC_SUSPENSION'], [], [], ['CALC_SUSPENSION']]);
    expect(codes({ ...INSURED, article: '41.1', lossFen: 50_000, suspensionMonths: '3', fineFen: 1 })).to.deep.equal(['CALC_NOT_FINABLE']);
  });
  it('D-11 art. 41 ¶2', () => expect(range({ ...INSURED, article: '41.2', defraudedFen: 100_000, suspensionMonths: '3' })).to.deep.equal({ min: 200_000, max: 500_000 }));
  it('D-12 art. 37', () => expect(range({ ...AGENCY, defraudedFen: 8_000_000 })).to.deep.equal({ min: 16_000_000, max: 40_000_000 }));
  it('D-13 art. 36', () => expect(codes({ subjectKind: 'AGENCY', article: '36', fineFen: 100 })).to.deep.equal(['CALC_NOT_FINABLE']));
  it('D-14 before the regulation', () => {
    expect(range({ ...on('2020-05-10'), subjectKind: 'INDIVIDUAL', lawCode: 'SIL', article: '88', defraudedFen: 999_999 })).to.deep.equal({ min: 1_999_998, max: 4_999_995 });
  });
  it('D-15 the day before and the day of the regulation', () => {
    const before = answer({ ...on('2021-04-30'), lossFen: 80_000, fineFen: 80_000 });
    expect(before.codes.map(({ code, detail }) => [code, detail.rule])).to.deep.equal([['CALC_LAW_DATE', 'AGREEMENT']]);
    const after = answer({ ...on('2021-05-01'), lossFen: 80_000, fineFen: 80_000 });
    expect([after.ruleCode, after.range, codesOf(after)]).to.deep.equal(['R735.38', { min: 80_000, max: 160_000 }, []]);
  });
  it('D-16 a window across the boundary', () => {
    const window = { conductFrom: '2021-03-01', conductTo: '2021-06-30', discoveredOn: '2021-09-01', lossFen: 100, fineFen: 100 };
    expect(answer(window).codes.map(({ code, severity }) => [code, severity])).to.deep.equal([['CALC_LAW_DATE', 'error']]);
    const unsplit = answer({ ...window, unsplit: { reason: '连续行为', reviewerId: 'r1' } });
    expect(unsplit.codes.map(({ code, severity }) => [code, severity])).to.deep.equal([['CALC_LAW_DATE', 'override']]);
    expect(isLawful(calculate(aCase([aFinding({ ...window, unsplit: { reason: '连续行为', reviewerId: 'r1' } })])))).to.equal(true);
  });
  it('D-17 medical assistance', () => {
    const at = (fineFen: number) => codes({ subjectKind: 'INDIVIDUAL', lawCode: 'SAR', article: '68', defraudedFen: 500_000, fineFen });
    expect([0, 499_999, 1_500_000].map(at)).to.deep.equal([[], ['CALC_BELOW_MIN'], []]);
  });
  it('D-18 Zhejiang, unit', () => {
    const unit = { subjectKind: 'OUTSIDER', lawCode: 'ZJ-MSR', article: '55', personKind: 'UNIT', defraudedFen: 3_000_000 } as const;
    const before = answer({ ...unit, ...on('2021-06-30') });
    expect(before.codes.map(({ code, detail }) => [code, detail.rule])).to.deep.equal([['CALC_LAW_DATE', 'SIL.88']]);
    expect(range({ ...unit, ...on('2021-07-01') })).to.deep.equal({ min: 3_000_000, max: 9_000_000 });
    expect(codes({ ...unit, ...on('2021-07-01') }, { jurisdiction: '440784' })).to.deep.equal(['CALC_LAW_DATE']);
  });
  it('D-19 Zhejiang, person', () => {
    const at = (fineFen: number) => codes({ subjectKind: 'OUTSIDER', lawCode: 'ZJ-MSR', article: '55', personKind: 'PERSON', fineFen });
    expect([99_999, 100_000, 1_000_000, 1_000_001].map(at)).to.deep.equal([['CALC_BELOW_MIN'], [], [], ['CALC_ABOVE_MAX']]);
  });
  it('D-20 employer and person in charge', () => {
    const due = { lawCode: 'SIL', article: '84', contributionsDueFen: 400_000, deadlinePassed: true };
    expect(range({ ...due, subjectKind: 'EMPLOYER' })).to.deep.equal({ min: 400_000, max: 1_200_000 });
    expect(range({ ...due, subjectKind: 'INDIVIDUAL' })).to.deep.equal({ min: 50_000, max: 300_000 });
    expect(codes({ ...due, subjectKind: 'EMPLOYER', deadlinePassed: false, fineFen: 400_000 })).to.deep.equal(['CALC_NOT_FINABLE']);
  });
  it('D-21 trace codes', () => {
    const trace = { ...refusedToCorrect, lawCode: 'D7', article: '', violationCode: 'PR-M-09', fineFen: 1_000_000 };
    expect(codes({ ...trace, ...on('2026-03-31') })).to.deep.equal(['CALC_LAW_DATE']);
    expect(codes({ ...trace, ...on('2026-04-01') })).to.deep.equal([]);
  });
  it('D-22 a fen above the notice after a defence', () => {
    const final = (fineFen: number, notices = [aNotice(616_410), aNotice(616_410, { issuedOn: '2026-05-10', newBecauseOf: 'DEFENCE' })]) =>
      codes({ lossFen: 616_410, fineFen }, { notices });
    expect(final(616_411)).to.deep.equal(['CALC_ABOVE_NOTICE']);
    expect(final(616_410)).to.deep.equal([]);
    expect(final(616_411, [aNotice(616_410), aNotice(700_000, { issuedOn: '2026-05-10', newBecauseOf: 'FACTS' })])).to.deep.equal([]);
    expect(final(616_411, [aNotice(616_410), aNotice(700_000, { issuedOn: '2026-05-10', newBecauseOf: 'DEFENCE' })])).to.deep.equal(['CALC_ABOVE_NOTICE']);
  });
  it('D-23 one act, two fines', () => {
    const result = calculate(aCase([aFinding({ id: 'a', lossFen: 100_000, fineFen: 100_000 }), aFinding({ ...FRAUD, id: 'b', defraudedFen: 100_000, fineFen: 240_000 })], { sameActGroups: [['a', 'b']] }));
    expect([result.fineTotal, result.refundTotal]).to.deep.equal([240_000, 100_000]);
    expect(result.findings.map(({ fine, codes: each }) => [fine, each.map(({ code, severity }) => `${code} ${severity}`)])).to.deep.equal([
      [0, ['CALC_SAME_ACT information']], [240_000, ['CALC_SAME_ACT information']],
    ]);
    expect(isLawful(result)).to.equal(true);
  });
  it('D-24 rounding half up per finding', () => {
    const fine = (lossFen: number, multiple: string) => answer({ lossFen, multiple }).fine;
    expect([fine(33_333, '1.35'), fine(1, '1.5'), fine(5, '1.5')]).to.deep.equal([45_000, 2, 8]);
  });
  it('D-25 limitation', () => {
    const act = { conductFrom: '2022-03-01', conductTo: '2022-03-10', lossFen: 100_000, fineFen: 100_000 };
    expect(codes({ ...act, discoveredOn: '2024-03-10' })).to.deep.equal([]);
    const late = answer({ ...act, discoveredOn: '2024-03-11' });
    expect([codesOf(late), late.refund]).to.deep.equal([['CALC_LIMITATION'], 100_000]);
    expect(codes({ ...act, discoveredOn: '2027-03-10', limitationFiveYears: true })).to.deep.equal([]);
    expect(codes({ ...act, discoveredOn: '2027-03-11', limitationFiveYears: true })).to.deep.equal(['CALC_LIMITATION']);
    expect(codes({ ...act, discoveredOn: '2024-03-11', fineFen: 0, tier: 'NONE', grounds: ['G36'] })).to.deep.equal([]);
  });
  it('D-26 Henan', () => {
    const henan = (tier: Finding['tier'], defraudedFen: number) => answer(
      { ...AGENCY, tier, defraudedFen, benchmarkId: 'HEN-2022', benchmarkFacts: { firstOffence: true, corrected: true, refunded: false, cooperative: false } }, { jurisdiction: '410100' });
    expect([henan('LIGHT', 200_000).range, henan('NORMAL', 500_000).range, henan('HEAVY', 500_001).range]).to.deep.equal([
      { min: 400_000, max: 600_000 }, { min: 1_500_000, max: 2_000_000 }, { min: 2_000_004, max: 2_500_005 },
    ]);
    expect(henan('LIGHT', 200_000).statutory).to.deep.equal({ min: 400_000, max: 1_000_000 });
  });
  it('D-27 Xinjiang', () => {
    const xinjiang = (defraudedFen: number, refunded: boolean) => answer(
      { ...AGENCY, defraudedFen, benchmarkId: 'XJ', benchmarkFacts: { firstOffence: false, corrected: false, refunded, cooperative: false } }, { jurisdiction: '650100' }).range?.min;
    expect([xinjiang(300_000, true), xinjiang(300_000, false), xinjiang(300_001, true), xinjiang(1_000_000, false), xinjiang(1_000_001, true)]).to.deep.equal([
      900_000, 1_050_000, 1_200_004, 4_500_000, 5_000_005,
    ]);
  });
  it('D-28 Langfang', () => {
    const langfang = (lossFen: number) => codes(
      { lossFen, fineFen: 0, tier: 'NONE', benchmarkId: 'LF-2024', benchmarkFacts: { firstOffence: true, corrected: true, refunded: true, cooperative: true } }, { jurisdiction: '131000' });
    expect(langfang(299_999)).to.deep.equal([]);
    expect(langfang(300_000)).to.deep.equal(['CALC_BELOW_MIN', 'CALC_BENCHMARK']);
  });
  it('D-29 reduced with and without ground', () => {
    const reduced = { tier: 'REDUCED', lossFen: 100_000, fineFen: 60_000 } as const;
    expect(codes({ ...reduced, grounds: ['G32-1'] })).to.deep.equal([]);
    expect(codes(reduced)).to.deep.equal(['CALC_BELOW_MIN']);
    expect(codes({ ...reduced, grounds: ['G33-1'] })).to.deep.equal(['CALC_BELOW_MIN']);
  });
  it('D-30 decimal months', () => {
    const at = (suspensionMonths: string) => codes({ article: '40.1', defraudedFen: 100, fineFen: 200, suspensionMonths });
    expect(['5.9', '6.5', '12.0', '12.1'].map(at)).to.deep.equal([['CALC_SUSPENSION'], [], [], ['CALC_SUSPENSION']]);
  });
  it('D-31 the general law for later conduct needs a reason', () => {
    const chosen = { ...on('2022-01-10'), lawCode: 'SIL', article: '87', defraudedFen: 100_000, fineFen: 200_000 };
    expect(codes({ ...chosen, reason: '' })).to.deep.equal(['CALC_REASON']);
    expect(codes(chosen)).to.deep.equal([]);
  });
  it('answers the first finding of a case', () => expect(first(calculate(aCase([aFinding({ lossFen: 1 })]))).id).to.equal('f1'));
});
