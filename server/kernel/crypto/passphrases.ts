// The passphrase of an identifiable reporter: scrypt, then a server key, so that a copy of the database alone cannot be tried.
import { createHmac, randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { deriveKey, type Keys } from './keys.ts';

/** A power of two. */
const COST = 15;
const BLOCK = 8;
/** One takes 32 MiB and a thread: more at once would starve the rest. */
const AT_ONCE = 2;

const stretch = (passphrase: string, salt: Buffer, cost: number): Promise<Buffer> => {
  const options: ScryptOptions = { N: cost, r: BLOCK, p: 1, maxmem: 256 * cost * BLOCK };
  // Two keyboards may write the same character differently.
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC').trim(), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
};

/** What is stored names its own cost: one that is made at another cost is checked at that cost. */
export function createPassphrases(keys: Keys, cost = COST) {
  const serverKey = deriveKey(keys.roots.lookup, 'passphrase');
  const makingKey = deriveKey(keys.roots.lookup, 'made passphrase');
  const behindKey = (stretched: Buffer): Buffer => createHmac('sha256', serverKey).update(stretched).digest();
  let running = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  }

  return {
    /**
     * Four groups of four digits (53 bits): easy to type on any keyboard, and unlike a number or an access code. The same for the same occasion:
     * only one is kept, and of two answers nobody knows which was seen. Part of the occasion must be a secret that is stored nowhere.
     */
    makePassphrase(...occasion: string[]): string {
      const drawn = createHmac('sha256', makingKey).update(JSON.stringify(occasion)).digest();
      return [0, 8, 16, 24].map((at) => String(drawn.readBigUInt64BE(at) % 10_000n).padStart(4, '0')).join('-');
    },
    /** What is stored: `s1$log2 cost$salt$digest`. */
    async hashPassphrase(passphrase: string): Promise<string> {
      const salt = randomBytes(16);
      const digest = behindKey(await inTurn(() => stretch(passphrase, salt, 2 ** cost)));
      return ['s1', cost, salt.toString('base64url'), digest.toString('base64url')].join('$');
    },

    /** Takes as long when there is nothing stored, so that the answer's time does not tell. */
    async checkPassphrase(passphrase: string, stored: string | null): Promise<boolean> {
      const [version, itsCost, salt, digest] = (stored ?? `s1$${cost}$AAAAAAAAAAAAAAAAAAAAAA$`).split('$');
      if (version !== 's1' || itsCost === undefined || salt === undefined || digest === undefined) return false;
      const given = behindKey(await inTurn(() => stretch(passphrase, Buffer.from(salt, 'base64url'), 2 ** Number(itsCost))));
      const kept = Buffer.from(digest, 'base64url');
      return kept.length === given.length && timingSafeEqual(kept, given);
    },
  };
}
