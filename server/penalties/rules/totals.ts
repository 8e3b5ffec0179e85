import { compareRatio, decimal, plainYuan } from '../../kernel/money.ts';
import { remark, type Remark } from './codes.ts';
import type { Notice, NoticeGround, PenaltyCase } from './input.ts';

/** What stands of one finding once acts are counted once. */
export interface Share {
  readonly id: string;
  readonly fine: number;
  readonly refund: number;
}

/** APL 29: of two fines for one act only the higher stands, and the largest base is refunded once. */
export function standingShares(shares: readonly Share[], groups: PenaltyCase['sameActGroups']): { shares: Share[]; remarks: Map<string, Remark> } {
  const standing = new Map(shares.map((share) => [share.id, share]));
  const remarks = new Map<string, Remark>();
  for (const group of groups) {
    const members = [...new Set(group)].flatMap((id) => standing.get(id) ?? []);
    const highest = members.reduce<Share | null>((best, each) => (best && best.fine >= each.fine ? best : each), null);
    const largest = members.reduce<Share | null>((best, each) => (best && best.refund >= each.refund ? best : each), null);
    const isDouble = members.filter(({ fine }) => fine > 0).length > 1;
    for (const { id, fine, refund } of members) {
      if (isDouble && highest) remarks.set(id, remark('CALC_SAME_ACT', { stands: highest.id, fine: plainYuan(highest.fine) }));
      standing.set(id, { id, fine: id === highest?.id ? fine : 0, refund: id === largest?.id ? refund : 0 });
    }
  }
  return { shares: shares.map(({ id, ...rest }) => standing.get(id) ?? { id, ...rest }), remarks };
}

/** The final decision as compared with the notices. */
export interface Final {
  readonly fineTotal: number;
  readonly findings: readonly { readonly id: string; readonly fine: number; readonly suspensionMonths: string | null }[];
}

const RENEWS: readonly NoticeGround[] = ['FACTS', 'EVIDENCE', 'BASIS'];

/** How a final decision goes beyond one notice: 'total', or the findings with more months or a kind that was not announced. */
function beyond(final: Final, notice: Notice): string[] {
  const found = final.fineTotal > notice.fineTotalFen ? ['total'] : [];
  // A notice entered without its findings can only be compared by its total.
  if (notice.findings.length === 0) return found;
  for (const { id, fine, suspensionMonths } of final.findings) {
    const announced = notice.findings.find((each) => each.id === id);
    const isNewFine = fine > 0 && (announced?.fineFen ?? 0) === 0;
    const isLonger = suspensionMonths !== null && compareRatio(decimal(suspensionMonths), decimal(announced?.suspensionMonths ?? '0')) > 0;
    if (isNewFine || isLonger) found.push(id);
  }
  return found;
}

/** CALC_ABOVE_NOTICE (APL 45): not worse than any notice, unless a later one for facts, evidence or basis covers it. Key: finding id, or 'total'. */
export function noticeRemarks(final: Final, notices: readonly Notice[]): Map<string, Remark> {
  const ordered = [...notices].sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : a.issuedOn > b.issuedOn ? 1 : 0));
  const covers = ordered.map((notice) => RENEWS.includes(notice.newBecauseOf) && beyond(final, notice).length === 0);
  const found = new Map<string, Remark>();
  for (const [at, notice] of ordered.entries()) {
    if (covers.slice(at + 1).includes(true)) continue;
    for (const key of beyond(final, notice)) {
      found.set(key, remark('CALC_ABOVE_NOTICE', { issuedOn: notice.issuedOn, announced: plainYuan(notice.fineTotalFen), final: plainYuan(final.fineTotal) }));
    }
  }
  return found;
}
