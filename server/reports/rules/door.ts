// How much may come from one address, so that a flood is slowed and a second reporter behind the same address is not shut out for long.
// The figures are the operator's (configuration); a third of them again is kept for people who were asked to wait and did.

export type Budget = { points: number; seconds: number };
/** tipOff: reports sent. message: what a reporter adds to his own. bytes: of all files, whether kept or not. */
export type DoorBudgets = { tipOff: Budget; message: Budget; bytes: Budget };
export type Coming = 'tipOff' | 'message';

const MEGABYTE = 1024 * 1024;
const COUNTED_SECONDS = 600;
const BYTES_SECONDS = 3600;

/** `tipOffs` in ten minutes, `megabytes` in an hour, each for one address; 0: no limit. */
export const doorBudgets = (tipOffs: number, megabytes: number): DoorBudgets => ({
  tipOff: { points: tipOffs, seconds: COUNTED_SECONDS }, message: { points: tipOffs, seconds: COUNTED_SECONDS }, bytes: { points: megabytes * MEGABYTE, seconds: BYTES_SECONDS },
});

/** What only those get who waited. */
export const kept = ({ points, seconds }: Budget): Budget => ({ points: points === 0 ? 0 : Math.max(1, Math.ceil(points / 3)), seconds });

/** Seconds that somebody who was turned away waits before the kept share is open to him. */
export const WAIT_SECONDS = 30;
