// The columns of a 12345 or 12315 export, as docs/imports.md lists them, and how one line of it becomes an entry.
import { CATEGORY_NAMES } from './categories.ts';
import type { Category } from './categories.ts';
import { HOTLINES } from './enter.ts';
import type { EntryChannel } from './enter.ts';
import type { Place } from './places.ts';
import type { TargetKind } from './report.ts';

export type Hotline = (typeof HOTLINES)[number];
/** One file; more is split by whoever exports it. Bytes and lines. */
export const IMPORT_LIMITS = { bytes: 8 * 1024 * 1024, lines: 2000 } as const;

export const COLUMNS = ['foreignNumber', 'receivedAt', 'calledAt', 'targetName', 'targetKind', 'division', 'categories', 'narrative', 'from', 'to', 'amount', 'identity', 'name', 'contact', 'wantsReward'] as const;
export type Column = (typeof COLUMNS)[number];
export const NEEDED: readonly Column[] = ['foreignNumber', 'receivedAt', 'targetName', 'narrative'];

/** Heading → column; the first of each is the one that the documentation names. */
export const HEADINGS: Record<Column, readonly string[]> = {
  foreignNumber: ['工单号', '工单编号', '受理编号', '登记编号', '编号'],
  receivedAt: ['派单时间', '转办时间', '分办时间', '收到时间'],
  calledAt: ['来电时间', '受理时间', '登记时间', '举报时间'],
  targetName: ['被反映单位', '被举报单位', '被举报人', '被投诉方', '涉事主体', '单位名称'],
  targetKind: ['单位类别', '主体类别'],
  division: ['区划', '所属区县', '行政区划', '行政区划代码'],
  categories: ['违法类型', '问题类型'],
  narrative: ['诉求内容', '举报内容', '反映内容', '工单内容'],
  from: ['开始年月'],
  to: ['结束年月'],
  amount: ['涉及金额', '涉及金额(元)'],
  identity: ['留名方式', '是否实名'],
  name: ['姓名', '来电人', '诉求人', '举报人'],
  contact: ['联系电话', '联系方式', '来电号码'],
  wantsReward: ['愿领奖励', '是否愿领奖励'],
};

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s*:]+/g, '');
const bare = (text: string): string => text.normalize('NFKC').trim();

export type Layout = Partial<Record<Column, number>>;

/** Where each column stands, or which needed ones are missing. */
export function layoutOf(headings: readonly string[]): { layout: Layout } | { missing: Column[] } {
  const read = headings.map(plain);
  const layout: Layout = {};
  for (const column of COLUMNS) {
    const at = HEADINGS[column].map((heading) => read.indexOf(heading)).find((place) => place >= 0);
    if (at !== undefined) layout[column] = at;
  }
  const missing = NEEDED.filter((column) => layout[column] === undefined);
  return missing.length > 0 ? { missing } : { layout };
}

const KINDS: Record<string, TargetKind> = {
  定点医疗机构: 'medicalInstitution', 医疗机构: 'medicalInstitution', 医院: 'medicalInstitution', 定点零售药店: 'pharmacy', 零售药店: 'pharmacy', 药店: 'pharmacy', 个人: 'person', 参保人: 'person', 参保人员: 'person',
  经办机构: 'agency', 不清楚: 'unknown', '': 'unknown',
};
/** The words of the form, without the catalogue: a sheet is Chinese whoever reads the page. */
const CATEGORY_WORDS: Record<string, Category> = {
  挂床住院: 'hangingBed', 虚构服务: 'inventedService', 伪造材料: 'forgedPapers', 伪造票据: 'forgedPapers', 超标准收费: 'overcharging', 重复收费: 'overcharging', 串换项目: 'swapping', 串换药品: 'swapping', 诱导住院: 'inducement',
  套取现金: 'cashOrGoods', 刷卡套现: 'cashOrGoods', 冒名就医: 'otherPersonsCard', 冒用他人医保卡: 'otherPersonsCard', 倒卖药品: 'drugResale', 其他: 'other',
};
export const KIND_WORDS = Object.keys(KINDS).filter((word) => word !== '');
export const IMPORT_CATEGORIES = Object.keys(CATEGORY_WORDS);

/** A code of six figures, or the name of a place that the bureau answers for; '' is the bureau's own. Null: not known. */
function divisionOf(text: string, places: readonly Place[], own: string): string | null {
  if (text === '') return own;
  if (/^\d{6}$/.test(text)) return text;
  return places.find(({ name }) => name === text)?.code ?? null;
}

export type LineInput = { input: Record<string, unknown>; wrong: Column[] };

/** The fields of the entry form for one line. `wrong`: cells whose words are not known; what is missing or impossible the form itself says. */
export function lineInput(cells: readonly string[], layout: Layout, { channel, places, bureau, why }: { channel: EntryChannel; places: readonly Place[]; bureau: string; why: string }): LineInput {
  const cell = (column: Column): string => {
    const at = layout[column];
    return at === undefined ? '' : bare(cells[at] ?? '');
  };
  const [receivedOn = '', time = ''] = cell('receivedAt').split(/[ T]+/);
  const kind = KINDS[cell('targetKind')];
  const words = cell('categories').split(/[、,;；，\s]+/).filter((word) => word !== '');
  const division = divisionOf(cell('division'), places, bureau);
  const identity = identityOf(cell('identity'), cell('name') !== '' || cell('contact') !== '');
  const wrong: Column[] = [
    ...(kind === undefined ? ['targetKind' as const] : []), ...(words.some((word) => CATEGORY_WORDS[word] === undefined) ? ['categories' as const] : []), ...(division === null ? ['division' as const] : []),
    ...(identity === null ? ['identity' as const] : []), ...(isYes(cell('wantsReward')) === null ? ['wantsReward' as const] : []),
  ];
  return {
    wrong,
    input: {
      channel, receivedOn, time, calledAt: cell('calledAt'), lateReason: why, foreignNumber: cell('foreignNumber'), targetName: cell('targetName'), targetKind: kind ?? 'unknown', division: division ?? bureau,
      categories: CATEGORY_NAMES.filter((name) => words.some((word) => CATEGORY_WORDS[word] === name)), narrative: cells[layout.narrative ?? -1] ?? '', from: cell('from'), to: cell('to'), amount: cell('amount'), relation: 'unsaid',
      identity: identity ?? 'anonymous', name: cell('name'), contact: cell('contact'), wantsReward: isYes(cell('wantsReward')) ? 'yes' : '',
    },
  };
}

/** Said, or taken from whether a name or number stands there. */
function identityOf(text: string, isNamed: boolean): 'realName' | 'anonymous' | null {
  if (text === '') return isNamed ? 'realName' : 'anonymous';
  if (text === '实名' || text === '是') return 'realName';
  return text === '匿名' || text === '否' ? 'anonymous' : null;
}

const isYes = (text: string): boolean | null => (text === '是' ? true : text === '' || text === '否' ? false : null);

/** A mistake in one cell; `key` is a message key. */
export type CellMistake = { line: number; column: Column; key: string; args: Record<string, string | number> };

/** Fields of the form → columns of the sheet. */
export const COLUMN_OF: Record<string, Column> = {
  receivedOn: 'receivedAt', time: 'receivedAt', lateReason: 'receivedAt', calledAt: 'calledAt', foreignNumber: 'foreignNumber', targetName: 'targetName', targetKind: 'targetKind', division: 'division', categories: 'categories',
  narrative: 'narrative', from: 'from', to: 'to', amount: 'amount', identity: 'identity', name: 'name', contact: 'contact', wantsReward: 'wantsReward',
};
