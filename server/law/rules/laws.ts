import { within } from '../../kernel/divisions.ts';
import type { Mark } from './parameters/record.ts';

export type LawCode = 'SIL' | 'HPL' | 'SAR' | 'R735' | 'ZJ-MSR' | 'D7' | 'APL-OLD' | 'APL' | 'D4' | 'D5' | 'D6' | 'ACL' | 'XFR' | 'RPT-2018';

export interface LawVersion {
  readonly code: LawCode;
  readonly nameZh: string;
  readonly jurisdiction: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Day of the wording that the articles are cited from, where it is known. */
  readonly textOf: string | null;
  readonly mark: Mark;
}

const law = (code: LawCode, nameZh: string, from: string | null, to: string | null, textOf: string | null, mark: Mark = 'Q', jurisdiction = 'CN'): LawVersion => ({
  code, nameZh, jurisdiction, from, to, textOf, mark,
});

/** enforcement.md 1.1. */
export const LAWS: readonly LawVersion[] = [
  law('SIL', '社会保险法', '2011-07-01', null, '2018-12-29'),
  law('HPL', '基本医疗卫生与健康促进法', '2020-06-01', null, '2019-12-28'),
  law('SAR', '社会救助暂行办法', '2014-05-01', null, '2019-03-02'),
  law('R735', '医疗保障基金使用监督管理条例', '2021-05-01', null, '2021-01-15'),
  law('ZJ-MSR', '浙江省医疗保障条例', '2021-07-01', null, '2021-03-26', 'Q', '330000'),
  law('D7', '医疗保障基金使用监督管理条例实施细则', '2026-04-01', null, '2026-02-12', 'S'),
  law('APL-OLD', '行政处罚法（2021年修订前）', null, '2021-07-14', null, 'S'),
  law('APL', '行政处罚法', '2021-07-15', null, '2021-01-22'),
  law('D4', '医疗保障行政处罚程序暂行规定', '2021-07-15', null, '2021-06-11', 'S'),
  law('D5', '医疗保障基金使用监督管理举报处理暂行办法', '2022-03-01', null, '2022-01-29', 'S'),
  law('D6', '医疗保障基金飞行检查管理暂行办法', '2023-05-01', null, null, 'S'),
  law('ACL', '行政强制法', '2012-01-01', null, '2011-06-30'),
  // In force since 2001, the day is not recorded.
  law('XFR', '行政执法机关移送涉嫌犯罪案件的规定', null, null, '2020-08-07'),
  law('RPT-2018', '欺诈骗取医疗保障基金行为举报奖励暂行办法', '2018-11-01', '2022-12-31', null, 'S'),
];

export const lawVersion = (code: LawCode): LawVersion | undefined => LAWS.find((each) => each.code === code);

/** Whether the text was in force at a place on a date. */
export function isInForce(code: LawCode, date: string, jurisdiction: string): boolean {
  const found = lawVersion(code);
  if (!found) return false;
  return within(found.jurisdiction, jurisdiction) && (found.from === null || found.from <= date) && (found.to === null || date <= found.to);
}
