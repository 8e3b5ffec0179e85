// Envelope sealing: each record has a data key of its own, wrapped by a key that belongs to one purpose.
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { deriveKey, type Keys } from './keys.ts';
import { random } from './random.ts';

/** What is stored: all texts base64url. `kid` names the master key, so that a later key can be told apart. */
export type Sealed = { v: 1; kid: string; wrapped: string; iv: string; data: string };

export const SEALING_PURPOSES = ['content', 'identity'] as const;
export type SealingPurpose = (typeof SEALING_PURPOSES)[number];

/** The sealed text was changed, belongs to another record or purpose, or was made with another key. */
export class CannotOpen extends Error {
  constructor() {
    super('sealed text cannot be opened');
  }
}

const CIPHER = 'aes-256-gcm';
const TAG = 16;

/** Ciphertext followed by its tag. */
export function encrypt(key: KeyObject, iv: Buffer, aad: string, plain: Buffer | string): Buffer {
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(aad));
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  return Buffer.concat([body, cipher.final(), cipher.getAuthTag()]);
}

/** The plain bytes; throws CannotOpen. */
export function decrypt(key: KeyObject, iv: Buffer, aad: string, sealed: Buffer): Buffer {
  if (iv.length !== 12 || sealed.length < TAG) throw new CannotOpen();
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG });
  decipher.setAAD(Buffer.from(aad));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()]);
  } catch {
    throw new CannotOpen();
  }
}

// An array in JSON cannot be mistaken for another purpose and id, whatever characters they hold.
const bound = (part: string, kid: string, purpose: SealingPurpose, recordId: string): string =>
  JSON.stringify(['mingjian', 1, part, kid, purpose, recordId]);

export function createEnvelope(keys: Keys) {
  const wrapping: Record<SealingPurpose, KeyObject> = {
    content: deriveKey(keys.roots.master, 'seal/content'),
    identity: deriveKey(keys.roots.master, 'seal/identity'),
  };
  const kid = keys.masterKeyId;

  return {
    /** Seals a JSON value to one purpose and one record id; it opens with the same two only. */
    seal(purpose: SealingPurpose, recordId: string, value: unknown): Sealed {
      const dataKey = random(32);
      const wrapIv = random(12);
      const iv = random(12);
      const wrapped = encrypt(wrapping[purpose], wrapIv, bound('key', kid, purpose, recordId), dataKey);
      const data = encrypt(createSecretKey(dataKey), iv, bound('data', kid, purpose, recordId), JSON.stringify(value));
      dataKey.fill(0);
      return {
        v: 1,
        kid,
        wrapped: Buffer.concat([wrapIv, wrapped]).toString('base64url'),
        iv: iv.toString('base64url'),
        data: data.toString('base64url'),
      };
    },

    /** The value that was sealed, as JSON gives it back (dates are texts); throws CannotOpen. */
    open<Value = unknown>(purpose: SealingPurpose, recordId: string, sealed: Sealed): Value {
      if (sealed.v !== 1 || sealed.kid !== kid) throw new CannotOpen();
      const wrapped = Buffer.from(sealed.wrapped, 'base64url');
      const dataKey = decrypt(wrapping[purpose], wrapped.subarray(0, 12), bound('key', kid, purpose, recordId), wrapped.subarray(12));
      const iv = Buffer.from(sealed.iv, 'base64url');
      const plain = decrypt(createSecretKey(dataKey), iv, bound('data', kid, purpose, recordId), Buffer.from(sealed.data, 'base64url'));
      dataKey.fill(0);
      return JSON.parse(plain.toString('utf8')) as Value;
    },
  };
}
