// Acts between bureaus and between reports: their forms, the queue of what comes in, and the list of what went out.
import type { Request, Response } from 'express';
import { beijingDate, beijingMinute } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { DivisionTable } from '../../kernel/divisions.ts';
import { Conflict, Invalid, NotNow, orNull } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Typed } from '../../kernel/forms.ts';
import { personOf } from '../../kernel/http/person.ts';
import { tellRace } from '../../kernel/http/raced.ts';
import { isFromProgram } from '../../kernel/http/request.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import { feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import type { Person } from '../../people/rules/person.ts';
import { numberOf } from '../forms/desk.ts';
import { parseMove } from '../forms/moves.ts';
import type { MoveForm } from '../forms/moves.ts';
import { actView } from '../pages/desk/act.ts';
import type { ActPage } from '../pages/desk/act.ts';
import { MOVES } from '../pages/desk/acts.ts';
import type { MoveAction } from '../pages/desk/acts.ts';
import { movePage } from '../pages/desk/move.ts';
import { incomingPage, incomingView, movesPage, movesView } from '../pages/desk/moves.ts';
import type { RowAct } from '../pages/desk/moves.ts';
import { racePage } from '../pages/desk/race.ts';
import type { ReportsService } from '../service.ts';
import type { OfficerMatter } from '../service/desk.ts';

const HANDLERS = ['intake', 'investigator', 'head'] as const;
/** What the head does to a row of what went out. */
const ROW_ACTS = { supervise: 'supervise', answer: 'answerLetter' } as const satisfies Record<RowAct, string>;
type Mistakes = { errors: FieldErrors; typed: Typed };
/** The version that a form was made for: what was done meanwhile is a lost race, also after a mistake. */
const versionOf = (mistakes: Mistakes | undefined, otherwise: number): number => {
  const read = Number(mistakes?.typed['version']);
  return Number.isInteger(read) && read > 0 ? read : otherwise;
};

