// The officers' side: one report and its acts, its files; the inbox before it is in inbox.ts and triage.ts.
import type { Request, Response } from 'express';
import { beijingMinute } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { DivisionTable } from '../../kernel/divisions.ts';
import { Conflict, Invalid, NotFound, NotNow, orNull, Refused } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Typed } from '../../kernel/forms.ts';
import { sendDownload } from '../../kernel/http/downloads.ts';
import { personOf } from '../../kernel/http/person.ts';
import { tellRace } from '../../kernel/http/raced.ts';
import { isFromProgram } from '../../kernel/http/request.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import type { Person } from '../../people/rules/person.ts';
import { parseDeskAct } from '../forms/desk.ts';
import type { DeskAct } from '../forms/desk.ts';
import { actPage, actView, identityPage, identityView } from '../pages/desk/act.ts';
import type { ActPage, FormAction } from '../pages/desk/act.ts';
import { isDeskAction } from '../pages/desk/acts.ts';
import { racePage } from '../pages/desk/race.ts';
import { reportPage, reportView } from '../pages/desk/report.ts';
import type { LinkedRecord } from '../pages/desk/report.ts';
import type { ReportsService } from '../service.ts';
import type { OfficerMatter } from '../service/desk.ts';
import { inboxRoutes } from './inbox.ts';
import { triageRoutes } from './triage.ts';

const HANDLERS = ['intake', 'investigator', 'head'] as const;
type Outside = {
  reports: ReportsService; divisions: () => DivisionTable; clock: Clock;
  /** The institution of the directory that a report names. */
  linked: (person: Person, institutionId: string | null) => Promise<LinkedRecord | null>;
};
type Mistakes = { errors: FieldErrors; typed: Typed };

