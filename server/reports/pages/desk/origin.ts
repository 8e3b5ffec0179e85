// How a lead that an officer entered had come, for the facts of its page.
import type { Words } from '../../../kernel/i18n.ts';
import type { Report } from '../../rules/report.ts';

type Fact = { label: string; text: string };
const FOUND = ['data', 'routine', 'randomDraw', 'selfInspection', 'other'] as const;

export function originFacts(t: Words, report: Pick<Report, 'source' | 'channel' | 'content'>, names: ReadonlyMap<string, string>): Fact[] {
  const { origin } = report.content;
  const found = FOUND.find((each) => each === report.source);
  const fact = (label: string, text: string | null): Fact[] => (text === null || text === '' ? [] : [{ label, text }]);
  const source = report.channel === 'internal' && found ? fact(t('entering.fact.source'), t(`entering.source.${found}`)) : [];
  if (!origin) return source;
  const { department, letterNumber, letterOn, limit, foreignNumber, takenDownBy, lateReason } = origin;
  const letter = letterNumber !== null && letterOn !== null ? t('entering.fact.letterLine', { number: letterNumber, date: letterOn }) : letterNumber;
  return [
    ...source, ...fact(t('entering.fact.department'), department), ...fact(t('entering.fact.letter'), letter),
    ...fact(t('entering.fact.limit'), limit === null ? null : t(`reports.desk.unit.${limit.unit}`, { n: limit.amount })), ...fact(t('entering.fact.foreign'), foreignNumber),
    ...fact(t('entering.fact.takenDownBy'), takenDownBy.map((id) => names.get(id) ?? t('common.unknown')).join(t('reports.desk.comma'))), ...fact(t('entering.fact.late'), lateReason),
  ];
}
