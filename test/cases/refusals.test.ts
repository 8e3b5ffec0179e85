// Guards of filing, discussion, payment and closing: each refuses once, by its own name.
import { expect } from 'chai';
import { Forbidden, Refused } from '../../server/kernel/errors.ts';
import type { Parameter } from '../../server/law/rules/parameters.ts';
import { CAPS } from '../../server/cases/rules/case.ts';
import type { Case, Decision } from '../../server/cases/rules/case.ts';
import { started } from '../../server/cases/rules/clocks.ts';
import { checkFiling } from '../../server/cases/rules/filing.ts';
import type { FilingInput } from '../../server/cases/rules/filing.ts';
import { perform } from '../../server/cases/rules/perform.ts';
import { aCase, aDecidable, aFinding, anItem, aPerson, aReview, aSituation, DEFENCE } from './builders.ts';

const head = aPerson('head', ['head']);
const one = aPerson('one', ['investigator']);

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    if (error instanceof Forbidden) return 'forbidden';
    throw error;
  }
  return 'done';
}

describe('filing', () => {
  const input: FilingInput = { party: aCase().party, violationCode: 'PR-U-03a', officerIds: ['one', 'two'], suspect: '演示医院', punishable: '重复收费', jurisdiction: '本市', hasSuspect: true, isPunishable: true, isOwnJurisdiction: true, reason: '同意' };
  const files = (change: Partial<FilingInput>, person = head, today = '2026-11-10'): string => refusalOf(() => checkFiling({ ...input, ...change }, aSituation(aCase(), person, { today })));

  it('is the head’s, with two officers whose certificates are valid', () => {
    expect([files({}), files({}, one), files({ officerIds: ['one'] }), files({}, head, '2031-01-01')]).to.deep.equal(['done', 'forbidden', 'G-OFFICERS', 'G-OFFICERS']);
  });
  it('needs each of the three conditions', () => {
    expect((['hasSuspect', 'isPunishable', 'isOwnJurisdiction'] as const).map((name) => files({ [name]: false }))).to.deep.equal(['FILING-CONDITIONS', 'FILING-CONDITIONS', 'FILING-CONDITIONS']);
  });
  it('is not decided by whoever would handle it', () => {
    const both = aPerson('one', ['head', 'investigator']);
    expect(files({}, both)).to.equal('G-SEPARATION');
  });
});

describe('a collective discussion', () => {
  const asks = (code: string, value: number | boolean): Parameter => ({ ...DEFENCE, code, value, unit: typeof value === 'number' ? 'COUNT' : 'FLAG', dayKind: null });
  const discusses = (memberIds: string[], against: number, least: number, isOdd = true): string => {
    const kase = aDecidable({ state: 'notified', discussions: [] });
    const overlay = [DEFENCE, asks('COLLECTIVE_MIN', least), asks('COLLECTIVE_ODD', isOdd)];
    return refusalOf(() => perform('discuss', kase, { memberIds, absent: '', agreed: memberIds.length - against, against, minutes: '记录', outcome: '同意' }, aSituation(kase, head, { overlay })));
  };
  const [FIVE, FOUR, THREE] = [['one', 'two', 'reviewer', 'head', 'intake'], ['one', 'two', 'reviewer', 'head'], ['one', 'two', 'head']];

  it('needs as many as the bureau asks for', () => expect([discusses(THREE, 0, 5), discusses(THREE, 0, 3), discusses(FIVE, 0, 5)]).to.deep.equal(['COLLECTIVE-QUORUM', 'done', 'done']));
  it('needs an odd number where the bureau asks for it', () => expect([discusses(FOUR, 0, 3), discusses(FOUR, 0, 3, false)]).to.deep.equal(['COLLECTIVE-ODD', 'done']));
  it('needs more for than against', () => expect([discusses(FIVE, 3, 5), discusses(FOUR, 2, 3, false), discusses(FIVE, 2, 5)]).to.deep.equal(['COLLECTIVE-MAJORITY', 'COLLECTIVE-MAJORITY', 'done']));
});

