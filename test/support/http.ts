// The real application on a free port with a database of its own, and readers who keep cookies and press what the pages show.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../server/app.ts';
import type { App } from '../../server/app.ts';
import { readConfig } from '../../server/kernel/config.ts';
import { generateKeys, loadKeys } from '../../server/kernel/crypto.ts';
import type { KeyTexts } from '../../server/kernel/crypto.ts';
import { init } from '../../server/kernel/database/connect.ts';
import type { Log } from '../../server/kernel/log.ts';
import { loadViews } from '../../server/kernel/views.ts';
import { createServices } from '../../server/services.ts';
import type { Services } from '../../server/services.ts';
import { testClock } from './clock.ts';
import type { TestClock } from './clock.ts';
import { openTestDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { formsOf, linksOf, textOf } from './html.ts';
import type { Form, Link } from './html.ts';
import { listening } from './listening.ts';

export type Answer = {
  status: number; headers: Headers; html: string; address: string; location: string | null;
  text: string; links: Link[]; forms: Form[]; json: <T = Record<string, unknown>>() => T;
};
export type Fields = Record<string, string | number | boolean | readonly string[]>;
export type Upload = { field: string; name: string; type: string; bytes: Uint8Array };
type Options = { headers?: Record<string, string>; follow?: boolean };

function answerOf(response: Response, html: string, address: string): Answer {
  return {
    status: response.status, headers: response.headers, html, address, location: response.headers.get('location'),
    get text() { return textOf(html); },
    get links() { return linksOf(html); },
    get forms() { return formsOf(html); },
    json: <T>() => JSON.parse(html) as T,
  };
}

const pairs = (fields: Fields): [string, string][] =>
  Object.entries(fields).flatMap(([name, value]): [string, string][] => (Array.isArray(value) ? value.map((one: string): [string, string] => [name, one]) : [[name, String(value)]]));

export type Client = ReturnType<typeof createClient>;

export function createClient(origin: string) {
  const cookies = new Map<string, string>();

  async function ask(method: string, path: string, { headers = {}, follow = true }: Options, body?: URLSearchParams | FormData | string): Promise<Answer> {
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, origin), {
      method, redirect: 'manual', ...(body === undefined ? {} : { body }),
      headers: { accept: 'text/html', ...(jar ? { cookie: jar } : {}), ...(method === 'GET' ? {} : { origin, 'sec-fetch-site': 'same-origin' }), ...headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', ...rest] = pair.split('=');
      if (/expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, rest.join('='));
    }
    const answer = answerOf(response, await response.text(), path);
    if (follow && answer.status === 303 && answer.location) return ask('GET', answer.location, { headers: { accept: headers['accept'] ?? 'text/html' } });
    return answer;
  }

  const client = {
    cookies,
    get: (path: string, options: Options = {}) => ask('GET', path, options),
    getJson: async <T = Record<string, unknown>>(path: string): Promise<T> => (await ask('GET', path, { headers: { accept: 'application/json' } })).json<T>(),
    /** A form as a browser posts it; 303 is followed unless `follow` is false. */
    post: (path: string, fields: Fields = {}, options: Options = {}) => ask('POST', path, options, new URLSearchParams(pairs(fields))),
    postJson: (path: string, value: object, options: Options = {}) =>
      ask('POST', path, { follow: false, ...options, headers: { accept: 'application/json', 'content-type': 'application/json', ...options.headers } }, JSON.stringify(value)),
    postMultipart(path: string, fields: Fields, files: readonly Upload[], options: Options = {}) {
      const form = new FormData();
      for (const [name, value] of pairs(fields)) form.append(name, value);
      for (const { field, name, type, bytes } of files) form.append(field, new Blob([Uint8Array.from(bytes)], { type }), name);
      return ask('POST', path, options, form);
    },
    /** Follows the first link whose words contain `words`. */
    follow(page: Answer, words: string): Promise<Answer> {
      const link = page.links.find(({ text }) => text.includes(words));
      if (!link) throw new Error(`no link “${words}” on ${page.address}: ${page.links.map(({ text }) => text).join(' | ')}`);
      return client.get(link.href);
    },
    /** Fills in and sends the form of the button whose words contain `words`; what the page prefilled goes along. */
    press(page: Answer, words: string, fields: Fields = {}, files: readonly Upload[] = [], options: Options = {}): Promise<Answer> {
      const form = page.forms.find(({ buttons }) => buttons.some(({ text }) => text.includes(words)));
      const button = form?.buttons.find(({ text }) => text.includes(words));
      if (!form || !button) throw new Error(`no button “${words}” on ${page.address}: ${page.forms.flatMap(({ buttons }) => buttons.map(({ text }) => text)).join(' | ')}`);
      const unknown = Object.keys(fields).filter((name) => !form.fields.some((field) => field.name === name));
      if (unknown.length > 0) throw new Error(`the form of “${words}” on ${page.address} has no field ${unknown.join(', ')}: ${form.fields.map(({ name }) => name).join(', ')}`);
      const prefilled: Record<string, string | string[]> = {};
      for (const { name, value, type, isChecked } of form.fields) {
        if (type === 'file' || ((type === 'checkbox' || type === 'radio') && !isChecked)) continue;
        const before = prefilled[name];
        prefilled[name] = before === undefined ? value : [before, value].flat();
      }
      const all: Fields = { ...prefilled, ...(button.name ? { [button.name]: button.value } : {}), ...fields };
      const target = form.action === '' ? page.address : form.action;
      if (form.method === 'get') return client.get(`${target}?${new URLSearchParams(pairs(all)).toString()}`);
      return form.isMultipart ? client.postMultipart(target, all, files, options) : client.post(target, all, options);
    },
    signIn: async (account: string, password: string): Promise<Answer> => {
      const answer = await client.post('/sign-in', { account, password });
      if (answer.status !== 200 || !cookies.has('mj_officer')) throw new Error(`${account} could not sign in: ${answer.status}`);
      return answer;
    },
  };
  return client;
}

export type TestSite = {
  services: Services; app: App; clock: TestClock; origin: string; client: () => Client;
  /** Errors that were logged; a test that provokes one takes it out, any other makes close() fail. */
  errors: unknown[];
  /** What is left of the readers outside the database: each line of the log, each address that was asked for or pointed to. */
  traces: string[]; close: () => Promise<void>;
};

/** A server of its own removes what has expired by the world's clock, and that of a test stands in the past. */
async function keepExpired({ connection, kind }: TestDatabase): Promise<void> {
  if (kind === 'embedded') return;
  await Promise.all(Object.values(connection.models).flatMap(({ schema, collection }) =>
    schema.indexes().flatMap(([key, { expireAfterSeconds }]) => (expireAfterSeconds === undefined ? [] : [collection.dropIndex(Object.keys(key).map((name) => `${name}_1`).join('_'))]))));
}

type Opening = { at?: string; env?: Record<string, string>; database?: TestDatabase; keys?: KeyTexts };

/** 2026-11-10 is a working Tuesday in Beijing. A database and keys of one's own let a site be opened again on the same data. */
export async function openSite({ at = '2026-11-10T02:00:00Z', env = {}, keys = generateKeys(), database: given }: Opening = {}): Promise<TestSite> {
  const clock = testClock(at);
  const folder = await mkdtemp(join(tmpdir(), 'mj-site-'));
  const database = given ?? (await openTestDatabase({ clock }));
  const errors: unknown[] = [];
  const traces: string[] = [];
  const kept = ((...all: unknown[]) => void traces.push(JSON.stringify(all))) as unknown as Log['info'];
  const log: Log = { info: kept, warn: kept, debug: kept, error: ((error: unknown) => void errors.push(error)) as unknown as Log['error'] };
  const root = process.cwd();
  loadViews(join(root, 'views'));
  const config = readConfig({ NODE_ENV: 'test', DATA_DIR: join(folder, 'data'), UPLOADS_DIR: join(folder, 'uploads'), TIP_OFFS_PER_SOURCE: '0', UPLOAD_MB_PER_SOURCE: '0', ...env });
  const services = createServices({ config, database, keys: loadKeys(keys), clock, log, root, passwordCost: 4 });
  await init(database.connection);
  await keepExpired(database);
  const app = createApp(services);
  const { origin, close } = await listening((req, res) => {
    traces.push(`${req.url ?? ''} ${req.headers.referer ?? ''}`);
    res.on('finish', () => traces.push(String(res.getHeader('location') ?? '')));
    app(req, res);
  });
  return {
    services, app, clock, origin, errors, traces, client: () => createClient(origin),
    async close() {
      await close();
      await services.jobs.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
      if (errors.length > 0) throw new Error(`unexpected error in the log: ${errors.map((error) => (error instanceof Error ? (error.stack ?? error.message) : String(error))).join('\n')}`);
    },
  };
}
