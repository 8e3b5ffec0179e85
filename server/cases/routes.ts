// Cases over HTTP. Every act of the ACTIONS table has one address: its form by GET, the act by POST.
import type { Request } from 'express';
import { beijingMinute } from '../kernel/clock.ts';
import { Conflict, Invalid, NotFound } from '../kernel/errors.ts';
import type { FieldErrors } from '../kernel/errors.ts';
import { sendDownload } from '../kernel/http/downloads.ts';
import { heldOf } from '../kernel/http/held.ts';
import { personOf } from '../kernel/http/person.ts';
import { seeOther, sendPage } from '../kernel/http/respond.ts';
import { feature } from '../kernel/http/routes.ts';
import { createUploads } from '../kernel/http/uploads.ts';
import { typedOf } from '../kernel/forms.ts';
import type { Typed } from '../kernel/forms.ts';
import { wordsOf } from '../kernel/i18n.ts';
import type { Person } from '../people/rules/person.ts';
import { parseAct, parseFiling, parsePenalty, parseQuery, parseVersion } from './forms.ts';
import type { FormAction } from './forms.ts';
import { actPage, actView, filingPage, maySee, takesFiles, typedFinding, typedOfAct } from './pages/act.ts';
import type { HeldFiles } from './pages/act.ts';
import { FORM_ADDRESSES } from './pages/addresses.ts';
import { casePage, caseView } from './pages/case.ts';
import type { LinkedRecord } from './pages/case.ts';
import { clocksPage, clocksView } from './pages/clocks.ts';
import { evidencePage, evidenceView } from './pages/evidence.ts';
import { casesPage, casesView } from './pages/list.ts';
import { penaltyPage, penaltyView } from './pages/penalty.ts';
import { typedPenalty } from './pages/race.ts';
import { dueText } from './pages/words.ts';
import { racing, tellFiling } from './routes/race.ts';
import type { CasesService } from './service.ts';
import type { CaseFiles } from './service/files.ts';

const READERS = ['investigator', 'legalReviewer', 'head'] as const;

/** What was not kept, by name: refused or too many, and kept before until the hour was over. */
function missingFiles(refused: readonly string[], gone: readonly string[]): FieldErrors {
  const [names, goneNames] = [refused.join('、'), gone.join('、')];
  if (refused.length > 0 && gone.length > 0) return { files: { key: 'cases.error.filesBoth', args: { names, gone: goneNames } } };
  if (gone.length > 0) return { files: { key: 'evidence.held.gone', args: { names: goneNames } } };
  return refused.length > 0 ? { files: { key: 'cases.error.files', args: { names } } } : {};
}

