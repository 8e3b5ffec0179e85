// The morning mail: how many things wait, and where the desk is. Nothing else may ever stand in it.
import type { DeskLine } from './desk.ts';

/** Eight in the morning in Beijing, as UTC. */
export const digestTime = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Lines that count something; a line without a count says nothing that a mail may carry. */
export const counted = (lines: readonly DeskLine[]): (DeskLine & { count: number })[] => lines.flatMap((line) => (line.count !== null && line.count > 0 ? [{ ...line, count: line.count }] : []));

type Words = (key: string, args?: Record<string, string | number>) => string;

/** Null where nothing waits: then no mail goes out. */
export function digestOf(lines: readonly DeskLine[], { words, desk }: { words: Words; desk: string }): { subject: string; text: string } | null {
  const waiting = counted(lines);
  if (waiting.length === 0) return null;
  return {
    // No sum: one report may be counted in several lines.
    subject: words('mail.subject'),
    text: [words('mail.opening'), '', ...waiting.map(({ key, args, count }) => words('mail.line', { what: words(key, args), n: count })), '', desk, '', words('mail.ending')].join('\n'),
  };
}
