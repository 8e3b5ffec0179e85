import { fenOf, findParameter, knownParameter, listOf, wordOf, type Found, type Parameter } from '../../law/rules/parameters.ts';
import type { RuleCode } from './articles.ts';
import type { Finding } from './input.ts';

/** What the amounts oblige the bureau to do. `because` holds codes for the page. */
export interface Gates {
  readonly hearing: { readonly isOffered: boolean; readonly because: readonly string[] };
  readonly legalReview: { readonly isRequired: boolean; readonly because: readonly string[] };
  /** `isForOfficer`: a complex or major case still goes there, which an officer decides. */
  readonly collective: { readonly isRequired: boolean; readonly isForOfficer: boolean; readonly because: readonly string[]; readonly minMembers: number | null; readonly isOdd: boolean; readonly body: string };
  /** The sum reaches the lowest amount at which fraud is a crime (section 8). */
  readonly police: { readonly isWarned: boolean; readonly fromFen: number };
  readonly isSimplePossible: boolean;
  /** Parameters used here whose figure has not been compared with the official text. */
  readonly unconfirmed: readonly string[];
}

export interface GateItem {
  readonly finding: Finding;
  readonly ruleCode: RuleCode;
  readonly fine: number;
}

/** Whose hearing threshold applies: an outsider or an insured person may be a natural person too. */
function hearingKind({ subjectKind, personKind }: Finding): 'CITIZEN' | 'SOLE' | 'ORG' {
  if (personKind === 'SOLE') return 'SOLE';
  return subjectKind === 'INDIVIDUAL' || personKind === 'PERSON' ? 'CITIZEN' : 'ORG';
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Derives the safeguards from the totals; an unknown threshold takes the safer path (enforcement 14). */
export function gatesOf(items: readonly GateItem[], jurisdiction: string, date: string, overlay: readonly Parameter[]): Gates {
  const unconfirmed = new Set<string>();
  const use = (code: string): Found | null => {
    const found = knownParameter(code, jurisdiction, date, overlay);
    if (found && (found.status !== 'CONFIRMED' || found.needsConfirmation)) unconfirmed.add(code);
    return found;
  };
  const persons = items.filter(({ finding }) => finding.subjectKind === 'INDIVIDUAL');
  const bodies = items.filter(({ finding }) => finding.subjectKind !== 'INDIVIDUAL');
  const fineTotal = sum(items.map(({ fine }) => fine));
  const confiscation = (list: readonly GateItem[]): number =>
    sum(list.map(({ finding, ruleCode }) => (ruleCode === 'R735.42' || ruleCode === 'R735.44' ? (finding.illegalGainFen ?? 0) : 0)));
  const isSuspended = items.some(({ finding }) => finding.suspensionMonths !== null);
  const isTerminated = items.some(({ finding }) => finding.terminateAgreement);
  const isBarred = items.some(({ ruleCode }) => ruleCode === 'R735.43');
  const isPenal = fineTotal > 0 || confiscation(items) > 0 || isSuspended || isTerminated || isBarred;

  const groups = (['CITIZEN', 'SOLE', 'ORG'] as const).map((kind) => ({ code: `HEAR_THRESHOLD_${kind}`, list: items.filter(({ finding }) => hearingKind(finding) === kind) })).filter(({ list }) => list.length > 0);
  const byAmount = groups.flatMap(({ code, list }) => {
    const threshold = fenOf(use(code));
    const fines = sum(list.map(({ fine }) => fine));
    const gains = confiscation(list);
    if (threshold === null) {
      const isAny = fines > 0 || gains > 0 || list.some(({ finding }) => finding.suspensionMonths !== null || finding.terminateAgreement);
      return isAny ? ['THRESHOLD_UNKNOWN'] : [];
    }
    return [...(fines > 0 && fines >= threshold ? ['LARGE_FINE'] : []), ...(gains > 0 && gains >= threshold ? ['LARGE_CONFISCATION'] : [])];
  });
  const extra = listOf(use('HEAR_EXTRA_TRIGGERS'));
  const happened = [
    ...(items.some(({ finding }) => finding.suspensionMonths !== null && finding.subjectKind === 'INDIVIDUAL') ? ['SETTLEMENT_SUSPENDED'] : []),
    ...(items.some(({ finding }) => finding.suspensionMonths !== null && finding.subjectKind !== 'INDIVIDUAL') ? ['DEPARTMENT_SUSPENDED'] : []),
    ...(isTerminated ? ['TERMINATION'] : []),
  ];
  const hearing = [...new Set([...byAmount, ...(isBarred ? ['RESTRICTED_OCCUPATION'] : []), ...happened.filter((each) => extra.includes(each))])];

  const largeFine = findParameter('LARGE_FINE_REVIEW', jurisdiction, date, overlay);
  const largeFen = fenOf(largeFine);
  const review = [
    ...(wordOf(use('LEGAL_REVIEW_MODE')) === 'ALL' ? ['ALL'] : []),
    ...(hearing.length > 0 ? ['HEARING'] : []),
    ...(isPenal && (largeFine === null || largeFine.status === 'UNKNOWN') ? ['THRESHOLD_UNKNOWN'] : []),
    ...(largeFen !== null && fineTotal >= largeFen ? ['LARGE_FINE'] : []),
  ];

  const listed = listOf(use('COLLECTIVE'));
  const reaches = (code: string, list: readonly GateItem[]): boolean => {
    const threshold = fenOf(use(code));
    return threshold !== null && sum(list.map(({ fine }) => fine)) >= threshold;
  };
  const collective = [
    ...(listed.includes('ALL_GENERAL') ? ['ALL_GENERAL'] : []),
    ...(listed.includes('HEARING') && hearing.length > 0 ? ['HEARING'] : []),
    ...(reaches('COLLECTIVE_THRESHOLD_CITIZEN', persons) || reaches('COLLECTIVE_THRESHOLD_ORG', bodies) ? ['THRESHOLD'] : []),
  ];
  const members = use('COLLECTIVE_MIN')?.value;

  const fromFen = fenOf(use('FRAUD_CRIME_LOW')) ?? fenOf(use('FRAUD_CRIME_WARN')) ?? 0;
  const defrauded = sum(items.map(({ finding }) => finding.defraudedFen ?? 0));
  const isSimple = (code: string, list: readonly GateItem[]): boolean => sum(list.map(({ fine }) => fine)) <= (fenOf(use(code)) ?? -1) || list.length === 0;

  return {
    hearing: { isOffered: hearing.length > 0, because: hearing },
    legalReview: { isRequired: review.length > 0, because: review },
    collective: {
      isRequired: collective.length > 0, isForOfficer: listed.includes('COMPLEX') || listed.includes('MAJOR'), because: collective,
      minMembers: typeof members === 'number' ? members : null, isOdd: use('COLLECTIVE_ODD')?.value === true, body: wordOf(use('COLLECTIVE_BODY')) ?? 'HEADS',
    },
    police: { isWarned: defrauded > 0 && defrauded >= fromFen, fromFen },
    isSimplePossible: fineTotal > 0 && !isSuspended && !isTerminated && !isBarred && isSimple('SIMPLE_CITIZEN', persons) && isSimple('SIMPLE_ORG', bodies),
    unconfirmed: [...unconfirmed],
  };
}
