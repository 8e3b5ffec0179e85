import { isObject } from '../compare.ts';
import { fail } from '../errors.ts';
import { isIndex, own, put } from '../paths.ts';
import type { Doc } from '../raw.ts';

/** Returned by a change: take the field away, or leave it as it is. */
export const REMOVE = Symbol('remove');
export const KEEP = Symbol('keep');
export type Change = (old: unknown, container: unknown) => unknown;
/** Tests of elements named in a path as `$[name]`, and the element that `$` stands for. */
export type Elements = { filters: ReadonlyMap<string, (value: unknown) => boolean>; position: (parts: string[]) => number | undefined };

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

/** The names a part of a path stands for: one, or several elements of an array. */
function names(container: unknown, parts: string[], i: number, elements: Elements): string[] {
  const part = parts[i] ?? '';
  if (part === '$') {
    const position = elements.position(parts.slice(0, i));
    return position === undefined ? fail(2, 'the positional operator did not find the match needed from the query') : [String(position)];
  }
  const name = /^\$\[(.*)\]$/.exec(part)?.[1];
  if (name === undefined) return [part];
  if (!Array.isArray(container)) return fail(2, `cannot apply array updates to a value that is no array: ${parts.join('.')}`);
  const test = name === '' ? () => true : elements.filters.get(name) ?? fail(2, `no array filter found for identifier '${name}'`);
  return container.flatMap((item, n) => (test(item) ? [String(n)] : []));
}

/** What to do where the path does not lead on: make the documents that are missing, stop quietly there, or stop quietly at a scalar too. */
export type Missing = 'create' | 'stop' | 'ignore';

/** Changes the values at a path. */
export function alter(container: Doc | unknown[], parts: string[], change: Change, missing: Missing, elements: Elements, i = 0): void {
  for (const name of names(container, parts, i, elements)) {
    if (Array.isArray(container) && !isIndex(name)) {
      if (missing !== 'ignore') fail(28, `cannot use the field '${name}' of an array`);
      continue;
    }
    const old = Array.isArray(container) ? container[Number(name)] : own(container, name);
    if (i === parts.length - 1) {
      const next = change(old, container);
      if (next !== KEEP && !(next === REMOVE && old === undefined)) write(container, name, next);
      continue;
    }
    if (old === undefined) {
      if (missing !== 'create') continue;
      const child = {};
      alter(child, parts, change, missing, elements, i + 1);
      // a change that kept everything leaves no empty parents behind
      if (Object.keys(child).length > 0) write(container, name, child);
      continue;
    }
    if (isObject(old) || Array.isArray(old)) alter(old as Doc, parts, change, missing, elements, i + 1);
    else if (missing !== 'ignore') fail(28, `cannot use the field '${parts[i + 1]}' of a scalar`);
  }
}
