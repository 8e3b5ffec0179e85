// How a reporter wants to be told of a reward. The notice stands on his page in any case; a call or a letter comes on top of it.
import type { Delivery, Way } from '../../documents/rules/document.ts';
import type { RewardState } from './states.ts';

export const NOTICE_WAYS = ['statusPage', 'telephone', 'letter'] as const;
export type NoticeWay = (typeof NOTICE_WAYS)[number];
/** `contact` empty: what came with the report. */
export type Wish = { way: NoticeWay; contact: string; on: string };

const MET_BY: Record<NoticeWay, readonly Way[]> = { statusPage: ['statusPage'], telephone: ['telephone'], letter: ['post', 'direct', 'entrust'] };

/** The delivery by which he was told as he wanted; undefined while he was not. */
export const metBy = (way: NoticeWay, deliveries: readonly Delivery[]): Delivery | undefined => deliveries.find((each) => MET_BY[way].includes(each.way));

/** From the approval until he claims there is something to tell him. */
export const isTellable = (state: RewardState): boolean => state === 'approved' || state === 'notified';
