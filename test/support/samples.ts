// One real address for every declared path with parameters. A route without a sample fails access.test.ts, so a new feature adds its line here.
import { aRealName, aSubmission } from '../reports/support.ts';
import { personOf } from './people.ts';
import type { Staff } from './people.ts';
import type { TestSite } from './http.ts';

/** Declared path → address. A longer path that begins with one of these takes its beginning from here. */
export type Samples = Record<string, string>;

/** An id of the right form that nobody has: enough where the question is only who is let in. */
const NOBODY = '0'.repeat(32);

export async function addSamples({ services }: TestSite, staff: Staff): Promise<Samples> {
  const letter = await services.documents.issue({
    key: 'sample', kind: 'question', bureau: '440784', subject: { kind: 'report', id: NOBODY }, by: personOf(staff, 'intake').id, isNumbered: true,
    slots: { reportNumber: '4407-7QKM-4T2X', question: '是哪一天？' },
  });
  const caseId = await aCase(services, staff);
  const report = await services.reports.submit(aSubmission({ submission: 'sample-of-a-report', ...aRealName }), { received: [], handle: null });
  const institution = await services.institutions.add(personOf(staff, 'intake'), {
    kind: 'pharmacy', name: '演示样本大药房', aliases: [], level: null, ownership: 'nonPublic', creditCode: null, insuranceCode: 'P44078400001', division: '440784', status: 'active', contact: '', phone: '', address: '',
  });
  const sent = await services.reports.submit(aSubmission({ submission: 'sample-of-an-offer', division: '330900', targetName: '演示转来医院' }), { received: [], handle: null });
  await services.reports.offer(personOf(staff, 'intake.zs'), sent.id, 1, { to: '440784', matter: '反映一家医院虚构理疗记录。', text: '主要事实在鹤山' });
  return {
    '/accounts/:id': `/accounts/${personOf(staff, 'intake').id}`,
    '/bureaus/:code': '/bureaus/440784',
    '/inbox/tags/:id': `/inbox/tags/${NOBODY}`,
    '/inbox/views/:id': `/inbox/views/${NOBODY}`,
    '/institutions/list/:file': '/institutions/list/440784.0123456789abcdef.json',
    '/institutions/imports/:id': `/institutions/imports/${NOBODY}`,
    '/institutions/:id': `/institutions/${institution}`,
    '/documents/:id': `/documents/${letter.id}`,
    '/documents/:id/slips/:fileId': `/documents/${letter.id}/slips/${NOBODY}`,
    '/cases/:id': `/cases/${caseId}`,
    '/cases/:id/evidence/:item': `/cases/${caseId}/evidence/${NOBODY}`,
    '/cases/:id/files/:file': `/cases/${caseId}/files/${NOBODY}`,
    '/reports/desk/:id': `/reports/desk/${report.id}`,
    '/reports/desk/import/:id': `/reports/desk/import/${NOBODY}`,
    '/reports/desk/import/:id/faults': `/reports/desk/import/${NOBODY}/faults`,
    '/reports/desk/:id/files/:fileId': `/reports/desk/${report.id}/files/${NOBODY}`,
    // Opening an identity is refused where there is no duty to tell, whoever asks; here only the door is tried.
    '/reports/desk/:id/identity': `/reports/desk/${NOBODY}/identity`,
    '/reports/desk/:id/:act': `/reports/desk/${report.id}/accept`,
    '/interests/:id': `/interests/${NOBODY}`,
    '/reports/incoming/:id': `/reports/incoming/${sent.id}`,
    '/reports/outgoing/:id': `/reports/outgoing/${NOBODY}`,
    '/reports/mine/letters/:id': `/reports/mine/letters/${NOBODY}`,
    '/rewards/:id': `/rewards/${NOBODY}`,
    '/rewards/above/:id': `/rewards/above/${NOBODY}`,
    '/rewards/:id/papers/:fileId': `/rewards/${NOBODY}/papers/${NOBODY}`,
    '/rewards/:id/exhibits/:fileId': `/rewards/${NOBODY}/exhibits/${NOBODY}`,
    '/rewards/rules/:id': '/rewards/rules/BJ-2023',
    '/reward-rules/:id': `/reward-rules/${NOBODY}`,
    '/notices/:id': `/notices/${NOBODY}`,
    '/notices/desk/:id': `/notices/desk/${NOBODY}`,
    '/notices/desk/:id/:action': `/notices/desk/${NOBODY}/submit`,
    '/clocks/:code': '/clocks/440784',
    '/parameters/:id': `/parameters/${NOBODY}`,
  };
}

/** A case that was just filed in Heshan. */
async function aCase({ reports, cases }: TestSite['services'], staff: Staff): Promise<string> {
  const sent = await reports.submit(aSubmission({ submission: 'sample-of-a-case', categories: ['inventedService'] }), { received: [], handle: null });
  const officers = ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id);
  await reports.accept(personOf(staff, 'intake'), sent.id, 1, '属于本局');
  const version = async (): Promise<number> => (await reports.forOfficer(personOf(staff, 'head'), sent.id)).report.version;
  await reports.assign(personOf(staff, 'intake'), sent.id, await version(), officers);
  return cases.fileFromReport(personOf(staff, 'head'), sent.id, await version(), {
    party: { kind: 'INSTITUTION', personKind: 'UNIT', name: '演示康复医院', institutionId: null, creditCode: '', representative: '周某', address: '演示路 2 号', isInsured: false },
    violationCode: 'PR-F-03', officerIds: officers, hasSuspect: true, suspect: '演示康复医院', isPunishable: true, punishable: '虚构服务', isOwnJurisdiction: true, jurisdiction: '机构在本市', reason: '三个条件都满足',
  });
}

/** The address for a declared path, or null where the table above has none. */
export function addressOf(path: string, samples: Samples): string | null {
  if (!path.includes(':')) return path;
  const known = Object.keys(samples).filter((sample) => path === sample || path.startsWith(`${sample}/`)).sort((a, b) => b.length - a.length)[0];
  if (known === undefined) return null;
  const rest = path.slice(known.length);
  return rest.includes(':') ? null : `${samples[known] ?? ''}${rest}`;
}
