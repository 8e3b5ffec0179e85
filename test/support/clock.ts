import type { Clock } from '../../server/kernel/clock.ts';

export type TestClock = Clock & { set: (at: string | Date) => void; advance: (step: { days?: number; hours?: number; minutes?: number; seconds?: number }) => void };

/** Time stands still until a test moves it. */
export function testClock(start: string | Date): TestClock {
  let now = new Date(start);
  return Object.assign(() => new Date(now), {
    set(at: string | Date) {
      now = new Date(at);
    },
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }: { days?: number; hours?: number; minutes?: number; seconds?: number }) {
      now = new Date(now.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
    },
  });
}
