// Grounds with their source. A list belongs to a jurisdiction and a period (report-handling section 8).

/** `mark` as in the domain documents: S a secondary source states it, I inferred. */
export type Ground = { code: string; source: string; mark: 'S' | 'I'; jurisdiction: string; from: string | null; to: string | null };

const hainan = (code: string): Ground => ({ code, source: '海南省2020年举报办法（解读，2020-12-21）', mark: 'S', jurisdiction: '460000', from: '2020-12-21', to: null });

/** Names the report that was there before; what the new one brings goes to that matter (report-handling 8). */
export const UNDER_INVESTIGATION = 'NA_ALREADY_UNDER_INVESTIGATION';

/** The national list is not known; Hainan's is offered as the first list and marked as Hainan's. */
export const NON_ACCEPTANCE: readonly Ground[] = [
  hainan('NA_OUT_OF_SCOPE'),
  hainan('NA_NO_TARGET_OR_FACTS'),
  hainan(UNDER_INVESTIGATION),
  hainan('NA_CLOSED_NO_NEW_CLUES'),
  hainan('NA_SUPERIOR_UPHELD'),
  hainan('NA_OTHER_PROCEDURE'),
];

const condition = (code: string): Ground => ({ code, source: '医疗保障行政处罚程序暂行规定第十五条（立案条件）', mark: 'I', jurisdiction: 'CN', from: '2021-07-15', to: null });

/** Each is one of the three filing conditions that is not met. */
export const NOT_FILING: readonly Ground[] = [condition('NF_NO_SUSPECT'), condition('NF_NOT_PUNISHABLE'), condition('NF_NO_JURISDICTION')];

/** The three filing conditions, all of them needed (enforcement 5.4). */
export const FILING_CONDITIONS = ['suspect', 'punishable', 'jurisdiction'] as const;

const inForce = (ground: Ground, date: string): boolean => (ground.from === null || ground.from <= date) && (ground.to === null || date <= ground.to);

export const nonAcceptanceGrounds = (date: string): Ground[] => NON_ACCEPTANCE.filter((ground) => inForce(ground, date));
export const notFilingReasons = (date: string): Ground[] => NOT_FILING.filter((ground) => inForce(ground, date));

/** What these grounds say to the reporter before the first recorded visit. */
export const AS_IT_STANDS = 'NA_AS_IT_STANDS';
/** Three of these tell that somebody else spoke before. The first does not, and is told in the same words, so that the words themselves tell nothing. */
const TOLD_ALIKE: readonly string[] = ['NA_NO_TARGET_OR_FACTS', 'NA_ALREADY_UNDER_INVESTIGATION', 'NA_CLOSED_NO_NEW_CLUES', 'NA_SUPERIOR_UPHELD'];

/** The ground or reason as a reporter may read it: whoever asks may be the target under a false name. */
export const toldReason = (reason: string | null, visitedOn: string | null): string | null =>
  (reason !== null && visitedOn === null && TOLD_ALIKE.includes(reason) ? AS_IT_STANDS : reason);
