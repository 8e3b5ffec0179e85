import bcrypt from 'bcrypt';
import jwt from 'jsonwebtoken';
import type { KeyObject } from 'node:crypto';

const COST = 12;
/** bcrypt runs off the event loop, but four at once on two cores starve everything else. */
const AT_ONCE = 2;

/** Passwords: hash and compare, at most two at a time. */
export function passwordHasher(cost = COST) {
  let running = 0;
  const waiting: (() => void)[] = [];
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
  const dummy = bcrypt.hash('no such account', cost);
  return {
    hash: (password: string): Promise<string> => inTurn(() => bcrypt.hash(password, cost)),
    /** With `hash` null the same work is done against a dummy, so that an unknown account answers as slowly as a known one. */
    matches: (password: string, hash: string | null): Promise<boolean> =>
      inTurn(async () => {
        const isRight = (await bcrypt.compare(password, hash ?? (await dummy))) && hash !== null;
        // The printed passwords of a trial have a cheaper digest.
        if (hash !== null && bcrypt.getRounds(hash) < cost) await bcrypt.compare(password, await dummy);
        return isRight;
      }),
  };
}

export type Hasher = ReturnType<typeof passwordHasher>;

/** What a token says: whose it is, and the account's token version. Everything else is loaded on each request. */
export type TokenClaims = { id: string; version: number; issuedAt: number };

export function tokens(key: KeyObject, seconds: number) {
  return {
    seconds,
    issue(id: string, version: number, now: Date): string {
      const issuedAt = Math.floor(now.getTime() / 1000);
      return jwt.sign({ sub: id, v: version, iat: issuedAt, exp: issuedAt + seconds }, key, { algorithm: 'HS256' });
    },
    read(token: string, now: Date): TokenClaims | null {
      try {
        const claims = jwt.verify(token, key, { algorithms: ['HS256'], clockTimestamp: Math.floor(now.getTime() / 1000) });
        if (typeof claims === 'string' || typeof claims.sub !== 'string' || typeof claims['v'] !== 'number' || typeof claims.iat !== 'number') return null;
        return { id: claims.sub, version: claims['v'], issuedAt: claims.iat };
      } catch (error) {
        if (error instanceof jwt.JsonWebTokenError) return null;
        throw error;
      }
    },
  };
}

export type Tokens = ReturnType<typeof tokens>;
