import { fail } from './errors.ts';
import { equal } from './keys.ts';
import { isObject, isRegex } from './values.ts';

type Source = { pattern: string; options: string };

function sourceOf(value: unknown, options: unknown): Source {
  const flags = options === undefined ? undefined : typeof options === 'string' ? options : fail(2, '$options must be a string');
  if (typeof value === 'string') return { pattern: value, options: flags ?? '' };
  return isRegex(value) ? { pattern: value.pattern, options: flags ?? value.options } : fail(2, '$regex must be a string or a regular expression');
}

/** A test of strings (and of stored regular expressions, which equal themselves). */
export function regexOf(value: unknown, options?: unknown): (value: unknown) => boolean {
  const source = sourceOf(value, options);
  if (/[^imsu]/.test(source.options)) fail(51108, `option of a regular expression not supported: ${source.options}`);
  const flags = [...new Set(source.options.replace('u', ''))].join('');
  try {
    const regex = new RegExp(source.pattern, flags);
    return found => (typeof found === 'string' ? regex.test(found) : isRegex(found) && isRegex(value) && equal(found, value));
  } catch {
    return fail(51091, 'the regular expression is not valid');
  }
}

/** The literal text every match starts with, or '' where there is none. */
export function prefixOf(spec: unknown): string {
  if (!isObject(spec)) return '';
  const { pattern, options } = sourceOf(spec['$regex'], spec['$options']);
  if (!pattern.startsWith('^') || /[im]/.test(options) || pattern.includes('|')) return '';
  // not the last one before a quantifier, which may allow none of it
  const literal = /^\^((?:[^\\.*+?^${}()|[\]]|\\[^\w\s])*)(?![*?{])/u.exec(pattern)?.[1] ?? '';
  return literal.replace(/\\(.)/gu, '$1');
}
