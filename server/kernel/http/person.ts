import type { Request } from 'express';
import { NotFound } from '../errors.ts';

/** The officer who is signed in; the type is what the session puts there. @throws NotFound where nobody is, which the declared access of a route has refused before */
export function personOf(req: Request): NonNullable<Request['person']> {
  if (!req.person) throw new NotFound('person');
  return req.person;
}
