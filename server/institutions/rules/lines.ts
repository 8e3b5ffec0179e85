// One line of an imported directory: from the cells of a sheet to a record, or to what is wrong with it.
import { isDivisionCode, within } from '../../kernel/divisions.ts';
import { isCreditCode, isInsuranceCode, writtenCode } from './codes.ts';
import { CAPS, differences, nameKey } from './institution.ts';
import type { Draft, Institution, Kind, Level, Ownership, Status } from './institution.ts';

/** The columns of a file and the headings by which each is known; the first is the one in the template. */
export const COLUMNS = {
  name: ['机构名称', '名称', '医药机构名称', '定点医药机构名称', '单位名称'],
  kind: ['机构类别', '类别', '机构类型', '类型'],
  division: ['行政区划', '行政区划代码', '所属区划', '统筹区', '区县'],
  creditCode: ['统一社会信用代码', '社会信用代码', '信用代码'],
  insuranceCode: ['医保编码', '医保代码', '国家医保编码', '定点医药机构编码', '机构编码'],
  level: ['级别', '医院级别', '医院等级', '机构级别'],
  ownership: ['性质', '机构性质', '公立或非公立', '办医主体'],
  status: ['状态', '协议状态', '定点状态'],
  aliases: ['别名', '曾用名', '其他名称'],
  address: ['地址', '机构地址', '详细地址'],
  contact: ['联系人', '负责人', '法定代表人'],
  phone: ['联系电话', '电话', '联系方式'],
} as const satisfies Record<string, readonly string[]>;
export type Column = keyof typeof COLUMNS;
export const COLUMN_NAMES: readonly Column[] = ['name', 'kind', 'division', 'creditCode', 'insuranceCode', 'level', 'ownership', 'status', 'aliases', 'address', 'contact', 'phone'];
const NEEDED: readonly Column[] = ['name', 'kind', 'division'];

/** Words of the cells, in the order they are tried; the first that is contained counts. */
const KIND_WORDS: readonly [string, Kind][] = [
  ['药店', 'pharmacy'], ['药房', 'pharmacy'], ['零售', 'pharmacy'], ['pharmacy', 'pharmacy'], ['经办', 'agency'], ['agency', 'agency'], ['医疗机构', 'medicalInstitution'], ['医院', 'medicalInstitution'],
  ['卫生', 'medicalInstitution'], ['门诊', 'medicalInstitution'], ['诊所', 'medicalInstitution'], ['medicalinstitution', 'medicalInstitution'],
];
const LEVEL_WORDS: readonly [string, Level][] = [['三', 'third'], ['二', 'second'], ['一', 'first'], ['3', 'third'], ['2', 'second'], ['1', 'first'], ['未定', 'ungraded'], ['无', 'ungraded'], ['未评', 'ungraded']];
const OWNERSHIP_WORDS: readonly [string, Ownership][] = [['非公', 'nonPublic'], ['民营', 'nonPublic'], ['私', 'nonPublic'], ['社会办', 'nonPublic'], ['公立', 'public'], ['公办', 'public'], ['政府', 'public']];
const STATUS_WORDS: readonly [string, Status][] = [['中止', 'suspended'], ['暂停', 'suspended'], ['终止', 'ended'], ['解除', 'ended'], ['注销', 'ended'], ['退出', 'ended'], ['正常', 'active'], ['有效', 'active'], ['在用', 'active']];

const wordOf = <T>(text: string, words: readonly [string, T][]): T | null => words.find(([word]) => text.toLowerCase().includes(word))?.[1] ?? null;
const heading = (text: string): string => text.normalize('NFKC').replace(/[\s*（()）]+/g, '').replace(/必填|选填/g, '');

/** Column → its place in the file; and the needed ones that are missing, by the heading of the template. */
export function readHeadings(cells: readonly string[]): { places: Map<Column, number>; missing: string[] } {
  const found = cells.map(heading);
  const places = new Map<Column, number>();
  for (const column of COLUMN_NAMES) {
    const at = COLUMNS[column].map((known) => found.indexOf(known)).find((place) => place >= 0);
    if (at !== undefined) places.set(column, at);
  }
  return { places, missing: NEEDED.filter((column) => !places.has(column)).map((column) => COLUMNS[column][0]) };
}

export const FAULTS = ['name', 'nameLong', 'kind', 'division', 'outside', 'creditCode', 'insuranceCode', 'level', 'ownership', 'status', 'textLong', 'twice', 'foreign', 'merged', 'ambiguous'] as const;
export type Fault = { column: Column | null; fault: (typeof FAULTS)[number] };

export type LineContext = { bureau: string; divisionOf: ReadonlyMap<string, string> };

