// The discretion of every finding on one page: field names carry the number of the finding, tier-1, multiple-1, fine-1 …
import { z } from 'zod';
import { parseDecimal, parseYuan } from '../../kernel/money.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Typed } from '../../kernel/forms.ts';
import { findGround } from '../../penalties/rules/grounds.ts';
import { TIERS } from '../rules/case.ts';
import type { Finding, Tier } from '../rules/case.ts';
import type { PenaltyInput } from '../rules/acts/inquiry.ts';
import { causeName } from '../rules/naming.ts';

export const penaltyNames = (n: number) => ({ tier: `tier-${n}`, multiple: `multiple-${n}`, fine: `fine-${n}`, grounds: `grounds-${n}`, months: `months-${n}`, unit: `unit-${n}`, terminate: `terminate-${n}`, same: `same-${n}`, reason: `reason-${n}` });

const isTier = (text: string): text is Tier => TIERS.some((tier) => tier === text);
const one = (typed: Typed, name: string): string => (typeof typed[name] === 'string' ? typed[name].trim() : '');
const many = (typed: Typed, name: string): string[] => [typed[name] ?? []].flat();
const body = z.record(z.string(), z.unknown());

/** Characters. */
const MOST = 5000;

/** What could be read, with every mistake of the text itself; a number that could not be read counts as not entered. */
export type ReadPenalty = { value: PenaltyInput; errors: FieldErrors; typed: Typed };

/** `findings` in the order of the page. Either a multiple or a sum; both only where they agree, which the calculator checks. */
export function parsePenalty(input: unknown, findings: readonly Pick<Finding, 'id' | 'violationCode'>[]): ReadPenalty {
  const typed = typedOf(body.safeParse(input).success ? input : {});
  const errors: FieldErrors = {};
  const entries = findings.map(({ id, violationCode }, at): PenaltyInput['entries'][number] => {
    const names = penaltyNames(at + 1);
    const read = (name: string, isSound: (text: string) => boolean, key: string): string | null => {
      const text = one(typed, name);
      if (text !== '' && !isSound(text)) errors[name] = { key };
      return text === '' || name in errors ? null : text;
    };
    const [tier, reason] = [one(typed, names.tier), one(typed, names.reason)];
    const multiple = read(names.multiple, (text) => /^\d{1,3}(\.\d{1,2})?$/.test(text), 'common.error.number');
    const fine = read(names.fine, (text) => parseYuan(text) !== null, 'common.error.money');
    const suspensionMonths = read(names.months, (text) => parseDecimal(text) !== null, 'common.error.number');
    const grounds = many(typed, names.grounds).filter((ground) => ground !== '');
    if (!isTier(tier)) errors[names.tier] = { key: 'common.error.choose' };
    if (grounds.some((ground) => findGround(ground) === null)) errors[names.grounds] = { key: 'common.error.choose' };
    if (reason === '') errors[names.reason] = { key: 'penalties.code.CALC_REASON', args: { what: causeName(violationCode) } };
    if (reason.length > MOST) errors[names.reason] = { key: 'common.error.tooLong', args: { max: MOST } };
    return {
      findingId: id, tier: isTier(tier) ? tier : 'NORMAL', grounds: grounds.filter((ground) => findGround(ground) !== null), multiple, fineFen: fine === null ? null : parseYuan(fine), suspensionMonths,
      suspensionUnit: one(typed, names.unit), terminateAgreement: one(typed, names.terminate) === 'yes', sameActAs: one(typed, names.same) || null, reason,
    };
  });
  return { value: { entries }, errors, typed };
}
