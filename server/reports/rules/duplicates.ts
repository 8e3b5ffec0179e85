// Whether two reports tell of the same matter, and why one thinks so. A proposal for officers; no act rests on it alone, and no reporter sees it.
import type { Report } from './report.ts';

/** What is compared. */
export type Likened = Pick<Report, 'division' | 'institutionId' | 'targetKind' | 'categories' | 'from' | 'to' | 'receivedOn'> & { targetName: string; narrative: string };

export const LIKE_REASONS = ['institution', 'name', 'period', 'category', 'narrative'] as const;
export type LikeReason = (typeof LIKE_REASONS)[number];
/** `narrative` and `score` in hundredths. */
export type Likeness = { isLike: boolean; score: number; narrative: number; reasons: LikeReason[] };

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const COMPANY = /(?:股份有限公司|有限责任公司|有限公司|集团|连锁店|连锁|总店)/gu;
const BRANCH = /(?<=院)(?:[东西南北新老]院区?|总院|分院|院区)$/u;
const PLACE = /^\p{Script=Han}{2,3}(?:省|市|县|区)(?=\p{Script=Han}{3})/u;
const ORDINAL = /第?[一二三四五六七八九十\d]+/gu;

/** 江门市新会区演示大药房有限公司 → 演示大药房: place in front and form of company behind say nothing. */
export function coreName(name: string): string {
  let core = plain(name.replace(/[（(][^）)]*[）)]/gu, '')).replace(COMPANY, '').replace(BRANCH, '');
  while (PLACE.test(core)) core = core.replace(PLACE, '');
  return core;
}

export function bigrams(text: string, without: ReadonlySet<string> = new Set()): Set<string> {
  const pieces = new Set<string>();
  let before = '';
  for (const symbol of text) {
    const piece = before + symbol;
    if (before !== '' && !without.has(piece)) pieces.add(piece);
    before = symbol;
  }
  return pieces;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let n = 0;
  for (const each of one) if (other.has(each)) n += 1;
  return n;
}
const dice = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => (one.size + other.size === 0 ? 0 : (2 * shared(one, other)) / (one.size + other.size));

/** 0 to 1. 第一人民医院 and 第二人民医院 are two. */
export function nameSimilarity(one: string, other: string): number {
  const [a, b] = [coreName(one), coreName(other)];
  if (a.length < 2 || b.length < 2) return 0;
  if (a === b) return 1;
  const ordinals = (name: string): string => (name.match(ORDINAL) ?? []).map((each) => each.replace('第', '')).join();
  if (ordinals(a) !== ordinals(b)) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 4 && long.includes(short)) return 0.9;
  return dice(bigrams(a), bigrams(b));
}

/** Two-symbol pieces that say how people tell, not what: without them much the same words remain only where much the same is told. */
export const COMMON = bigrams('我们他们你们医院药店医保卡的时候有一个没有这个那个也不都是就是因为所以但是还有每次每天医生护士病人患者老人家里母亲父亲在这家去了说是可以要求举报反映希望查处工作人员一些很多自己什么');
const told = (text: string): Set<string> => bigrams(plain(text), COMMON);

/** 0 to 1: how much of the shorter account stands in the other one, tempered by how much is told at all. One beside many: its own pieces are made once. */
export function narrativeSimilarityTo(one: string): (other: string) => number {
  const a = told(one);
  return (other) => {
    const b = told(other);
    const least = Math.min(a.size, b.size);
    if (least < 6) return plain(one) === plain(other) && least > 0 ? 1 : 0;
    return Math.sqrt((shared(a, b) / least) * dice(a, b));
  };
}

/** 1 overlapping, 0 apart, a half where one of them names no time. */
function periodOverlap(one: Likened, other: Likened): number {
  const span = ({ from, to }: Likened): [string, string] | null => (from === null && to === null ? null : [from ?? to ?? '', to ?? from ?? '']);
  const [a, b] = [span(one), span(other)];
  if (a === null || b === null) return 0.5;
  return a[0] <= b[1] && b[0] <= a[1] ? 1 : 0;
}

