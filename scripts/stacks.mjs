// Stacks of the bundle in the words of the sources. A map that is kept decoded holds a hundred MiB for as long as the server runs, and whoever sends
// broken JSON causes the first stack: so the map is read through each time that a place is asked for which is not known yet, and only the answer is kept.
import { readFileSync } from 'node:fs';

/** A server has a few dozen places where things go wrong; more than that is nobody's ordinary day. */
const MOST_KEPT = 2_000;
const [QUOTE, SEMICOLON] = [34, 59];
const DIGITS = new Int8Array(256).fill(-1);
for (const [value, sign] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) DIGITS[sign.charCodeAt(0)] = value;

/**
 * Where these places of a script come from, by the bytes of its source map; null where the map does not say.
 * Lines and columns count from 0, as in the map.
 */
export function originsOf(map, wanted) {
  const found = wanted.map(() => null);
  const open = [...wanted.keys()].sort((a, b) => wanted[a].line - wanted[b].line || wanted[a].column - wanted[b].column);
  // Column here, source, line and column there, name: each counts on from the segment before, over all lines but for the first.
  const segment = new Int32Array(5);
  // A place belongs to the last segment of its line that begins before it.
  let last = null;
  let [line, next, field, value, shift] = [0, 0, 0, 0, 0];
  let place = wanted[open[0]];
  const settle = () => {
    found[open[next]] = last;
    next += 1;
    place = wanted[open[next]];
  };
  for (let at = map.indexOf('"', map.indexOf('"mappings":') + 11) + 1; place && at < map.length; at += 1) {
    const sign = map[at];
    const digit = DIGITS[sign];
    if (digit >= 0) {
      value |= (digit & 31) << shift;
      shift += 5;
      if (digit >= 32) continue;
      segment[field] += value & 1 ? -(value >>> 1) : value >>> 1;
      field += 1;
      value = shift = 0;
      continue;
    }
    if (place.line === line && field > 0) {
      while (place?.line === line && place.column < segment[0]) settle();
      last = field > 1 ? { source: segment[1], line: segment[2], column: segment[3] } : null;
    }
    field = 0;
    if (sign !== SEMICOLON && sign !== QUOTE) continue;
    while (place && place.line <= line) settle();
    if (sign === QUOTE) break;
    line += 1;
    segment[0] = 0;
    last = null;
  }
  if (found.every((origin) => origin === null)) return found;
  const from = map.indexOf('[', map.indexOf('"sources":'));
  const sources = JSON.parse(map.subarray(from, map.indexOf(']', from) + 1).toString('utf8'));
  return found.map((origin) => origin && { ...origin, source: sources[origin.source] ?? '' });
}

/** Makes every stack of this process name the sources of `file` instead of its own lines. */
export function readableStacks(file) {
  const known = new Map();
  const keyOf = (site) => `${site.getLineNumber()}:${site.getColumnNumber()}`;

  function learn(sites) {
    const unknown = [...new Map(sites.filter((site) => site.getFileName() === file).map((site) => [keyOf(site), site]))].filter(([key]) => !known.has(key));
    if (unknown.length === 0) return;
    if (known.size + unknown.length > MOST_KEPT) known.clear();
    const origins = originsOf(readFileSync(`${file}.map`), unknown.map(([, site]) => ({ line: site.getLineNumber() - 1, column: site.getColumnNumber() - 1 })));
    for (const [at, [key]] of unknown.entries()) known.set(key, origins[at]);
  }
  function place(site) {
    const origin = site.getFileName() === file ? known.get(keyOf(site)) : null;
    return origin ? String(site).replace(/[^ (]*main\.cjs:\d+:\d+/, `${origin.source.replace(/^(\.\.\/)+/, '')}:${origin.line + 1}:${origin.column + 1}`) : String(site);
  }
  Error.prepareStackTrace = (error, sites) => {
    try {
      learn(sites);
    } catch {
      // Without its map a stack names the lines of the bundle.
    }
    return [Error.prototype.toString.call(error), ...sites.map((site) => `    at ${place(site)}`)].join('\n');
  };
}
