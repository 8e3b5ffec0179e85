import { expect } from 'chai';
import { inboxFilter } from '../../server/reports/store/lists.ts';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aSubmission, submitted } from './support.ts';

describe('reports store', () => {
  const { site, staff } = staffed();
  const rows = () => site.services.database.connection.collection<{ _id: string }>('reports');

  it('gives sixteen at once consecutive order numbers without a gap', async () => {
    const sent = await Promise.all(Array.from({ length: 16 }, () => submitted(site.services, { division: '330900' })));
    expect(new Set(sent.map(({ number }) => number)).size).to.equal(16);
    // And those that come one by one behind them.
    for (let n = 0; n < 4; n += 1) await submitted(site.services, { division: '330900' });
    const orders = await rows().find({ bureau: '330900' }).sort({ order: 1 }).toArray();
    expect(orders.map((row) => Number((row as unknown as { order: number }).order))).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  });

  it('stays gapless when another process takes numbers meanwhile', async () => {
    const { reportsService } = await import('../../server/reports/service.ts');
    const { reportsStore } = await import('../../server/reports/store.ts');
    const { services } = site;
    const other = services.database.connection.useDb(services.database.connection.name);
    const second = reportsService({
      ...services, store: reportsStore(other, services.crypto), law: async () => ({ calendar: { version: 't', years: new Set([2026]), off: new Set(), on: new Set() }, overlay: [] }),
      site: null, isDemo: true, divisions: () => new Map(), words: (key) => key,
    });
    await Promise.all(Array.from({ length: 24 }, (_, n) => (n % 2 ? submitted(services, { division: '440700' }) : second.submit(aSubmission({ submission: `other-${n}`, division: '440700' }), { received: [], handle: null }))));
    const orders = await rows().find({ firstBureau: '440700' }).sort({ order: 1 }).project<{ order: number }>({ order: 1 }).toArray();
    expect(orders.map(({ order }) => order)).to.deep.equal(Array.from({ length: 24 }, (_, n) => n + 1));
  });

  it('starts again at one in a new year, of Beijing', async () => {
    await submitted(site.services);
    site.clock.set('2026-12-31T16:30:00Z');
    const next = await submitted(site.services);
    site.clock.set('2026-11-10T02:00:00Z');
    const report = (await rows().findOne({ number: next.number })) as unknown as { year: number; order: number; receivedOn: string };
    expect([report.year, report.order, report.receivedOn]).to.deep.equal([2027, 1, '2027-01-01']);
  });

  it('keeps no word, no name and no exact time readable', async () => {
    const sent = await submitted(site.services, { identity: 'realName', name: '演示举报人', contact: '000-1234', narrative: '一句不会出现在数据库里的话，谁也读不到。' });
    const raw = JSON.stringify([await rows().findOne({ number: sent.number }), await site.services.database.connection.collection('identities').find().toArray()]);
    for (const secret of ['一句不会', '演示康复医院', '演示举报人', '000-1234', '02:00', sent.code, 'patient']) expect(raw).not.to.contain(secret);
    expect(raw).to.contain('2026-11-10');
  });

  it('reads every page of the inbox by an index', async () => {
    const scope = { bureau: '330900', person: personOf(staff, 'intake.zs').id, isOnlyAssigned: false };
    for (const view of ['fresh', 'verifying', 'tell', 'done'] as const) {
      for (const after of [null, view === 'done' ? '2026-000003 x' : '2026-12-01 2026-000003 x']) {
        const { filter, sort } = inboxFilter({ scope, view, after });
        const plan = JSON.stringify(await rows().find(filter as object).sort(sort as Record<string, 1 | -1>).limit(21).explain());
        // The reference server's plans name no index of ours, and it reads a small table whole.
        if (plan.includes('Node Type')) continue;
        expect(plan, `${view} ${after ?? ''}`).to.match(/bureau_1_(queue_1_dueKey_1|receivedKey_-1)/);
        expect(plan).not.to.contain('COLLSCAN');
      }
    }
    const span = { today: '2026-11-20', notSoonFrom: '2026-11-26' };
    for (const view of ['late', 'soon', 'unassigned', 'asked'] as const) {
      const { filter, sort } = inboxFilter({ scope, view, after: null, span }, 'fresh');
      const plan = JSON.stringify(await rows().find(filter as object).sort(sort as Record<string, 1>).limit(21).explain());
      if (!plan.includes('Node Type')) expect(plan, view).to.contain('bureau_1_queue_1_dueKey_1');
    }
    // What is hidden from one person is few: counting it must not read what the bureau has.
    const hidden = JSON.stringify(await rows().find({ recused: scope.person, bureau: '330900', queue: 'done' } as object).explain());
    if (!hidden.includes('Node Type')) expect(hidden).to.contain('recused_1_bureau_1_queue_1');
    const mine = inboxFilter({ scope: { ...scope, isOnlyAssigned: true }, view: 'open', after: null });
    const plan = JSON.stringify(await rows().find(mine.filter as object).sort(mine.sort as Record<string, 1>).explain());
    if (!plan.includes('Node Type')) expect(plan).to.contain('assigned_1_bureau_1_queue_1_dueKey_1');
  });

  it('pages by key, each report once, by due date', async () => {
    const intake = personOf(staff, 'intake.zs');
    for (let n = 0; n < 30; n += 1) await submitted(site.services, { division: '330900' });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await site.services.reports.inbox(intake, { view: 'open', after });
      seen.push(...page.lines.map(({ number }) => number));
      expect(page.counts.open).to.equal(50);
      after = page.next;
    } while (after !== null);
    expect(seen).to.have.length(50);
    expect(new Set(seen).size).to.equal(50);
  });

  it('loses a race as a conflict and counts anew', async () => {
    const { reports, database } = site.services;
    const intake = personOf(staff, 'intake');
    const sent = await submitted(site.services);
    const results = await Promise.allSettled([reports.accept(intake, sent.id, 1), reports.accept(intake, sent.id, 1)]);
    expect(results.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const before = (await reports.inbox(intake, { view: 'open', after: null })).counts;
    await database.connection.collection<{ _id: string }>('report_counts').updateOne({ _id: '440784 fresh' }, { $set: { n: 99 } });
    await reports.tidy('2026-11-08');
    expect((await reports.inbox(intake, { view: 'open', after: null })).counts).to.deep.equal(before);
    expect(before.verifying).to.equal(1);
  });
});
