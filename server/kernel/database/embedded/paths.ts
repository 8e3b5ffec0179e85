import { EMPTY_ARRAY } from './keys.ts';
import type { Doc } from './raw.ts';
import { isObject } from './values.ts';

/** A document's own field; never something inherited such as `constructor`. */
export const own = (doc: Doc, name: string): unknown => (Object.hasOwn(doc, name) ? doc[name] : undefined);

/** Sets a field so that a name such as `__proto__` is data like any other. */
export const put = (doc: Doc, name: string, value: unknown): void => {
  Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
};

export const isIndex = (part: string): boolean => /^(0|[1-9]\d{0,8})$/.test(part);

export const topLevel = (path: string): string => path.split('.', 1)[0] ?? path;

type Leaf = (value: unknown) => boolean;

/** Whether any value that a path reaches satisfies `leaf`; with `expand`, the elements of a final array count too. */
export function reaches(value: unknown, parts: readonly string[], leaf: Leaf, expand: boolean, i = 0): boolean {
  const part = parts[i];
  if (part === undefined) return leaf(value) || (expand && Array.isArray(value) && value.some(leaf));
  if (Array.isArray(value)) {
    // the element that an index names is taken whole: its own elements are not looked at
    if (isIndex(part) && Number(part) < value.length && reaches(value[Number(part)], parts, leaf, expand && i < parts.length - 1, i + 1)) return true;
    return value.some(item => isObject(item) && reaches(item, parts, leaf, expand, i));
  }
  if (isObject(value)) return reaches(own(value, part), parts, leaf, expand, i + 1);
  return leaf(undefined);
}

/** The values by which an index or a sort knows a document; `multi` when an array was met. */
export function indexed(value: unknown, parts: readonly string[], i = 0): { values: unknown[]; multi: boolean } {
  const part = parts[i];
  if (Array.isArray(value)) {
    if (value.length === 0) return { values: [part === undefined ? EMPTY_ARRAY : undefined], multi: true };
    if (part === undefined) return { values: value, multi: true };
    if (isIndex(part)) return { ...indexed(value[Number(part)], parts, i + 1), multi: true };
    return { values: value.flatMap(item => (isObject(item) ? indexed(item, parts, i).values : [undefined])), multi: true };
  }
  if (part === undefined) return { values: [value], multi: false };
  return isObject(value) ? indexed(own(value, part), parts, i + 1) : { values: [undefined], multi: false };
}
