// Which version an officer picked: the day, the rule set and its version in one value, and why.
import { z } from 'zod';
import { parseForm } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { VERSION_DATES, type VersionDate } from '../rules/matter.ts';
import { parseReference } from './entry.ts';

const pick = z.object({
  version: z.coerce.number('common.error.invalid').int('common.error.invalid'), pick: z.string('rewards.error.choice').min(1, 'rewards.error.choice').max(80, 'rewards.error.choice'),
  reason: z.string('rewards.error.text').trim().max(500, 'rewards.error.long').optional().default(''),
});

export function parsePick(input: unknown): Parsed<{ version: number; basis: VersionDate; rule: { id: string; version: number }; reason: string }> {
  const parsed = parseForm(pick, input);
  if ('errors' in parsed) return parsed;
  const [day = '', ...rest] = parsed.value.pick.split(' ');
  const basis = VERSION_DATES.find((each) => each === day);
  const rule = parseReference(rest.join(' '));
  if (!basis || !rule || rule.version === null) return { errors: { pick: { key: 'rewards.error.choice' } }, typed: { pick: parsed.value.pick, reason: parsed.value.reason } };
  return { value: { version: parsed.value.version, basis, rule: { id: rule.id, version: rule.version }, reason: parsed.value.reason } };
}
