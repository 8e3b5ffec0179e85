// The discretion of every finding on one page: field names carry the number of the finding, tier-1, multiple-1, fine-1 …
import { z } from 'zod';
import { parseDecimal, parseYuan } from '../../kernel/money.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Parsed, Typed } from '../../kernel/forms.ts';
import { GROUNDS } from '../../penalties/rules/grounds.ts';
import { TIERS } from '../rules/case.ts';
import type { Tier } from '../rules/case.ts';
import type { PenaltyInput } from '../rules/acts/inquiry.ts';

export const penaltyNames = (n: number) => ({ tier: `tier-${n}`, multiple: `multiple-${n}`, fine: `fine-${n}`, grounds: `grounds-${n}`, months: `months-${n}`, unit: `unit-${n}`, terminate: `terminate-${n}`, same: `same-${n}`, reason: `reason-${n}` });

const isTier = (text: string): text is Tier => TIERS.some((tier) => tier === text);
const one = (typed: Typed, name: string): string => (typeof typed[name] === 'string' ? typed[name].trim() : '');
const many = (typed: Typed, name: string): string[] => [typed[name] ?? []].flat();
const body = z.record(z.string(), z.unknown());

/** `findingIds` in the order of the page. Either a multiple or a sum; both only where they agree, which the calculator checks. */
export function parsePenalty(input: unknown, findingIds: readonly string[]): Parsed<PenaltyInput> {
  const typed = typedOf(body.safeParse(input).success ? input : {});
  const errors: FieldErrors = {};
  const entries = findingIds.map((findingId, at): PenaltyInput['entries'][number] => {
    const names = penaltyNames(at + 1);
    const tier = one(typed, names.tier);
    const [multiple, fine, months, reason] = [one(typed, names.multiple), one(typed, names.fine), one(typed, names.months), one(typed, names.reason)];
    const grounds = many(typed, names.grounds).filter((ground) => ground !== '');
    if (!isTier(tier)) errors[names.tier] = { key: 'common.error.choose' };
    if (multiple !== '' && !/^\d{1,3}(\.\d{1,2})?$/.test(multiple)) errors[names.multiple] = { key: 'common.error.number' };
    if (fine !== '' && parseYuan(fine) === null) errors[names.fine] = { key: 'common.error.money' };
    if (months !== '' && parseDecimal(months) === null) errors[names.months] = { key: 'common.error.number' };
    if (grounds.some((ground) => !GROUNDS.some((each) => each.code === ground))) errors[names.grounds] = { key: 'common.error.choose' };
    if (reason === '' || reason.length > 5000) errors[names.reason] = { key: 'common.error.required' };
    return {
      findingId, tier: isTier(tier) ? tier : 'NORMAL', grounds, multiple: multiple === '' ? null : multiple, fineFen: fine === '' ? null : parseYuan(fine),
      suspensionMonths: months === '' ? null : months, suspensionUnit: one(typed, names.unit), terminateAgreement: one(typed, names.terminate) === 'yes', sameActAs: one(typed, names.same) || null, reason,
    };
  });
  return Object.keys(errors).length > 0 ? { errors, typed } : { value: { entries } };
}
