// Loads dist/main.cjs as one script, with what V8 compiled of it the last time it was built, and turns its stacks back to the sources.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SourceMap, createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

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

/** The map is read only when something went wrong: kept from the start it would cost time and memory for nothing. */
function readableStacks(file) {
  let map = null;
  const place = (site) => {
    if (site.getFileName() !== file) return String(site);
    map ??= new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    const { originalSource, originalLine = 0, originalColumn = 0 } = map.findEntry(site.getLineNumber() - 1, site.getColumnNumber() - 1);
    if (!originalSource) return String(site);
    return String(site).replace(/[^ (]*main\.cjs:\d+:\d+/, `${originalSource.replace(/^(\.\.\/)+/, '')}:${originalLine + 1}:${originalColumn + 1}`);
  };
  Error.prepareStackTrace = (error, sites) => {
    const lines = sites.map((site) => {
      try {
        return place(site);
      } catch {
        return String(site);
      }
    });
    return [Error.prototype.toString.call(error), ...lines.map((line) => `    at ${line}`)].join('\n');
  };
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
