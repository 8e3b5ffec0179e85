// Rewards from a decided case to the money. The parts: prepare (first reporter, rule set, answers, proposal), desk (officers), reporter (claim), estimate (the public).
import { DOWNLOAD_REASONS } from '../evidence/rules/files.ts';
import type { Evidence } from '../evidence/service.ts';
import { accounting } from './service/account.ts';
import { choosing } from './service/choosing.ts';
import { claiming } from './service/claims.ts';
import { deciding } from './service/decide.ts';
import { dueSide } from './service/deadlines.ts';
import { deskSide } from './service/desk.ts';
import { exhibiting } from './service/exhibits.ts';
import { estimating } from './service/estimate.ts';
import { acting } from './service/parts.ts';
import type { RewardsParts } from './service/parts.ts';
import { preparing } from './service/prepare.ts';
import { notifying } from './service/notice.ts';
import { paying } from './service/payments.ts';
import { receiving } from './service/receipts.ts';
import { opening } from './service/open.ts';
import { reporterSide } from './service/reporter.ts';

export type { ClaimData, ClaimReason, Estimate, FirstInLine, ReporterReward, RewardDossier, RewardLine, ShownClock } from './rules/shown.ts';
export type { RewardsParts, Session } from './service/parts.ts';
export type { FirstAnswers } from './service/first.ts';
export type { Verification } from './store.ts';
/** Takes the scans of a claim. */
export type PaperTray = Pick<Evidence, 'receive' | 'discard' | 'limits'>;
export type RewardsService = ReturnType<typeof rewardsService>;

export function rewardsService(parts: RewardsParts) {
  const common = acting(parts);
  const exhibits = exhibiting(parts, common);
  const { chosen, ...opened } = opening(parts, common, exhibits);
  const desk = deskSide(parts, common, exhibits);
  const { budgetFor, ...decisions } = deciding(parts, common);
  receiving(parts, common);
  parts.documents.guard('reward', desk.mayKnow);
  return {
    ...opened,
    ...preparing(parts, common, chosen, exhibits),
    openExhibit: exhibits.open,
    exhibitReasons: DOWNLOAD_REASONS,
    ...desk,
    ...decisions,
    ...claiming(parts, common),
    ...paying(parts, common),
    ...notifying(parts, common),
    ...accounting(parts, common, budgetFor),
    ...dueSide(parts, common),
    ...reporterSide(parts, common),
    ...estimating(parts, common),
    ...choosing(parts, common),
    write: parts.write,
    /** Rewards paid in a Beijing year and their sum, for the home page. */
    figures: (year: number): Promise<{ count: number; sumFen: number }> => parts.store.paidIn(year),
  };
}
