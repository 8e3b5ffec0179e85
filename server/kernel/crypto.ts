// Every secret, every random byte and every digest comes from here; no other file of the program asks for randomness.
import { createAge } from './crypto/age.ts';
import { createEnvelope } from './crypto/envelope.ts';
import { deriveKey, type Keys, type RootName } from './crypto/keys.ts';
import { createLookups } from './crypto/lookups.ts';
import { createPassphrases } from './crypto/passphrases.ts';
import { createSigning } from './crypto/signing.ts';
import { createTokens } from './crypto/tokens.ts';
import type { KeyObject } from 'node:crypto';

export { AGE_PIECE, type AgeSealer } from './crypto/age.ts';
export { codeGroups, isWellFormedCode, isWellFormedNumber, newAccessCode, newReportNumber, normaliseCode, normaliseNumber } from './crypto/codes.ts';
export { CannotOpen, SEALING_PURPOSES, type Sealed, type SealingPurpose } from './crypto/envelope.ts';
export { BadKey, generateKeys, loadKeys, type Keys, type KeyTexts } from './crypto/keys.ts';
export { orderedId, randomId, randomSecret, sameDigest } from './crypto/lookups.ts';
export {
  canonicalJson, newSalt, saltedHash, sha256, startDigest, verifySignature, type PublicReceiptKey, type Signature,
} from './crypto/signing.ts';

/** All that needs the installation's keys, bound to them once at start. */
export function createCrypto(keys: Keys, passphraseCost?: number) {
  return {
    ...createEnvelope(keys),
    ...createLookups(keys),
    ...createTokens(keys),
    ...createSigning(keys),
    ...createPassphrases(keys, passphraseCost),
    ...createAge(keys),
    /** A key of its own for one purpose (JWT, search tokens): made once at start and kept. */
    derivedKey: (root: RootName, purpose: string, bytes = 32): KeyObject => deriveKey(keys.roots[root], purpose, bytes),
  };
}

export type Crypto = ReturnType<typeof createCrypto>;
