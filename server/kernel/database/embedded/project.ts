import { fail } from './errors.ts';
import { put } from './paths.ts';
import { decode, encode, splice } from './raw.ts';
import type { Doc } from './raw.ts';
import { isNumber, isObject, truthy } from './values.ts';

type Tree = Map<string, Tree | true>;

function plant(tree: Tree, path: string): void {
  const parts = path.split('.');
  if (parts.includes('') || parts.some(part => part.startsWith('$'))) fail(40353, `not a field path for a projection: ${path}`);
  let node = tree;
  for (const part of parts.slice(0, -1)) {
    const child = node.get(part) ?? new Map();
    if (child === true) return fail(31249, `path collision at ${path}`);
    node.set(part, child);
    node = child;
  }
  const last = parts.at(-1) ?? '';
  if (node.has(last)) fail(31250, `path collision at ${path}`);
  node.set(last, true);
}

/** What of a value stays: the fields of the tree, or all but them. */
function cut(value: unknown, tree: Tree, including: boolean): unknown {
  if (Array.isArray(value)) return value.filter(item => !including || isObject(item) || Array.isArray(item)).map(item => cut(item, tree, including));
  if (!isObject(value)) return including ? undefined : value;
  const kept: Doc = {};
  for (const [name, item] of Object.entries(value)) {
    const node = tree.get(name);
    const next = node === undefined || node === true ? ((node === true) === including ? item : undefined) : cut(item, node, including);
    if (next !== undefined) put(kept, name, next);
  }
  return kept;
}

/** Fields to keep or to leave out; whole top-level fields are cut from the bytes without decoding. */
export function compileProjection(spec: Doc): ((raw: Buffer) => Buffer) | undefined {
  const entries = Object.entries(spec);
  if (entries.length === 0) return undefined;
  const tree: Tree = new Map();
  const kinds = new Set<boolean>();
  for (const [path, value] of entries) {
    if (!isNumber(value) && typeof value !== 'boolean') fail(31325, 'a projection by value is not supported');
    if (path === '_id') continue;
    kinds.add(truthy(value));
    plant(tree, path);
  }
  if (kinds.size > 1) fail(31254, 'a projection cannot both include and exclude');
  const id = spec['_id'] === undefined ? undefined : truthy(spec['_id']);
  const including = kinds.size > 0 ? kinds.has(true) : id === true;
  if (including ? id !== false : id === false) tree.set('_id', true);
  const isFlat = [...tree.values()].every(node => node === true);
  return raw => (isFlat ? splice(raw, name => tree.has(name) === including) : encode(cut(decode(raw), tree, including) as Doc));
}
