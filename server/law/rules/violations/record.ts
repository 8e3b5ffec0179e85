export type ViolationSubject = 'AG' | 'PR' | 'PH' | 'IN' | 'PE' | 'OT';
/** M management, U misuse without intent, F fraud, C contract or points only. */
export type ViolationKind = 'M' | 'U' | 'F' | 'C';

/** One provision that reaches the act. `article` null: the basis is named but its article is not known or there is none. */
export interface Basis {
  readonly lawCode: string;
  readonly article: string | null;
  readonly item: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface Violation {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly subject: ViolationSubject;
  readonly kind: ViolationKind;
  readonly basis: readonly Basis[];
  /** Rule of the calculator for conduct of today; null where no rule computes anything. */
  readonly calcRule: string | null;
  /** Column of the annexes: X agencies, Y medical institutions. */
  readonly statColumn: string | null;
  /** Numbers of the Suzhou list of case causes (violations.md 5.3). */
  readonly sz35: readonly number[];
  readonly from: string | null;
  readonly to: string | null;
}

const STARTS: Record<string, string> = { SIL: '2011-07-01', R735: '2021-05-01', D7: '2026-04-01', 'ZJ-MSR': '2021-07-01', SAR: '2014-05-01' };
const SUBJECTS: readonly ViolationSubject[] = ['AG', 'PR', 'PH', 'IN', 'PE', 'OT'];
const KINDS: readonly ViolationKind[] = ['M', 'U', 'F', 'C'];
const BASIS = /^(\S+?)(?: ([\d.]+)(?:\((\d+)\))?)?$/;

/** 'R735 38(1)' → a basis; before or since the regulation of 2021-05-01, unless the law began on a day of its own. */
function basis(text: string, when: 'before' | 'since' | 'always'): Basis {
  const match = BASIS.exec(text);
  const lawCode = match?.[1] ?? text;
  const start = STARTS[lawCode] ?? null;
  const since = start !== null && start > '2021-05-01' ? start : '2021-05-01';
  return { lawCode, article: match?.[2] ?? null, item: match?.[3] ?? null, from: when === 'since' ? since : start, to: when === 'before' ? '2021-04-30' : null };
}

const list = (text: string, when: 'before' | 'since' | 'always'): Basis[] => (text === '' ? [] : text.split('; ').map((each) => basis(each, when)));

export interface Row {
  code: string;
  zh: string;
  en: string;
  /** Provisions separated by '; '. */
  before: string;
  since: string;
  rule?: string | null;
  column?: string;
  sz?: number[];
}

/** A leaf of the taxonomy; subject and kind are read from its code (violations.md section 1). */
export function violation({ code, zh, en, before, since, rule = null, column, sz = [] }: Row): Violation {
  const [subject, kind] = code.split('-');
  const bases = before === since ? list(before, 'always') : [...list(before, 'before'), ...list(since, 'since')];
  return {
    code, nameZh: zh, nameEn: en, basis: bases, calcRule: rule, statColumn: column ?? null, sz35: sz, from: null, to: null,
    subject: SUBJECTS.find((each) => each === subject) ?? 'OT', kind: KINDS.find((each) => each === kind) ?? 'C',
  };
}
