// What proves that the notice of a reward was received.
import type { Delivery, Way } from '../../documents/rules/document.ts';

/** Left behind, announced or put on the status page it was sent, but nobody signed for it. */
const SIGNED: readonly Way[] = ['direct', 'post', 'entrust', 'electronic'];

/** The earliest delivery with a signed slip; null where there is none: then the window does not run. */
export const provenOn = (deliveries: readonly Delivery[]): Pick<Delivery, 'on' | 'by'> | null =>
  deliveries.filter(({ way, fileId }) => SIGNED.includes(way) && fileId !== null).toSorted((a, b) => a.on.localeCompare(b.on))[0] ?? null;
