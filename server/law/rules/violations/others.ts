import { violation, type Row, type Violation } from './record.ts';

// violations.md section 3 for pharmacies, section 4 for individuals, professionals and outsiders.
const ROWS: readonly Row[] = [
  { code: 'PH-U-04a', zh: '串换药品', en: 'Swapping drugs', before: 'agreement; SIL 87', since: 'R735 38(4)', rule: 'R735.38' },
  { code: 'PH-U-05', zh: '为转卖药品、返现返物提供便利', en: 'Helping resale, cash or goods back', before: 'agreement', since: 'R735 38(5)', rule: 'R735.38' },
  { code: 'PH-U-06', zh: '超医保支付范围（限定）结算', en: 'Billing outside coverage or restriction', before: 'agreement', since: 'R735 38(6)', rule: 'R735.38' },
  { code: 'PH-U-07', zh: '为非定点、暂停机构结算', en: 'Settling for a non-designated or suspended body', before: 'agreement', since: 'R735 38(7); D7', rule: 'R735.38' },
  { code: 'PH-U-09', zh: '其他造成损失的行为', en: 'Other acts causing loss', before: 'agreement', since: 'R735 38(7)', rule: 'R735.38' },
  { code: 'PH-M-01a', zh: '药师挂证', en: 'Pharmacist’s licence lent', before: 'agreement', since: 'R735 39', rule: 'R735.39' },
  { code: 'PH-M-01b', zh: '进销存不符', en: 'Stock does not match purchases and sales', before: 'agreement', since: 'R735 39(2)', rule: 'R735.39' },
  { code: 'PH-M-01c', zh: '未传追溯码', en: 'Trace codes not transmitted', before: 'agreement', since: 'R735 39(3); D7', rule: 'R735.39' },
  { code: 'PH-F-01a', zh: '盗刷医保凭证', en: 'Misuse of credentials', before: 'SIL 87', since: 'R735 40.1(1)', rule: 'R735.40' },
  { code: 'PH-F-01b', zh: '套取现金', en: 'Cashing out', before: 'SIL 87', since: 'R735 40', rule: 'R735.40' },
  { code: 'PH-F-01c', zh: '以保健品、日用品换药', en: 'Health products or daily goods billed as drugs', before: 'SIL 87', since: 'R735 38(4); R735 40.2', rule: 'R735.40' },
  { code: 'PH-F-02', zh: '虚开发票', en: 'False invoices', before: 'SIL 87', since: 'R735 40.1(1); R735 40.1(2)', rule: 'R735.40' },
  { code: 'IN-U-01', zh: '出借医保凭证', en: 'Lending the credential', before: 'recover', since: 'R735 41.1(1)', rule: 'R735.41.1', sz: [27] },
  { code: 'IN-U-02', zh: '重复享受待遇', en: 'Double benefit', before: 'recover', since: 'R735 41.1(2)', rule: 'R735.41.1', sz: [28] },
  { code: 'IN-U-03', zh: '转卖药品、返现返物', en: 'Reselling drugs, cash or goods back', before: 'recover', since: 'R735 41.1(3)', rule: 'R735.41.1', sz: [29] },
  { code: 'IN-F-01', zh: '以骗保为目的出借凭证、重复享受或转卖', en: 'The same with intent to defraud', before: 'SIL 88', since: 'R735 41.2', rule: 'R735.41.2', sz: [30] },
  { code: 'IN-F-02', zh: '冒名就医购药', en: 'Using another’s credential', before: 'SIL 88', since: 'R735 41.2', rule: 'R735.41.2', sz: [31] },
  { code: 'IN-F-03a', zh: '伪造、虚构票据资料', en: 'Forging or inventing papers', before: 'SIL 88', since: 'R735 41.2', rule: 'R735.41.2', sz: [32, 33] },
  { code: 'IN-F-03b', zh: '隐瞒第三方责任、工伤', en: 'Hiding third-party or work-injury liability', before: 'SIL 88', since: 'R735 41.2; D7', rule: 'R735.41.2', sz: [32] },
  { code: 'IN-F-04', zh: '骗取医疗救助', en: 'Defrauding medical assistance', before: 'SAR 68', since: 'R735 41.2; SAR 68', rule: 'R735.41.2', sz: [34] },
  { code: 'PE-C-01', zh: '医保医师、药师、负责人对违规负有责任', en: 'Responsible professional', before: 'agreement', since: 'points' },
  { code: 'OT-F-01', zh: '协助骗保', en: 'Outsider helping fraud', before: 'SIL 88', since: 'SIL 88; ZJ-MSR 55', rule: 'SIL.88', sz: [35] },
  { code: 'OT-M-01', zh: '用人单位不办理登记', en: 'Employer does not register', before: 'SIL 84', since: 'SIL 84', rule: 'SIL.84' },
];

export const OTHER_VIOLATIONS: readonly Violation[] = ROWS.map(violation);
