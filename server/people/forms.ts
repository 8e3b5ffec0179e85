import { z } from 'zod';
import { parseForm } from '../kernel/forms.ts';
import type { Parsed } from '../kernel/forms.ts';

const signIn = z.object({
  account: z.string('people.error.accountMissing').trim().min(1, 'people.error.accountMissing').max(100, 'people.error.accountMissing'),
  password: z.string('people.error.passwordMissing').min(1, 'people.error.passwordMissing').max(200, 'people.error.passwordMissing'),
  back: z.string().max(500).optional().default(''),
});
export type SignIn = z.infer<typeof signIn>;

const change = z.object({
  current: z.string('people.error.passwordMissing').min(1, 'people.error.passwordMissing').max(200, 'people.error.passwordMissing'),
  next: z.string('people.error.passwordMissing').min(1, 'people.error.passwordMissing').max(200, 'people.error.password.long'),
});
export type PasswordChange = z.infer<typeof change>;

const withoutPasswords = <T>(parsed: Parsed<T>): Parsed<T> => {
  if ('value' in parsed) return parsed;
  const { password: _password, current: _current, next: _next, ...typed } = parsed.typed;
  return { errors: parsed.errors, typed };
};

export const parseSignIn = (input: unknown): Parsed<SignIn> => withoutPasswords(parseForm(signIn, input));
export const parsePasswordChange = (input: unknown): Parsed<PasswordChange> => withoutPasswords(parseForm(change, input));
