// A letter that reached the reporter ends the duty to tell him, and telling him by the letter's way is a record of its delivery: one entry, both places.
import type { OpenDocument } from '../../documents/rules/document.ts';
import type { Person } from '../../people/rules/person.ts';
import { blockOf } from '../rules/actions.ts';
import { running } from '../rules/clocks.ts';
import { TOLD_BY, deliveryWay } from '../rules/letters.ts';
import { perform } from '../rules/perform.ts';
import type { Report } from '../rules/report.ts';
import type { Acting, ReportsParts } from './parts.ts';

export const TOLD = 'reports.told';

export function telling({ documents, people, jobs }: ReportsParts, { change, act }: Acting) {
  /** Stops what the first delivery of this letter stops; nothing where that has been done, or where the letter stops nothing. */
  async function settle(documentId: string): Promise<void> {
    const letter: OpenDocument = await documents.open(documentId);
    const [first] = [...letter.deliveries].sort((a, b) => a.on.localeCompare(b.on));
    const clock = TOLD_BY[letter.kind];
    const person = first ? await people.find(first.by) : null;
    if (!first || !clock || !person) return;
    await change(letter.subject.id, (report, setting) => {
      if (running(report.clocks, clock) === null || blockOf('recordTold', report, person, setting) !== null) return null;
      return perform('recordTold', report, person, setting, { clock, way: first.way, on: first.on });
    });
  }

  documents.follow('report', {
    coming: (documentId) => jobs.queue(TOLD, documentId),
    async recorded(documentId) {
      await settle(documentId);
      await jobs.finish(TOLD, documentId);
    },
  });
  jobs.handle(TOLD, settle);

  /** The letter that tells of the decision behind this clock, when it was told by a way in which letters go. */
  async function markDelivered(person: Person, report: Report, { clock, way, on }: { clock: string; way: string; on: string }): Promise<void> {
    const delivered = deliveryWay(way);
    const letter = (await documents.ofSubject('report', report.id)).findLast(({ kind, servedOn }) => TOLD_BY[kind] === clock && servedOn === null);
    if (!letter || !delivered || on < letter.issuedOn) return;
    await documents.deliver(person, letter.id, { on, way: delivered, note: '', fileId: null });
  }

  return {
    /** The reporter was told; where that was by letter, the letter counts as delivered from then on. */
    async recordTold(person: Person, id: string, version: number, input: { clock: string; way: string; on: string }): Promise<Report> {
      const report = await act('recordTold', person, id, version, () => input);
      await markDelivered(person, report, input);
      return report;
    },
  };
}
