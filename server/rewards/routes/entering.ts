// Rule sets on the desk: an administrator enters them with citation and scan, the head of the place approves.
import type { Request, Response } from 'express';
import { beijingDate, beijingMinute } from '../../kernel/clock.ts';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import { sendDownload } from '../../kernel/http/downloads.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { createUploads } from '../../kernel/http/uploads.ts';
import type { Intake } from '../../kernel/http/uploads.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseEntryAct } from '../forms/entry.ts';
import { parseEntry, WAYS, type Made, type Mistakes, type Way } from '../forms/entry-made.ts';
import { parseRuleSet, type RuleSetProblem } from '../forms/rule-set.ts';
import { entriesPage, entriesView, entryPage, entryView } from '../pages/entry.ts';
import { figuresPage, figuresView } from '../pages/figures-form.ts';
import { confirmationPage, confirmationView, ruleImportPage, ruleImportView, textPage, textView, type FormInput } from '../pages/entry-form.ts';
import type { EntryKind, RuleEntry } from '../rules/entry.ts';
import type { EnteringService } from '../service/entering.ts';

const KEEPERS = ['administrator', 'head'] as const;
const ENTERERS = ['administrator'] as const;
const MOST_BYTES = 2 * 1024 * 1024;

type Outside = { entering: EnteringService; names: (ids: readonly string[]) => Promise<Map<string, string>>; divisions: () => ReadonlyMap<string, string> };

