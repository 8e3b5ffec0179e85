// An officer enters what did not come through the site. Same register, same order, same receipt; the day is the one on which it came.
import { done, refused } from '../../audit/rules.ts';
import type { Received } from '../../evidence/rules/files.ts';
import { canonicalJson, codeGroups, newAccessCode, randomId, sha256 } from '../../kernel/crypto.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../kernel/errors.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { clockDue } from '../../law/rules/clocks.ts';
import type { Person } from '../../people/rules/person.ts';
import { ASKS, arrivalErrors, mayEnter } from '../rules/enter.ts';
import type { Arrival, EntryChannel } from '../rules/enter.ts';
import { registerNumber } from '../rules/report.ts';
import type { Relation, Report, TargetKind } from '../rules/report.ts';
import type { Proof } from '../store.ts';
import { furtherCode } from './codes.ts';
import type { Acting, ReportsParts } from './parts.ts';
import { foreignDigest } from './foreign.ts';
import { leadOf } from './lead.ts';
import { registering } from './register.ts';
import { heldFiles } from './submit.ts';
import type { SubmittedFiles, Submitted } from './submit.ts';

export type Entry = Arrival & {
  submission: string; division: string; targetKind: TargetKind; targetName: string; institutionId: string | null; categories: string[]; narrative: string; from: string | null; to: string | null;
  amount: number | null; relation: Relation; wantsReward: boolean;
};
/** `code` null: nobody is there to be handed one. `isHidden`: the officer has declared an interest in the institution, so that the report is not there for him. */
export type Entered = Omit<Submitted, 'code' | 'identity'> & { code: string | null; identity: Report['identity']; channel: EntryChannel; register: string; files: number; receiptDigest: string; isHidden: boolean };

