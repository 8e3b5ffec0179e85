// What the documents of a case say, put together from the case. Letters are in Chinese; the documents feature has their templates.
import { formatYuan } from '../../kernel/money.ts';
import { lawVersion } from '../../law/rules/laws.ts';
import type { LawCode } from '../../law/rules/laws.ts';
import type { Case, Decision, Finding, Paper, PaperDelivery, PaperKind, PriorNotice, Service } from './case.ts';
import { causeName } from './naming.ts';
import { standsInstead } from './same-act.ts';
import type { Situation } from './situation.ts';

export const paper = (kase: Pick<Case, 'id' | 'papers'>, situation: Pick<Situation, 'today' | 'person'>, kind: PaperKind, slots: Record<string, string>): Paper => {
  const n = kase.papers.filter((each) => each.kind === kind).length + 1;
  const filled = Object.fromEntries(Object.entries(slots).filter(([, text]) => text.trim() !== ''));
  return { key: `case:${kase.id}:${kind}:${n}`, kind, slots: filled, by: situation.person.id, on: situation.today, isNumbered: true, isIssued: false, delivery: null };
};
/** The papers with the last of this kind served; where the act printed none (a decision without penalty), as they are. */
export const delivered = (papers: readonly Paper[], kind: PaperKind, delivery: Omit<PaperDelivery, 'isRecorded'>): Paper[] => {
  const last = papers.findLastIndex((each) => each.kind === kind);
  return papers.map((each, at) => (at === last ? { ...each, delivery: { ...delivery, isRecorded: false } } : each));
};
/** What the act of service leaves to be recorded on the paper. */
export const deliveryOf = ({ way, note, fileIds }: Pick<Service, 'way' | 'note' | 'fileIds'>, on: string, by: string): Omit<PaperDelivery, 'isRecorded'> => ({ on, way, note, fileId: fileIds[0] ?? null, by });

const NUMERALS = '零一二三四五六七八九';
/** 40 → 四十; articles and items as laws write them. */
export function numeral(n: number): string {
  if (n < 10) return NUMERALS.charAt(n);
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  if (n < 100) return `${tens > 1 ? NUMERALS.charAt(tens) : ''}十${ones > 0 ? NUMERALS.charAt(ones) : ''}`;
  return String(n);
}

const LAW_CODES: Record<string, LawCode> = { R735: 'R735', SIL: 'SIL', SAR: 'SAR', 'ZJ-MSR': 'ZJ-MSR', D7: 'D7' };

/** 《医疗保障基金使用监督管理条例》第四十条第一款第三项 */
export function provision(finding: Pick<Finding, 'lawCode' | 'article' | 'item'>): string {
  const code = LAW_CODES[finding.lawCode];
  if (!code) return '医疗保障服务协议';
  const [article = '', paragraph] = finding.article.split('.');
  const where = article === '' ? '' : `第${numeral(Number(article))}条${paragraph ? `第${numeral(Number(paragraph))}款` : ''}${finding.item ? `第${numeral(Number(finding.item))}项` : ''}`;
  return `《${lawVersion(code)?.nameZh ?? finding.lawCode}》${where}`;
}

