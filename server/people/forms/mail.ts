import { z } from 'zod';
import { parseForm } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';

const mail = z.object({ email: z.preprocess((value) => (typeof value === 'string' ? value.trim() : value), z.union([z.literal(''), z.email('mail.error.address').max(200, 'mail.error.address')], 'mail.error.address')) });

/** Null: no mail any more. */
export function parseEmail(input: unknown): Parsed<{ email: string | null }> {
  const parsed = parseForm(mail, input);
  return 'errors' in parsed ? parsed : { value: { email: parsed.value.email === '' ? null : parsed.value.email } };
}
