// The draft of a typical case from the facts of a decided one: the text pattern of publication.md 7, each clause only where its data is.
import { formatYuan } from '../../kernel/money.ts';
import { Refused } from '../../kernel/errors.ts';
import type { NoticeContent, PublicFinding, Suspension } from './notice.ts';

/** The facts of a decided case as this feature needs them. Amounts in fen, months 'YYYY-MM'. */
export type DecidedFacts = {
  bureauName: string;
  place: string;
  party: { name: string; kind: string };
  decisionKind: string;
  findings: {
    violationCode: string; what: string; lawCode: string; article: string; from: string; to: string;
    grossFen: number | null; lossFen: number | null; defraudedFen: number | null; fineFen: number; multiple: string | null; suspensionMonths: string | null;
    suspensionUnit: string; terminateAgreement: boolean;
  }[];
  cause: string;
  refundFen: number;
  fineFen: number;
  refundPaidFen: number;
  finePaidFen: number;
};

const INDIVIDUAL = new Set(['INDIVIDUAL', 'individual']);

/** 参保人员 + surname + 某某 for a person; an institution's registered name stays (publication.md 3.3). */
export const maskedParty = (party: { name: string; kind: string }): string =>
  INDIVIDUAL.has(party.kind) ? `参保人员${[...party.name][0] ?? ''}某某` : party.name;

/** The first month and the last month of conduct; days are never published. */
const months = (facts: DecidedFacts): { from: string; to: string } => ({
  from: facts.findings.map((finding) => finding.from.slice(0, 7)).sort()[0] ?? '',
  to: facts.findings.map((finding) => finding.to.slice(0, 7)).sort().at(-1) ?? '',
});

const monthInWords = (month: string): string => `${Number(month.slice(0, 4))} 年 ${Number(month.slice(5, 7))} 月`;
const LAW_NAMES: Record<string, string> = {
  R735: '《医疗保障基金使用监督管理条例》', SIL: '《中华人民共和国社会保险法》', SAR: '《社会救助暂行办法》', D7: '《医疗保障基金使用监督管理条例实施细则》', 'ZJ-MSR': '《浙江省医疗保障条例》',
};

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/** 40.1 → 第四十条第一款. */
export function articleInWords(article: string): string {
  const [number = '', paragraph] = article.split('.');
  const words = (n: number): string => {
    if (n < 10) return DIGITS[n] ?? '';
    if (n < 20) return `十${n % 10 ? DIGITS[n % 10] : ''}`;
    return `${DIGITS[Math.floor(n / 10)]}十${n % 10 ? DIGITS[n % 10] : ''}`;
  };
  return `第${words(Number(number))}条${paragraph ? `第${words(Number(paragraph))}款` : ''}`;
}

function basisInWords(facts: DecidedFacts): string {
  const byLaw = new Map<string, Set<string>>();
  for (const { lawCode, article } of facts.findings) {
    if (!LAW_NAMES[lawCode]) continue;
    byLaw.set(lawCode, (byLaw.get(lawCode) ?? new Set<string>()).add(articleInWords(article.split('.')[0] ?? article)));
  }
  return [...byLaw].map(([law, articles]) => `${LAW_NAMES[law]}${[...articles].sort((a, b) => a.localeCompare(b, 'zh')).join('、')}`).join('，');
}

const sum = (values: (number | null)[]): number => values.reduce<number>((total, value) => total + (value ?? 0), 0);

/** @throws Refused for a case that is not decided with a penalty: nothing else is published as a typical case (violations.md 7). */
export function draftNotice(facts: DecidedFacts): NoticeContent {
  if (facts.decisionKind !== 'PENALTY' && facts.decisionKind !== 'NO_PENALTY') throw new Refused('NOTICE_NOT_PUBLISHABLE', '违法事实成立的处理决定才能作为典型案例公布', { kind: facts.decisionKind });
  const party = maskedParty(facts.party);
  const isPerson = INDIVIDUAL.has(facts.party.kind);
  const { from, to } = months(facts);
  const findings: PublicFinding[] = facts.findings.map((finding) => ({
    violationCode: finding.violationCode, what: finding.what, grossFen: finding.grossFen,
    // One of the two only: what was defrauded is not also called a loss.
    lossFen: finding.defraudedFen ? null : finding.lossFen,
    defraudedFen: finding.defraudedFen,
  }));
  const gross = sum(findings.map((finding) => finding.grossFen));
  const loss = sum(findings.map((finding) => finding.lossFen));
  const defrauded = sum(findings.map((finding) => finding.defraudedFen));
  const suspension = facts.findings.map((finding) => finding.suspensionMonths).filter((value) => value !== null)[0] ?? null;
  const basis = basisInWords(facts);
  const period = from === to ? monthInWords(from) : `${monthInWords(from)}至 ${monthInWords(to)}`;
  const what = findings.map((finding) => finding.what).join('、');
  const title = `${isPerson ? '' : facts.place}${party}${facts.cause}案`.replace(`${facts.place}${facts.place}`, facts.place);
  const intro = `${facts.bureauName}查明：${period}，${isPerson ? '当事人' : '该机构'}存在${what}问题。`;
  const handling = handlingInWords(facts);
  const execution = executionInWords(facts);
  const amounts = [
    gross > 0 ? `违规金额 ${formatYuan(gross)} 元` : '',
    loss > 0 ? `造成医保基金损失 ${formatYuan(loss)} 元` : '',
    defrauded > 0 ? `骗取医保基金 ${formatYuan(defrauded)} 元` : '',
  ].filter((clause) => clause !== '');
  const text = [
    `${title}。${facts.bureauName}查明，${period}，${isPerson ? '当事人' : '该机构'}存在${what}问题`,
    amounts.length > 0 ? `，${amounts.join('，')}` : '',
    '。',
    basis ? `依据${basis}，` : '',
    handling.length > 0 ? `处理结果：${handling.map((line, index) => `${index + 1}. ${line}`).join('；')}。` : '',
    execution ? `目前，${execution}。` : '',
  ].join('');
  return {
    title, subjectKind: facts.party.kind, cause: facts.cause, intro, findings, handling, execution, basis, law: lawInWords(facts),
    periodFrom: from, periodTo: to, refundFen: facts.refundFen, fineFen: facts.fineFen, suspensionMonths: suspension, suspensions: suspensionsOf(facts), text,
  };
}

