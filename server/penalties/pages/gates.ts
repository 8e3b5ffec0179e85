// What the sums oblige the bureau to do, line by line: required, not required and why, not known before all sums stand, or a warning.
import { isMessageKey } from '../../kernel/i18n.ts';
import type { Words } from '../../kernel/i18n.ts';
import { formatYuan } from '../../kernel/money.ts';
import type { Gates } from '../rules/gates.ts';

export type GateLine = { kind: 'due' | 'notDue' | 'open' | 'warning'; state: string; name: string; detail: string };

const because = (t: Words, codes: readonly string[]): string => codes.map((code) => {
  const key = `penalties.because.${code}`;
  return isMessageKey(key) ? t(key) : code;
}).join('；');

/** `otherwise`: what is said where nothing asks for it. */
function line(t: Words, name: 'review' | 'hearing' | 'collective', isDue: boolean, codes: readonly string[], otherwise = t('penalties.because.none')): GateLine {
  const detail = isDue ? because(t, codes) : otherwise;
  return { kind: isDue ? 'due' : 'notDue', state: t(isDue ? 'penalties.gate.due' : 'penalties.gate.notDue'), name: t(`penalties.gate.${name}`), detail: [detail, t(`penalties.gate.${name}.clause`)].filter((part) => part !== '').join(t('penalties.gate.join')) };
}

/** `isPartial`: sums are still missing, so that what they do not ask for now they may yet. */
const settled = (t: Words, isPartial: boolean, line: GateLine): GateLine => (isPartial && line.kind === 'notDue' ? { ...line, kind: 'open', state: t('penalties.gate.open'), detail: t('penalties.because.open') } : line);

export const gateLines = (t: Words, { legalReview, hearing, collective, police }: Gates, isPartial = false): GateLine[] => [
  settled(t, isPartial, line(t, 'review', legalReview.isRequired, legalReview.because)),
  settled(t, isPartial, line(t, 'hearing', hearing.isOffered, hearing.because)),
  settled(t, isPartial, line(t, 'collective', collective.isRequired, collective.because, collective.isForOfficer ? t('penalties.because.forOfficer') : t('penalties.because.none'))),
  ...(police.isWarned ? [{ kind: 'warning' as const, state: t('penalties.gate.warning'), name: t('penalties.gate.police'), detail: t('penalties.gate.police.detail', { fen: formatYuan(police.fromFen) }) }] : []),
];
