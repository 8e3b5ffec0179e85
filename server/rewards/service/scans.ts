// The scan of the official text: sealed like any evidence, handed out with a record.
import type { Audit } from '../../audit/service.ts';
import type { Received } from '../../evidence/rules/files.ts';
import type { Evidence } from '../../evidence/service.ts';
import type { FileKind } from '../../evidence/rules/kinds.ts';
import { Invalid, NotFound } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import type { EntryAction, RuleEntry } from '../rules/entry.ts';

export type ScanParts = {
  evidence: Pick<Evidence, 'receive' | 'discard' | 'limits' | 'keep' | 'attach' | 'list' | 'download'>;
  audit: Audit;
  load: (person: Person, id: string) => Promise<RuleEntry>;
  act: (person: Person, id: string, name: EntryAction, version: number, reason: string, change: (entry: RuleEntry) => RuleEntry | Promise<RuleEntry>) => Promise<RuleEntry>;
};

/** What an official text is scanned or photographed as. */
const SCAN_KINDS: readonly FileKind[] = ['pdf', 'picture'];

export function scans({ evidence, audit, load, act }: ScanParts) {
  const owner = (id: string) => ({ kind: 'ruleEntry', id });
  return {
    receive: evidence.receive,
    discard: evidence.discard,
    limits: evidence.limits,
    /** A new scan takes the place of the one before. What is refused leaves no file: the sweeper takes back what no entry refers to. @throws Invalid for what is neither PDF nor picture by its content */
    async addScan(person: Person, id: string, version: number, received: Received): Promise<void> {
      if (!SCAN_KINDS.includes(received.kind)) {
        await evidence.discard([received]);
        throw new Invalid({ scan: { key: 'rewardRules.error.scanKind' } });
      }
      const [file] = await evidence.keep([received], owner(id));
      if (!file) throw new NotFound('file');
      await act(person, id, 'addScan', version, '', (entry) => ({ ...entry, scan: file.id }));
      await evidence.attach([file.id], owner(id));
    },
    /** Recorded before a byte is sent. @throws NotFound without a scan */
    async downloadScan(person: Person, id: string) {
      const entry = await load(person, id);
      if (entry.scan === null) throw new NotFound('scan');
      const { event, name, mime, size, stream } = await evidence.download(entry.scan, 'legalReview');
      await audit.record({ actor: person.id, bureau: person.bureau, act: event.act, subject: event.subject, outcome: 'done', detail: { ...event.detail, ruleEntry: id } });
      return { name, mime, size, stream };
    },
  };
}
