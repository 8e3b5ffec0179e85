// Every address is declared with who may use it. The list of declarations is what access.test.ts walks.
import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { Forbidden } from '../errors.ts';
import { isFromProgram } from './request.ts';
import { isOwnForm, keepTyped } from './typed.ts';
import { readWithoutFiles } from './uploads.ts';

type Role = NonNullable<Request['person']>['roles'][number];
/** 'public': anybody; 'reporter': the holder of a reporter's session; 'officer': any signed-in person; else one of these roles. */
export type Access = 'public' | 'reporter' | 'officer' | readonly Role[];
export type Route = { method: 'get' | 'post'; path: string; access: Access };
type Handler<Path extends string> = RequestHandler<RouteParameters<Path>>;
type RouteParameters<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & RouteParameters<Rest>
  : Path extends `${string}:${infer Name}` ? Record<Name, string> : Record<never, string>;

export type Feature = {
  router: Router;
  routes: Route[];
  get: <Path extends string>(path: Path, access: Access, ...handlers: Handler<Path>[]) => void;
  post: <Path extends string>(path: Path, access: Access, ...handlers: Handler<Path>[]) => void;
};

export function feature(): Feature {
  const router = Router({ caseSensitive: true, strict: false });
  const routes: Route[] = [];
  const declare = (method: 'get' | 'post') => <Path extends string>(path: Path, access: Access, ...handlers: Handler<Path>[]) => {
    routes.push({ method, path, access });
    const guarded: RequestHandler[] = [guard(access), ...(handlers as unknown as RequestHandler[])];
    router[method](path, ...guarded);
  };
  return { router, routes, get: declare('get'), post: declare('post') };
}

/** Signed in, but not for them: 403. Not signed in: to the sign-in page and back, or 401 for a program. */
const guard = (access: Access): RequestHandler => (req: Request, res: Response, next) => {
  if (access === 'public' || access === 'reporter') return next();
  if (!req.person) return mayRead(req) ? readWithoutFiles(req, res, () => askToSignIn(req, res)) : askToSignIn(req, res);
  if (req.person.mustChangePassword && req.path !== '/account/password') return res.redirect(303, '/account/password');
  if (access !== 'officer' && !access.some((role) => req.person?.roles.includes(role))) return next(new Forbidden(`${req.method} ${req.path}`));
  next();
};

/** A form with files that one of our pages sent is not read yet; without its words they would be lost. What cannot be read is answered as if nothing had been typed. */
const mayRead = (req: Request): boolean => isOwnForm(req) && req.is('multipart/form-data') !== false && !isFromProgram(req);

function askToSignIn(req: Request, res: Response): void {
  if (isFromProgram(req)) {
    res.status(401).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title: 'Unauthorized', status: 401 }));
    return;
  }
  if (keepTyped(req, res, '/sign-in')) return;
  const back = req.method === 'GET' ? `?back=${encodeURIComponent(req.originalUrl)}` : '';
  res.redirect(303, `/sign-in${back}`);
}