/** A department of an institution, or the settlement of an insured person (R735 38, 40, 41): never the whole house. */
function suspensionsOf(facts: DecidedFacts): Suspension[] {
  const isPerson = INDIVIDUAL.has(facts.party.kind);
  const all = facts.findings.flatMap(({ suspensionMonths, suspensionUnit }) => (suspensionMonths === null ? [] : [{ unit: isPerson ? '' : suspensionUnit, months: String(Number(suspensionMonths)) }]));
  return [...new Map(all.map((each) => [`${each.unit} ${each.months}`, each])).values()];
}

const suspensionsInWords = (facts: DecidedFacts): string[] => suspensionsOf(facts).map(({ unit, months: n }) =>
  `${INDIVIDUAL.has(facts.party.kind) ? '暂停联网结算' : `责令${unit || '相关责任部门'}暂停涉及医保基金使用的医药服务`} ${n} 个月`);

function handlingInWords(facts: DecidedFacts): string[] {
  const multiples = [...new Set(facts.findings.filter((finding) => finding.fineFen > 0).map((finding) => finding.multiple))];
  const single = multiples.length === 1 && multiples[0] ? ` ${Number(multiples[0])} 倍` : '';
  return [
    facts.refundFen > 0 ? `退回医保基金 ${formatYuan(facts.refundFen)} 元` : '',
    facts.fineFen > 0 ? `处${single}罚款 ${formatYuan(facts.fineFen)} 元` : '',
    facts.decisionKind === 'NO_PENALTY' ? '不予行政处罚' : '',
    ...suspensionsInWords(facts),
    facts.findings.some(({ terminateAgreement }) => terminateAgreement) ? '由经办机构解除服务协议' : '',
  ].filter((line) => line !== '');
}

function executionInWords(facts: DecidedFacts): string {
  const isRefunded = facts.refundFen > 0 && facts.refundPaidFen >= facts.refundFen;
  const isFinePaid = facts.fineFen > 0 && facts.finePaidFen >= facts.fineFen;
  return [isRefunded ? '基金已全部退回' : '', isFinePaid ? '罚款已缴清' : ''].filter((part) => part !== '').join('，');
}

/** The provisions in plain words, for those the case rests on (医疗保障基金使用监督管理条例 arts 38–41; 社会保险法 arts 87, 88). */
const PLAIN: Record<string, string> = {
  'R735.38': '造成基金损失的，依照条例第三十八条，退回损失，并处损失金额 1 倍以上 2 倍以下的罚款。',
  'R735.39': '依照条例第三十九条，先责令改正；拒不改正的，处 1 万元以上 5 万元以下的罚款。',
  'R735.40': '属于骗保。依照条例第四十条，退回骗取的钱，并处骗取金额 2 倍以上 5 倍以下的罚款，相关部门停医保服务 6 到 12 个月，直至解除协议。',
  'R735.37': '依照条例第三十七条，经办机构骗取基金的，退回骗取的钱，并处骗取金额 2 倍以上 5 倍以下的罚款。',
  'R735.41': '依照条例第四十一条，退回基金损失，参保人停联网结算 3 到 12 个月；以骗保为目的的，并处骗取金额 2 倍以上 5 倍以下的罚款。',
  'SIL.87': '依照社会保险法第八十七条，退回骗取的钱，并处骗取金额 2 倍以上 5 倍以下的罚款，解除服务协议。',
  'SIL.88': '依照社会保险法第八十八条，退回骗取的待遇，并处骗取金额 2 倍以上 5 倍以下的罚款。',
};
function lawInWords(facts: DecidedFacts): string[] {
  const keys = new Set(facts.findings.map((finding) => `${finding.lawCode}.${finding.article.split('.')[0]}`));
  return [...keys].sort().flatMap((key) => PLAIN[key] ?? []);
}
