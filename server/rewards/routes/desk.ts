// Rewards on the desk. Each act has one address; a mistake answers with the same page and what was typed.
import type { Request, Response } from 'express';
import { beijingMinute } from '../../kernel/clock.ts';
import { level } from '../../kernel/divisions.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import type { Parsed } from '../../kernel/forms.ts';
import { personOf } from '../../kernel/http/person.ts';
import { seeOther, sendPage } from '../../kernel/http/respond.ts';
import type { Feature } from '../../kernel/http/routes.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import type { MessageKey } from '../../kernel/i18n.ts';
import { createUploads } from '../../kernel/http/uploads.ts';
import { sendDownload } from '../../kernel/http/downloads.ts';
import type { Received } from '../../evidence/rules/files.ts';
import { parseClaimOnPaper, parseComparison, parseCorrection } from '../forms/claim.ts';
import { parseApproval, parseClawback, parseDiscretion, parseGates, parseLines, parseListQuery, parseNotEligible, parsePayment, parsePlain, parseRecovery, parseRule, parseStanding, parseVoucher } from '../forms/desk.ts';
import { rewardPage, rewardView, type Again } from '../pages/act.ts';
import { openedClaimPage, openedClaimView } from '../pages/claim.ts';
import { rewardsPage, rewardsView } from '../pages/list.ts';
import { rewardPrintPage, rewardPrintView } from '../pages/show.ts';
import type { PaperTray, RewardDossier, RewardsService } from '../service.ts';
import { exhibitRoutes, ofFile } from './exhibits.ts';

const READERS = ['rewardOfficer', 'head', 'legalReviewer', 'investigator'] as const;
const PREPARERS = ['rewardOfficer', 'investigator'] as const;
type Names = (ids: readonly string[]) => Promise<Map<string, string>>;
type Named = { id: string };
const MOST_PAPERS = 5;

