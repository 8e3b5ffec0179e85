// Every kind of document has exactly one template in force.
import type { DocumentKind, Template } from '../rules/template.ts';
import { CASE_DECISIONS } from './case-decisions.ts';
import { CASE_PAPERS } from './case-papers.ts';
import { LETTERS } from './letters.ts';
import { REWARD_PAPERS } from './reward-papers.ts';

export const TEMPLATES: Record<DocumentKind, Template> = { ...LETTERS, ...CASE_PAPERS, ...CASE_DECISIONS, ...REWARD_PAPERS };
