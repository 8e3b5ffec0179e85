// What the service of entered rule sets hands to pages.
import type { FileInfo } from '../../evidence/rules/files.ts';
import type { Obstacle } from './entering.ts';
import type { EntryAction, RuleEntry } from './entry.ts';
import type { RuleSet } from './rule-set.ts';
import type { Considered } from './select.ts';
import type { VersionDate } from './matter.ts';

export type EntryDossier = {
  entry: RuleEntry; base: RuleSet | null; permitted: EntryAction[]; obstacles: { code: Obstacle; args: Record<string, string> }[]; scan: FileInfo | null;
  /** A version that came into force at its place since it was begun. */
  newer: RuleSet | null;
};
/** `onlyIn`: the division for which it was approved, where that is less than its own. */
export type KnownRule = { ruleSet: RuleSet; onlyIn: string | null };

/** One version that may come into question for a reward, with what the choice of its day gives. */
export type CandidateVersion = Considered & { title: string; since: string | null; until: string | null; isChosen: boolean; mayPick: boolean };
export type VersionChoice = { basis: VersionDate; date: string; ruleId: string | null; version: number | null; reason: string | null; candidates: readonly CandidateVersion[] };
