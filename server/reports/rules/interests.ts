// Declared interests (行政处罚法第四十三条): whose matters do not exist for whom.
import { nameSimilarity } from './duplicates.ts';
import type { Report } from './report.ts';
import { tiesOf } from './ties.ts';

/** Of a person, in an institution of the registry or under a free name. `by`: himself, or the head who entered it. */
export type Interest = { id: string; person: string; bureau: string; institutionId: string | null; name: string; reason: string; on: string; by: string; endedOn: string | null; meant?: Meant };
/** What stands for the same institution in the directory: its records, doubles among them, and all their names. */
export type Meant = { ids: readonly string[]; names: readonly string[] };
/** Whom a matter is about. */
export type Concern = { institutionId: string | null; targetName: string };

/** Names this near are taken for the same: somebody kept from one report too many does less harm than one who reads about his own. */
const NEAR = 0.7;

export function concerns({ endedOn, institutionId: own, name, meant }: Pick<Interest, 'institutionId' | 'name' | 'endedOn' | 'meant'>, { institutionId, targetName }: Concern): boolean {
  if (endedOn !== null) return false;
  const isMeant = institutionId !== null && (own === institutionId || meant?.ids.includes(institutionId) === true);
  return isMeant || [name, ...(meant?.names ?? [])].some((each) => nameSimilarity(each, targetName) >= NEAR);
}

export const concernedBy = (interests: readonly Interest[], concern: Concern): string[] => [...new Set(interests.filter((each) => concerns(each, concern)).map(({ person }) => person))];

/** Whose officers read anything of a report: its own bureau's, that to which it is offered, and those that sent it on and keep its letters. */
export function bureausOf(report: Pick<Report, 'bureau'> & Parameters<typeof tiesOf>[0]): string[] {
  const { offer, passages } = tiesOf(report);
  return [...new Set([report.bureau, ...(offer ? [offer.to] : []), ...passages.map(({ from }) => from)])];
}

/** The report as it is kept: for these persons it does not exist. */
export function withoutInterested(report: Report, interests: readonly Interest[]): Report {
  const hidden = concernedBy(interests, { institutionId: report.institutionId, targetName: report.content.targetName }).filter((id) => !report.recused.includes(id));
  return hidden.length === 0 ? report : { ...report, recused: [...report.recused, ...hidden], assigned: report.assigned.filter((id) => !hidden.includes(id)) };
}
