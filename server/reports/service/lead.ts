// What an officer's entry is in the register, before it has a number.
import type { NamedFile } from '../../evidence/service.ts';
import { originOf, receivedAt, sourceOf } from '../rules/enter.ts';
import type { Setting } from '../rules/clocks.ts';
import { receiptEvent } from '../rules/perform.ts';
import type { Entry } from './enter.ts';
import type { NewLead } from './register.ts';

type Around = { id: string; submission: string; by: string; files: readonly NamedFile[]; code: string | null; institutionId: string | null; setting: Setting };

export function leadOf(entry: Entry, { id, submission, by, files, code, institutionId, setting }: Around): NewLead {
  const { division, targetKind, targetName, categories, narrative, from, to, amount, relation, wantsReward, channel, receivedOn } = entry;
  const origin = originOf(entry);
  const base = { source: sourceOf(entry), channel, identity: entry.identity, receivedOn };
  const event = receiptEvent({ ...base, files: files.map((file) => file.id) }, by, { at: setting.at, on: setting.today, why: origin.lateReason });
  return {
    ...base, id, submission, wantsReward, division, targetKind, institutionId, categories, from, to, files, code,
    posted: { division, targetKind, targetName, institutionId: entry.institutionId, categories, narrative, from, to, amount, relation, identity: entry.identity, wantsReward },
    content: { targetName, narrative, amount, relation, receivedAt: receivedAt(entry).toISOString(), origin },
    event: { ...event, detail: { ...event.detail, ...(origin.takenDownBy.length > 0 ? { officers: origin.takenDownBy } : {}) } },
    ...(channel === 'handDown' ? { handDown: origin.limit } : {}),
  };
}
