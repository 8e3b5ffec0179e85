import { z } from 'zod';
import { parseForm } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { line } from '../forms.ts';

const link = z.object({
  version: z.coerce.number('common.error.invalid').int('common.error.invalid').min(1, 'common.error.invalid'),
  institution: z.preprocess((value) => value ?? '', z.string('common.error.invalid').regex(/^[\w-]{0,64}$/, 'common.error.invalid')),
  other: line(200),
});
export const parseLink = (input: unknown): Parsed<z.infer<typeof link>> => parseForm(link, input);