describe('execution and closing', () => {
  const decision: Decision = {
    kind: 'PENALTY', on: '2026-11-10', by: 'head', byName: '', reason: '', basis: '', refundFen: 100_000, fineFen: 150_000, receivingBody: '', lateReason: '', remedyText: '',
    findings: [{ id: 'f1', ruleCode: 'R735.38', baseFen: 100_000, multiple: '1.5', refundFen: 100_000, fineFen: 150_000, suspensionMonths: null, terminateAgreement: false }],
  };
  const served = (change: Partial<Case> = {}): Case => aDecidable({ state: 'executing', decision, service: { on: '2026-11-10', way: 'DIRECT', recipient: '', note: '', fileIds: [], isElectronicConfirmed: false }, ...change });
  const payment = (kind: 'REFUND' | 'FINE' | 'SURCHARGE', amountFen: number, account: 'FUND_FISCAL_ACCOUNT' | 'TREASURY' = kind === 'REFUND' ? 'FUND_FISCAL_ACCOUNT' : 'TREASURY') => ({ kind, account, amountFen, on: '2026-11-10', voucher: kind });
  const kept = (...payments: ReturnType<typeof payment>[]): Case['payments'] => payments.map((each) => ({ ...each, id: each.kind, by: 'one' }));
  const [REFUND, FINE] = [payment('REFUND', 100_000), payment('FINE', 150_000)];

  it('takes each sum on its own account only', () => {
    const pays = (input: ReturnType<typeof payment>): string => refusalOf(() => perform('recordPayment', served(), input, aSituation(served(), one)));
    expect([pays(REFUND), pays(FINE), pays({ ...REFUND, account: 'TREASURY' }), pays({ ...FINE, account: 'FUND_FISCAL_ACCOUNT' })]).to.deep.equal(['done', 'done', 'G-ACCOUNT', 'G-ACCOUNT']);
  });

  it('is not done while a sum is owed', () => {
    const ends = (payments: Case['payments'], change: Partial<Case> = {}): string => {
      const kase = served({ payments, ...change });
      return refusalOf(() => perform('finishExecution', kase, {}, aSituation(kase, one)));
    };
    expect([ends(kept(FINE)), ends(kept(REFUND)), ends(kept(REFUND, FINE))]).to.deep.equal(['REFUND-PAID', 'FINE-PAID', 'done']);
    const late = { clocks: [started({ bureau: '440784' }, { overlay: [] }, 'PAY', '2026-10-01')] };
    expect(ends(kept(REFUND, FINE), late)).to.equal('SURCHARGE-PAID');
  });

  it('a case is not closed without its report', () => {
    const kase = served({ state: 'executed', payments: kept(REFUND, FINE) });
    expect(refusalOf(() => perform('close', kase, {}, aSituation(kase, head)))).to.equal('CLOSING-REPORT');
  });

  it('is not taken back for a change while the second review is open', () => {
    const returns = (on: string | null): string => {
      const kase = aDecidable({ state: 'legalReview2', reviews: [aReview({ isSecond: true, on, opinion: on === null ? null : 'AGREE' })] });
      return refusalOf(() => perform('returnForChange', kase, { because: 'FACTS', reason: '新证据' }, aSituation(kase, head)));
    };
    expect([returns(null), returns('2026-11-10')]).to.deep.equal(['REVIEW_OPEN', 'done']);
  });
});

describe('a file that is full', () => {
  const times = <Each>(n: number, each: (at: number) => Each): Each[] => Array.from({ length: n }, (_, at) => each(at));
  it('takes no more evidence, and no event more', () => {
    const adds = (kase: Case): string => refusalOf(() => perform('addEvidence', kase, { kind: 'DOC', name: '账册', obtainedOn: '2026-11-05', obtainedBy: ['one', 'two'], source: '', proves: '', fileIds: [], preservedOn: null, keptAt: '', approvedBy: '' }, aSituation(kase, one)));
    const event: Case['events'][number] = { at: new Date('2026-11-10T02:00:00Z'), by: 'one', act: 'addEvidence', state: 'investigating', name: '', note: '', args: {}, fileIds: [] };
    expect([adds(aCase()), adds(aCase({ evidence: times(CAPS.evidence, (at) => anItem({ id: `e${at}` })) })), adds(aCase({ events: times(CAPS.events, () => event) }))]).to.deep.equal(['done', 'CAP_EVIDENCE', 'CAP_EVENTS']);
  });
  it('takes no more findings', () => {
    const { id: _id, penalty: _penalty, refusedToCorrect: _refused, correctionOrderId: _order, unsplit: _unsplit, ...input } = aFinding();
    const adds = (n: number): string => {
      const kase = aCase({ findings: times(n, (at) => aFinding({ id: `f${at}` })) });
      return refusalOf(() => perform('addFinding', kase, { ...input, unsplitReason: '' }, aSituation(kase, one)));
    };
    expect([adds(1), adds(CAPS.findings)]).to.deep.equal(['done', 'CAP_FINDINGS']);
  });
});
