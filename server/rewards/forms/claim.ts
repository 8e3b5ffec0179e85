// A claim: who asks for the money and where it goes. Nothing of it travels back to a page that shows mistakes but the name of the bank.
import { z } from 'zod';
import { parseForm } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { isIdentityNumber } from '../../people/rules/identity-number.ts';
import { COMPARED, COMPARISON_RESULTS } from '../rules/comparison.ts';

/** A resident identity number with its check symbol; other documents are taken as they are, but nothing that only looks like one. */
const isIdNumber = (text: string): boolean => isIdentityNumber(text) || (!/^\d{17}[\dX]$/.test(text) && /^(?!\d{16,20}$)[A-Z0-9]{5,20}$/.test(text));

const plainDigits = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/[\s-]/g, '').replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).toUpperCase() : value);

const claimant = {
  name: z.string('rewards.error.name').trim().min(1, 'rewards.error.name').max(60, 'rewards.error.long'),
  idNumber: z.preprocess(plainDigits, z.string('rewards.error.idNumber').refine(isIdNumber, 'rewards.error.idNumber')),
  bank: z.string('rewards.error.bank').trim().min(1, 'rewards.error.bank').max(100, 'rewards.error.long'),
  account: z.preprocess(plainDigits, z.string('rewards.error.account').regex(/^\d{8,30}$/, 'rewards.error.account')),
};
const claim = z.object({ ...claimant, passphrase: z.string().max(200).optional().default('') });
const version = z.coerce.number('common.error.invalid').int('common.error.invalid');
const words = (most: number) => z.string('rewards.error.required').trim().min(1, 'rewards.error.required').max(most, 'rewards.error.long');
/** Name and number of an agent: both or neither. */
const agent = { agentName: z.string().trim().max(60, 'rewards.error.long').optional().default(''), agentIdNumber: z.preprocess(plainDigits, z.string().max(40).optional().default('')) };
const onPaper = z.object({ version, voucher: words(100), ...claimant, ...agent }).superRefine(({ agentName, agentIdNumber }, context) => {
  if (agentName === '' && agentIdNumber === '') return;
  if (agentName === '') context.addIssue({ code: 'custom', path: ['agentName'], message: 'rewards.error.name' });
  if (!isIdNumber(agentIdNumber)) context.addIssue({ code: 'custom', path: ['agentIdNumber'], message: 'rewards.error.idNumber' });
});
/** What is left empty stays as it was. */
const orNull = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : (value ?? null)), schema.nullable());
const correction = z.object({ version, voucher: words(100), reason: words(2000), name: orNull(claimant.name), idNumber: orNull(claimant.idNumber), bank: claimant.bank, account: claimant.account });
const comparison = z.object({ version, compared: z.enum(COMPARED, 'rewards.error.choice'), result: z.enum(COMPARISON_RESULTS, 'rewards.error.choice'), reason: z.string('rewards.error.text').trim().max(2000, 'rewards.error.long').optional().default('') });

/** Who a person is never stands on a page again, not even on the page of his own mistakes. */
const unsaid = <T>(parsed: Parsed<T>): Parsed<T> => {
  if ('value' in parsed) return parsed;
  const { name: _name, idNumber: _id, account: _account, passphrase: _passphrase, agentName: _agent, agentIdNumber: _agentId, ...typed } = parsed.typed;
  return { errors: parsed.errors, typed };
};
export const parseClaim = (input: unknown) => unsaid(parseForm(claim, input));
export const parseComparison = (input: unknown) => parseForm(comparison, input);
export const parseCorrection = (input: unknown) => unsaid(parseForm(correction, input));
export function parseClaimOnPaper(input: unknown) {
  const parsed = unsaid(parseForm(onPaper, input));
  if ('errors' in parsed) return parsed;
  const { agentName, agentIdNumber, ...rest } = parsed.value;
  return { value: { ...rest, ...(agentName === '' ? {} : { agent: { name: agentName, idNumber: agentIdNumber } }) } };
}
