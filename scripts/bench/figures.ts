// What is measured of a process, and the table that it is printed in.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** What the process holds in memory now, or held at most, in MiB. */
export function memory(pid: number, field: 'VmRSS' | 'VmHWM' | 'RssAnon' = 'VmRSS'): number {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

/** Processor time that the process has used, in ms; unlike the clock on the wall it minds other people's work little. */
export function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Waits until the process has used less than a tenth of a second, twice running. */
export async function untilIdle({ pid }: { pid: number }): Promise<void> {
  for (let quiet = 0, before = processorTime(pid); quiet < 2;) {
    await sleep(1000);
    const now = processorTime(pid);
    quiet = now - before < 100 ? quiet + 1 : 0;
    before = now;
  }
}

export type Row = { what: string; figures: Record<string, string | number>; reach: string; isReached: boolean };
const shown = (value: string | number): string => (typeof value === 'number' ? String(Math.round(value * 100) / 100) : value);

/** Prints the rows of a table; a reach that is missed makes the process end with 1. */
export function report(title: string, rows: readonly Row[]): void {
  process.stdout.write(`\n${title} (Node ${process.version}, ${availableParallelism()} processors, load ${readFileSync('/proc/loadavg', 'utf8').split(' ')[0] ?? ''})\n`);
  for (const { what, figures, reach, isReached } of rows) {
    process.stdout.write(`| ${isReached ? 'met' : 'MISSED'} | ${what} | ${Object.entries(figures).map(([name, value]) => `${name} ${shown(value)}`).join(', ')} | ${reach} |\n`);
  }
  if (rows.some(({ isReached }) => !isReached)) process.exitCode = 1;
}
