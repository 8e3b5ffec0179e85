import { cd, count, days, flag, list, none, row, unknown, word, yuan, type Parameter, type Period } from './record.ts';

// enforcement.md section 14, columns GD, ZJ and LN. "= CN" needs no row; a local figure that is not known stops the look-up here.
const ALWAYS: Period = [null, null];
const LIAONING: Period = ['2020-06-22', null];
const LN = '辽医保发〔2020〕5号';
const CITY = '广东省某市医疗保障行政处罚程序规定';
const OFFICIAL = '须录入正式文本';

type Rest = [figure: Parameters<typeof row>[3], mark: Parameters<typeof row>[4], source: string, approver?: Parameters<typeof row>[6]];

const gd = (code: string, ...[figure, mark, source]: Rest): Parameter => row('440000', ALWAYS, code, figure, mark, source);
const zj = (code: string, ...[figure, mark, source]: Rest): Parameter => row('330000', ALWAYS, code, figure, mark, source);
const heshan = (code: string, ...[figure, mark, source]: Rest): Parameter => row('440784', ALWAYS, code, figure, mark, source);
const ln = (code: string, ...[figure, mark, source, approver]: Rest): Parameter => row('210000', LIAONING, code, figure, mark, source, approver ?? null);

export const LOCAL: readonly Parameter[] = [
  gd('HEAR_THRESHOLD_CITIZEN', yuan(5000), 'Q', '广东省行政处罚听证程序实施办法'),
  gd('HEAR_THRESHOLD_SOLE', unknown, null, OFFICIAL),
  gd('HEAR_THRESHOLD_ORG', yuan(100_000), 'Q', '广东省行政处罚听证程序实施办法'),
  gd('HEAR_EXTRA_TRIGGERS', list('SETTLEMENT_SUSPENDED', 'DEPARTMENT_SUSPENDED', 'TERMINATION'), 'Q', CITY),
  gd('DEMAND_JOINT', flag(true), 'Q', CITY),
  gd('FRAUD_CRIME_LOW', unknown, null, OFFICIAL),
  gd('LARGE_FINE_REVIEW', unknown, null, OFFICIAL),
  gd('BENCHMARK_SET', unknown, null, OFFICIAL),
  heshan('COLLECTIVE', list('ALL_GENERAL', 'HEARING', 'COMPLEX', 'MAJOR', 'SECOND_EXTENSION'), 'Q', '鹤山市医疗保障局行政处罚合议制度（试行）'),
  heshan('COLLECTIVE_MIN', count(5), 'Q', '鹤山市医疗保障局行政处罚合议制度（试行）'),
  heshan('COLLECTIVE_ODD', flag(true), 'Q', '鹤山市医疗保障局行政处罚合议制度（试行）'),
  heshan('COLLECTIVE_BODY', word('COLLEGIATE'), 'Q', '鹤山市医疗保障局行政处罚合议制度（试行）'),
  zj('HEAR_THRESHOLD_CITIZEN', unknown, null, OFFICIAL),
  zj('HEAR_THRESHOLD_SOLE', unknown, null, OFFICIAL),
  zj('HEAR_THRESHOLD_ORG', unknown, null, OFFICIAL),
  zj('FRAUD_CRIME_LOW', unknown, null, OFFICIAL),
  zj('LARGE_FINE_REVIEW', unknown, null, OFFICIAL),
  zj('BENCHMARK_SET', unknown, null, '浙江省医疗保障行政处罚裁量适用暂行办法，数字须录入正式文本'),
  row('330000', ['2019-07-29', null], 'COLLECTIVE_BODY', word('REVIEW_COMMITTEE'), 'Q', '浙江省医疗保障行政处罚程序暂行规定'),
  row('330000', ['2021-07-01', null], 'PROBE_SUSPEND_SETTLEMENT', list(), 'Q', '浙江省医疗保障条例第五十条'),
  row('330000', ['2021-07-01', null], 'OUTSIDER_FINE', word('ZJ55'), 'Q', '浙江省医疗保障条例第五十五条'),
  row('330212', ['2024-03-15', null], 'SIMPLE_NO_OBJECTION', flag(true), 'Q', '鄞医保〔2024〕2号'),
  ln('ACCEPT_OR_FILE', cd(15), 'S', `${LN}第十五条`),
  ln('ACCEPT_OR_FILE_EXT', cd(15), 'S', `${LN}第十五条`, 'principal'),
  ln('ACCEPT_OR_FILE_EXCLUDES', list('appraisal', 'testing'), 'S', `${LN}第十五条`),
  ln('CASE_DECIDE', cd(90), 'I', `${LN}第五十七条`),
  ln('CASE_EXT_1', cd(30), 'S', `${LN}第五十七条`, 'head'),
  ln('CASE_EXT_2', word('REASONABLE'), 'S', `${LN}第五十七条`, 'collective'),
  ln('CASE_EXCLUDES', list('suspension', 'hearing', 'publicNotice', 'testing', 'appraisal'), 'S', `${LN}第五十七条`),
  ln('EVIDENCE_KINDS', list('DOC', 'OBJ', 'AV', 'EDATA', 'WIT', 'PARTY', 'EXPERT', 'SITE', 'OTHER'), 'S', `${LN}第二十三条`),
  ln('EVIDENCE_MUST_BE_HEARD', flag(true), 'S', `${LN}第二十四条`),
  ln('LEGAL_REVIEW_MODE', word('ALL'), 'S', `${LN}第四十条`),
  ln('LEGAL_REVIEW', days(7), 'S', `${LN}第四十一条`),
  ln('LEGAL_REVIEW_EXT', days(3), 'S', `${LN}第四十一条`, 'head'),
  ln('LEGAL_REVIEW_EXCLUDES', list('supplement'), 'S', `${LN}第四十一条`),
  ln('LEGAL_REVIEW_OPINIONS', list('AGREE', 'CORRECT', 'CONTINUE', 'OTHER'), 'S', `${LN}第四十二条`),
  ln('LARGE_FINE_REVIEW', none, 'S', `${LN}第四十条：全部审核`),
  ln('DISCRETION_REASON_IN_NOTICE', flag(true), 'S', `${LN}第四十条、第四十四条`),
  ln('DEFENCE', days(3), 'S', `${LN}第四十四、四十五条`),
  ln('HEAR_THRESHOLD_CITIZEN', yuan(1000), 'S', `${LN}第四十六条`),
  ln('HEAR_THRESHOLD_SOLE', yuan(2000), 'S', `${LN}第四十六条`),
  ln('HEAR_THRESHOLD_ORG', yuan(10_000), 'S', `${LN}第四十六条`),
  ln('HEAR_REQUEST', days(3), 'S', `${LN}第四十六条`),
  ln('HEAR_NOTICE', days(7), 'S', `${LN}第四十七至五十条`),
  ln('HEAR_HOST', word('OTHER_DEPARTMENT'), 'S', `${LN}第四十七至五十条`),
  ln('HEAR_OPINION', days(2), 'S', `${LN}第四十七至五十条`),
  ln('COLLECTIVE_THRESHOLD_CITIZEN', yuan(10_000), 'S', `${LN}第五十四条`),
  ln('COLLECTIVE_THRESHOLD_ORG', yuan(100_000), 'S', `${LN}第五十四条`),
  ln('MAJOR_REPORT_TO_GOVERNMENT', flag(true), 'S', `${LN}第五十四条`),
  ln('RENOTIFY_ON_CHANGE', flag(true), 'S', `${LN}第五十二条`),
  ln('E_SERVICE_DECISION', word('NOT_ALLOWED'), 'S', `${LN}第五十八至六十一条`),
  ln('ANNOUNCE_SERVICE', cd(60), 'S', LN),
  ln('PAY', days(15), 'S', `${LN}第六十七条`),
  ln('SIMPLE_CITIZEN', yuan(50), 'S', `${LN}第六十二条`),
  ln('SIMPLE_ORG', yuan(1000), 'S', `${LN}第六十二条`),
  ln('SPOT_COLLECT', yuan(20), 'S', `${LN}第六十七条`),
  ln('PUBLISH_DECISION', days(7), 'S', `${LN}第五十六条`),
  ln('FRAUD_CRIME_LOW', unknown, null, OFFICIAL),
  ln('BENCHMARK_SET', unknown, null, '辽医保发〔2022〕3号，数字须录入正式文本'),
];

/** Between these dates a Zhejiang procedure rule existed whose figures are not known: a national value needs an officer's confirmation. */
export const UNSURE: readonly { jurisdiction: string; from: string; to: string }[] = [{ jurisdiction: '330000', from: '2019-07-29', to: '2021-07-14' }];
