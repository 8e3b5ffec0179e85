import { expect } from 'chai';
import { Refused } from '../../server/kernel/errors.ts';
import { isLegalDate } from '../../server/kernel/workdays.ts';
import {
  fenOf, findParameter, flagOf, knownParameter, listOf, parameter, PARAMETER_CODES, PARAMETERS, termOf, wordOf, type Parameter,
} from '../../server/law/rules/parameters.ts';

const NEW = '2024-06-03';
const OLD = '2020-07-01';

/** What a row of the table says at a place and date, short: '15 WD', 'unknown', 'none'. */
function said(code: string, jurisdiction: string, date: string): string {
  const found = findParameter(code, jurisdiction, date);
  if (!found || found.status === 'UNKNOWN') return 'unknown';
  if (found.value === null) return 'none';
  return `${Array.isArray(found.value) ? found.value.length : String(found.value)} ${found.unit}`;
}

describe('parameters', () => {
  // enforcement.md section 14, read across: CN-2021, CN-2020, Heshan, Zhoushan, Liaoning (all three on the new date).
  const table: [string, string, string, string, string, string][] = [
    ['ACCEPT_OR_FILE', '15 WD', '15 WD', '15 WD', '15 WD', '15 D'],
    ['ACCEPT_OR_FILE_EXT', '15 WD', 'unknown', '15 WD', '15 WD', '15 D'],
    ['ACCEPT_OR_FILE_EXCLUDES', '0 LIST', '0 LIST', '0 LIST', '0 LIST', '2 LIST'],
    ['TELL_FILED', '5 WD', 'unknown', '5 WD', '5 WD', '5 WD'],
    ['TELL_NOT_ACCEPTED', 'unknown', '15 WD', 'unknown', 'unknown', 'unknown'],
    ['FINISH', 'none', '30 WD', 'none', 'none', 'none'],
    ['FINISH_EXT_COMPLEX', 'none', '3 MONTH', 'none', 'none', 'none'],
    ['FINISH_EXT_MAJOR', 'none', '6 MONTH', 'none', 'none', 'none'],
    ['HANDDOWN_FINISH', 'unknown', '30 WD', 'unknown', 'unknown', 'unknown'],
    ['JURISDICTION_NEGOTIATE', '7 WD', 'unknown', '7 WD', '7 WD', '7 WD'],
    ['CASE_DECIDE', '90 D', 'none', '90 D', '90 D', '90 D'],
    ['CASE_EXT_1', '30 D', 'none', '30 D', '30 D', '30 D'],
    ['CASE_EXT_2', '60 D', 'none', '60 D', '60 D', 'REASONABLE CODE'],
    ['CASE_EXCLUDES', '7 LIST', 'none', '7 LIST', '7 LIST', '5 LIST'],
    ['OFFICERS_MIN', '2 COUNT', '2 COUNT', '2 COUNT', '2 COUNT', '2 COUNT'],
    ['EVIDENCE_KINDS', '8 LIST', 'unknown', '8 LIST', '8 LIST', '9 LIST'],
    ['EVIDENCE_MUST_BE_HEARD', 'false FLAG', 'false FLAG', 'false FLAG', 'false FLAG', 'true FLAG'],
    ['PRESERVE_DECIDE', '7 WD', '7 D', '7 WD', '7 WD', '7 WD'],
    ['PRESERVE_URGENT', '24 HOUR', '24 HOUR', '24 HOUR', '24 HOUR', '24 HOUR'],
    ['SEAL', '30 D', '30 D', '30 D', '30 D', '30 D'],
    ['SEAL_EXT', '30 D', '30 D', '30 D', '30 D', '30 D'],
    ['ASSIST_REPLY', '15 D', 'unknown', '15 D', '15 D', '15 D'],
    ['LEGAL_REVIEW_MODE', 'TRIGGERED CODE', 'MAJOR CODE', 'TRIGGERED CODE', 'TRIGGERED CODE', 'ALL CODE'],
    ['LEGAL_REVIEW', '10 WD', 'unknown', '10 WD', '10 WD', '7 D'],
    ['LEGAL_REVIEW_EXT', '10 WD', 'unknown', '10 WD', '10 WD', '3 D'],
    ['LEGAL_REVIEW_OPINIONS', '5 LIST', 'none', '5 LIST', '5 LIST', '4 LIST'],
    ['LARGE_FINE_REVIEW', 'unknown', 'unknown', 'unknown', 'unknown', 'none'],
    ['DISCRETION_REASON_IN_NOTICE', 'false FLAG', 'false FLAG', 'false FLAG', 'false FLAG', 'true FLAG'],
    ['DEFENCE', 'unknown', 'unknown', 'unknown', 'unknown', '3 D'],
    ['HEAR_THRESHOLD_CITIZEN', 'unknown', 'unknown', '500000 FEN', 'unknown', '100000 FEN'],
    ['HEAR_THRESHOLD_SOLE', 'unknown', 'unknown', 'unknown', 'unknown', '200000 FEN'],
    ['HEAR_THRESHOLD_ORG', 'unknown', 'unknown', '10000000 FEN', 'unknown', '1000000 FEN'],
    ['HEAR_EXTRA_TRIGGERS', '0 LIST', 'none', '3 LIST', '0 LIST', '0 LIST'],
    ['HEAR_REQUEST', '5 WD', '3 D', '5 WD', '5 WD', '3 D'],
    ['HEAR_NOTICE', '7 WD', '7 D', '7 WD', '7 WD', '7 D'],
    ['HEAR_HOST', 'NOT_INVESTIGATOR CODE', 'NOT_INVESTIGATOR CODE', 'NOT_INVESTIGATOR CODE', 'NOT_INVESTIGATOR CODE', 'OTHER_DEPARTMENT CODE'],
    ['HEAR_OPINION', 'none', 'none', 'none', 'none', '2 D'],
    ['COLLECTIVE', '3 LIST', 'none', '5 LIST', '3 LIST', '3 LIST'],
    ['COLLECTIVE_MIN', 'none', 'none', '5 COUNT', 'none', 'none'],
    ['COLLECTIVE_THRESHOLD_CITIZEN', 'none', 'none', 'none', 'none', '1000000 FEN'],
    ['COLLECTIVE_THRESHOLD_ORG', 'none', 'none', 'none', 'none', '10000000 FEN'],
    ['COLLECTIVE_BODY', 'HEADS CODE', 'HEADS CODE', 'COLLEGIATE CODE', 'REVIEW_COMMITTEE CODE', 'HEADS CODE'],
    ['MAJOR_REPORT_TO_GOVERNMENT', 'false FLAG', 'none', 'false FLAG', 'false FLAG', 'true FLAG'],
    ['RENOTIFY_ON_CHANGE', 'true FLAG', 'none', 'true FLAG', 'true FLAG', 'true FLAG'],
    ['DELIVER_DECISION', '7 WD', '7 D', '7 WD', '7 WD', '7 WD'],
    ['E_SERVICE_DECISION', 'SIGNED_CONFIRMATION CODE', 'unknown', 'SIGNED_CONFIRMATION CODE', 'SIGNED_CONFIRMATION CODE', 'NOT_ALLOWED CODE'],
    ['ANNOUNCE_SERVICE', '30 D', '60 D', '30 D', '30 D', '60 D'],
    ['PAY', '15 D', '15 D', '15 D', '15 D', '15 D'],
    ['SURCHARGE_RATE', '0.03 RATIO', '0.03 RATIO', '0.03 RATIO', '0.03 RATIO', '0.03 RATIO'],
    ['SURCHARGE_CAP', '1 RATIO', '1 RATIO', '1 RATIO', '1 RATIO', '1 RATIO'],
    ['DEMAND', '10 WD', '10 WD', '10 WD', '10 WD', '10 WD'],
    ['DEMAND_JOINT', 'false FLAG', 'false FLAG', 'true FLAG', 'false FLAG', 'false FLAG'],
    ['COURT_APPLY', '3 MONTH', '3 MONTH', '3 MONTH', '3 MONTH', '3 MONTH'],
    ['RECONSIDER', '60 D', '60 D', '60 D', '60 D', '60 D'],
    ['SUE', '6 MONTH', '6 MONTH', '6 MONTH', '6 MONTH', '6 MONTH'],
    ['SUE_AFTER_RECONSIDER', '15 D', '15 D', '15 D', '15 D', '15 D'],
    ['SIMPLE_CITIZEN', '20000 FEN', '5000 FEN', '20000 FEN', '20000 FEN', '5000 FEN'],
    ['SIMPLE_ORG', '300000 FEN', '100000 FEN', '300000 FEN', '300000 FEN', '100000 FEN'],
    ['SIMPLE_REPORT', '7 WD', 'unknown', '7 WD', '7 WD', '7 WD'],
    ['SPOT_COLLECT', '10000 FEN', '2000 FEN', '10000 FEN', '10000 FEN', '2000 FEN'],
    ['SPOT_HAND_IN', '2 WD', '2 D', '2 WD', '2 WD', '2 WD'],
    ['PUBLISH_DECISION', '7 WD', '7 WD', '7 WD', '7 WD', '7 D'],
    ['PUBLISH_OTHER', '20 WD', '20 WD', '20 WD', '20 WD', '20 WD'],
    ['WITHDRAW', '3 WD', 'none', '3 WD', '3 WD', '3 WD'],
    ['LIMITATION', '2 YEAR', '2 YEAR', '2 YEAR', '2 YEAR', '2 YEAR'],
    ['LIMITATION_HARM', '5 YEAR', 'none', '5 YEAR', '5 YEAR', '5 YEAR'],
    ['POLICE_APPROVE', '3 D', '3 D', '3 D', '3 D', '3 D'],
    ['POLICE_HAND_OVER', '24 HOUR', '24 HOUR', '24 HOUR', '24 HOUR', '24 HOUR'],
    ['FRAUD_CRIME_LOW', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ['PROBE_SUSPEND_SETTLEMENT', '2 LIST', 'none', '2 LIST', '0 LIST', '2 LIST'],
    ['OUTSIDER_FINE', 'SIL.88 CODE', 'SIL.88 CODE', 'SIL.88 CODE', 'ZJ55 CODE', 'SIL.88 CODE'],
    ['BENCHMARK_SET', 'none', 'none', 'unknown', 'unknown', 'unknown'],
    ['ART39_SCOPE', 'PER_ITEM CODE', 'unknown', 'PER_ITEM CODE', 'PER_ITEM CODE', 'PER_ITEM CODE'],
    ['SURCHARGE_BASE', 'UNPAID_PART CODE', 'UNPAID_PART CODE', 'UNPAID_PART CODE', 'UNPAID_PART CODE', 'UNPAID_PART CODE'],
    ['POLICE_STOPS_CLOCK', 'true FLAG', 'true FLAG', 'true FLAG', 'true FLAG', 'true FLAG'],
    ['REGISTER', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ['TRANSFER', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ['TELL_RESULT', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ['REWARD_CLAIM', '2 MONTH', 'unknown', '2 MONTH', '2 MONTH', '2 MONTH'],
  ];
  for (const [code, ...expected] of table) {
    it(`${code} reads across the table`, () => {
      expect([said(code, 'CN', NEW), said(code, 'CN', OLD), said(code, '440784', NEW), said(code, '330902', NEW), said(code, '210100', NEW)]).to.deep.equal(expected);
    });
  }

  it('refuses what is not known, naming it', () => {
    expect(() => parameter('DEFENCE', '330900', NEW)).to.throw(Refused).that.deep.includes({
      reason: 'PARAMETER_UNKNOWN', clause: '行政处罚法第四十五条未定天数，由本局录入', detail: { code: 'DEFENCE', jurisdiction: '330900', date: NEW },
    });
    expect(() => parameter('NO_SUCH', 'CN', NEW)).to.throw(Refused);
    expect(knownParameter('DEFENCE', '330900', NEW)).to.equal(null);
  });

  it('changes on the day the law changes', () => {
    expect(said('SIMPLE_ORG', 'CN', '2021-07-14')).to.equal('100000 FEN');
    expect(said('SIMPLE_ORG', 'CN', '2021-07-15')).to.equal('300000 FEN');
    expect(said('TELL_FILED', 'CN', '2022-02-28')).to.equal('unknown');
    expect(said('TELL_FILED', 'CN', '2022-03-01')).to.equal('5 WD');
  });

  it('knows the local reward clocks', () => {
    expect(said('REWARD_PROPOSE', '110101', NEW)).to.equal('10 WD');
    expect(said('REWARD_NOTICE', '130100', NEW)).to.equal('2 WD');
    expect(said('REWARD_CLAIM', '440106', '2022-10-20')).to.equal('60 D');
    expect(said('REWARD_PROPOSE', '330900', NEW)).to.equal('unknown');
  });

  it('marks a national value in Zhejiang’s uncertain years', () => {
    expect(parameter('PAY', '330900', OLD).needsConfirmation).to.equal(true);
    expect(parameter('PAY', '330900', NEW).needsConfirmation).to.equal(false);
    expect(parameter('PAY', '440700', OLD).needsConfirmation).to.equal(false);
  });

  describe('overlay of entered parameters', () => {
    const own = (jurisdiction: string, value: number, from: string | null = '2024-01-01'): Parameter => ({
      code: 'DEFENCE', jurisdiction, from, to: null, value, unit: 'WD', dayKind: 'WD', approver: null, mark: 'Q', source: '舟山市通知', status: 'CONFIRMED',
    });

    it('goes before the data of its own place, and down to the counties', () => {
      expect(parameter('DEFENCE', '330902', NEW, [own('330900', 3)]).value).to.equal(3);
      expect(parameter('DEFENCE', '330902', NEW, [own('330900', 3), own('330902', 5)]).value).to.equal(5);
      expect(() => parameter('DEFENCE', '440700', NEW, [own('330900', 3)])).to.throw(Refused);
      expect(() => parameter('DEFENCE', '330900', '2023-12-31', [own('330900', 3)])).to.throw(Refused);
    });

    it('keeps old values for their time and takes the later beginning', () => {
      const list = [own('330900', 3), own('330900', 7, '2025-01-01')];
      expect(parameter('DEFENCE', '330900', NEW, list).value).to.equal(3);
      expect(parameter('DEFENCE', '330900', '2025-02-01', list).value).to.equal(7);
    });
  });

  it('is well formed: one record for each code, place and day', () => {
    for (const each of PARAMETERS) {
      for (const date of [each.from, each.to]) if (date !== null) expect(isLegalDate(date), each.code).to.equal(true);
      expect(each.source, each.code).to.not.equal('');
      expect(each.status, each.code).to.equal(each.mark === 'Q' ? 'CONFIRMED' : each.mark === null ? 'UNKNOWN' : 'UNCONFIRMED');
      const rivals = PARAMETERS.filter(
        (other) => other !== each && other.code === each.code && other.jurisdiction === each.jurisdiction
          && (other.from ?? '') <= (each.to ?? '9999') && (each.from ?? '') <= (other.to ?? '9999'),
      );
      expect(rivals, `${each.code} ${each.jurisdiction}`).to.deep.equal([]);
    }
    expect(PARAMETER_CODES).to.have.length(new Set(PARAMETER_CODES).size);
  });

  it('reads values by their unit', () => {
    expect(termOf(parameter('CASE_DECIDE', 'CN', NEW))).to.deep.equal({ amount: 90, unit: 'D' });
    expect(termOf(parameter('SIMPLE_ORG', 'CN', NEW))).to.equal(null);
    expect(fenOf(parameter('SIMPLE_ORG', 'CN', NEW))).to.equal(300000);
    expect(fenOf(parameter('CASE_DECIDE', 'CN', NEW))).to.equal(null);
    expect(wordOf(parameter('ART39_SCOPE', 'CN', NEW))).to.equal('PER_ITEM');
    expect(flagOf(parameter('DEMAND_JOINT', '440784', NEW))).to.equal(true);
    expect(listOf(parameter('PROBE_SUSPEND_SETTLEMENT', 'CN', NEW))).to.deep.equal(['REFUSES', 'PRINCIPAL']);
  });
});