export function reportsDeskRoutes({ reports, divisions, clock, linked }: Outside) {
  const { get, post, router, routes } = feature();
  inboxRoutes({ get, post }, { reports, divisions, clock });
  triageRoutes({ get, post }, reports);

  async function showReport(req: Request, res: Response, id: string, mistakes?: Mistakes): Promise<void> {
    const matter = await reports.forOfficer(personOf(req), id);
    const note = mistakes?.typed['text'];
    const [next, known, around] = await Promise.all([reports.nextAfter(personOf(req), id), reports.tags(personOf(req)), reports.around(personOf(req), matter.report)]);
    const institution = await linked(personOf(req), matter.report.institutionId);
    const page = reportPage(wordsOf(req.language), {
      ...matter, institution, next, mayOpenCase: personOf(req).roles.some((role) => role === 'investigator' || role === 'legalReviewer' || role === 'head'), around, tags: known.filter((tag) => matter.tagged.includes(tag.id)), divisions: divisions(), minute: beijingMinute, ...(mistakes ? { errors: mistakes.errors } : {}), ...(typeof note === 'string' ? { note } : {}),
    });
    sendPage(req, res, reportView, page, mistakes ? { errors: mistakes.errors } : {});
  }

  get('/reports/desk/:id', HANDLERS, (req, res) => showReport(req, res, req.params.id));

  get('/reports/desk/:id/files/:fileId/preview', HANDLERS, async (req, res) => {
    const { bytes, mime } = await reports.preview(personOf(req), req.params.id, req.params.fileId);
    res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'; img-src 'self'");
    res.setHeader('Content-Disposition', 'inline');
    res.type(mime).send(bytes);
  });

  post('/reports/desk/:id/files/:fileId/download', HANDLERS, async (req, res) => {
    const { id, fileId } = req.params;
    const { reason } = typedOf(req.body);
    try {
      await sendDownload(res, await reports.download(personOf(req), id, fileId, typeof reason === 'string' ? reason : ''));
    } catch (error) {
      if (error instanceof Invalid) return showReport(req, res, id, { errors: error.fields, typed: {} });
      throw error;
    }
  });

  /** A POST that answers a page: name and contact stand in no address and are shown once. */
  post('/reports/desk/:id/identity', HANDLERS, async (req, res) => {
    const person = personOf(req);
    const opened = await reports.openIdentity(person, req.params.id, 'notify');
    const { report } = await reports.forOfficer(person, req.params.id);
    sendPage(req, res, identityView, identityPage(wordsOf(req.language), report, opened));
  });

  const doing: Record<FormAction | 'accept' | 'note', (person: Person, id: string, given: DeskAct) => Promise<unknown>> = {
    accept: (person, id, { version, text }) => reports.accept(person, id, version, text),
    note: (person, id, { version, text }) => reports.note(person, id, version, text),
    notAccept: (person, id, { version, ground, text, into }) => reports.notAccept(person, id, version, { ground, text, into }),
    ask: (person, id, { version, text, answerBy, isQuestion }) => reports.ask(person, id, version, { text, answerBy, isQuestion }),
    assign: (person, id, { version, officers }) => reports.assign(person, id, version, officers),
    recordVisit: (person, id, { version, on, text }) => reports.recordVisit(person, id, version, { on, text }),
    extend: (person, id, { version, text, extension, minutes }) => reports.extend(person, id, version, text, extension, minutes),
    notFile: (person, id, { version, reason, text }) => reports.notFile(person, id, version, { reason, text }),
    referContract: (person, id, { version, text, isBreachOnly }) => reports.referContract(person, id, version, { text, isBreachOnly }),
    reopen: (person, id, { version, text }) => reports.reopen(person, id, version, text),
    transfer: (person, id, { version, receiver, matter, text }) => reports.transfer(person, id, version, { receiver, matter, text }),
    takeBack: (person, id, { version, text }) => reports.takeBack(person, id, version, text),
    merge: (person, id, { version, into, text }) => reports.merge(person, id, version, { into, text }),
    recordTold: (person, id, { version, clock: code, way, on }) => reports.recordTold(person, id, version, { clock: code, way, on }),
    recuse: (person, id, { version, text }) => reports.recuse(person, id, version, text),
  };
  const isForm = (name: string): name is FormAction => isDeskAction(name) && name !== 'accept' && name !== 'file';

  async function showAct(req: Request, res: Response, id: string, action: FormAction, mistakes?: Mistakes): Promise<void> {
    const matter = await reports.forOfficer(personOf(req), id);
    if (!matter.permitted.includes(action)) return reports.notOffered(personOf(req), id, action);
    sendPage(req, res, actView, await formOf(req, matter, action, mistakes), mistakes ? { errors: mistakes.errors } : {});
  }

  async function formOf(req: Request, { report, grounds, reasons, today, grants }: OfficerMatter, action: FormAction, mistakes?: Mistakes): Promise<ActPage> {
    const person = personOf(req);
    const read = Number(mistakes?.typed['version']);
    return actPage(wordsOf(req.language), {
      report, action, grounds, reasons, today, grants, version: Number.isInteger(read) && read > 0 ? read : report.version,
      investigators: action === 'assign' ? await reports.investigators(person) : [], candidates: action === 'merge' || action === 'notAccept' ? await reports.mergeCandidates(person, report.id) : [],
      ...(mistakes ?? {}),
    });
  }

  /** Somebody was faster: the newest line of the record, and what was typed. */
  async function tell(req: Request, id: string, act: FormAction | 'accept' | 'note'): Promise<void> {
    const matter = await orNull(reports.forOfficer(personOf(req), id));
    if (!matter) return;
    const typed = typedOf(req.body);
    const fields = isForm(act) ? (await formOf(req, matter, act, { errors: {}, typed })).fields : [];
    tellRace(req, racePage(wordsOf(req.language), { ...matter, minute: beijingMinute, fields, typed }));
  }

  get('/reports/desk/:id/:act', HANDLERS, async (req, res) => {
    const { id, act } = req.params;
    if (!isForm(act)) throw new NotFound('act');
    await showAct(req, res, id, act);
  });

  post('/reports/desk/:id/:act', HANDLERS, async (req, res) => {
    const { id, act } = req.params;
    if (!isForm(act) && act !== 'accept' && act !== 'note') throw new NotFound('act');
    const again = (mistakes: Mistakes): Promise<void> => (isForm(act) ? showAct(req, res, id, act, mistakes) : showReport(req, res, id, mistakes));
    const parsed = parseDeskAct(req.body);
    if ('errors' in parsed) return again(parsed);
    try {
      await doing[act](personOf(req), id, parsed.value);
    } catch (error) {
      if (error instanceof Invalid) return again({ errors: error.fields, typed: typedOf(req.body) });
      // A box that was left open is mended where it stands, with the reason still there.
      if (error instanceof Refused && error.reason === 'REFER_BREACH_ONLY' && !isFromProgram(req)) return again({ errors: { isBreachOnly: { key: 'problems.refused.REFER_BREACH_ONLY' } }, typed: typedOf(req.body) });
      if (error instanceof Conflict && !(error instanceof NotNow) && !isFromProgram(req)) await tell(req, id, act);
      throw error;
    }
    // Who declared an interest may not come back to it.
    seeOther(req, res, act === 'recuse' ? '/inbox' : `/reports/desk/${id}`, `reports.desk.flash.${act}`);
  });

  return { router, routes };
}
