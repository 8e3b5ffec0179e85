/** The only way to ask what time it is. Tests and the story hand in their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** The legal date ('YYYY-MM-DD') of an instant in Beijing (UTC+8, no summer time). */
export const beijingDate = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The Beijing wall clock of an instant, 'YYYY-MM-DD HH:mm'. */
export const beijingMinute = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
