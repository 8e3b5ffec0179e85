// Rewards over HTTP: the public estimator and rule browser, the desk, and the part of the reporter's page that is about money.
import type { Clock } from '../kernel/clock.ts';
import { feature } from '../kernel/http/routes.ts';
import { behind, claimRoutes, type ReporterDoor } from './routes/claim.ts';
import { deskRoutes } from './routes/desk.ts';
import { moneyRoutes } from './routes/money.ts';
import { noticeRoutes } from './routes/notice.ts';
import { publicRoutes, type Place } from './routes/public.ts';
import { ruleRoutes } from './routes/rules.ts';
import { versionRoutes } from './routes/versions.ts';
import type { EnteringService } from './service/entering.ts';
import type { PaperTray, RewardsService } from './service.ts';

export type RewardsOutside = {
  rewards: RewardsService; clock: Clock; names: (ids: readonly string[]) => Promise<Map<string, string>>; door: ReporterDoor;
  /** What the estimator offers, and where it begins. */
  places: () => Promise<Place[]>; defaultPlace: string;
  entering: EnteringService;
  /** Takes the scans of a claim. */
  tray: PaperTray; bureauNames: () => Promise<Map<string, string>>; isDemo: boolean;
};

export function rewardsRoutes({ rewards, clock, names, door, places, entering, defaultPlace, tray, bureauNames, isDemo }: RewardsOutside) {
  const own = feature();
  // Before `/rewards/:id`, which would take their words for an id.
  publicRoutes(own, { rewards, clock, places, defaultPlace });
  ruleRoutes(own, { rewards, entering, clock, places });
  versionRoutes(own, { rewards });
  moneyRoutes(own, { rewards, clock, names, bureauNames, isDemo });
  deskRoutes(own, { rewards, names, tray, bureauNames });
  const mine = behind(door);
  claimRoutes(own, { rewards, mine });
  noticeRoutes(own, { rewards, mine });
  return { router: own.router, routes: own.routes };
}
