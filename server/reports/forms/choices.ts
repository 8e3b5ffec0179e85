import { z } from 'zod';
import { parseForm } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { line } from '../forms.ts';

const given = z.object({
  name: line(60).pipe(z.string().min(1, 'choices.error.name')), contact: line(200).pipe(z.string().min(1, 'reports.error.contact')),
  wantsReward: z.unknown().optional().transform((value) => value === 'yes'), sure: z.literal('yes', 'choices.error.sureName'),
});
export const parseGivenName = (input: unknown): Parsed<z.infer<typeof given>> => parseForm(given, input);

const waiver = z.object({ sure: z.literal('yes', 'choices.error.sureReward') });
export const parseWaiver = (input: unknown): Parsed<z.infer<typeof waiver>> => parseForm(waiver, input);