export function ruleEntryRoutes({ entering, names, divisions }: Outside) {
  const { get, post, router, routes } = feature();
  const place = (code: string): string => divisions().get(code) ?? code;
  const wayOf = (value: unknown): Way => WAYS.find((way) => way === value) ?? 'text';
  const wayOfKind: Record<EntryKind, Way> = { figures: 'figures', confirmation: 'confirmation', version: 'text', import: 'text' };
  const kindOfWay: Record<Way, EntryKind> = { figures: 'figures', confirmation: 'confirmation', text: 'version' };

  get('/reward-rules', KEEPERS, async (req, res) => {
    const person = personOf(req);
    const { entries, enterable } = await entering.list(person);
    sendPage(req, res, entriesView, entriesPage(wordsOf(req.language), req.language, { person, entries, enterable, names: await names(entries.flatMap(({ events }) => events[0]?.by ?? [])), day: beijingDate }));
  });

  function form(req: Request, res: Response, way: Way, input: FormInput, mistakes: Mistakes | null): void {
    const t = wordsOf(req.language);
    const again = mistakes ? { errors: mistakes.errors } : {};
    const all = { ...input, ...(mistakes ? { typed: mistakes.typed, errors: mistakes.errors } : {}) };
    if (way === 'figures') return sendPage(req, res, figuresView, figuresPage(t, all), again);
    if (way === 'confirmation') return sendPage(req, res, confirmationView, confirmationPage(t, all), again);
    sendPage(req, res, textView, textPage(t, { ...all, problems: mistakes?.problems ?? [] }), again);
  }

  /** Save what was posted, or show the same form with what is wrong. */
  async function keep(req: Request, res: Response, way: Way, input: FormInput, save: (value: Made) => Promise<string>): Promise<void> {
    const value = parseEntry(way, req.body, input.base, input.number, entering.today());
    if ('errors' in value) return form(req, res, way, input, value);
    try {
      seeOther(req, res, `/reward-rules/${await save(value)}`, 'rewardRules.flash.saved');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      form(req, res, way, input, { typed: typedOf(req.body), errors: error.fields });
    }
  }
  const startOf = async (req: Request, rule: unknown): Promise<FormInput> => {
    const { base, version: number } = await entering.beginning(personOf(req), typeof rule === 'string' ? rule : '');
    return { base, current: { ...base, version: number }, number, entryId: null, version: 0, citation: '' };
  };

  get('/reward-rules/new', ENTERERS, async (req, res) => form(req, res, wayOf(req.query['as']), await startOf(req, req.query['rule']), null));
  post('/reward-rules', ENTERERS, async (req, res) => {
    const typed = typedOf(req.body);
    const way = wayOf(typed['as']);
    const input = await startOf(req, typed['rule']);
    const { base } = input;
    await keep(req, res, way, input, ({ ruleSet, citation }) =>
      // A text may be of a rule set that is not there yet: then nothing stands beside it.
      entering.enter(personOf(req), { kind: kindOfWay[way], ruleSet, citation, base: ruleSet.id === base.id ? { id: base.id, version: base.version } : null }));
  });

  const memory = createUploads<Buffer>({ fields: ['file'], receive: inMemory, discard: async () => undefined, backstop: { files: 3, bytesPerFile: MOST_BYTES * 2, bytes: MOST_BYTES * 3 } });
  get('/reward-rules/import', ENTERERS, (req, res) => sendPage(req, res, ruleImportView, ruleImportPage(wordsOf(req.language), {})));
  post('/reward-rules/import', ENTERERS, memory.middleware, async (req, res) => {
    const { kept, refused } = memory.take(req);
    const typed = typedOf(req.body);
    const [file] = kept;
    const wrong = (errors: FieldErrors, problems: readonly RuleSetProblem[] = []): void => sendPage(req, res, ruleImportView, ruleImportPage(wordsOf(req.language), { typed, errors, problems }), { errors });
    if (!file) return wrong({ file: { key: refused[0]?.refused ?? 'rewardRules.error.file' } });
    try {
      const parsed = entering.readFile(file).map(parseRuleSet);
      const problems = parsed.flatMap((each) => ('problems' in each ? each.problems : []));
      if (problems.length > 0) return wrong({ file: { key: 'rewardRules.error.content' } }, problems);
      const citation = typed['citation'];
      const ids = await entering.importAll(personOf(req), parsed.flatMap((each) => ('value' in each ? [each.value] : [])), typeof citation === 'string' ? citation : '');
      seeOther(req, res, ids.length === 1 ? `/reward-rules/${ids[0] ?? ''}` : '/reward-rules', 'rewardRules.flash.imported');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      wrong('file' in error.fields ? error.fields : { file: Object.values(error.fields)[0] ?? { key: 'rewardRules.error.file' } });
    }
  });

  async function show(req: Request, res: Response, id: string, again: { form: string; reason: string; errors: FieldErrors } | null = null): Promise<void> {
    const person = personOf(req);
    const dossier = await entering.find(person, id);
    const page = entryPage(wordsOf(req.language), req.language, { dossier, person, names: await names(dossier.entry.events.map(({ by }) => by)), minute: beijingMinute, place, again });
    sendPage(req, res, entryView, page, again ? { errors: again.errors } : {});
  }
  get('/reward-rules/:id', KEEPERS, (req, res) => show(req as unknown as Request, res, req.params.id));
  get('/reward-rules/:id/scan', KEEPERS, async (req, res) => sendDownload(res, await entering.downloadScan(personOf(req as unknown as Request), req.params.id)));

  const editing = async (req: Request, id: string): Promise<{ entry: RuleEntry; input: FormInput }> => {
    const { entry, base, permitted } = await entering.find(personOf(req), id);
    if (!permitted.includes('amend')) throw new NotFound('rule entry');
    return { entry, input: { base: base ?? entry.ruleSet, current: entry.ruleSet, number: entry.ruleSet.version, entryId: id, version: entry.version, citation: entry.citation } };
  };
  get('/reward-rules/:id/edit', ENTERERS, async (request, res) => {
    const req = request as unknown as Request;
    const { entry, input } = await editing(req, request.params.id);
    form(req, res, wayOfKind[entry.kind], input, null);
  });
  post('/reward-rules/:id/edit', ENTERERS, async (request, res) => {
    const req = request as unknown as Request;
    const { id } = request.params;
    const { entry, input } = await editing(req, id);
    await keep(req, res, wayOfKind[entry.kind], input, async ({ ruleSet, citation, version }) => (await entering.amend(personOf(req), id, version, { ruleSet, citation })).id);
  });

  const { receive, discard, limits } = entering;
  const most = limits.bytesPerFile + 1024 * 1024;
  const uploads = createUploads({ fields: ['scan'], receive, discard, backstop: { files: 2, bytesPerFile: most, bytes: 2 * most } });
  post('/reward-rules/:id/scan', ENTERERS, uploads.middleware, async (request, res) => {
    const req = request as unknown as Request;
    const { id } = request.params;
    const { kept, refused } = uploads.take(req);
    const parsed = parseEntryAct(req.body);
    const [file] = kept;
    const again = (errors: FieldErrors): Promise<void> => show(req, res, id, { form: 'scan', reason: '', errors });
    const error = refused[0]?.refused ?? (file ? null : 'rewardRules.error.scan');
    if ('errors' in parsed || error !== null || !file) {
      await discard(kept);
      return again({ scan: { key: error ?? 'common.error.invalid' } });
    }
    try {
      await entering.addScan(personOf(req), id, parsed.value.version, file);
    } catch (wrong) {
      if (wrong instanceof Invalid) return again(wrong.fields);
      throw wrong;
    }
    seeOther(req, res, `/reward-rules/${id}`, 'rewardRules.flash.scan');
  });

  const acts = {
    submit: { access: ENTERERS, flash: 'rewardRules.flash.submitted' }, withdraw: { access: ENTERERS, flash: 'rewardRules.flash.withdrawn' },
    approve: { access: ['head'], flash: 'rewardRules.flash.approved' }, refuse: { access: ['head'], flash: 'rewardRules.flash.refused' },
  } as const;
  for (const name of ['submit', 'withdraw', 'approve', 'refuse'] as const) {
    post(`/reward-rules/:id/${name}`, acts[name].access, async (request, res) => {
      const req = request as unknown as Request<{ id: string }>;
      const { id } = req.params;
      const parsed = parseEntryAct(req.body);
      const asPlain = request as unknown as Request;
      if ('errors' in parsed) return show(asPlain, res, id, { form: name, reason: '', errors: parsed.errors });
      const { version, reason } = parsed.value;
      try {
        await entering[name](personOf(asPlain), id, version, reason);
      } catch (error) {
        if (error instanceof Invalid) return show(asPlain, res, id, { form: name, reason, errors: error.fields });
        throw error;
      }
      seeOther(asPlain, res, `/reward-rules/${id}`, acts[name].flash);
    });
  }

  return { router, routes };
}

/** A file of rule sets is small: it is read in memory and never lies on a disk. */
function inMemory(): Intake<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  return {
    write(chunk) {
      size += chunk.length;
      if (size <= MOST_BYTES) pieces.push(Buffer.from(chunk));
      return undefined;
    },
    end: async () => (size > MOST_BYTES || size === 0 ? { refused: 'rewardRules.error.file' } : { kept: Buffer.concat(pieces) }),
    abort: async () => void pieces.splice(0),
  };
}
