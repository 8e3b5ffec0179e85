import { isObject, RANK, rankOf } from './compare.ts';
import { fail } from './errors.ts';
import { compileFilter, isOperators, truthy } from './match.ts';
import { whole } from './numbers.ts';
import { put } from './paths.ts';
import { decode, encode, splice } from './raw.ts';
import type { Doc } from './raw.ts';

type Tree = Map<string, Tree | Special | true>;
type Special = (value: unknown) => unknown;

function plant(tree: Tree, path: string, leaf: Special | true): void {
  const parts = path.split('.');
  if (parts.includes('') || parts.some(part => part.startsWith('$'))) fail(40353, `not a field path for a projection: ${path}`);
  let node = tree;
  for (const part of parts.slice(0, -1)) {
    const child = node.get(part) ?? new Map();
    if (!(child instanceof Map)) return fail(31249, `path collision at ${path}`);
    node.set(part, child);
    node = child;
  }
  const last = parts.at(-1) ?? '';
  if (node.has(last)) fail(31250, `path collision at ${path}`);
  node.set(last, leaf);
}

function include(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.filter(item => isObject(item) || Array.isArray(item)).map(item => include(item, tree));
  const kept: Doc = {};
  for (const [name, item] of Object.entries(value as Doc)) {
    const node = tree.get(name);
    if (node === undefined) continue;
    const nested = isObject(item) || Array.isArray(item);
    const next = node === true ? item : typeof node === 'function' ? node(item) : nested ? include(item, node) : undefined;
    if (next !== undefined) put(kept, name, next);
  }
  return kept;
}

function exclude(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map(item => exclude(item, tree));
  if (!isObject(value)) return value;
  const kept: Doc = {};
  for (const [name, item] of Object.entries(value)) {
    const node = tree.get(name);
    const next = node === undefined ? item : node === true ? undefined : typeof node === 'function' ? node(item) : exclude(item, node);
    if (next !== undefined) put(kept, name, next);
  }
  return kept;
}

function special(spec: Doc): Special {
  const [op, value] = Object.entries(spec)[0] ?? ['', undefined];
  if (op === '$elemMatch' && isObject(value)) {
    const filter = compileFilter(isOperators(value) ? { e: value } : value);
    const test = (item: unknown): boolean => (isOperators(value) ? filter.test({ e: item }) : isObject(item) && filter.test(item));
    return items => {
      const found = Array.isArray(items) ? items.find(test) : undefined;
      return found === undefined ? undefined : [found];
    };
  }
  if (op !== '$slice') return fail(31325, `expression ${op} is not supported in a projection`);
  const [skip, count] = Array.isArray(value) ? value.map(one => whole(one, '$slice')) : [undefined, whole(value, '$slice')];
  if (count === undefined || (skip !== undefined && count <= 0)) return fail(28724, '$slice needs a count, or a position and a positive count');
  return items => {
    if (!Array.isArray(items)) return items;
    if (skip === undefined) return count < 0 ? items.slice(count) : items.slice(0, count);
    const from = skip < 0 ? Math.max(0, items.length + skip) : skip;
    return items.slice(from, from + count);
  };
}

export type Projection = { apply(doc: Doc): Doc; raw(raw: Buffer): Buffer };

/** Fields to keep or to leave out, with `$slice` and `$elemMatch`; whole top-level fields are cut from the bytes. */
export function compileProjection(spec: Doc): Projection | undefined {
  const entries = Object.entries(spec);
  if (entries.length === 0) return undefined;
  const tree: Tree = new Map();
  const kinds = new Set<boolean>();
  let id: boolean | undefined;
  let simple = true;
  for (const [path, value] of entries) {
    const rank = rankOf(value);
    if (isObject(value)) {
      if (Object.keys(value).length !== 1 || !isOperators(value)) fail(31325, 'a projection by value is not supported');
      plant(tree, path, special(value));
      if ('$elemMatch' in value) kinds.add(true);
      simple = false;
      continue;
    }
    if (rank !== RANK.number && rank !== RANK.boolean) fail(31325, 'a projection by value is not supported');
    if (path === '_id') id = truthy(value);
    else {
      kinds.add(truthy(value));
      plant(tree, path, true);
      simple &&= !path.includes('.');
    }
  }
  if (kinds.size > 1) fail(31254, 'a projection cannot both include and exclude');
  const including = kinds.size > 0 ? kinds.has(true) : id === true && entries.length === 1;
  if (including ? id !== false : id === false) tree.set('_id', true);
  const apply = (doc: Doc): Doc => (including ? include(doc, tree) : exclude(doc, tree)) as Doc;
  const raw = (bytes: Buffer): Buffer => (simple ? splice(bytes, name => tree.has(name) === including) : encode(apply(decode(bytes))));
  return { apply, raw };
}
