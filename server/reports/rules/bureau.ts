import { chain, level } from '../../kernel/divisions.ts';

/** The choice 不清楚 of the form. */
export const UNCLEAR = 'unclear';

/**
 * The bureau that receives a report about a place: its own, else the nearest above it. 不清楚 goes to the prefecture of the
 * site; without a site of one bureau the answer is null and the reporter is asked.
 */
export function bureauFor(division: string, bureaus: ReadonlySet<string>, site: string | null): string | null {
  const place = division === UNCLEAR ? prefectureOf(site) : division;
  return place === null ? null : (chain(place).find((code) => bureaus.has(code)) ?? null);
}

const prefectureOf = (site: string | null): string | null => (site === null ? null : (chain(site).find((code) => level(code) === 'prefecture') ?? site));
