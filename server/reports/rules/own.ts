// What a reporter does to his own report beside writing: he corrects his account, and asks for a new code.
import type { Report } from './report.ts';

/** The messages that correct the account. The account itself stays as it was received: the receipt proves it. */
export const correctionsOf = ({ events }: Pick<Report, 'events'>): ReadonlySet<string> =>
  new Set(events.flatMap(({ action, detail }) => (action === 'correct' && typeof detail['message'] === 'string' ? [detail['message']] : [])));

const CHOICES: readonly string[] = ['giveName', 'waiveReward'];
/** What the reporter chose after he had sent it, as lines of his timeline. */
export const choicesOf = ({ events }: Pick<Report, 'events'>): { key: string; args: Record<string, never>; on: string; action: string }[] =>
  events.flatMap(({ action, on }) => (CHOICES.includes(action) ? [{ key: `choices.step.${action}`, args: {}, on, action }] : []));

/** Files that came from the reporter himself: what an officer took down for him names the officers. */
export function ownFiles(report: Pick<Report, 'channel' | 'files' | 'messages'>): string[] {
  const said = report.messages.filter(({ from }) => from === 'reporter').flatMap(({ files }) => files);
  const later = new Set(report.messages.flatMap(({ files }) => files));
  return report.files.filter((id) => said.includes(id) || (report.channel === 'online' && !later.has(id)));
}

/** Whether this asking is the last one again: a double tap, which must not cost the code that the first one made. */
export const isAskedAgain = ({ events }: Pick<Report, 'events'>, request: string, from: number): boolean => {
  const last = events.findLast(({ action }) => action === 'renewCode');
  return last?.detail['request'] === request && last.detail['from'] === from;
};
