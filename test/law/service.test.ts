import { expect } from 'chai';
import { auditService } from '../../server/audit/service.ts';
import { auditStore } from '../../server/audit/store.ts';
import { Conflict, Forbidden, Invalid, NotFound, Refused } from '../../server/kernel/errors.ts';
import { isWorkday } from '../../server/kernel/workdays.ts';
import { parameter } from '../../server/law/rules/parameters.ts';
import type { ParameterCommand } from '../../server/law/rules/entries.ts';
import { lawService } from '../../server/law/service.ts';
import { lawStore } from '../../server/law/store.ts';
import type { Person } from '../../server/people/rules/person.ts';
import { FX1 } from '../support/calendars.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const person = (id: string, roles: Person['roles'], bureau = '330900'): Person => ({
  id, account: id, name: id, bureau, bureauName: '舟山市医疗保障局', scope: bureau, roles, certificate: null, mustChangePassword: false,
});
const admin = person('a1', ['administrator']);
const head = person('h1', ['head']);
const defence: ParameterCommand = {
  code: 'DEFENCE', jurisdiction: '330900', from: '2026-01-01', to: null, value: 5, unit: 'WD', dayKind: 'WD', approver: null, citation: '舟医保发〔2026〕1号第三条',
};
const rejected = async (run: Promise<unknown>): Promise<unknown> => run.then(() => null, (error: unknown) => error);

describe('law service', () => {
  let database: TestDatabase;
  let now = new Date('2026-06-01T01:00:00Z');
  let audit: ReturnType<typeof auditService>;
  let law: ReturnType<typeof lawService>;

  beforeEach(async () => {
    database = await openTestDatabase();
    const clock = (): Date => now;
    audit = auditService({ store: auditStore(database.connection), clock });
    law = lawService({ store: lawStore(database.connection), audit, clock, base: FX1 });
    await Promise.all(Object.values(database.connection.models).map((model) => model.init()));
  });
  afterEach(async () => database.drop());

  it('puts a parameter in force only when a second person confirms it', async () => {
    const entry = await law.enterParameter(admin, defence);
    expect(await law.overlay('330902')).to.deep.equal([]);
    expect(await rejected(law.confirm(admin, entry.id))).to.be.instanceOf(Refused);
    await law.confirm(head, entry.id);
    const overlay = await law.overlay('330902');
    expect(parameter('DEFENCE', '330902', '2026-06-01', overlay)).to.deep.include({ value: 5, unit: 'WD', source: '舟医保发〔2026〕1号第三条', status: 'CONFIRMED' });
    expect(await law.overlay('440784')).to.deep.equal([]);
    expect(await rejected(law.confirm(head, entry.id))).to.be.instanceOf(Conflict);
  });

  it('writes an act for entering and for confirming', async () => {
    const entry = await law.enterParameter(admin, defence);
    await law.confirm(head, entry.id);
    const { rows } = await audit.list({ subjectId: entry.id }, null);
    expect(rows.map(({ act, actor, bureau }) => [act, actor, bureau])).to.deep.equal([['law.confirm', 'h1', '330900'], ['law.enter', 'a1', '330900']]);
  });

  const wrong: [string, Partial<ParameterCommand>, new (...args: never[]) => Error][] = [
    ['without citation', { citation: ' ' }, Invalid],
    ['with an unknown code', { code: 'NO_SUCH' }, Invalid],
    ['with a day that does not exist', { from: '2026-02-30' }, Invalid],
    ['that ends before it begins', { to: '2025-12-31' }, Invalid],
    ['with a limit of no days', { value: 0 }, Invalid],
    ['with a sum where the law has a time', { code: 'PAY', value: 100, unit: 'FEN' }, Invalid],
    ['for another place', { jurisdiction: '440700' }, Forbidden],
    ['for the province above', { jurisdiction: '330000' }, Forbidden],
    ['for no place', { jurisdiction: 'CN' }, Invalid],
  ];
  for (const [name, change, error] of wrong) {
    it(`refuses a parameter ${name}`, async () => expect(await rejected(law.enterParameter(admin, { ...defence, ...change }))).to.be.instanceOf(error));
  }

  it('refuses those who do not keep the parameters, and hides entries of other bureaus', async () => {
    expect(await rejected(law.enterParameter(person('o1', ['investigator']), defence))).to.be.instanceOf(Forbidden);
    const entry = await law.enterParameter(admin, defence);
    expect(await rejected(law.confirm(person('o1', ['investigator']), entry.id))).to.be.instanceOf(Forbidden);
    expect(await rejected(law.confirm(person('h2', ['head'], '440700'), entry.id))).to.be.instanceOf(NotFound);
    expect(await rejected(law.confirm(head, 'not-an-id'))).to.be.instanceOf(NotFound);
    expect(await rejected(law.list(person('h2', ['head'], '440700'), '330900'))).to.be.instanceOf(Forbidden);
    expect((await law.list(head, '330900')).map(({ id, confirmedBy }) => [id, confirmedBy])).to.deep.equal([[entry.id, null]]);
  });

  it('lays calendar days over the base under a new version, the nearest bureau last', async () => {
    const city = await law.enterCalendarDays(admin, { jurisdiction: '330900', citation: '国办发明电', days: [{ day: 'OFF', date: '2030-06-03' }, { day: 'YEAR', year: 2031 }] });
    await law.confirm(head, city.id);
    const county = await law.enterCalendarDays(admin, { jurisdiction: '330902', citation: '国办发明电', days: [{ day: 'WORK', date: '2030-06-03' }] });
    await law.confirm(head, county.id);
    const [zhoushan, dinghai, jiangmen] = await Promise.all(['330900', '330902', '440700'].map((bureau) => law.calendar(bureau)));
    expect([zhoushan, dinghai, jiangmen].map((calendar) => calendar && isWorkday(calendar, '2030-06-03'))).to.deep.equal([false, true, true]);
    expect(zhoushan && isWorkday(zhoushan, '2031-01-02')).to.equal(true);
    expect([zhoushan?.version, jiangmen?.version]).to.deep.equal([`FX-1 + 1 ${city.id}`, 'FX-1']);
    expect(await rejected(law.enterCalendarDays(admin, { jurisdiction: '330900', citation: 'x', days: [{ day: 'OFF', date: '2030-02-30' }] }))).to.be.instanceOf(Invalid);
  });

  it('remembers for seconds only what another process may change', async () => {
    expect(await law.overlay('330900')).to.deep.equal([]);
    const other = lawService({ store: { ...lawStoreOf(database) }, audit, clock: () => now, base: FX1 });
    const entry = await other.enterParameter(admin, defence);
    await other.confirm(head, entry.id);
    expect(await law.overlay('330900')).to.deep.equal([]);
    now = new Date(now.getTime() + 3_001);
    expect(await law.overlay('330900')).to.have.length(1);
  });

  it('lets one of two confirmations win', async () => {
    const entry = await law.enterParameter(admin, defence);
    const store = lawStoreOf(database);
    const both = await Promise.all(['h1', 'h2'].map((confirmedBy) => rejected(store.confirm({ ...entry, confirmedBy, confirmedAt: now }))));
    expect(both.filter((error) => error === null)).to.have.length(1);
    expect(both.find((error) => error !== null)).to.be.instanceOf(Conflict);
  });
});

/** A second store as another process would have it: the models of one connection exist once. */
function lawStoreOf(database: TestDatabase): ReturnType<typeof lawStore> {
  database.connection.deleteModel('LawEntry');
  return lawStore(database.connection);
}
