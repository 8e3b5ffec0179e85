// Many hotline orders at once: what each of them would ask and write for itself is asked and written once for all.
import { randomId } from '../../kernel/crypto.ts';
import { Conflict } from '../../kernel/errors.ts';
import type { Hotline } from '../rules/import.ts';
import type { Entry } from './enter.ts';
import { foreignDigest } from './foreign.ts';
import { leadOf } from './lead.ts';
import type { Acting, ReportsParts } from './parts.ts';
import { registering } from './register.ts';

export function enteringMany({ store, people, institutions, crypto, isDemo }: ReportsParts, { settingOf }: Pick<Acting, 'settingOf'>) {
  const register = registering({ crypto, isDemo });

  return {
    /** Those of these numbers that stand in the bureau's register already. */
    async knownForeign(bureau: string, channel: Hotline, numbers: readonly string[]): Promise<Set<string>> {
      const keyed = numbers.map((number) => ({ number, submission: foreignDigest(crypto, bureau, channel, number) }));
      const there = await store.idsBySubmission(keyed.map(({ submission }) => submission));
      return new Set(keyed.flatMap(({ number, submission }) => (there.has(submission) ? [number] : [])));
    },

    /** Orders of a hotline into the register, in their order; what stands there stays alone. The caller has authorised and checked them. Without files. */
    async addLeads(bureauCode: string, by: string, entries: readonly Entry[]): Promise<{ id: string; isNew: boolean }[]> {
      const [bureau, setting] = await Promise.all([people.findBureau(bureauCode), settingOf(bureauCode)]);
      const keyed = entries.map((entry) => ({ entry, id: randomId(), submission: foreignDigest(crypto, bureauCode, entry.channel, entry.foreignNumber) }));
      const there = await store.idsBySubmission(keyed.map(({ submission }) => submission));
      const named = keyed.filter(({ entry, submission }) => entry.identity === 'realName' && !there.has(submission));
      await store.keepIdentities(named.map(({ id, entry }) => ({ id, identity: { name: entry.name, contact: entry.contact, passphrase: null } })), setting.today);
      return Promise.all(keyed.map(async ({ entry, id, submission }) => {
        const known = there.get(submission);
        if (known !== undefined) return { id: known, isNew: false };
        const institutionId = await institutions.chosen(entry.institutionId, entry.targetName);
        const added = await store.add(bureauCode, Number(setting.today.slice(0, 4)), register(leadOf(entry, { id, submission, by, files: [], code: null, institutionId, setting }), bureau, setting));
        if (added !== 'known') return { id, isNew: true };
        // Somebody entered it by hand meanwhile.
        await store.dropIdentity(id);
        const other = (await store.idsBySubmission([submission])).get(submission);
        if (other === undefined) throw new Conflict('report');
        return { id: other, isNew: false };
      }));
    },
  };
}