export function entering({ store, evidence, people, institutions, crypto, audit, isDemo }: ReportsParts, { settingOf, load, act }: Acting) {
  const register = registering({ crypto, isDemo });
  const further = furtherCode({ store, crypto });

  /** What makes an entry known again: the foreign number where there is one, else this filling-in of the form and its content. */
  const keyOf = (bureau: string, { submission, passphrase: _passphrase, ...entry }: Entry, { received, handle }: SubmittedFiles): string =>
    (ASKS[entry.channel].hasForeign ? foreignOf(bureau, entry.channel, entry.foreignNumber)
      : crypto.lookup('submission', submission, bureau, sha256(canonicalJson({ ...entry, officers: [...entry.officers], handle, files: received.map((file: Received) => file.sha256) }))));
  /** One key a source system and foreign number in the bureau that registered it; the index of submissions keeps it unique. */
  const foreignOf = (bureau: string, channel: EntryChannel, number: string): string => foreignDigest(crypto, bureau, channel, number);

  /**
   * One lead into the register of a bureau. 'known': it stands there already, and nothing was added. The caller has authorised and checked it.
   */
  async function add(bureauCode: string, by: string, entry: Entry, files: SubmittedFiles): Promise<{ outcome: 'added' | 'known'; report: Report; proof: Proof | null; code: string | null; passphrase: string | null }> {
    const [bureau, setting] = await Promise.all([people.findBureau(bureauCode), settingOf(bureauCode)]);
    const submission = keyOf(bureauCode, entry, files);
    const before = await store.findBySubmission(submission);
    if (before && ASKS[entry.channel].hasForeign) return { outcome: 'known', report: before, proof: null, code: null, passphrase: null };

    const id = randomId();
    const owner = { kind: 'report', id };
    const held = await heldFiles(evidence, files, async () => before !== null);
    const kept = [...held, ...(await evidence.keep(files.received.slice(0, evidence.limits.files - held.length), owner))];

    const code = ASKS[entry.channel].handsReceipt ? newAccessCode() : null;
    const passphrase = entry.identity === 'identifiable' ? (entry.passphrase ?? crypto.makePassphrase(entry.submission, submission)) : null;
    const isNamed = entry.identity === 'realName' || entry.identity === 'identifiable';
    const identity = isNamed ? { name: entry.name, contact: entry.contact, passphrase: passphrase === null ? null : await crypto.hashPassphrase(passphrase) } : null;
    // By today, not by the day of receipt: the nightly tidying looks through the rows of a day once.
    if (identity) await store.keepIdentity(id, identity, setting.today);

    const institutionId = await institutions.chosen(entry.institutionId, entry.targetName);
    const lead = leadOf(entry, { id, submission, by, files: kept, code, institutionId, setting });
    const added = await store.add(bureauCode, Number(setting.today.slice(0, 4)), register(lead, bureau, setting));
    if (added !== 'known') {
      await evidence.attach(added.report.files, owner);
      return { outcome: 'added', ...added, code, passphrase: entry.passphrase === null ? passphrase : null };
    }
    const known = await store.findBySubmission(submission);
    if (!known) throw new Conflict('report');
    if (identity) await store.dropIdentity(id);
    if (code === null) return { outcome: 'known', report: known, proof: await store.proof(known.id), code, passphrase: null };
    await further(submission, code);
    if (identity) await store.keepIdentity(known.id, identity, setting.today);
    return { outcome: 'known', report: known, proof: await store.proof(known.id), code, passphrase: entry.passphrase === null ? passphrase : null };
  }

  async function shown(report: Report, proof: Proof | null, channel: EntryChannel, code: string | null, passphrase: string | null): Promise<Omit<Entered, 'isHidden'>> {
    if (!proof) throw new NotFound('receipt');
    const [bureau, setting] = await Promise.all([people.findBureau(report.firstBureau), settingOf(report.bureau)]);
    const running = report.clocks.find((each) => each.code === 'ACCEPT_OR_FILE');
    return {
      id: report.id, number: report.number, register: registerNumber(report), code, codeGroups: code === null ? [] : codeGroups(code), passphrase, receipt: proof.receipt, bureau, identity: report.identity,
      receivedOn: report.receivedOn, clock: running ? clockDue(running, setting.calendar, setting.today) : null, channel, files: proof.receipt.files.length, receiptDigest: sha256(canonicalJson(proof.receipt)),
    };
  }

  async function allow(person: Person): Promise<void> {
    if (mayEnter(person)) return;
    await audit.record(refused('reports.register', person.id, person.bureau, null));
    throw new Forbidden('reports.register');
  }

  /** What stands against entries of this person's bureau now. */
  async function judging(person: Person): Promise<(entry: Arrival) => FieldErrors> {
    const [{ today, at }, present] = await Promise.all([settingOf(person.bureau), people.colleagues(person.bureau)]);
    const ids = present.map(({ id }) => id);
    return (entry) => arrivalErrors(entry, { today, at, present: ids });
  }
  const mistakesIn = async (person: Person, entry: Arrival): Promise<FieldErrors> => (await judging(person))(entry);

  return {
    mayEnter,
    mistakesInEntry: mistakesIn,
    judgingEntries: judging,
    /** Who can have taken down what was said. */
    colleagues: async (person: Person): Promise<{ id: string; name: string }[]> => (await people.colleagues(person.bureau)).filter(({ roles }) => !roles.includes('administrator')).map(({ id, name }) => ({ id, name })),
    /** Whether this foreign number stands in the bureau's register, and as what. */
    async findForeign(bureau: string, channel: EntryChannel, number: string): Promise<Report | null> {
      return store.findBySubmission(foreignOf(bureau, channel, number));
    },

    /** @throws Forbidden but for intake, Invalid field by field, also for a foreign number that is registered already. */
    async enterLead(person: Person, entry: Entry, files: SubmittedFiles): Promise<Entered> {
      await allow(person);
      const errors = await mistakesIn(person, entry);
      if (Object.keys(errors).length > 0) throw new Invalid(errors);
      const { outcome, report, proof, code, passphrase } = await add(person.bureau, person.id, entry, files);
      if (outcome === 'known' && ASKS[entry.channel].hasForeign) {
        const isHidden = report.recused.includes(person.id);
        throw new Invalid({ foreignNumber: { key: isHidden ? 'entering.error.foreignKnown' : 'entering.error.foreignAs', args: isHidden ? {} : { register: registerNumber(report) } } });
      }
      await audit.record(done('reports.register', person.id, person.bureau, { kind: 'report', id: report.id }, { channel: entry.channel }));
      return { ...(await shown(report, proof, entry.channel, code, passphrase)), isHidden: report.recused.includes(person.id) };
    },

    /** A receipt with a new access code for a reporter who stands at the counter; the one before dies. Until somebody has come in with it. */
    async handReceipt(person: Person, id: string, version: number): Promise<Entered> {
      const code = newAccessCode();
      const report = await act('handReceipt', person, id, version, () => ({}));
      if (!(await store.replaceCode(id, report.codeVersion, crypto.codeDigest(report.number, code)))) throw new Conflict('report');
      const [channel] = [report.channel].flatMap((each) => (each === 'online' ? [] : [each]));
      if (!channel) throw new NotFound('report');
      return { ...(await shown(await load(person, id), await store.proof(id), channel, code, null)), isHidden: false };
    },
  };
}
