import { violation, type Row, type Violation } from './record.ts';

// violations.md section 2.
const ROWS: readonly Row[] = [
  { code: 'AG-M-01a', zh: '内控制度不健全', en: 'Internal control system unsound', before: 'SIL 89', since: 'R735 36(1)', rule: 'R735.36', column: 'X12' },
  { code: 'AG-M-01b', zh: '内审制度不健全', en: 'Internal audit system unsound', before: 'SIL 89', since: 'R735 36(1)', rule: 'R735.36', column: 'X02' },
  { code: 'AG-M-01c', zh: '业务、财务、安全、风险制度不健全', en: 'Other systems unsound', before: 'SIL 89', since: 'R735 36(1)', rule: 'R735.36', column: 'X12' },
  { code: 'AG-M-02a', zh: '基金稽核不全面', en: 'Incomplete fund audit', before: 'SIL 89', since: 'R735 36(2)', rule: 'R735.36', column: 'X03' },
  { code: 'AG-M-02b', zh: '履约检查不到位', en: 'Weak checks of agreement performance', before: 'SIL 89', since: 'R735 36(2)', rule: 'R735.36', column: 'X04' },
  { code: 'AG-M-03a', zh: '违规办理医保待遇', en: 'Benefits granted against rules', before: 'SIL 89', since: 'R735 36(2)', rule: 'R735.36', column: 'X05' },
  { code: 'AG-M-03b', zh: '违规支付医保费用', en: 'Costs paid against rules', before: 'SIL 89', since: 'R735 36(2)', rule: 'R735.36', column: 'X06' },
  { code: 'AG-M-04', zh: '违规拖欠定点医药机构费用', en: 'Payments to institutions withheld or late', before: 'SIL 89(1); SIL 89(5)', since: 'R735 36(2)', rule: 'R735.36', column: 'X09' },
  { code: 'AG-M-05a', zh: '虚假参保', en: 'False enrolment', before: 'SIL 89; SIL 90', since: 'discipline', column: 'X07' },
  { code: 'AG-M-05b', zh: '虚假缴费', en: 'False contributions', before: 'SIL 89; SIL 90', since: 'discipline', column: 'X08' },
  { code: 'AG-M-05c', zh: '未按规定核准缴费基数', en: 'Contribution base not verified as required', before: 'SIL 89; SIL 90', since: 'discipline', column: 'X12' },
  { code: 'AG-M-06', zh: '执行新冠肺炎救治医保政策不严格', en: 'Covid treatment policy not strictly executed', before: 'policy', since: 'policy', column: 'X01' },
  { code: 'AG-M-07', zh: '未定期公开基金收支结余', en: 'Fund figures not published', before: 'SIL 89', since: 'R735 36(3)', rule: 'R735.36', column: 'X12' },
  { code: 'AG-M-08', zh: '医疗救助受理不及时', en: 'Medical assistance not accepted in time', before: 'policy', since: 'R735 36(2)', rule: 'R735.36', column: 'X12' },
  { code: 'AG-F-01a', zh: '伪造、虚构骗取基金', en: 'Forging or inventing to defraud', before: 'SIL 87', since: 'R735 37', rule: 'R735.37', column: 'X12', sz: [1, 2] },
  { code: 'AG-F-01b', zh: '监守自盗', en: 'Insiders stealing', before: 'SIL 87; SIL 91', since: 'R735 37; R735 44', rule: 'R735.37', column: 'X10', sz: [1, 2] },
  { code: 'AG-F-01c', zh: '内外勾结', en: 'Collusion with outsiders', before: 'SIL 87', since: 'R735 37; R735 44', rule: 'R735.37', column: 'X11', sz: [1, 2] },
];

export const AGENCY_VIOLATIONS: readonly Violation[] = ROWS.map(violation);
