// What must be found again without being readable: keyed digests.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey, type Keys } from './keys.ts';
import { random } from './random.ts';

/** A fresh id for a record, 32 hex characters, safe in an address and in a file name. */
export const randomId = (): string => random(16).toString('hex');

let last = { moment: 0, taken: 0 };
/** A fresh id that sorts by its moment, and within one process by the order of asking. It tells when, but not how many came between two; use it only where that is open anyway. */
export const orderedId = (at: Date): string => {
  const moment = at.getTime();
  last = { moment, taken: last.moment === moment ? (last.taken + 1) % 36 ** 4 : 0 };
  const { taken } = last;
  return `${moment.toString(36).padStart(9, '0')}${taken.toString(36).padStart(4, '0')}${random(6).toString('hex')}`;
};

/** A fresh secret for a person's form or link: 256 bits, base64url. */
export const randomSecret = (): string => random(32).toString('base64url');

/** Whether two digests are the same, in a time that does not tell where they differ. */
export function sameDigest(one: string, other: string): boolean {
  const a = Buffer.from(one);
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}

export function createLookups(keys: Keys) {
  const key = deriveKey(keys.roots.lookup, 'lookup');
  const lookup = (purpose: string, ...parts: string[]): string =>
    createHmac('sha256', key).update(JSON.stringify([purpose, ...parts])).digest('base64url');

  return {
    /** HMAC-SHA256 over purpose and parts, base64url: equal inputs are found, nothing is read back. */
    lookup,
    /** What is stored of an access code. Both arguments normalised. */
    codeDigest: (number: string, code: string): string => lookup('access code', number, code),
  };
}
