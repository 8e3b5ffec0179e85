// A tip-off comes in. Files are on disk and have rows, then the identity, then the report: its insert is the commit.
import { goneOf } from '../../evidence/rules/files.ts';
import type { Received } from '../../evidence/rules/files.ts';
import type { Evidence, NamedFile } from '../../evidence/service.ts';
import type { Receipt } from '../../documents/rules/receipt.ts';
import { beijingDate } from '../../kernel/clock.ts';
import { canonicalJson, codeGroups, newAccessCode, normaliseCode, normaliseNumber, randomId, sha256 } from '../../kernel/crypto.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { Bureau } from '../../people/rules/accounts.ts';
import { clockDue } from '../../law/rules/clocks.ts';
import type { ClockView } from '../../law/rules/clocks.ts';
import { bureauFor } from '../rules/bureau.ts';
import type { Setting } from '../rules/clocks.ts';
import { places } from '../rules/places.ts';
import type { Place } from '../rules/places.ts';
import { receiptEvent } from '../rules/perform.ts';
import type { Identity, Relation, Report, TargetKind } from '../rules/report.ts';
import type { Proof } from '../store.ts';
import { furtherCode } from './codes.ts';
import type { ReportsParts } from './parts.ts';
import { registering } from './register.ts';

/** A tip-off as the form gives it. `amount` in fen, `from` and `to` months; `submission` names this filling-in of the form. */
export type Submission = {
  submission: string; division: string; targetKind: TargetKind; targetName: string; institutionId: string | null; categories: string[]; narrative: string; from: string | null; to: string | null;
  amount: number | null; relation: Relation; identity: Identity; passphrase: string | null; name: string | null; contact: string | null; wantsReward: boolean;
};

/** New files of this post, the handle of those that an earlier post with mistakes left behind, and the names under which the form showed these. */
export type SubmittedFiles = { received: readonly Received[]; handle: string | null; shown?: readonly string[] };

/** What is shown once: the code exists nowhere else, a passphrase only where one was made for the reporter. */
export type Submitted = {
  id: string; number: string; code: string; codeGroups: string[]; passphrase: string | null; receipt: Receipt; bureau: Bureau; identity: Identity; receivedOn: string;
  clock: ClockView | null;
};

/**
 * What an earlier answer of the form has kept. A second post of what is registered already has used it up; in any other nothing falls away without a word.
 * @throws Invalid (files) before anything is written, so that the form can come back with the rest
 */
export async function heldFiles(evidence: Pick<Evidence, 'claimByHandle' | 'limits'>, { received, handle, shown = [] }: SubmittedFiles, isKnown: () => Promise<boolean>): Promise<NamedFile[]> {
  const held = handle ? await evidence.claimByHandle(handle) : [];
  const present = [...held, ...received.map(({ originalName }) => ({ name: originalName }))];
  const isGone = goneOf(shown, present).length > 0 || (handle !== null && held.length === 0);
  if (!isGone && held.length + received.length <= evidence.limits.files) return held;
  if (await isKnown()) return held;
  throw new Invalid({ files: { key: isGone ? 'evidence.held.over' : 'evidence.refused.count' } });
}

const CACHE_MILLISECONDS = 10_000;

