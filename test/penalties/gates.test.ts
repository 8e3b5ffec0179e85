import { expect } from 'chai';
import type { Parameter } from '../../server/law/rules/parameters.ts';
import { calculate, type Finding, type Gates } from '../../server/penalties/rules.ts';
import { aCase, aFinding } from './support.ts';

const gates = (jurisdiction: string, finding: Partial<Finding>, parameters: Parameter[] = []): Gates => calculate(aCase([aFinding(finding)], { jurisdiction }), { parameters }).gates;
const hospital = (fineFen: number): Partial<Finding> => ({ lossFen: fineFen, fineFen });
const person = (fineFen: number): Partial<Finding> => ({ subjectKind: 'INDIVIDUAL', lawCode: 'SIL', article: '88', defraudedFen: fineFen / 2, fineFen });
const suspended: Partial<Finding> = { article: '40.1', defraudedFen: 100_000, fineFen: 200_000, suspensionMonths: '6' };

describe('gates', () => {
  it('offer a hearing from the threshold of the place', () => {
    expect(gates('440784', hospital(9_999_999)).hearing).to.deep.equal({ isOffered: false, because: [] });
    expect(gates('440784', hospital(10_000_000)).hearing).to.deep.equal({ isOffered: true, because: ['LARGE_FINE'] });
    expect(gates('440784', person(499_998)).hearing.isOffered).to.equal(false);
    expect(gates('440784', person(500_000)).hearing.isOffered).to.equal(true);
    expect(gates('210100', hospital(1_000_000)).hearing.because).to.deep.equal(['LARGE_FINE']);
  });

  it('take the safer path where the threshold is not known', () => {
    expect(gates('330900', hospital(1)).hearing).to.deep.equal({ isOffered: true, because: ['THRESHOLD_UNKNOWN'] });
    expect(gates('330900', { lawCode: 'AGREEMENT', article: '', lossFen: 100 }).hearing.isOffered).to.equal(false);
    expect(gates('330900', { article: '44', subjectKind: 'OUTSIDER', illegalGainFen: 100 }).hearing.because).to.deep.equal(['THRESHOLD_UNKNOWN']);
  });

  it('know a self-employed person and an outsider who is a natural person from an organisation', () => {
    const pharmacy = (fen: number): Partial<Finding> => ({ ...hospital(fen), subjectKind: 'PHARMACY', personKind: 'SOLE' });
    expect([gates('210100', pharmacy(199_999)).hearing.isOffered, gates('210100', pharmacy(200_000)).hearing.because]).to.deep.equal([false, ['LARGE_FINE']]);
    // Guangdong's figure is not entered: no other one stands in for it.
    expect(gates('440784', pharmacy(100)).hearing.because).to.deep.equal(['THRESHOLD_UNKNOWN']);
    expect(gates('440784', { ...person(500_000), subjectKind: 'OUTSIDER', personKind: 'PERSON' }).hearing.because).to.deep.equal(['LARGE_FINE']);
  });

  it('follow a threshold once the bureau has entered it', () => {
    const own: Parameter = { code: 'HEAR_THRESHOLD_ORG', jurisdiction: '330000', from: null, to: null, value: 5_000_000, unit: 'FEN', dayKind: null, approver: null, mark: 'Q', source: '浙江省规定', status: 'CONFIRMED' };
    expect(gates('330900', hospital(4_999_999), [own]).hearing.isOffered).to.equal(false);
    expect(gates('330900', hospital(5_000_000), [own]).hearing.because).to.deep.equal(['LARGE_FINE']);
  });

  it('add Guangdong’s triggers and the five-year bar', () => {
    expect(gates('440784', suspended).hearing.because).to.deep.equal(['DEPARTMENT_SUSPENDED']);
    expect(gates('440784', { ...suspended, suspensionMonths: null, terminateAgreement: true }).hearing.because).to.deep.equal(['TERMINATION']);
    expect(gates('440784', { article: '43' }).hearing.because).to.deep.equal(['RESTRICTED_OCCUPATION']);
    expect(gates('440784', { article: '42', illegalGainFen: 10_000_000 }).hearing.because).to.deep.equal(['LARGE_CONFISCATION']);
  });

  it('require a legal review of every penalty while the large fine is not known', () => {
    expect(gates('440784', hospital(100)).legalReview).to.deep.equal({ isRequired: true, because: ['THRESHOLD_UNKNOWN'] });
    expect(gates('440784', { subjectKind: 'AGENCY', article: '36' }).legalReview.isRequired).to.equal(false);
    expect(gates('210100', { subjectKind: 'AGENCY', article: '36' }).legalReview.because).to.deep.equal(['ALL']);
  });

  it('send cases to collective discussion by the local rule', () => {
    expect(gates('440784', hospital(100)).collective).to.deep.equal({ isRequired: true, isForOfficer: true, because: ['ALL_GENERAL'], minMembers: 5, isOdd: true, body: 'COLLEGIATE' });
    expect(gates('330900', hospital(100)).collective).to.deep.equal({ isRequired: false, isForOfficer: true, because: [], minMembers: null, isOdd: false, body: 'REVIEW_COMMITTEE' });
    expect(gates('210100', hospital(9_999_999)).collective.isRequired).to.equal(false);
    expect(gates('210100', hospital(10_000_000)).collective.because).to.deep.equal(['THRESHOLD']);
  });

  it('warn of a crime from 3,000 yuan while the province’s figure is not known', () => {
    expect(gates('330900', { ...suspended, defraudedFen: 299_999, fineFen: 600_000 }).police).to.deep.equal({ isWarned: false, fromFen: 300_000 });
    expect(gates('330900', { ...suspended, defraudedFen: 300_000, fineFen: 600_000 }).police.isWarned).to.equal(true);
  });

  it('allow the simple procedure only for small fines alone', () => {
    expect(gates('440784', hospital(300_000)).isSimplePossible).to.equal(true);
    expect(gates('440784', hospital(300_001)).isSimplePossible).to.equal(false);
    expect(gates('440784', person(20_002)).isSimplePossible).to.equal(false);
    expect(gates('440784', { ...suspended, defraudedFen: 100, fineFen: 200 }).isSimplePossible).to.equal(false);
  });

  it('name the figures that nobody has compared with the official text', () => {
    expect(gates('210100', hospital(1_000_000)).unconfirmed).to.include.members(['HEAR_THRESHOLD_ORG', 'LEGAL_REVIEW_MODE']);
    expect(gates('440784', hospital(100)).unconfirmed).to.not.include('HEAR_THRESHOLD_ORG');
  });
});
