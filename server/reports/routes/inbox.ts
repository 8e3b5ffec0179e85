// What waits: the inbox with its views and filters, and the counts of the bureaus below.
import type { Request, Response } from 'express';
import { beijingDate } from '../../kernel/clock.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { DivisionTable } from '../../kernel/divisions.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { personOf } from '../../kernel/http/person.ts';
import { localPath } from '../../kernel/http/request.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Person } from '../../people/rules/person.ts';
import { numberOf, parseInbox } from '../forms/desk.ts';
import { parseBulk } from '../forms/triage.ts';
import type { BulkInput } from '../forms/triage.ts';
import { bulkPage, bulkView } from '../pages/desk/bulk.ts';
import { inboxPage, inboxQuery, inboxView } from '../pages/desk/inbox.ts';
import { overviewPage, overviewView } from '../pages/desk/overview.ts';
import type { BulkAct, BulkDone, ReportsService } from '../service.ts';

const HANDLERS = ['intake', 'investigator', 'head'] as const;
type Outside = { reports: ReportsService; divisions: () => DivisionTable; clock: Clock };

/** The inbox that the reader came from, from the address that the form carried along. */
export function inboxAddress(back: unknown): string {
  const path = localPath(back);
  return path.startsWith('/inbox') ? path : '/inbox';
}
const queryOf = (address: string): Record<string, string> => Object.fromEntries(new URL(address, 'http://localhost').searchParams);

export function inboxRoutes({ get, post }: Pick<Feature, 'get' | 'post'>, { reports, divisions, clock }: Outside): void {
  async function showInbox(req: Request, res: Response, query: unknown, errors?: FieldErrors): Promise<void> {
    const person = personOf(req);
    const ask = parseInbox(query);
    const filters = {
      state: ask.state || null, division: ask.place || null, targetKind: ask.kind || null, identity: ask.identity || null, officer: ask.officer || null, month: ask.month || null, tag: ask.tag || null,
    };
    const number = ask.number === '' ? null : numberOf(ask.number, Number(beijingDate(clock()).slice(0, 4)));
    const inbox = await reports.inbox(person, { view: ask.view, after: ask.after || null, filters, group: ask.group || null, number });
    const page = inboxPage(wordsOf(req.language), {
      ...inbox, ask, mayAssign: person.roles.some((role) => role === 'intake' || role === 'head'), mayAccept: person.roles.includes('intake'), isHead: person.roles.includes('head'),
      bureau: person.bureau, divisions: divisions(), ...(errors ? { errors } : {}),
    });
    sendPage(req, res, inboxView, page, errors ? { errors } : {});
  }

  get('/inbox', HANDLERS, (req, res) => showInbox(req, res, req.query));

  get('/inbox/overview', ['head'], async (req, res) => {
    sendPage(req, res, overviewView, overviewPage(wordsOf(req.language), await reports.overview(personOf(req))));
  });

  const actOf = ({ act, ground, text, tag }: BulkInput, into: string): BulkAct =>
    (act === 'notAccept' ? { act, ground, text, into } : act === 'tag' || act === 'untag' ? { act, tag } : { act: 'accept' });

  /** The report with this register number, where the person may read it; '' otherwise. */
  async function named(person: Person, register: string): Promise<string> {
    if (register === '') return '';
    const found = await reports.inbox(person, { view: 'all', after: null, number: numberOf(register, Number(beijingDate(clock()).slice(0, 4))) });
    return found.lines[0]?.id ?? '';
  }

  async function act(person: Person, input: BulkInput): Promise<BulkDone> {
    const { pick, group, isWhole } = input;
    if (input.act === 'assign') {
      const { assigned, left } = await reports.assignMany(person, pick, input.officers);
      return { done: assigned, left, later: 0, refused: [] };
    }
    const what = actOf(input, input.act === 'notAccept' ? await named(person, input.register) : '');
    return isWhole && group !== '' ? reports.actOnGroup(person, group, what) : reports.actOnMany(person, pick, what);
  }

  function flashOf({ act: name }: BulkInput, { left, later }: BulkDone): Parameters<typeof seeOther>[3] {
    if (later > 0) return 'desk.flash.later';
    if (name === 'assign') return left === 0 ? 'reports.desk.flash.assigned' : 'reports.desk.flash.assignedSome';
    if (left > 0) return 'desk.flash.some';
    return name === 'tag' || name === 'untag' ? 'desk.flash.tagged' : 'desk.flash.done';
  }

  /** One ground for all: asked on a page of its own, which carries along what was picked. */
  async function askGround(req: Request, res: Response, input: BulkInput, errors?: FieldErrors, refused: BulkDone['refused'] = []): Promise<void> {
    const person = personOf(req);
    const n = input.isWhole ? (await reports.inbox(person, { view: 'flood', after: null, group: input.group })).groupSize : input.pick.length;
    const targets = input.isWhole ? await reports.groupTargets(person, input.group) : [];
    const page = bulkPage(wordsOf(req.language), { input, n, targets, grounds: await reports.grounds(person), back: inboxAddress(input.back), refused, ...(errors ? { errors } : {}) });
    sendPage(req, res, bulkView, page, errors ? { errors } : {});
  }

  post('/inbox/bulk', ['intake', 'head'], async (req, res) => {
    const back = inboxAddress(typedOf(req.body)['back']);
    const again = (errors: FieldErrors): Promise<void> => showInbox(req, res, queryOf(back), errors);
    const parsed = parseBulk(req.body);
    if ('errors' in parsed) return again(parsed.errors);
    const input = parsed.value;
    if (input.pick.length === 0 && !input.isWhole) return again({ pick: { key: 'reports.desk.error.pick' } });
    if (input.act === 'notAccept' && !input.isSure) return askGround(req, res, input);
    try {
      const outcome = await act(personOf(req), input);
      const { refused, done } = outcome;
      // What is left comes back with its reasons; the rest is done.
      if (input.act === 'notAccept' && refused.length > 0) return await askGround(req, res, { ...input, pick: refused, isWhole: false, group: '' }, { ground: { key: 'desk.notAccept.some', args: { n: refused.length, done } } }, refused);
      seeOther(req, res, input.isWhole && outcome.later === 0 ? '/inbox' : back, flashOf(input, outcome));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return input.act === 'notAccept' ? askGround(req, res, input, error.fields) : again(error.fields);
    }
  });

  post('/inbox/views', HANDLERS, async (req, res) => {
    const { back: typedBack, viewName } = typedOf(req.body);
    const back = inboxAddress(typedBack);
    try {
      await reports.saveView(personOf(req), typeof viewName === 'string' ? viewName : '', inboxQuery({ ...parseInbox(queryOf(back)), after: '', number: '', group: '' }));
    } catch (error) {
      if (error instanceof Invalid) return showInbox(req, res, queryOf(back), error.fields);
      throw error;
    }
    seeOther(req, res, back, 'desk.flash.viewSaved');
  });
  post('/inbox/views/:id/drop', HANDLERS, async (req, res) => {
    await reports.dropView(personOf(req), req.params.id);
    seeOther(req, res, inboxAddress(typedOf(req.body)['back']), 'desk.flash.viewDropped');
  });
}