/** `divisionOf`: names of the divisions under the bureau, each with its code. */
export function readLine(cells: readonly string[], places: ReadonlyMap<Column, number>, { bureau, divisionOf }: LineContext): { draft: Draft } | { faults: Fault[] } {
  const cell = (column: Column): string => (cells[places.get(column) ?? -1] ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const faults: Fault[] = [];
  const fault = (column: Column, what: Fault['fault']): void => void faults.push({ column, fault: what });
  const chosen = <T>(column: Column, words: readonly [string, T][], otherwise: T | null): T | null => {
    const text = cell(column);
    const value = text === '' ? otherwise : wordOf(text, words);
    if (text !== '' && value === null && (column === 'level' || column === 'ownership' || column === 'status')) fault(column, column);
    return value;
  };
  const name = cell('name');
  if (name === '') fault('name', 'name');
  if ([...name].length > CAPS.name) fault('name', 'nameLong');
  const kind = wordOf(cell('kind'), KIND_WORDS);
  if (kind === null) fault('kind', 'kind');
  const place = cell('division');
  const division = isDivisionCode(place) ? place : divisionOf.get(place);
  if (division === undefined) fault('division', 'division');
  else if (!within(bureau, division)) fault('division', 'outside');
  const creditCode = writtenCode(cell('creditCode'));
  if (creditCode !== '' && !isCreditCode(creditCode)) fault('creditCode', 'creditCode');
  const insuranceCode = writtenCode(cell('insuranceCode'));
  if (insuranceCode !== '' && !isInsuranceCode(insuranceCode)) fault('insuranceCode', 'insuranceCode');
  const level = chosen('level', LEVEL_WORDS, null);
  const ownership = chosen('ownership', OWNERSHIP_WORDS, null);
  const status = chosen('status', STATUS_WORDS, 'active');
  for (const column of ['address', 'contact', 'phone'] as const) if ([...cell(column)].length > CAPS.text) fault(column, 'textLong');
  const aliases = [...new Set(cell('aliases').split(/[、;；|]/).map((alias) => alias.trim()).filter((alias) => alias !== ''))].slice(0, CAPS.aliases);
  if (aliases.some((alias) => [...alias].length > CAPS.name)) fault('aliases', 'nameLong');
  if (faults.length > 0 || kind === null || division === undefined || status === null) return { faults };
  return {
    draft: {
      name, kind, division, aliases, ownership, status, level: kind === 'medicalInstitution' ? level : null, creditCode: creditCode === '' ? null : creditCode, insuranceCode: insuranceCode === '' ? null : insuranceCode,
      address: cell('address'), contact: cell('contact'), phone: cell('phone'),
    },
  };
}

/** By what a line names its body: the insurance code, else the credit code, else name and place. */
export const identityOf = (draft: Pick<Draft, 'insuranceCode' | 'creditCode' | 'division' | 'name'>): string => draft.insuranceCode ?? draft.creditCode ?? nameKey(draft);

export type Decision =
  | { what: 'new'; id: string; draft: Draft; isDoubtful: boolean }
  | { what: 'changed'; id: string; version: number; draft: Draft; fields: string[] }
  | { what: 'same'; id: string }
  | { what: 'wrong'; faults: Fault[] };
export const DECISIONS = ['new', 'changed', 'same', 'wrong'] as const;

/** Empty cells and missing columns leave what is known alone; a file that knows less must not make the directory poorer. */
function completed(draft: Draft, known: Institution, given: ReadonlySet<Column>): Draft {
  return {
    ...draft, level: draft.level ?? known.level, ownership: draft.ownership ?? known.ownership, creditCode: draft.creditCode ?? known.creditCode, insuranceCode: draft.insuranceCode ?? known.insuranceCode,
    status: given.has('status') ? draft.status : known.status, aliases: [...known.aliases, ...draft.aliases.filter((alias) => !known.aliases.includes(alias) && alias !== known.name)].slice(0, CAPS.aliases),
    contact: draft.contact || known.contact, phone: draft.phone || known.phone, address: draft.address || known.address,
  };
}

/** What a line would do, against the records that share a code or the name with it. `newId` is used only for a new one. */
export function decide(draft: Draft, alike: readonly Institution[], given: ReadonlySet<Column>, bureau: string, newId: () => string): Decision {
  const byInsurance = draft.insuranceCode === null ? [] : alike.filter((known) => known.insuranceCode === draft.insuranceCode);
  const byCredit = draft.creditCode === null ? [] : alike.filter((known) => known.creditCode === draft.creditCode && (known.insuranceCode === null || draft.insuranceCode === null));
  // The same name with another code is another body, or a double that a person must look at.
  const contradicts = (known: Institution): boolean => (known.insuranceCode !== null && draft.insuranceCode !== null) || (known.creditCode !== null && draft.creditCode !== null);
  const sameName = alike.filter((known) => nameKey(known) === nameKey(draft));
  const byName = sameName.filter((known) => !contradicts(known));
  const found = byInsurance.length > 0 ? byInsurance : byCredit.length > 0 ? byCredit : byName;
  const living = found.filter((known) => known.mergedInto === null);
  const [known] = living;
  if (living.length > 1) return { what: 'wrong', faults: [{ column: null, fault: 'ambiguous' }] };
  if (known === undefined && found.length > 0) return { what: 'wrong', faults: [{ column: null, fault: 'merged' }] };
  if (known === undefined) return { what: 'new', id: newId(), draft, isDoubtful: sameName.length > 0 || alike.some((each) => draft.creditCode !== null && each.creditCode === draft.creditCode) };
  if (!within(bureau, known.division)) return { what: 'wrong', faults: [{ column: null, fault: 'foreign' }] };
  const full = completed(draft, known, given);
  const fields = differences(known, full);
  return fields.length === 0 ? { what: 'same', id: known.id } : { what: 'changed', id: known.id, version: known.version, draft: full, fields };
}
