// Sealed tokens: a session without a row. The holder can neither read nor change it.
import { randomBytes, type KeyObject } from 'node:crypto';
import { decrypt, encrypt, CannotOpen } from './envelope.ts';
import { deriveKey, type Keys } from './keys.ts';

const VERSION = 'v1';
// Longer than any cookie a browser keeps; a longer text is not ours.
const LONGEST = 4096;

export function createTokens(keys: Keys) {
  const made = new Map<string, KeyObject>();
  const keyOf = (purpose: string): KeyObject => {
    const key = made.get(purpose) ?? deriveKey(keys.roots.session, `token/${purpose}`);
    made.set(purpose, key);
    return key;
  };

  return {
    /** A text for a cookie that opens under the same purpose until `expiresAt`. `purpose` is a literal of the code. */
    sealToken(purpose: string, value: object, expiresAt: Date): string {
      const iv = randomBytes(12);
      const data = encrypt(keyOf(purpose), iv, `${VERSION} ${purpose}`, JSON.stringify([expiresAt.getTime(), value]));
      return `${VERSION}.${Buffer.concat([iv, data]).toString('base64url')}`;
    },

    /** What was sealed, or null: changed, of another purpose, or past its time. */
    openToken<Value = unknown>(purpose: string, text: string, now: Date): Value | null {
      if (!text.startsWith(`${VERSION}.`) || text.length > LONGEST) return null;
      const bytes = Buffer.from(text.slice(VERSION.length + 1), 'base64url');
      try {
        const plain = decrypt(keyOf(purpose), bytes.subarray(0, 12), `${VERSION} ${purpose}`, bytes.subarray(12));
        const [expires, value] = JSON.parse(plain.toString('utf8')) as [number, Value];
        return now.getTime() < expires ? value : null;
      } catch (error) {
        if (error instanceof CannotOpen) return null;
        throw error;
      }
    },
  };
}
