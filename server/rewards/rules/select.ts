// Which rule set applies to a place and a day: county, then city, then province. The choice is shown with every rule set that was looked at and why.
import { chain, COUNTRY } from '../../kernel/divisions.ts';
import { documentNoOf, effectiveFromOf, isInForce, registryOf, type Overlay, type Registry } from './registry.ts';
import type { RuleSet } from './rule-set.ts';

export type Verdict =
  | 'chosen'
  | 'notInForce'
  | 'historical'
  | 'existenceNotKnown'
  | 'pointer'
  | 'procedure'
  | 'notMedicalSecurity'
  /** Before the national layers a rule of another department; since then an officer's decision. */
  | 'officerDecides'
  | 'severalInForce'
  | 'startOrCitationNotKnown';

export type Considered = { jurisdictionCode: string; ruleId: string; version: number; verdict: Verdict };

export type Selection =
  | { outcome: 'SELECTED'; ruleSet: RuleSet; considered: readonly Considered[] }
  | { outcome: 'REFUSED'; reason: 'NO_RULE' | 'AMBIGUOUS_VERSION'; missing: readonly string[]; considered: readonly Considered[] };

/**
 * The rule set of a division on a date ('YYYY-MM-DD', by setting S5 the date of report). A nearer rule set is never skipped for being
 * incomplete: it is chosen and refuses. What can be computed but lacks its date or citation is refused until an officer enters them.
 */
export function selectRuleSet(jurisdictionCode: string, date: string, registry: Registry, overlay?: Overlay): Selection {
  const all = overlay ? registryOf(registry.ruleSets, overlay).ruleSets : registry.ruleSets;
  const considered: Considered[] = [];
  for (const code of chain(jurisdictionCode)) {
    if (code === COUNTRY) break;
    const found = candidates(all, code, date, considered);
    const [only] = found;
    if (!only) continue;
    const judge = (verdict: Verdict): void => void considered.push(...found.map((rule) => line(code, rule, verdict)));
    if (found.length > 1) {
      judge('severalInForce');
      return { outcome: 'REFUSED', reason: 'AMBIGUOUS_VERSION', missing: ['effectiveFrom', 'effectiveTo'], considered };
    }
    const missing = missingForChoice(only);
    if (missing.length > 0) {
      judge('startOrCitationNotKnown');
      return { outcome: 'REFUSED', reason: 'AMBIGUOUS_VERSION', missing, considered };
    }
    judge('chosen');
    return { outcome: 'SELECTED', ruleSet: only, considered };
  }
  return { outcome: 'REFUSED', reason: 'NO_RULE', missing: ['rule'], considered };
}

const line = (jurisdictionCode: string, rule: RuleSet, verdict: Verdict): Considered => ({ jurisdictionCode, ruleId: rule.id, version: rule.version, verdict });

/** The latest version of each id in force on the date; a historical one only when nothing else is. */
function candidates(all: readonly RuleSet[], code: string, date: string, considered: Considered[]): RuleSet[] {
  const latest = new Map<string, RuleSet>();
  const historical = new Map<string, RuleSet>();
  for (const rule of all) {
    if (rule.kind === 'frame' || rule.jurisdictionCode !== code) continue;
    const verdict = passedOver(rule, date);
    if (verdict) {
      considered.push(line(code, rule, verdict));
      continue;
    }
    const into = rule.status === 'historical' ? historical : latest;
    const before = into.get(rule.id);
    if (!before || before.version < rule.version) into.set(rule.id, rule);
  }
  if (latest.size === 0) return [...historical.values()];
  for (const rule of historical.values()) considered.push(line(code, rule, 'historical'));
  return [...latest.values()];
}

function passedOver(rule: RuleSet, date: string): Verdict | undefined {
  if (rule.ownRule !== 'known') return rule.ownRule;
  if (!rule.medicalSecurity) return 'notMedicalSecurity';
  if (!isInForce(rule, date)) return 'notInForce';
  return rule.wrapping.kind === 'noneUntil' && date >= rule.wrapping.month ? 'officerDecides' : undefined;
}

/** A rule set that refuses anyway by its status is chosen, so that its own reason is told. */
function missingForChoice(rule: RuleSet): string[] {
  const refusesAnyway = rule.status === 'historical' || (rule.status === 'incomplete' && !rule.partlyComputable) || (rule.status === 'draft' && rule.confirmation === null);
  if (refusesAnyway) return [];
  const start = effectiveFromOf(rule) === null ? ['effectiveFrom'] : [];
  const citation = documentNoOf(rule) === null ? ['documentNo'] : [];
  return [...start, ...citation];
}
