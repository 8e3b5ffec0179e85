// Not everybody writes on the site: these came by telephone, on paper, in person, by a hotline or from above, and intake entered them on the day.
import { beijingMinute } from '../../server/kernel/clock.ts';
import type { EntryChannel } from '../../server/reports/rules/enter.ts';
import type { EnteredLead, Submission } from '../../server/reports/service.ts';
import type { Received } from '../../server/evidence/rules/files.ts';
import { crewOf, intakeOf } from './people.ts';
import type { Teller } from './timeline.ts';

export const CHANNEL_OF: Record<string, EntryChannel> = {
  R04: 'letter', R05: 'fax', R06: 'hotline12345', R10: 'handDown', V03: 'phone', N02: 'letter', N05: 'walkIn', X02: 'hotline12345', K03: 'hotline12315', K04: 'internal',
};

/** How a reporter is told who did not come through the site. */
export const tellWayOf = (key: string): 'statusPage' | 'post' | 'phone' | 'direct' => {
  const channel = CHANNEL_OF[key];
  if (channel === 'phone' || channel === 'walkIn') return channel === 'phone' ? 'phone' : 'direct';
  return channel === 'letter' ? 'post' : 'statusPage';
};

/** Enters the tip-off as an officer of the bureau would, and answers its id; the second time it answers the same. */
export async function enter({ services, today, person }: Teller, key: string, place: string, channel: EntryChannel, form: Submission, received: readonly Received[]): Promise<string> {
  const intake = await person(intakeOf(place));
  const foreignNumber = channel === 'hotline12345' || channel === 'hotline12315' ? `演示工单 ${key}` : '';
  const known = foreignNumber === '' ? null : await services.reports.findForeign(place, channel, foreignNumber);
  if (known) return known.id;
  const isPaper = channel === 'handDown';
  const entry: EnteredLead = {
    ...form, channel, receivedOn: today(), time: channel === 'internal' ? '' : beijingMinute(services.clock()).slice(11), lateReason: '', source: channel === 'internal' ? 'data' : null,
    department: isPaper ? '广东省医疗保障局（演示）' : '', letterNumber: isPaper ? '演示交办〔2026〕1 号' : '', letterOn: isPaper ? today() : '', limitAmount: isPaper ? 30 : null, limitUnit: 'WD', foreignNumber, calledAt: '',
    officers: channel === 'walkIn' ? [intake.id, (await person(crewOf(place).officers[0])).id] : [], isSigned: channel === 'walkIn',
    identity: channel === 'internal' ? null : form.identity,
  };
  return (await services.reports.enterLead(intake, entry, { received, handle: null })).id;
}
