// Findings of one act: several provisions broken at once, the heavier fine only (行政处罚法第二十九条).
import type { Finding } from './case.ts';

type Marked = Pick<Finding, 'id' | 'penalty'>;

/** The findings that are one act, in the order of the case; those that stand alone are in no group. */
export function sameActGroups(findings: readonly Marked[]): string[][] {
  const groups = new Map<string, string[]>();
  const rootOf = new Map<string, string>();
  for (const { id, penalty } of findings) {
    // What was entered before acts could be marked has no such entry.
    const earlier = penalty?.sameActAs ?? null;
    const root = earlier === null ? id : (rootOf.get(earlier) ?? earlier);
    rootOf.set(id, root);
    groups.set(root, [...(groups.get(root) ?? []), id]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** Whether each mark names an earlier finding: only then is there one way to read it. */
export const isMarkSound = (findings: readonly Marked[], at: number): boolean => {
  const earlier = findings[at]?.penalty?.sameActAs ?? null;
  return earlier === null || findings.slice(0, at).some(({ id }) => id === earlier);
};

/** The findings without one of them: what was one act with it stays one act. */
export function withoutFinding<Each extends Marked>(findings: readonly Each[], gone: string): Each[] {
  const heir = findings.find((each) => each.penalty?.sameActAs === gone)?.id ?? null;
  const before = findings.find((each) => each.id === gone)?.penalty?.sameActAs ?? null;
  return findings.filter(({ id }) => id !== gone).map((each) => {
    if (each.penalty?.sameActAs !== gone) return each;
    return { ...each, penalty: { ...each.penalty, sameActAs: before ?? (each.id === heir ? null : heir) } };
  });
}

/** The findings whose money another finding of the same act stands for: one act has cost the fund its largest sum, once. Of equal sums the fined one stands. */
export function countedElsewhere(findings: readonly (Marked & Pick<Finding, 'lossFen' | 'defraudedFen'>)[], fines: readonly { id: string; fineFen: number }[]): ReadonlySet<string> {
  const rank = (id: string): [number, number] => {
    const finding = findings.find((each) => each.id === id);
    return [finding?.lossFen ?? finding?.defraudedFen ?? 0, fines.find((fine) => fine.id === id)?.fineFen ?? 0];
  };
  const heavier = (best: string, each: string): string => {
    const [[sum, fine], [most, mostFine]] = [rank(each), rank(best)];
    return sum > most || (sum === most && fine > mostFine) ? each : best;
  };
  return new Set(sameActGroups(findings).flatMap((group) => {
    const stands = group.reduce(heavier);
    return group.filter((each) => each !== stands);
  }));
}

/** The place in the case of the finding whose fine stands for this one too; null where its own stands. */
export function standsInstead(findings: readonly Marked[], id: string, fines: readonly { id: string; fineFen: number }[]): number | null {
  const group = sameActGroups(findings).find((each) => each.includes(id));
  const fineOf = (each: string): number => fines.find((fine) => fine.id === each)?.fineFen ?? 0;
  const other = group && fineOf(id) === 0 ? group.find((each) => fineOf(each) > 0) : undefined;
  return other === undefined ? null : findings.findIndex((each) => each.id === other);
}
