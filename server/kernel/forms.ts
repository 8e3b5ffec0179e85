// From untrusted input to a command. Schemas carry message keys as their messages, so a mistake reads in the reader's language.
import type { z } from 'zod';
import type { FieldErrors } from './errors.ts';

/** What was typed, kept for the page that shows the mistakes. Passwords and files are never among it. */
export type Typed = Record<string, string | string[]>;
export type Parsed<T> = { value: T } | { errors: FieldErrors; typed: Typed };

/** Strings and lists of strings of a posted body; anything else is left out. */
export function typedOf(input: unknown): Typed {
  if (typeof input !== 'object' || input === null) return {};
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]): [string, string | string[]][] => {
      if (typeof value === 'string') return [[name, value]];
      if (typeof value === 'number' || typeof value === 'boolean') return [[name, String(value)]];
      if (Array.isArray(value)) return [[name, value.filter((item) => typeof item === 'string')]];
      return [];
    }),
  );
}

/** The first mistake of each field; the issue's message is a message key. */
export function parseForm<T>(schema: z.ZodType<T>, input: unknown): Parsed<T> {
  const result = schema.safeParse(typeof input === 'object' && input !== null ? input : {});
  if (result.success) return { value: result.data };
  const errors: FieldErrors = {};
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    errors[field] ??= { key: /^[a-z]+\.[\w.]+$/.test(issue.message) ? issue.message : 'common.error.invalid' };
  }
  return { errors, typed: typedOf(input) };
}