const known = (categories: readonly string[]): string[] => categories.filter((each) => each !== 'other');
/** 1 where one kind of conduct is named by both, a half where one names none. */
function sameConduct(one: Likened, other: Likened): number {
  const [a, b] = [known(one.categories), known(other.categories)];
  if (a.length === 0 || b.length === 0) return 0.5;
  return a.some((each) => b.includes(each)) ? 1 : 0;
}

const ALIKE_NAME = 0.75;
/** Below this two names are two targets, whatever else agrees. */
const MAYBE_NAME = 0.5;

/** Of one beside many. */
export function likenessTo(one: Likened): (other: Likened) => Likeness {
  const narrativeTo = narrativeSimilarityTo(one.narrative);
  return (other) => weighed(one, other, narrativeTo(other.narrative));
}

function weighed(one: Likened, other: Likened, narrative: number): Likeness {
  const hasBoth = one.institutionId !== null && other.institutionId !== null;
  const isInstitution = hasBoth && one.institutionId === other.institutionId;
  const name = nameSimilarity(one.targetName, other.targetName);
  const isNameless = coreName(one.targetName).length < 2 || coreName(other.targetName).length < 2;
  const target = isInstitution ? 1 : hasBoth ? 0 : isNameless && one.division === other.division ? MAYBE_NAME : name;
  const period = periodOverlap(one, other);
  const conduct = sameConduct(one, other);
  const reasons: LikeReason[] = [
    ...(isInstitution ? ['institution' as const] : !hasBoth && name >= ALIKE_NAME ? ['name' as const] : []),
    ...(period === 1 ? ['period' as const] : []), ...(conduct === 1 ? ['category' as const] : []), ...(narrative >= 0.12 ? ['narrative' as const] : []),
  ];
  const score = target * (0.4 * narrative + 0.3 * period + 0.3 * conduct);
  return { isLike: isLike(target, period, conduct, narrative), score: Math.round(score * 100), narrative: Math.round(narrative * 100), reasons };
}

/** The less time and conduct agree, the more the words must. Other months are another matter, but for a copied account. */
function isLike(target: number, period: number, conduct: number, narrative: number): boolean {
  if (target < MAYBE_NAME) return false;
  const strict = target < ALIKE_NAME ? 0.12 : 0;
  if (period === 0) return narrative >= 0.85 + strict && conduct > 0;
  const needed = period === 1 && conduct === 1 ? 0.1 : conduct === 0 ? 0.3 : 0.16;
  return narrative >= needed + strict;
}

/** A half year: 2026H1. */
const half = (month: string): string => `${month.slice(0, 4)}H${Number(month.slice(5, 7)) <= 6 ? 1 : 2}`;
const MOST_HALVES = 4;

function halves({ from, to }: Pick<Report, 'from' | 'to'>): string[] {
  const [first, last] = [from ?? to, to ?? from];
  if (first === null || last === null) return ['?'];
  const found: string[] = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)) && found.length < 20; year += 1) {
    for (const each of [`${year}H1`, `${year}H2`]) if (each >= half(first) && each <= half(last)) found.push(each);
  }
  return found.slice(-MOST_HALVES);
}

const ENDING = 6;
/** A name is looked up whole and by its end: what stands in front (a town, a chain) is often left out. */
export const nameKeys = (core: string): string[] => (core.length < 2 ? [] : [...new Set([core, core.slice(-ENDING)])]);

export type LikeKey = { kind: 'institution' | 'name' | 'conduct'; value: string };

/** By these alone candidates are looked up: institution, name, and division with conduct and half year. Bounded, so that a lookup costs the same in any database. */
export function likeKeys(report: Pick<Report, 'institutionId' | 'division' | 'categories' | 'from' | 'to'> & { content: { targetName: string } }): LikeKey[] {
  const conduct = (report.categories.length === 0 ? ['other'] : report.categories.slice(0, 5)).flatMap((category) => halves(report).map((when) => `${report.division} ${category} ${when}`));
  return [
    ...(report.institutionId === null ? [] : [{ kind: 'institution' as const, value: report.institutionId }]),
    ...nameKeys(coreName(report.content.targetName)).map((value) => ({ kind: 'name' as const, value })),
    ...conduct.map((value) => ({ kind: 'conduct' as const, value })),
  ];
}
