// Rewards from a decided case to the money. The parts: prepare (first reporter, rule set, answers, proposal), desk (officers), reporter (claim), estimate (the public).
import { dueSide } from './service/deadlines.ts';
import { deskSide } from './service/desk.ts';
import { estimating } from './service/estimate.ts';
import { acting } from './service/parts.ts';
import type { RewardsParts } from './service/parts.ts';
import { preparing } from './service/prepare.ts';
import { opening } from './service/open.ts';
import { reporterSide } from './service/reporter.ts';

export type { ClaimData, ClaimReason, Estimate, FirstInLine, ReporterReward, RewardDossier, RewardLine, ShownClock } from './rules/shown.ts';
export type { RewardsParts, Session } from './service/parts.ts';
export type { FirstAnswers } from './service/open.ts';
export type RewardsService = ReturnType<typeof rewardsService>;

export function rewardsService(parts: RewardsParts) {
  const common = acting(parts);
  const { chosen, ...opened } = opening(parts, common);
  const desk = deskSide(parts, common);
  parts.documents.guard('reward', desk.mayKnow);
  return {
    ...opened,
    ...preparing(parts, common, chosen),
    ...desk,
    ...dueSide(parts, common),
    ...reporterSide(parts, common),
    ...estimating(parts, common),
    /** Rewards paid in a Beijing year and their sum, for the home page. */
    figures: (year: number): Promise<{ count: number; sumFen: number }> => parts.store.paidIn(year),
  };
}