const unique = (texts: readonly string[]): string => [...new Set(texts)].join('、');
export const provisions = (kase: Case): string => (kase.findings.length === 0 ? '（未认定违法事实）' : unique(kase.findings.map(provision)));
const yuan = (fen: number): string => `${formatYuan(fen)}元`;
export const chineseDate = (date: string): string => `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;

export function partyText(kase: Pick<Case, 'party'>): string {
  const { party } = kase;
  return [party.name, party.creditCode && `统一社会信用代码 ${party.creditCode}`, party.representative && `法定代表人（负责人）${party.representative}`, party.address && `住所 ${party.address}`].filter(Boolean).join('，');
}
export const officersText = (kase: Pick<Case, 'officers'>): string => kase.officers.filter((officer) => officer.until === null).map((officer) => `${officer.name}（${officer.certificate}）`).join('、');

export function factsText(kase: Pick<Case, 'findings' | 'endReport'>): string {
  if (kase.findings.length === 0) return kase.endReport?.facts ?? '未发现违法事实。';
  return kase.findings.map((finding, at) => {
    const sums = [finding.grossFen !== null && `违规金额${yuan(finding.grossFen)}`, finding.lossFen !== null && `造成医疗保障基金损失${yuan(finding.lossFen)}`, finding.defraudedFen !== null && `骗取医疗保障基金${yuan(finding.defraudedFen)}`].filter(Boolean);
    return `（${numeral(at + 1)}）${causeName(finding.violationCode)}：${chineseDate(finding.conductFrom)}至${chineseDate(finding.conductTo)}，${finding.facts}${sums.length > 0 ? `（${sums.join('，')}）` : ''}。`;
  }).join('\n');
}
export const evidenceText = (kase: Case): string => (kase.evidence.length === 0 ? '无' : kase.evidence.map((item) => `${item.no}. ${item.name}，证明${item.proves}`).join('；'));

/** What the law lets be suspended: of an institution the department that is responsible (R735 38, 40), of an insured person the settlement (41). */
function suspended(finding: Finding | undefined, months: string | null): string {
  if (months === null) return '';
  const isPerson = finding?.article.split('.')[0] === '41';
  return `暂停${isPerson ? '医疗费用联网结算' : `${finding?.penalty?.suspensionUnit || '相关责任部门'}涉及医疗保障基金使用的医药服务`}${Number(months)}个月`;
}
/** The penalty proposed or decided, finding by finding and in sum. */
export function penaltyText(kase: Case, numbers: Pick<PriorNotice, 'fineTotalFen' | 'refundTotalFen' | 'findings'>): string {
  const lines = numbers.findings.map((each, at) => {
    const finding = kase.findings.find((one) => one.id === each.id);
    const heavier = standsInstead(kase.findings, each.id, numbers.findings);
    const merged = heavier === null ? '' : `与第${numeral(heavier + 1)}项是同一个违法行为，依照《中华人民共和国行政处罚法》第二十九条按罚款数额高的规定处罚，本项不另处罚款`;
    const parts = [merged, each.fineFen > 0 ? `罚款${yuan(each.fineFen)}` : '', suspended(finding, each.suspensionMonths), each.terminateAgreement ? '由经办机构解除服务协议' : ''].filter((part) => part !== '');
    return `（${numeral(at + 1)}）${finding ? causeName(finding.violationCode) : ''}：${parts.length > 0 ? parts.join('，') : '不予罚款'}。`;
  });
  return [...lines, `以上合计：责令退回医疗保障基金${yuan(numbers.refundTotalFen)}，罚款${yuan(numbers.fineTotalFen)}。`].join('\n');
}
export const discretionText = (kase: Case): string => kase.findings.flatMap((finding) => finding.penalty?.reason ?? []).join('；');

/** 7 → 七个工作日, by the unit of the parameter. */
export const termText = (amount: number | null, unit: string | null): string => (amount === null ? '' : `${numeral(amount)}${{ WD: '个工作日', D: '日', MONTH: '个月', YEAR: '年', HOUR: '小时' }[unit ?? ''] ?? '日'}`);

const WAYS: Record<string, string> = { DIRECT: '直接送达', LEFT: '留置送达', ENTRUSTED: '委托送达', POST: '邮寄送达', ELECTRONIC: '电子送达', ANNOUNCED: '公告送达' };
export const wayText = (way: string): string => WAYS[way] ?? way;
const KINDS: Record<Decision['kind'], string> = { PENALTY: '给予行政处罚', NO_PENALTY: '不予行政处罚', NOT_ESTABLISHED: '违法事实不能成立，不予行政处罚', TO_OTHER_DEPT: '移送其他部门处理', TO_JUSTICE: '移送司法机关' };
export const decisionKindText = (kind: Decision['kind']): string => KINDS[kind];
