import type { Request } from 'express';
import { NotFound } from '../../kernel/errors.ts';

type Person = NonNullable<Request['person']>;
/** Who may open the directory, and who keeps it: the same lists as in rules, here for the doors. */
export const READERS = ['intake', 'administrator', 'investigator', 'legalReviewer', 'head'] as const;
export const KEEPERS = ['intake', 'administrator'] as const;

export const personOf = (req: Request): Person => {
  if (!req.person) throw new NotFound('person');
  return req.person;
};