export function submitting({ store, evidence, people, institutions, crypto, clock, law, log, site, divisions, isDemo }: ReportsParts) {
  const note = (error: unknown): void => void log.error(error instanceof Error ? error : new Error('reports.attach'));
  const register = registering({ crypto, isDemo });
  const further = furtherCode({ store, crypto });
  let known: { bureaus: Bureau[]; until: number } | null = null;

  /** The active bureaus, kept for a few seconds. */
  async function bureaus(): Promise<Bureau[]> {
    const now = clock().getTime();
    if (!known || known.until < now || known.until > now + CACHE_MILLISECONDS) {
      known = { bureaus: (await people.listBureaus()).filter(({ isActive }) => isActive), until: now + CACHE_MILLISECONDS };
    }
    return known.bureaus;
  }

  async function bureauOf(division: string): Promise<Bureau> {
    const all = await bureaus();
    const code = bureauFor(division, new Set(all.map((bureau) => bureau.code)), site);
    const found = all.find((bureau) => bureau.code === code);
    if (!found) throw new Invalid({ division: { key: 'reports.error.division' } });
    return found;
  }

  /** Keyed, so that the same words sent twice are known again and nothing can be read from it. Held files count by their handle: the first post has used them up. */
  const digestOf = (form: Submission, { received, handle }: SubmittedFiles): string => {
    const { submission, passphrase: _passphrase, ...content } = form;
    return crypto.lookup('submission', submission, sha256(canonicalJson({ ...content, handle, files: received.map((file) => file.sha256) })));
  };

  /** What was posted stands in the receipt; what is kept is an institution that is there under the name that was sent. */
  function build(form: Submission, institutionId: string | null, files: readonly NamedFile[], bureau: Bureau, setting: Setting, submission: string, id: string, code: string) {
    const { targetName, narrative, amount, relation, submission: _submission, passphrase: _passphrase, name: _name, contact: _contact, ...open } = form;
    const { submission: _form, passphrase: _secret, name: _who, contact: _where, ...posted } = form;
    const base = { source: 'tipOff', channel: 'online', identity: form.identity, receivedOn: setting.today } as const;
    return register({
      ...open, ...base, institutionId, id, submission, files, code, posted, content: { targetName, narrative, amount, relation, receivedAt: setting.at.toISOString() },
      event: receiptEvent({ ...base, files: files.map((file) => file.id) }, 'reporter'),
    }, bureau, setting);
  }

  /** A double tap: the same number with a code of its own, as long as nobody has come in. */
  async function again(submission: string, code: string): Promise<{ report: Report; proof: Proof | null }> {
    const report = await further(submission, code);
    return { report, proof: await store.proof(report.id) };
  }

  /**
   * @throws Invalid (division: no bureau can be found for the place), Refused REPORT_ALREADY_SUBMITTED.
   */
  async function submit(form: Submission, { received, handle, shown = [] }: SubmittedFiles): Promise<Submitted> {
    const bureau = await bureauOf(form.division);
    const at = clock();
    const setting: Setting = { at, today: beijingDate(at), ...(await law(bureau.code)) };
    const id = randomId();
    const institutionId = await institutions.chosen(form.institutionId, form.targetName);
    const owner = { kind: 'report', id };
    const submission = digestOf(form, { received, handle });
    const held = await heldFiles(evidence, { received, handle, shown }, async () => (await store.findBySubmission(submission)) !== null);
    const files = [...held, ...(await evidence.keep(received.slice(0, evidence.limits.files - held.length), owner))];

    const code = newAccessCode();
    const passphrase = form.identity === 'identifiable' ? (form.passphrase ?? crypto.makePassphrase(form.submission, submission)) : null;
    const identity = form.identity === 'anonymous' ? null : { name: form.name, contact: form.contact, passphrase: passphrase === null ? null : await crypto.hashPassphrase(passphrase) };
    if (identity) await store.keepIdentity(id, identity, setting.today);

    const added = await store.add(bureau.code, Number(setting.today.slice(0, 4)), build(form, institutionId, files, bureau, setting, submission, id, code));
    const { report, proof } = added === 'known' ? await again(submission, code) : added;
    if (added === 'known' && identity) {
      await store.keepIdentity(report.id, identity, report.receivedOn);
      await store.dropIdentity(id);
    }
    // After the commit, and not waited for: the sweeper asks the report itself before it removes anything.
    if (added !== 'known') {
      const isHeld = new Set(held.map((file) => file.id));
      evidence.attach(report.files.filter((file) => isHeld.has(file)), owner).catch(note);
      evidence.attachLater(report.files.filter((file) => !isHeld.has(file))).catch(note);
    }
    if (!proof) throw new Error('a tip-off without its proof');
    const running = report.clocks.find((each) => each.code === 'ACCEPT_OR_FILE');
    return {
      id: report.id, number: report.number, code, codeGroups: codeGroups(code), passphrase: form.passphrase === null ? passphrase : null, receipt: proof.receipt, bureau, identity: form.identity, receivedOn: report.receivedOn,
      clock: running ? clockDue(running, setting.calendar, setting.today) : null,
    };
  }

  return {
    submit,
    /** What the form offers for 在哪个区县, for today's bureaus. */
    places: async (): Promise<Place[]> => places((await bureaus()).map(({ code }) => code), divisions(), site),
    /** Names one filling-in of the form. */
    newSubmission: randomId,
    /** Number and code as they are written, however they were typed. */
    written: (number: string, code: string): { number: string; code: string; codeGroups: string[] } => {
      const plain = normaliseCode(code);
      return { number: normaliseNumber(number), code: plain, codeGroups: codeGroups(plain) };
    },
    /** For the upload middleware, and for forms that come back with mistakes: see evidence. */
    uploads: { receive: evidence.receive, discard: evidence.discard, limits: evidence.limits },
    holdFiles: evidence.hold,
    receiptKeys: crypto.publicReceiptKeys,
    site,
  };
}
