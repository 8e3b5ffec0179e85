import type { Calendar } from '../../server/kernel/workdays.ts';

/** The invented calendar of enforcement 5.3. */
export const FX1: Calendar = {
  version: 'FX-1',
  years: new Set([2030]),
  off: new Set(['2030-05-01', '2030-05-02', '2030-05-03', '2030-05-04', '2030-05-05']),
  on: new Set(['2030-04-28', '2030-05-11']),
};
