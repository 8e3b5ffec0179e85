import type { CaseState, DecisionKind } from './case.ts';

const MILD: readonly DecisionKind[] = ['NO_PENALTY', 'NOT_ESTABLISHED', 'TO_OTHER_DEPT', 'TO_JUSTICE'];

/** What can be decided from a state: a penalty only after a notice (enforcement 6.2). */
export const decisionKinds = (state: CaseState): readonly DecisionKind[] => (state === 'reported' || state === 'reviewPassed' ? MILD : ['PENALTY', ...MILD]);
