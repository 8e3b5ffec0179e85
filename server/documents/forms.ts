import { z } from 'zod';
import { parseForm } from '../kernel/forms.ts';
import type { Parsed } from '../kernel/forms.ts';
import { WAYS } from './rules/document.ts';

const delivery = z.object({
  version: z.coerce.number('common.error.invalid').int('common.error.invalid'),
  on: z.iso.date('common.error.date'),
  way: z.enum(WAYS, 'common.error.choose'),
  note: z.string('common.error.invalid').trim().max(500, 'documents.error.long').optional().default(''),
  confirmation: z.string('common.error.invalid').trim().max(200, 'documents.error.long').optional().default(''),
});
export type DeliveryForm = z.infer<typeof delivery>;

export const parseDelivery = (input: unknown): Parsed<DeliveryForm> => parseForm(delivery, input);