export function caseRoutes({ cases, files, bureauNames, linked }: { cases: CasesService; files: CaseFiles; bureauNames: () => Promise<Map<string, string>>; linked: (person: Person, institutionId: string | null) => Promise<LinkedRecord | null> }) {
  const { get, post, router, routes } = feature();
  const { files: most, bytesPerFile } = files.limits;
  const race = racing(cases);
  const uploads = createUploads({ fields: ['files'], receive: files.receive, discard: files.discard, backstop: { files: most * 2, bytesPerFile: bytesPerFile * 2, bytes: most * bytesPerFile } });

  get('/cases', READERS, async (req, res) => {
    const t = wordsOf(req.language);
    const person = personOf(req);
    const query = parseQuery(req.query);
    const [{ lines, next, counts }, below, bureaus, due] = await Promise.all([cases.list(person, query, query.after), cases.clocksBelow(person), bureauNames(), cases.standing(person)]);
    sendPage(req, res, casesView, casesPage(t, { group: query.group, lines, next, isFirst: query.after === null, counts, below, bureaus, due: (on) => dueText(t, on, due) }));
  });

  get('/cases/new', ['head'], async (req, res) => {
    const { lead, situation } = await cases.lead(personOf(req), typeof req.query['report'] === 'string' ? req.query['report'] : '');
    sendPage(req, res, actView, filingPage(wordsOf(req.language), { lead, situation }));
  });

  post('/cases', ['head'], async (req, res) => {
    const person = personOf(req);
    const parsed = parseFiling(req.body);
    const again = async (errors: FieldErrors) => {
      const typed = typedOf(req.body);
      const { lead, situation } = await cases.lead(person, typeof typed['report'] === 'string' ? typed['report'] : '');
      sendPage(req, res, actView, filingPage(wordsOf(req.language), { lead, situation, typed, errors }), { errors });
    };
    if ('errors' in parsed) return again(parsed.errors);
    try {
      const id = await cases.fileFromReport(person, parsed.value.report, parsed.value.version, parsed.value.input);
      seeOther(req, res, `/cases/${id}`, 'cases.flash.filed');
    } catch (error) {
      if (error instanceof Invalid) return again(error.fields);
      await tellFiling(cases, req, error);
      throw error;
    }
  });

  get('/cases/:id', READERS, async (req, res) => {
    const person = personOf(req);
    const { kase, situation } = await cases.open(person, req.params.id);
    const ids = [...kase.events.map((event) => event.by), ...kase.reviews.flatMap((review) => review.reviewerId ?? []), kase.filing.by];
    const [documents, leads, names] = await Promise.all([cases.documentsOf(kase.id), cases.leadsOf(person, kase.id), cases.names(ids)]);
    sendPage(req, res, caseView, casePage(wordsOf(req.language), { kase, situation, documents, leads, names, minute: beijingMinute, institution: await linked(personOf(req), kase.party.institutionId) }));
  });

  get('/cases/:id/clocks', READERS, async (req, res) => {
    const { kase, situation } = await cases.open(personOf(req), req.params.id);
    sendPage(req, res, clocksView, clocksPage(wordsOf(req.language), kase, situation));
  });

  get('/cases/:id/penalty', READERS, async (req, res) => {
    const { kase, situation } = await cases.open(personOf(req), req.params.id);
    sendPage(req, res, penaltyView, penaltyPage(wordsOf(req.language), { kase, situation, calculation: situation.calculation }));
  });

  post('/cases/:id/penalty', ['investigator'], async (req, res) => {
    const person = personOf(req);
    const { kase, situation } = await cases.open(person, req.params.id);
    const { value, errors, typed } = parsePenalty(req.body, kase.findings);
    const seen = parseVersion(req.body);
    const again = (refused: FieldErrors): void => {
      const { kase: entered, calculation, errors: judged } = cases.tried(situation, kase, value, Object.keys(errors));
      const all = { ...judged, ...errors, ...refused };
      sendPage(req, res, penaltyView, penaltyPage(wordsOf(req.language), { kase: entered, situation, calculation, typed, errors: all }), { errors: all });
    };
    const isBad = Object.keys(errors).length > 0;
    const act = async (): Promise<void> => {
      // The fields are counted: of another version, what was typed would stand beside another finding.
      if (isBad && seen !== 0 && seen !== kase.version) throw new Conflict('case');
      if (!isBad) await cases.act(person, kase.id, 'enterPenalty', seen, value);
    };
    try {
      await race(req, kase.id, act, (opened) => typedPenalty(wordsOf(req.language), opened.kase, typed));
      if (isBad) return again({});
      seeOther(req, res, `/cases/${kase.id}/penalty`, 'cases.flash.done');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      again(error.fields);
    }
  });

  async function showForm(req: Request, name: FormAction, id: string) {
    const { kase, situation } = await cases.open(personOf(req), id);
    if (!maySee(name, kase, situation)) cases.notOffered(name, kase, situation);
    const findingId = typeof req.query['findingId'] === 'string' ? req.query['findingId'] : (kase.findings[0]?.id ?? '');
    return { kase, situation, before: name === 'changeFinding' ? typedFinding(kase, findingId) : {} };
  }

  type Again = { errors: FieldErrors; typed: Typed; held: HeldFiles | null };

  /** Files that came with the act and those of its earlier answers, kept only for who may do it; nobody else's reach the disk's rows. */
  async function filesOf(req: Request, name: FormAction, id: string): Promise<{ held: HeldFiles | null; errors: FieldErrors }> {
    if (!takesFiles(name)) return { held: null, errors: {} };
    const { kase, situation } = await cases.open(personOf(req), id);
    if (!maySee(name, kase, situation)) return { held: null, errors: {} };
    const { kept, refused } = uploads.take(req);
    const { handle, names } = heldOf(req.body);
    if (kept.length === 0 && handle === null) return { held: null, errors: missingFiles(refused.map((file) => file.originalName), names) };
    const { handle: used, files: all, refused: over, gone } = await files.hold(kept, handle, names);
    return { held: all.length > 0 ? { handle: used, files: all } : null, errors: missingFiles([...refused.map((file) => file.originalName), ...over], gone) };
  }

  async function act(req: Request, name: FormAction, id: string): Promise<Again | null> {
    const typed = typedOf(req.body);
    const { held, errors } = await filesOf(req, name, id);
    const ids = held?.files.map((file) => file.id) ?? [];
    const parsed = parseAct(name, { ...typed, fileIds: ids });
    if ('errors' in parsed) return { errors: { ...parsed.errors, ...errors }, typed, held };
    if (Object.keys(errors).length > 0) return { errors, typed, held };
    try {
      await race(req, id, () => cases.act(personOf(req), id, name, parseVersion(req.body), parsed.value), (opened) => typedOfAct(wordsOf(req.language), name, opened, typed));
    } catch (error) {
      if (error instanceof Invalid) return { errors: error.fields, typed, held };
      throw error;
    }
    await files.attach(ids, id);
    return null;
  }

  for (const { name, slug, roles } of FORM_ADDRESSES) {
    const path = `/cases/:id/${slug}` as const;
    get(path, roles, async (req, res) => {
      const shown = await showForm(req, name, req.params.id);
      sendPage(req, res, actView, actPage(wordsOf(req.language), name, shown));
    });
    post(path, roles, ...(takesFiles(name) ? [uploads.middleware] : []), async (req, res) => {
      const again = await act(req, name, req.params.id);
      if (again === null) return seeOther(req, res, name === 'decideRecusal' || name === 'declareRecusal' ? '/cases' : `/cases/${req.params.id}`, 'cases.flash.done');
      const { kase, situation } = await cases.open(personOf(req), req.params.id);
      // The version that was read: what somebody else did meanwhile is not passed over with a second try.
      const seen = parseVersion(req.body) || kase.version;
      sendPage(req, res, actView, actPage(wordsOf(req.language), name, { kase: { ...kase, version: seen }, situation, ...again }), { errors: again.errors });
    });
  }

  get('/cases/:id/evidence/:item', READERS, async (req, res) => {
    const { kase } = await cases.open(personOf(req), req.params.id);
    const item = kase.evidence.find((each) => each.id === req.params.item);
    if (!item) throw new NotFound('evidence');
    sendPage(req, res, evidenceView, evidencePage(wordsOf(req.language), kase, item.id, await files.list(item.fileIds), files.reasons));
  });

  post('/cases/:id/files/:file', READERS, async (req, res) => {
    const person = personOf(req);
    const { kase } = await cases.open(person, req.params.id);
    const isThere = kase.evidence.some((item) => item.fileIds.includes(req.params.file)) || kase.events.some((event) => event.fileIds.includes(req.params.file));
    if (!isThere) throw new NotFound('file');
    const reason = Object.entries(typedOf(req.body)).find(([name]) => name.startsWith('reason'))?.[1];
    await sendDownload(res, await files.download(person, kase.bureau, req.params.file, typeof reason === 'string' ? reason : ''));
  });

  return { router, routes };
}
