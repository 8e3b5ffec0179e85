import { z } from 'zod';
import { isDivisionCode } from '../../kernel/divisions.ts';
import { parseForm } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { LEVELS } from '../rules/accounts.ts';
import { ROLES } from '../rules/person.ts';

const text = (most: number) => z.string('common.error.required').trim().min(1, 'common.error.required').max(most, 'people.error.tooLong');
const optionalText = (most: number) => z.string().trim().max(most, 'people.error.tooLong').optional().default('');
const code = z.string('people.error.code').trim().refine(isDivisionCode, 'people.error.code');
const roles = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(z.enum(ROLES, 'common.error.choose'), 'people.error.roles').min(1, 'people.error.roles'))
  .transform((chosen) => ROLES.filter((role) => chosen.includes(role)));
const version = z.coerce.number('common.error.invalid').int('common.error.invalid');

const rights = {
  name: text(50), roles, scope: code,
  certificateNumber: optionalText(50),
  certificateValidTo: z.union([z.literal(''), z.iso.date('common.error.date')], 'common.error.date').optional().default(''),
};
type Rights = { certificateNumber: string; certificateValidTo: string };

/** Number and validity belong together: the first error of the pair, on the field that is missing. */
const pairedCertificate = <T extends Rights>(schema: z.ZodType<T>) =>
  schema.superRefine((value, context) => {
    if (value.certificateNumber !== '' && value.certificateValidTo === '') context.addIssue({ code: 'custom', path: ['certificateValidTo'], message: 'common.error.date' });
    if (value.certificateNumber === '' && value.certificateValidTo !== '') context.addIssue({ code: 'custom', path: ['certificateNumber'], message: 'common.error.required' });
  });
const certificateOf = ({ certificateNumber, certificateValidTo }: Rights) =>
  certificateNumber === '' ? null : { number: certificateNumber, validTo: certificateValidTo };

const account = z.string('people.error.accountName').trim().toLowerCase().regex(/^[a-z][a-z0-9._-]{2,39}$/, 'people.error.accountName');
const password = z.string('people.error.passwordMissing').min(1, 'people.error.passwordMissing').max(200, 'people.error.password.long');
const newAccount = pairedCertificate(z.object({ account, bureau: code, password, ...rights }));
const changedAccount = pairedCertificate(z.object({ version, ...rights }));
const reset = z.object({ version, password });
const state = z.object({ version, isDisabled: z.enum(['yes', 'no'], 'common.error.choose') });

const bureau = z.object({
  code, name: text(100), shortName: text(40), documentWord: text(10), level: z.enum(LEVELS, 'common.error.choose'),
  parent: z.union([z.literal(''), code], 'people.error.code').optional().default(''),
  address: optionalText(200), phone: optionalText(50), hours: optionalText(100),
});
const changedBureau = bureau.omit({ code: true }).extend({ version, isActive: z.literal('yes').optional() });

/** A parse whose value is reshaped; passwords never travel back in what was typed. */
function shaped<T, U>(parsed: Parsed<T>, shape: (value: T) => U): Parsed<U> {
  if ('value' in parsed) return { value: shape(parsed.value) };
  const { password: _password, ...typed } = parsed.typed;
  return { errors: parsed.errors, typed };
}

export const parseNewAccount = (input: unknown) =>
  shaped(parseForm(newAccount, input), ({ certificateNumber, certificateValidTo, ...rest }) => ({ ...rest, certificate: certificateOf({ certificateNumber, certificateValidTo }) }));
export const parseAccountChange = (input: unknown) =>
  shaped(parseForm(changedAccount, input), ({ version: read, certificateNumber, certificateValidTo, ...change }) => ({
    version: read, change: { ...change, certificate: certificateOf({ certificateNumber, certificateValidTo }) },
  }));
export const parseReset = (input: unknown) => shaped(parseForm(reset, input), (value) => value);
export const parseState = (input: unknown) => shaped(parseForm(state, input), (value) => ({ version: value.version, isDisabled: value.isDisabled === 'yes' }));
export const parseNewBureau = (input: unknown) => shaped(parseForm(bureau, input), (value) => ({ ...value, parent: value.parent === '' ? null : value.parent }));
export const parseBureauChange = (input: unknown) =>
  shaped(parseForm(changedBureau, input), (value) => ({ ...value, parent: value.parent === '' ? null : value.parent, isActive: value.isActive === 'yes' }));

/** Where the next page of accounts begins: `440784~zhang.san`. */
export function parseAfter(value: unknown): { bureau: string; account: string } | null {
  const [bureauCode = '', ...name] = typeof value === 'string' ? value.split('~') : [];
  return isDivisionCode(bureauCode) && name.length > 0 ? { bureau: bureauCode, account: name.join('~') } : null;
}