export function reportsMoveRoutes({ reports, divisions, clock }: { reports: ReportsService; divisions: () => DivisionTable; clock: Clock }) {
  const { get, post, router, routes } = feature();

  /** The id behind a chosen line or a typed register number; '' where neither names one. */
  async function older(person: Person, { into, register }: MoveForm): Promise<string> {
    if (into !== '' || register === '') return into;
    const found = await reports.inbox(person, { view: 'all', after: null, number: numberOf(register, Number(beijingDate(clock()).slice(0, 4))) });
    return found.lines[0]?.id ?? '';
  }

  const doing: Record<MoveAction, (person: Person, id: string, given: MoveForm) => Promise<unknown>> = {
    reportBack: (person, id, { version, text }) => reports.reportBack(person, id, version, text),
    recall: (person, id, { version, text }) => reports.recall(person, id, version, text),
    recordTaken: (person, id, { version, on, text }) => reports.recordTaken(person, id, version, { on, text }),
    unmerge: (person, id, { version, text }) => reports.unmerge(person, id, version, text),
    unsplit: (person, id, { version, text }) => reports.unsplit(person, id, version, text),
    offer: (person, id, { version, to, matter, text }) => reports.offer(person, id, version, { to, matter, text }),
    handDown: (person, id, { version, to, matter, limit, unit, text }) => reports.handDown(person, id, version, { to, matter, limit: reports.limitOf(limit, unit), text }),
    repeat: async (person, id, given) => reports.repeat(person, id, given.version, { into: await older(person, given), text: given.text }),
    split: (person, id, { version, targetName, targetKind, categories, narrative, files, messages, text }) =>
      reports.split(person, id, version, { targetName, targetKind, categories, narrative, files, messages, text }),
  };

  async function show(req: Request, res: Response, id: string, action: MoveAction, mistakes?: Mistakes): Promise<void> {
    const person = personOf(req);
    const matter = await reports.forOfficer(person, id);
    if (!matter.permitted.includes(action)) return reports.notOffered(person, id, action);
    sendPage(req, res, actView, await formOf(req, matter, action, mistakes), mistakes ? { errors: mistakes.errors } : {});
  }

  async function formOf(req: Request, { report, today }: OfficerMatter, action: MoveAction, mistakes?: Mistakes): Promise<ActPage> {
    const person = personOf(req);
    const { all, below } = action === 'offer' || action === 'handDown' ? await reports.receivers(person) : { all: [], below: [] };
    return movePage(wordsOf(req.language), {
      report, action, today, bureaus: action === 'handDown' ? below : all, older: action === 'repeat' ? await reports.mergeCandidates(person, report.id, true) : [],
      version: versionOf(mistakes, report.version), ...(mistakes ?? {}),
    });
  }

  /** Somebody was faster: the newest line of the record, and what was typed. */
  async function tell(req: Request, id: string, action: MoveAction): Promise<void> {
    const matter = await orNull(reports.forOfficer(personOf(req), id));
    if (!matter) return;
    const typed = typedOf(req.body);
    const { fields } = await formOf(req, matter, action, { errors: {}, typed });
    tellRace(req, racePage(wordsOf(req.language), { ...matter, minute: beijingMinute, fields, typed }));
  }

  for (const action of MOVES) {
    get<`/reports/desk/:id/${MoveAction}`>(`/reports/desk/:id/${action}`, HANDLERS, (req, res) => show(req, res, req.params.id, action));
    post<`/reports/desk/:id/${MoveAction}`>(`/reports/desk/:id/${action}`, HANDLERS, async (req, res) => {
      const { id } = req.params;
      const parsed = parseMove(req.body);
      if ('errors' in parsed) return show(req, res, id, action, parsed);
      try {
        await doing[action](personOf(req), id, parsed.value);
      } catch (error) {
        if (error instanceof Invalid) return show(req, res, id, action, { errors: error.fields, typed: typedOf(req.body) });
        if (error instanceof Conflict && !(error instanceof NotNow) && !isFromProgram(req)) await tell(req, id, action);
        throw error;
      }
      seeOther(req, res, `/reports/desk/${id}`, `reports.desk.flash.${action}`);
    });
  }

  async function showMoves(req: Request, res: Response, wrong?: Mistakes & { id: string; act: RowAct }): Promise<void> {
    const person = personOf(req);
    const [incoming, outgoing, owing] = await Promise.all([reports.incoming(person), reports.outgoing(person), reports.owing(person)]);
    const sent = [...outgoing, ...owing].find(({ id }) => id === wrong?.id);
    const text = wrong?.typed['text'];
    const unsent = wrong && sent ? { act: wrong.act, id: wrong.id, text: typeof text === 'string' ? text : '', version: versionOf(wrong, sent.version), errors: wrong.errors } : null;
    sendPage(req, res, movesView, movesPage(wordsOf(req.language), { incoming, outgoing, owing, unsent }), wrong ? { errors: wrong.errors } : {});
  }
  get('/inbox/moves', ['intake', 'head'], (req, res) => showMoves(req, res));

  async function showIncoming(req: Request, res: Response, id: string, mistakes?: Mistakes): Promise<void> {
    const found = await reports.openIncoming(personOf(req), id);
    const typed = mistakes?.typed['text'];
    const page = incomingPage(wordsOf(req.language), {
      ...found, divisions: divisions(), version: versionOf(mistakes, found.report.version), ...(typeof typed === 'string' ? { typed } : {}), ...(mistakes ? { errors: mistakes.errors } : {}),
    });
    sendPage(req, res, incomingView, page, mistakes ? { errors: mistakes.errors } : {});
  }
  get('/reports/incoming/:id', ['intake', 'head'], (req, res) => showIncoming(req, res, req.params.id));

  post('/reports/incoming/:id/takeOver', ['intake'], async (req, res) => {
    const parsed = parseMove(req.body);
    if ('errors' in parsed) return showIncoming(req, res, req.params.id, parsed);
    await reports.takeOver(personOf(req), req.params.id, parsed.value.version);
    seeOther(req, res, `/reports/desk/${req.params.id}`, 'reports.desk.flash.takeOver');
  });

  post('/reports/incoming/:id/sendBack', ['intake'], async (req, res) => {
    const { id } = req.params;
    const parsed = parseMove(req.body);
    if ('errors' in parsed) return showIncoming(req, res, id, parsed);
    try {
      await reports.sendBack(personOf(req), id, parsed.value.version, parsed.value.text);
    } catch (error) {
      if (error instanceof Invalid) return showIncoming(req, res, id, { errors: error.fields, typed: typedOf(req.body) });
      throw error;
    }
    seeOther(req, res, '/inbox/moves', 'reports.desk.flash.sendBack');
  });

  async function onRow(req: Request, res: Response, id: string, act: RowAct): Promise<void> {
    const person = personOf(req);
    await reports.openOutgoing(person, id);
    const parsed = parseMove(req.body);
    if ('errors' in parsed) return showMoves(req, res, { ...parsed, id, act });
    try {
      await reports[ROW_ACTS[act]](person, id, parsed.value.version, parsed.value.text);
    } catch (error) {
      if (error instanceof Invalid) return showMoves(req, res, { id, act, typed: typedOf(req.body), errors: error.fields });
      throw error;
    }
    seeOther(req, res, '/inbox/moves', `reports.desk.flash.${ROW_ACTS[act]}`);
  }
  post('/reports/outgoing/:id/supervise', ['head'], (req, res) => onRow(req, res, req.params.id, 'supervise'));
  post('/reports/outgoing/:id/answer', ['head'], (req, res) => onRow(req, res, req.params.id, 'answer'));

  return { router, routes };
}
