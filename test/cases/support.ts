// A verified lead in Heshan and people who walk its case over HTTP, pressing what the pages show.
import type { Answer, Client, Fields, TestSite, Upload } from '../support/http.ts';
import { addStaff, PASSWORD, personOf } from '../support/people.ts';
import type { Staff } from '../support/people.ts';
import { aSubmission } from '../reports/support.ts';

export type Team = { site: TestSite; staff: Staff; as: (account: string) => Promise<Client> };

/** Signed-in clients by account name; DEFENCE entered by two administrators unless told otherwise. */
export async function openTeam(site: TestSite, { hasDefence = true } = {}): Promise<Team> {
  const staff = await addStaff(site.services);
  if (hasDefence) await enter(site, staff, { code: 'DEFENCE', value: 5, unit: 'WD' });
  const clients = new Map<string, { client: Client; at: number }>();
  return {
    site, staff,
    async as(account) {
      const now = site.clock().getTime();
      const known = clients.get(account);
      // A session ends after half an hour, and tests move the clock by days.
      if (known && now - known.at < 20 * 60_000) return known.client;
      const client = known?.client ?? site.client();
      await client.signIn(account, PASSWORD);
      clients.set(account, { client, at: now });
      return client;
    },
  };
}

export async function enter(site: TestSite, staff: Staff, { code, value, unit }: { code: string; value: number | string | boolean; unit: 'WD' | 'D' | 'MONTH' | 'FLAG' | 'FEN' | 'CODE' }, { place, enters, confirms } = { place: '440784', enters: 'admin', confirms: 'admin.jm' }): Promise<void> {
  const entry = await site.services.law.enterParameter(personOf(staff, enters), {
    code, jurisdiction: place, value, unit, dayKind: unit === 'WD' ? 'WD' : null, approver: null, from: '2026-01-01', to: null, citation: '演示：测试录入，不是正式文本',
  });
  await site.services.law.confirm(personOf(staff, confirms), entry.id);
}

let filled = 0;
/** A tip-off that was accepted and given to two investigators. */
export async function aVerifiedLead({ site, staff }: Team): Promise<string> {
  const { reports } = site.services;
  filled += 1;
  const sent = await reports.submit(aSubmission({ submission: `case-test-${filled}`, categories: ['inventedService'] }), { received: [], handle: null });
  await reports.accept(personOf(staff, 'intake'), sent.id, 1, '属于本局');
  const { report } = await reports.forOfficer(personOf(staff, 'intake'), sent.id);
  await reports.assign(personOf(staff, 'intake'), sent.id, report.version, [personOf(staff, 'investigator1').id, personOf(staff, 'investigator2').id]);
  return sent.id;
}

export const aFiling = ({ staff }: Team, change: Fields = {}): Fields => ({
  partyKind: 'INSTITUTION', personKind: 'UNIT', partyName: '演示康复医院', creditCode: '91440784DEMO00001X', representative: '周某', address: '鹤山市演示路 2 号', violationCode: 'PR-F-03',
  officerIds: [personOf(staff, 'investigator1').id, personOf(staff, 'investigator2').id], hasSuspect: 'yes', suspect: '演示康复医院，已核对登记信息', isPunishable: 'yes', punishable: '病历与结算数据不符',
  isOwnJurisdiction: 'yes', jurisdiction: '机构在本市', reason: '三个条件都满足，同意立案', ...change,
});

/** Presses the button, or follows the link to the form and sends it; 303 is followed. */
export async function does(team: Team, account: string, path: string, words: string, fields: Fields = {}, files: readonly Upload[] = []): Promise<Answer> {
  const client = await team.as(account);
  const page = await client.get(path);
  if (page.status !== 200) throw new Error(`${account} cannot open ${path}: ${page.status}`);
  if (page.forms.some(({ buttons }) => buttons.some(({ text }) => text.includes(words)))) return client.press(page, words, fields, files);
  const form = await client.follow(page, words);
  return client.press(form, words, fields, files);
}

export const seen = async (team: Team, account: string, path: string): Promise<Answer> => (await team.as(account)).get(path);
