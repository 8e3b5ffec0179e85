// Who a person is, what roles there are, and which duties the law keeps apart in one matter.
import { within } from '../../kernel/divisions.ts';

export const ROLES = ['intake', 'investigator', 'legalReviewer', 'head', 'rewardOfficer', 'publisher', 'auditor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** The signed-in person, as every rule sees him. `bureau` is a division code; `scope` is where he sees clocks, states and counts. */
export type Person = {
  id: string;
  account: string;
  name: string;
  bureau: string;
  bureauName: string;
  scope: string;
  roles: readonly Role[];
  certificate: Certificate | null;
  mustChangePassword: boolean;
};

/** An enforcement certificate 执法证: without one that is valid on the day nobody acts as an officer (行政处罚法 art. 42). */
export type Certificate = { number: string; validTo: string };

export const hasRole = (person: Person, ...roles: Role[]): boolean => roles.some((role) => person.roles.includes(role));

/** `today` is the Beijing date. */
export const hasValidCertificate = (person: { certificate: Certificate | null }, today: string): boolean =>
  person.certificate !== null && person.certificate.validTo >= today;

/** Content is for the own bureau only. */
export const isOwnBureau = (person: Person, bureau: string): boolean => person.bureau === bureau;

/** Clocks, states and counts (never content) reach down the division tree. */
export const isInScope = (person: Person, division: string): boolean => within(person.scope, division);

/** Duties in one matter that may not meet in the same natural person (enforcement.md 5.5). */
const SEPARATED: readonly (readonly [string, string])[] = [
  ['officer', 'legalReviewer'],
  ['officer', 'hearingHost'],
  ['legalReviewer', 'hearingHost'],
  ['officer', 'approver'],
  ['firstReader', 'secondReader'],
  ['custodian', 'officer'],
];

/** The pairs that `duties` (duty → person ids) breaks. */
export function brokenSeparations(duties: Record<string, readonly string[]>): string[] {
  return SEPARATED.filter(([a, b]) => (duties[a] ?? []).some((id) => (duties[b] ?? []).includes(id))).map(([a, b]) => `${a}×${b}`);
}
