// The public rule browser: by place and day, one rule set, two side by side, and the files that another site can check.
import type { Request, Response } from 'express';
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import { NotFound } from '../../kernel/errors.ts';
import { sendDownload } from '../../kernel/http/downloads.ts';
import { sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseReference, parseWhere, type RuleReference } from '../forms/entry.ts';
import { comparePage, compareView } from '../pages/compare.ts';
import { rulePage, rulesPage, rulesView, ruleView } from '../pages/rules.ts';
import type { KnownRule } from '../rules/shown-entries.ts';
import type { RewardsService } from '../service.ts';
import type { EnteringService } from '../service/entering.ts';
import type { Place } from './public.ts';

export function ruleRoutes({ get }: Feature, { rewards, entering, clock, places }: { rewards: RewardsService; entering: EnteringService; clock: Clock; places: () => Promise<Place[]> }): void {
  /** With the name of the place where a version holds that is not approved for all of its own. */
  async function named(req: Request, reference: RuleReference): Promise<KnownRule | null> {
    const known = await entering.known(reference);
    if (!known?.onlyIn) return known;
    const place = (await places()).find(({ code }) => code === known.onlyIn)?.name;
    return { ...known, onlyIn: place ? (req.language === 'en' ? place.en : place.zh) : known.onlyIn };
  }

  get('/rewards/rules', 'public', async (req, res) => {
    const where = parseWhere(req.query, beijingDate(clock()));
    const found = where.place === null ? null : await rewards.rulesAt(where.place, where.on);
    sendPage(req, res, rulesView, rulesPage(wordsOf(req.language), req.language, await entering.published(), { ...where, found, places: await places() }));
  });

  const send = async (res: Response, name: string, bytes: Buffer | null): Promise<void> => {
    if (!bytes) throw new NotFound('rule set');
    await sendDownload(res, { name, mime: 'application/json; charset=utf-8', size: bytes.length, stream: once(bytes) });
  };
  get('/rewards/rules/export', 'public', async (_req, res) => send(res, 'reward-rules.json', await entering.file(null)));

  get('/rewards/rules/compare', 'public', async (req, res) => {
    const known = async (value: unknown) => {
      const reference = parseReference(value);
      return reference && named(req as unknown as Request, reference);
    };
    const { a, b } = req.query;
    const asked = { a: typeof a === 'string' ? a : '', b: typeof b === 'string' ? b : '' };
    sendPage(req, res, compareView, comparePage(wordsOf(req.language), req.language, { registry: await entering.published(), asked, left: await known(a), right: await known(b) }));
  });

  get('/rewards/rules/:id', 'public', async (request, res) => {
    const req = request as unknown as Request;
    const known = await named(req, { id: request.params.id, version: versionOf(req.query['version']) });
    if (!known) throw new NotFound('rule set');
    sendPage(req, res, ruleView, rulePage(wordsOf(req.language), req.language, await entering.everywhere(), known));
  });
  get('/rewards/rules/:id/export', 'public', async (req, res) => send(res, `${req.params.id}.json`, await entering.file({ id: req.params.id, version: versionOf(req.query['version']) })));
}

const versionOf = (value: unknown): number | null => (typeof value === 'string' && /^[1-9][0-9]{0,5}$/.test(value) ? Number(value) : null);

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}
