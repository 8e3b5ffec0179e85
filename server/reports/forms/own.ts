import { z } from 'zod';
import { parseForm } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { characters, line, paragraph } from '../forms.ts';
import { CAPS } from '../rules/report.ts';

const correction = z.object({
  text: paragraph.pipe(z.string().refine((text) => characters(text) >= 2, 'reporter.correction.empty').refine((text) => characters(text) <= CAPS.messageCharacters, 'reports.error.messageLong')),
});
export const parseCorrection = (input: unknown): Parsed<z.infer<typeof correction>> => parseForm(correction, input);

const newCode = z.object({ number: line(60).pipe(z.string().min(1, 'reports.error.number')), request: z.string('common.error.invalid').min(16, 'common.error.invalid').max(100, 'common.error.invalid') });
export const parseNewCode = (input: unknown): Parsed<z.infer<typeof newCode>> => parseForm(newCode, input);
