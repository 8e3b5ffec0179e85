// The kernel's own middleware around a handful of routes, without any feature: to feed it what no feature would.
import express from 'express';
import type { Express, RequestHandler } from 'express';
import { join } from 'node:path';
import { noStore, securityHeaders } from '../../server/kernel/http/headers.ts';
import { nothingHere, problems } from '../../server/kernel/http/problems.ts';
import { readRequest } from '../../server/kernel/http/request.ts';
import { sameSite } from '../../server/kernel/http/same-site.ts';
import type { Log } from '../../server/kernel/log.ts';
import { loadViews } from '../../server/kernel/views.ts';
import type { Person } from '../../server/people/rules/person.ts';
import { createClient } from './http.ts';
import { listening } from './listening.ts';

export const aPerson = (change: Partial<Person> = {}): Person => ({
  id: '1'.repeat(24), account: 'someone', name: '演示', bureau: '440784', bureauName: '演示局', scope: '440784', roles: ['intake'], certificate: null, mustChangePassword: false, ...change,
});

export type Line = { level: string; message: unknown; meta: unknown };

export async function openKernel(mount: (app: Express) => void, { person = null, isHttps = false }: { person?: Person | null; isHttps?: boolean } = {}) {
  loadViews(join(process.cwd(), 'views'));
  const lines: Line[] = [];
  const line = (level: string) => (message: unknown, meta?: unknown) => void lines.push({ level, message, meta });
  const log = { error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') } as unknown as Log;
  const app = express();
  app.set('query parser', 'simple');
  app.site = { name: '', isDemo: false, assets: {}, clock: () => new Date('2026-11-10T02:00:00Z'), publicMenu: [], deskMenu: () => [] };
  const withPerson: RequestHandler = (req, _res, next) => {
    req.person = person;
    next();
  };
  app.use(securityHeaders(isHttps), readRequest, noStore, sameSite, withPerson, express.urlencoded({ extended: false, limit: '1kb' }), express.json({ limit: '1kb' }));
  mount(app);
  app.use(nothingHere, problems(log));
  const { origin, close } = await listening(app);
  return { lines, origin, client: createClient(origin), close };
}
