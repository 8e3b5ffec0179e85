// Signatures and commitments that anybody can check without us.
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import { publicKeyId, type Keys } from './keys.ts';
import { random } from './random.ts';

/** A public key as it is published: `publicKey` is base64 of the SPKI form. */
export type PublicReceiptKey = { keyId: string; algorithm: 'Ed25519'; publicKey: string };

export type Signature = { algorithm: 'Ed25519'; keyId: string; value: string };

/** RFC 8785: the one byte sequence that a JSON value has. */
export function canonicalJson(value: unknown): Buffer {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return Buffer.from(text, 'utf8');
}

/** SHA-256 in hex. */
export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** A running SHA-256 for bytes that come piece by piece. */
export function startDigest(): { update: (bytes: Buffer) => void; hex: () => string } {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
}

/** A fresh salt, base64url, 256 bits: without it a commitment cannot be guessed at. */
export const newSalt = (): string => random(32).toString('base64url');

/**
 * Commitment to a JSON value: SHA-256, hex, over the canonical bytes of `[purpose, salt, value]`.
 * Whoever is given salt and value can check it; without the salt it tells nothing.
 */
export const saltedHash = (purpose: string, salt: string, value: unknown): string => sha256(canonicalJson([purpose, salt, value]));

/** Reads a published key: SPKI or the raw 32 bytes, base64; throws when it is not Ed25519. */
function readPublicKey(text: string): KeyObject {
  const bytes = Buffer.from(text, 'base64');
  const key = bytes.length === 32
    ? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' })
    : createPublicKey({ key: bytes, format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 key');
  return key;
}

/** Whether `signature` (base64) over `bytes` was made by the holder of `publicKey` (base64). */
export function verifySignature(publicKey: string, bytes: Buffer, signature: string): boolean {
  return verify(null, bytes, readPublicKey(publicKey), Buffer.from(signature, 'base64'));
}

export function createSigning(keys: Keys) {
  const publicKey = keys.verifying.export({ format: 'der', type: 'spki' }).toString('base64');
  const signBytes = (bytes: Buffer): string => sign(null, bytes, keys.signing).toString('base64');

  return {
    signingKeyId: keys.signingKeyId,
    /** Ed25519 over the bytes, base64. */
    sign: signBytes,
    /** Ed25519 over the canonical bytes of a JSON value. */
    signJson: (value: unknown): Signature => ({ algorithm: 'Ed25519', keyId: keys.signingKeyId, value: signBytes(canonicalJson(value)) }),
    /** What `GET /receipts/keys` answers. */
    publicReceiptKeys: (): PublicReceiptKey[] => [{ keyId: publicKeyId(keys.verifying), algorithm: 'Ed25519', publicKey }],
  };
}
