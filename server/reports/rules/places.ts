import { children, level, parent, within } from '../../kernel/divisions.ts';
import type { DivisionTable } from '../../kernel/divisions.ts';
import { UNCLEAR } from './bureau.ts';

/** One choice of 在哪个区县. whole: the prefecture or province itself, for who does not know more. */
export type Place = { code: string; kind: 'county' | 'whole' | 'unclear'; name: string; above: string };

/** Places that a bureau answers for: the counties of every prefecture with a bureau, the prefecture itself, and what a provincial bureau has besides. */
export function places(bureaus: readonly string[], table: DivisionTable, site: string | null): Place[] {
  const nameOf = (code: string): string => table.get(code) ?? code;
  const inSite = site === null ? bureaus : bureaus.filter((code) => within(prefectureOf(site), code));
  const prefectures = [...new Set(inSite.flatMap((code) => (level(code) === 'county' ? (parent(code) ?? []) : level(code) === 'prefecture' ? code : [])))].sort();
  const chosen = prefectures.flatMap((prefecture): Place[] => {
    const hasBureau = bureaus.includes(prefecture);
    const counties = children(table, prefecture).filter(({ code }) => hasBureau || bureaus.includes(code));
    const whole: Place = { code: site === null ? prefecture : UNCLEAR, kind: site === null ? 'whole' : 'unclear', name: nameOf(prefecture), above: '' };
    return [...counties.map(({ code, name }): Place => ({ code, kind: 'county', name, above: nameOf(prefecture) })), ...(hasBureau ? [whole] : [])];
  });
  const provinces = site === null ? bureaus.filter((code) => level(code) === 'province').sort() : [];
  return [...chosen, ...provinces.map((code): Place => ({ code, kind: 'whole', name: nameOf(code), above: '' }))];
}

const prefectureOf = (site: string): string => (level(site) === 'county' ? (parent(site) ?? site) : site);
