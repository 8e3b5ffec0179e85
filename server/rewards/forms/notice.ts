// How a reporter wants to be told. What he writes as his contact never travels back to a page.
import { z } from 'zod';
import { parseForm } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { NOTICE_WAYS } from '../rules/wish.ts';

const wish = z.object({ way: z.enum(NOTICE_WAYS, 'rewards.error.choice'), contact: z.string('rewards.error.text').trim().max(200, 'rewards.error.long').optional().default('') });

export function parseWish(input: unknown): Parsed<z.infer<typeof wish>> {
  const parsed = parseForm(wish, input);
  if ('value' in parsed) return parsed;
  const { contact: _contact, ...typed } = parsed.typed;
  return { errors: parsed.errors, typed };
}
