// Money beside the single reward: what waits for the bureau above, payments and the file for the bank, the ledger, the verifier's page, and Word files.
import type { Request } from 'express';
import { beijingDate, beijingMinute, type Clock } from '../../kernel/clock.ts';
import { within } from '../../kernel/divisions.ts';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import { sendStream } from '../../kernel/http/downloads.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseChosen, parsePlain, parseYear } from '../forms/desk.ts';
import { aboveListPage, aboveListView, abovePage, aboveView } from '../pages/above.ts';
import { ledgerPage, ledgerRows, ledgerView } from '../pages/ledger.ts';
import { bankCells, paymentsPage, paymentsView } from '../pages/payments.ts';
import { sheetOf } from '../pages/show.ts';
import { verificationPage, verificationView } from '../pages/verification.ts';
import { documentPaper, sheetPaper } from '../pages/word.ts';
import type { RewardsService } from '../service.ts';

const READERS = ['rewardOfficer', 'head', 'legalReviewer', 'investigator'] as const;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export type MoneyOutside = { rewards: RewardsService; clock: Clock; names: (ids: readonly string[]) => Promise<Map<string, string>>; bureauNames: () => Promise<Map<string, string>>; isDemo: boolean };

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** Before `/rewards/:id`, which would take their words for an id. */
export function moneyRoutes({ get, post }: Feature, { rewards, clock, names, bureauNames, isDemo }: MoneyOutside): void {
  get('/rewards/above', ['head'], async (req, res) => {
    sendPage(req, res, aboveListView, aboveListPage(wordsOf(req.language), await rewards.listAbove(personOf(req)), await bureauNames()));
  });
  get('/rewards/above/:id', ['head'], async (request, res) => {
    const req = request as unknown as Request;
    sendPage(req, res, aboveView, abovePage(wordsOf(req.language), req.language, await rewards.findAbove(personOf(req), request.params.id), await bureauNames()));
  });
  for (const [slug, act, flash] of [['approve', rewards.approveAbove, 'rewards.flash.approved'], ['agree', rewards.agreeAbove, 'awards.flash.endorsed']] as const) {
    post(`/rewards/above/:id/${slug}`, ['head'], async (request, res) => {
      const req = request as unknown as Request;
      const parsed = parsePlain(req.body);
      if ('errors' in parsed) throw new Invalid(parsed.errors);
      await act(personOf(req), request.params.id, parsed.value.version);
      seeOther(req, res, '/rewards/above', flash);
    });
  }
  post('/rewards/above/:id/return', ['head'], async (request, res) => {
    const req = request as unknown as Request;
    const { id } = request.params;
    const parsed = parsePlain(req.body);
    try {
      if ('errors' in parsed) throw new Invalid(parsed.errors);
      await rewards.sendBackAbove(personOf(req), id, parsed.value.version, parsed.value.reason);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const page = abovePage(wordsOf(req.language), req.language, await rewards.findAbove(personOf(req), id), await bureauNames(), { errors: error.fields });
      return sendPage(req, res, aboveView, page, { errors: error.fields });
    }
    seeOther(req, res, '/rewards/above', 'rewards.flash.returned');
  });

  get('/rewards/payments', ['rewardOfficer'], async (req, res) => {
    sendPage(req, res, paymentsView, paymentsPage(wordsOf(req.language), await rewards.payable(personOf(req))));
  });
  /** Names and accounts leave here and nowhere else; nothing of the file is kept. */
  post('/rewards/payments/file', ['rewardOfficer'], async (req, res) => {
    const parsed = parseChosen(typedOf(req.body));
    try {
      const rows = await rewards.bankRows(personOf(req), 'errors' in parsed ? [] : parsed.value.ids);
      const stream = rewards.write.sheet('csv', '', bankCells(wordsOf('zh-CN'), rows));
      await sendStream(res, { name: `${beijingDate(clock())}.csv`, mime: 'text/csv; charset=utf-8', size: null, stream });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      sendPage(req, res, paymentsView, paymentsPage(wordsOf(req.language), await rewards.payable(personOf(req)), error.fields), { errors: error.fields });
    }
  });

  get('/rewards/ledger', ['rewardOfficer', 'head'], async (req, res) => {
    const thisYear = Number(beijingDate(clock()).slice(0, 4));
    const ledger = await rewards.ledger(personOf(req), parseYear(req.query, thisYear));
    sendPage(req, res, ledgerView, ledgerPage(wordsOf(req.language), { ...ledger, thisYear }));
  });
  get('/rewards/ledger/file', ['rewardOfficer', 'head'], async (req, res) => {
    const year = parseYear(req.query, Number(beijingDate(clock()).slice(0, 4)));
    const t = wordsOf(req.language);
    const lines = await rewards.exportLedger(personOf(req), year);
    await sendStream(res, { name: `${t('awards.ledger.title')}${year}.xlsx`, mime: XLSX, size: null, stream: rewards.write.sheet('xlsx', String(year), ledgerRows(t, lines)) });
  });

  get('/audit/rewards', ['auditor'], async (req, res) => {
    const person = personOf(req);
    const page = verificationPage(wordsOf(req.language), await rewards.verification(), { isInScope: (bureau) => within(person.scope, bureau), names: await bureauNames(), minute: beijingMinute });
    sendPage(req, res, verificationView, page);
  });

  get('/rewards/:id/sheet.docx', READERS, async (request, res) => {
    const req = request as unknown as Request;
    const t = wordsOf(req.language);
    const dossier = await rewards.forOfficer(personOf(req), request.params.id);
    const { matter } = dossier;
    const people = [...matter.events.map(({ by }) => by), ...(matter.standing?.confirmedBy ?? []).map(({ by }) => by), ...Object.values(matter.gates).map(({ by }) => by), ...(matter.exhibits ?? []).map(({ by }) => by), ...(matter.discretion ? [matter.discretion.by] : [])].filter((by) => by !== 'reporter');
    const sheet = sheetOf(t, req.language, { dossier, names: await names(people), minute: beijingMinute });
    const bytes = await rewards.write.paper(sheetPaper(t, sheet, isDemo ? t('common.demo.banner') : null));
    await sendStream(res, { name: `${t('rewards.show.title')}.docx`, mime: DOCX, size: bytes.length, stream: one(bytes) });
  });
  get('/rewards/:id/decision.docx', ['rewardOfficer', 'head'], async (request, res) => {
    const req = request as unknown as Request;
    const document = await rewards.decisionPaper(personOf(req), request.params.id);
    if (!document) throw new NotFound('document');
    const bytes = await rewards.write.paper(documentPaper(document));
    await sendStream(res, { name: `${document.title}.docx`, mime: DOCX, size: bytes.length, stream: one(bytes) });
  });
}
