/** The only way to ask what time it is. Tests and the story hand in their own. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** The legal date ('YYYY-MM-DD') of an instant in Beijing (UTC+8, no summer time). */
export const beijingDate = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The Beijing wall clock of an instant, 'YYYY-MM-DD HH:mm'. */
export const beijingMinute = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** The first instant of the Beijing day: where the day may be known and the time may not. */
export const beijingDay = (at: Date): Date => new Date(`${beijingDate(at)}T00:00:00+08:00`);

/** What `load` gave, kept for so long: for what every reader is shown and nobody minds being a few seconds old. `forget` after an own write. */
export function keptBriefly<T>(clock: Clock, milliseconds: number, load: () => Promise<T>): { get: () => Promise<T>; forget: () => void } {
  let kept: { value: Promise<T>; at: number } | null = null;
  return {
    get() {
      const now = clock().getTime();
      if (kept && now >= kept.at && now < kept.at + milliseconds) return kept.value;
      const value = load();
      kept = { value, at: now };
      // A failure is not kept.
      value.catch(() => { kept = null; });
      return value;
    },
    forget() {
      kept = null;
    },
  };
}
