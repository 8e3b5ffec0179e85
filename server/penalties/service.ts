import type { Parameter } from '../law/rules/parameters.ts';
import { calculate } from './rules.ts';
import type { Calculation, PenaltyCase } from './rules.ts';

export type PenaltyService = ReturnType<typeof penaltyService>;

/** What the law allows, with the entries of the place over the program's data. @throws Invalid for a multiple that contradicts its sum. */
export const penaltyService = ({ law }: { law: { overlay: (bureau: string) => Promise<readonly Parameter[]> } }) => ({
  calculate: async (asked: PenaltyCase): Promise<Calculation> => calculate(asked, { parameters: await law.overlay(asked.jurisdiction) }),
});
