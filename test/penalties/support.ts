import { BLANK_FINDING, calculate, type Calculation, type Finding, type FindingAnswer, type Notice, type PenaltyCase } from '../../server/penalties/rules.ts';

/** Enforcement 4.8: unless a row says otherwise, reason given, discovered in time, refusal proven. Conduct of 2023. */
export const aFinding = (rest: Partial<Finding> = {}): Finding => ({
  ...BLANK_FINDING, id: 'f1', conductFrom: '2023-01-01', conductTo: '2023-03-31', discoveredOn: '2023-06-01', reason: '依法裁量', ...rest,
});

export const refusedToCorrect: Partial<Finding> = { refusedToCorrect: true, correctionOrderId: 'order-1' };

/** Conduct on one day, discovered the month after. */
export const on = (date: string): Partial<Finding> => ({ conductFrom: date, conductTo: date, discoveredOn: date });

export const aCase = (findings: Finding[], rest: Partial<PenaltyCase> = {}): PenaltyCase => ({
  jurisdiction: '330900', decisionDate: '2026-06-01', notices: [], findings, sameActGroups: [], ...rest,
});

export const aNotice = (fineTotalFen: number, rest: Partial<Notice> = {}): Notice => ({ issuedOn: '2026-05-01', fineTotalFen, findings: [], newBecauseOf: 'FIRST', ...rest });

export const answer = (rest: Partial<Finding>, inCase: Partial<PenaltyCase> = {}): FindingAnswer => first(calculate(aCase([aFinding(rest)], inCase)));

export function first(calculation: Calculation): FindingAnswer {
  const [found] = calculation.findings;
  if (!found) throw new Error('no finding');
  return found;
}

export const codesOf = (found: FindingAnswer): string[] => found.codes.map(({ code }) => code);
export const codes = (rest: Partial<Finding>, inCase: Partial<PenaltyCase> = {}): string[] => codesOf(answer(rest, inCase));
