// The page that an act belongs to, by the addresses alone: /cases/7/close → /cases/7.
import type { Request } from 'express';
import type { Route } from './routes.ts';

/** Whether the page may be offered as a link. */
const mayOpen = ({ access }: Route, person: Request['person']): boolean =>
  Array.isArray(access) ? access.some((role) => person?.roles.includes(role)) : access === 'public' || (access === 'reporter') === (person === null);

/** The page of the matter, else the nearest page above the address that was asked for; null where there is none for this reader. */
export function pageAbove(req: Request, routes: readonly Route[]): string | null {
  const pattern = req.route ? String(req.route.path).split('/') : [];
  const asked = req.originalUrl.replace(/\?.*/, '').split('/');
  const matter = pattern.findIndex((part) => part.startsWith(':')) + 1;
  // Between the matter and the act may stand the form of another act, which is not offered either.
  const longest = matter > 0 ? Math.min(matter, pattern.length - 1) : pattern.length - 1;
  for (let length = longest; length > 1; length -= 1) {
    const path = pattern.slice(0, length).join('/');
    if (routes.some((route) => route.method === 'get' && route.path === path && mayOpen(route, req.person))) return asked.slice(0, length).join('/');
  }
  return null;
}