export function deskRoutes(feature: Feature, { rewards, names, tray, bureauNames }: { rewards: RewardsService; names: Names; tray: PaperTray; bureauNames: () => Promise<Map<string, string>> }): void {
  const { get, post } = feature;
  const most = tray.limits.bytesPerFile;
  const uploads = createUploads({ fields: ['papers'], receive: tray.receive, discard: tray.discard, backstop: { files: MOST_PAPERS * 2, bytesPerFile: most * 2, bytes: MOST_PAPERS * most } });

  const peopleIn = ({ matter }: RewardDossier): string[] => [
    ...matter.events.map(({ by }) => by), ...(matter.standing?.confirmedBy ?? []).map(({ by }) => by), ...Object.values(matter.gates).map(({ by }) => by), ...(matter.exhibits ?? []).map(({ by }) => by), ...(matter.discretion ? [matter.discretion.by] : []),
  ].filter((id) => id !== 'reporter');

  async function show(req: Request, res: Response, id: string, again?: Again): Promise<void> {
    const person = personOf(req);
    const dossier = await rewards.forOfficer(person, id);
    const newer = dossier.mayPrepare.includes('chooseRule') ? await rewards.newerRule(dossier.matter) : null;
    const page = rewardPage(wordsOf(req.language), req.language, { dossier, person, names: await names(peopleIn(dossier)), minute: beijingMinute, again, newer, bureaus: dossier.route ? await bureauNames() : new Map() });
    sendPage(req, res, rewardView, page, again ? { errors: again.errors } : {});
  }

  get('/rewards', READERS, async (req, res) => {
    const person = personOf(req);
    const { group, after } = parseListQuery(req.query);
    const [page, candidates] = await Promise.all([rewards.list(person, group, after), rewards.candidates(person)]);
    sendPage(req, res, rewardsView, rewardsPage(wordsOf(req.language), { ...page, group, candidates, person, hasAbove: person.roles.includes('head') && level(person.bureau) !== 'county' }));
  });

  exhibitRoutes(feature, { rewards, tray, show });

  get('/rewards/:id', READERS, (req, res) => show(req as unknown as Request, res, req.params.id));
  get('/rewards/:id/print', READERS, async (req, res) => {
    const dossier = await rewards.forOfficer(personOf(req as unknown as Request), req.params.id);
    sendPage(req as unknown as Request, res, rewardPrintView, rewardPrintPage(wordsOf(req.language), req.language, { dossier, names: await names(peopleIn(dossier)), minute: beijingMinute }));
  });

  /** One act: parse, do, back to the reward; a mistake in the words shows the same page with them. */
  function act<T>(slug: string, access: readonly (typeof READERS)[number][], parse: (body: unknown) => Parsed<T>, flash: MessageKey, work: (person: ReturnType<typeof personOf>, id: string, value: T) => Promise<unknown>): void {
    post(`/rewards/:id/${slug}`, access, async (request, res) => {
      const req = request as unknown as Request<Named>;
      const { id } = req.params;
      const parsed = parse(req.body);
      const asPlain = request as unknown as Request;
      if ('errors' in parsed) return show(asPlain, res, id, { form: slug, ...parsed });
      try {
        await work(personOf(asPlain), id, parsed.value);
      } catch (error) {
        if (error instanceof Invalid) return show(asPlain, res, id, { form: slug, typed: typedOf(req.body), errors: error.fields });
        throw error;
      }
      seeOther(asPlain, res, `/rewards/${id}`, flash);
    });
  }
  const saved = 'rewards.flash.saved';

  /** The same with scans; of a form that comes back none is kept: they hold a person's identity. */
  function actWithPapers<T>(slug: string, parse: (body: unknown) => Parsed<T>, work: (person: ReturnType<typeof personOf>, id: string, value: T, papers: readonly Received[]) => Promise<unknown>): void {
    post(`/rewards/:id/${slug}`, ['rewardOfficer'], uploads.middleware, async (request, res) => {
      const req = request as unknown as Request<Named>;
      const asPlain = request as unknown as Request;
      const { kept, refused } = uploads.take(asPlain);
      const again = async (errors: FieldErrors): Promise<void> => {
        await tray.discard(kept);
        const { name: _name, idNumber: _id, account: _account, agentName: _agent, agentIdNumber: _agentId, ...typed } = typedOf(req.body);
        return show(asPlain, res, req.params.id, { form: slug, typed, errors });
      };
      const parsed = parse(req.body);
      if ('errors' in parsed) return again(parsed.errors);
      if (refused.length > 0) return again({ papers: { key: refused[0]?.refused ?? '' } });
      if (kept.length > MOST_PAPERS) return again({ papers: { key: 'awards.error.papers', args: { most: MOST_PAPERS } } });
      try {
        await work(personOf(asPlain), req.params.id, parsed.value, kept);
      } catch (error) {
        if (error instanceof Invalid) return again(error.fields);
        throw error;
      }
      seeOther(asPlain, res, `/rewards/${req.params.id}`, saved);
    });
  }

  act('rule', ['rewardOfficer'], parseRule, saved, (person, id, { version, ...rest }) => rewards.chooseRule(person, id, version, rest));
  act('gates', PREPARERS, parseGates, saved, (person, id, { version, answers }) => rewards.answerGates(person, id, version, answers));
  act('lines', PREPARERS, parseLines, saved, (person, id, { version, answers }) => rewards.setLines(person, id, version, answers));
  act('standing', PREPARERS, parseStanding, saved, (person, id, { version, ...rest }) => rewards.confirmStanding(person, id, version, rest));
  act('discretion', PREPARERS, parseDiscretion, saved, (person, id, { version, rate, points, amount, discretionReason, discretionEvidence, discretionSource }) =>
    rewards.setDiscretion(person, id, version, { rateBp: rate, pointsBp: points, amountFen: amount, reason: discretionReason, evidence: discretionEvidence, source: discretionSource }));

  act('propose', PREPARERS, parsePlain, 'rewards.flash.proposed', (person, id, { version, reason }) => rewards.propose(person, id, version, reason));
  act('review', ['legalReviewer', 'rewardOfficer'], parsePlain, 'rewards.flash.reviewed', (person, id, { version }) => rewards.review(person, id, version));
  act('return', ['legalReviewer', 'rewardOfficer', 'head'], parsePlain, 'rewards.flash.returned', (person, id, { version, reason }) => rewards.sendBack(person, id, version, reason));
  act('approve', ['head'], parseApproval, 'rewards.flash.approved', (person, id, { version, authority }) => rewards.approve(person, id, version, authority));
  act('endorse', ['head'], parsePlain, 'awards.flash.endorsed', (person, id, { version }) => rewards.endorse(person, id, version));
  act('refuse', ['head'], parsePlain, saved, (person, id, { version, reason }) => rewards.refuse(person, id, version, reason));
  act('not-eligible', ['head'], parseNotEligible, saved, (person, id, { version, ...rest }) => rewards.findNotEligible(person, id, version, rest));
  act('notify', ['rewardOfficer'], parsePlain, 'rewards.flash.notified', (person, id, { version }) => rewards.notify(person, id, version));
  act('lapse', ['rewardOfficer'], parsePlain, saved, (person, id, { version }) => rewards.lapse(person, id, version));
  act('close', ['head'], parsePlain, saved, (person, id, { version, reason }) => rewards.closeUnread(person, id, version, reason));
  act('waiver', ['rewardOfficer'], parseVoucher, saved, (person, id, { version, voucher }) => rewards.recordWaiver(person, id, version, voucher));
  actWithPapers('paper-claim', parseClaimOnPaper, (person, id, { version, voucher, ...data }, papers) => rewards.recordClaim(person, id, version, { data, voucher, papers }));
  actWithPapers('account', parseCorrection, (person, id, { version, ...rest }, papers) => rewards.correctClaim(person, id, version, { ...rest, papers }));
  act('comparison', ['rewardOfficer'], parseComparison, 'rewardClaims.flash.compared', (person, id, { version, ...rest }) => rewards.compareIdentity(person, id, version, rest));
  act('pay', ['rewardOfficer'], parsePayment, 'rewards.flash.paid', (person, id, { version, on, voucher, amount, tax }) => rewards.pay(person, id, version, { on, voucher, amountFen: amount, tax }));
  act('payment-failed', ['rewardOfficer'], parsePlain, saved, (person, id, { version, reason }) => rewards.paymentFailed(person, id, version, reason));
  act('complete', ['rewardOfficer'], parsePlain, 'rewards.flash.completed', (person, id, { version }) => rewards.complete(person, id, version));
  act('claw-back', ['head'], parseClawback, saved, (person, id, { version, ground, reason, amount }) => rewards.clawBack(person, id, version, { ground, reason, amountFen: amount }));
  act('recovery', ['rewardOfficer'], parseRecovery, saved, (person, id, { version, on, voucher, amount }) => rewards.recover(person, id, version, { on, voucher, amountFen: amount }));

  post('/rewards/:id/papers/:fileId', ['rewardOfficer'], async (request, res) => {
    const req = request as unknown as Request;
    const { id, fileId } = request.params;
    const { reason } = typedOf(req.body);
    try {
      await sendDownload(res, await rewards.openPaper(personOf(req), id, fileId, typeof reason === 'string' ? reason : ''));
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, id, { form: 'papers', typed: {}, errors: ofFile(error.fields, fileId) });
      throw error;
    }
  });

  /** Who the reporter is. Without a reason the page only asks for one; with it each sight is on record. */
  get('/rewards/:id/claim', ['rewardOfficer'], async (request, res) => {
    const req = request as unknown as Request;
    const { id } = request.params;
    const t = wordsOf(req.language);
    const reason = req.query['reason'];
    if (reason === undefined) {
      const { claimReasons } = await rewards.forOfficer(personOf(req), id);
      return sendPage(req, res, openedClaimView, openedClaimPage(t, id, claimReasons, null));
    }
    try {
      sendPage(req, res, openedClaimView, openedClaimPage(t, id, [], await rewards.openClaim(personOf(req), id, String(reason)), { reason: String(reason) }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      sendPage(req, res, openedClaimView, openedClaimPage(t, id, (await rewards.forOfficer(personOf(req), id)).claimReasons, null, { errors: error.fields }), { errors: error.fields });
    }
  });
}
