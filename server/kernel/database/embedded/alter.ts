import { fail } from './errors.ts';
import { isIndex, own, put } from './paths.ts';
import type { Doc } from './raw.ts';
import { isObject } from './values.ts';

/** Returned by a change: take the field away, or leave it as it is. */
export const REMOVE = Symbol('remove');
export const KEEP = Symbol('keep');
export type Change = (old: unknown) => unknown;
/** What to do where the path does not lead on: make the documents that are missing, stop quietly there, or stop quietly at a scalar too. */
export type Missing = 'create' | 'stop' | 'ignore';

/** Padding of an array up to a far index is refused beyond this. */
const MAX_PADDING = 1_500_000;

function write(container: Doc | unknown[], name: string, value: unknown): void {
  if (!Array.isArray(container)) return value === REMOVE ? void delete container[name] : put(container, name, value);
  const index = Number(name);
  if (index > container.length + MAX_PADDING) fail(2, `cannot pad an array up to ${index}`);
  if (value === REMOVE && index >= container.length) return;
  while (container.length < index) container.push(null);
  container[index] = value === REMOVE ? null : value;
}

/** Changes the value at a path. */
export function alter(container: Doc | unknown[], parts: string[], change: Change, missing: Missing, i = 0): void {
  const name = parts[i] ?? '';
  if (Array.isArray(container) && !isIndex(name)) return missing === 'ignore' ? undefined : fail(28, `cannot use the field '${name}' of an array`);
  const old = Array.isArray(container) ? container[Number(name)] : own(container, name);
  if (i === parts.length - 1) {
    const next = change(old);
    if (next !== KEEP && !(next === REMOVE && old === undefined)) write(container, name, next);
    return;
  }
  if (old === undefined) {
    if (missing !== 'create') return;
    const child = {};
    alter(child, parts, change, missing, i + 1);
    // a change that kept everything leaves no empty parents behind
    if (Object.keys(child).length > 0) write(container, name, child);
    return;
  }
  if (isObject(old) || Array.isArray(old)) alter(old as Doc, parts, change, missing, i + 1);
  else if (missing !== 'ignore') fail(28, `cannot use the field '${parts[i + 1]}' of a scalar`);
}
