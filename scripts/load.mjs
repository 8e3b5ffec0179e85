// Loads dist/main.cjs as one script, with what V8 compiled of it the last time it was built, and turns its stacks back to the sources.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';
import { readableStacks } from './stacks.mjs';

const HASH_BYTES = 32;
const cacheOf = (file) => `${file}.cache`;

/** The cache belongs to these very bytes: V8 itself compares only their number. */
function cached(file, hash) {
  try {
    const bytes = readFileSync(cacheOf(file));
    return bytes.subarray(0, HASH_BYTES).equals(hash) ? bytes.subarray(HASH_BYTES) : undefined;
  } catch {
    return undefined;
  }
}

/** Runs the file; answers how to keep what V8 has compiled of it by then: hash of the file, then V8's own bytes. */
export function load(file) {
  const bytes = readFileSync(file);
  const hash = createHash('sha256').update(bytes).digest();
  // Written in ASCII by the build, so that it needs one byte a character in memory too.
  const script = new Script(bytes.latin1Slice(), { filename: file, cachedData: cached(file, hash) });
  readableStacks(file);
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file), (name) => import(name));
  return () => ({ path: cacheOf(file), bytes: Buffer.concat([hash, script.createCachedData()]) });
}
