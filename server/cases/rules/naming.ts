// Names of cases: subject + 涉嫌 + cause + 案 while the inquiry runs; 涉嫌 falls with a penalty (violations.md 7). Never edited by hand.
import { findViolation } from '../../law/rules/violations.ts';
import type { Case, DecisionKind, Party } from './case.ts';

/** `cause` is the leaf's name; several causes: the main one and 等. */
export function caseName(party: Party, cause: string, isSeveral: boolean, decision: DecisionKind | null): string {
  const what = `${cause}${isSeveral ? '等' : ''}`;
  if (decision === 'PENALTY') return `${party.name}${what}案`;
  if (decision === 'NO_PENALTY') return `${party.name}${what}案（不予处罚）`;
  if (decision === 'NOT_ESTABLISHED') return `${party.name}涉嫌${what}案（不成立）`;
  return `${party.name}涉嫌${what}案`;
}

/** The leaf's name without letters: 重复收费, 虚构医疗服务. */
export const causeName = (code: string): string => findViolation(code)?.nameZh ?? '违法使用医疗保障基金';

export const nameOf = (kase: Pick<Case, 'party' | 'findings' | 'decision' | 'mainCause'>): string =>
  caseName(kase.party, causeName(kase.mainCause), new Set(kase.findings.map((finding) => finding.violationCode)).size > 1, kase.decision?.kind ?? null);

const COMPOUND = ['欧阳', '司马', '上官', '诸葛', '东方', '皇甫', '尉迟', '公孙', '慕容', '令狐', '宇文', '长孙', '司徒', '夏侯'];

/** 周某某: how an individual stands in every list that people outside the case team see. */
export function outsideName(party: Party, name: string): string {
  if (party.personKind !== 'PERSON') return name;
  const surname = COMPOUND.find((each) => party.name.startsWith(each)) ?? party.name.slice(0, 1);
  return name.replace(party.name, `${surname}某某`);
}

/** The leaf that names a case while it has no finding, or its heaviest finding: fraud before misuse before management, then the larger sum. */
export function mainCauseOf(kase: Pick<Case, 'findings' | 'mainCause'>): string {
  const weight = (code: string): number => ({ F: 3, U: 2, M: 1 })[code.split('-')[1] ?? ''] ?? 0;
  const size = (finding: Case['findings'][number]): number => finding.defraudedFen ?? finding.lossFen ?? 0;
  const [first] = [...kase.findings].sort((a, b) => weight(b.violationCode) - weight(a.violationCode) || size(b) - size(a));
  return first?.violationCode ?? kase.mainCause;
}
