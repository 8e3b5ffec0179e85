import { expect } from 'chai';
import { init } from '../../server/kernel/database/connect.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { filterOf } from '../../server/notices/forms.ts';
import { noticesPage } from '../../server/notices/pages/public.ts';
import type { Notice } from '../../server/notices/rules/notice.ts';
import { noticeStore } from '../../server/notices/store.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

const MOMENT = new Date('2026-11-20T02:00:00.123Z');
const aNotice = (id: string, publishedAt: Date): Notice => ({
  id, bureau: '440784', division: '440784', caseId: `case of ${id}`, sourceVersion: 'v', state: 'published', drafter: 'drafter', falseHits: [], privacyChecker: null, legalChecker: null, approver: null,
  earlyReason: '', firstReleaser: 'one', secondReleaser: 'two', publishedOn: '2026-11-20', publishedAt, expiresOn: null, withdrawnOn: null, withdrawalReason: null, isDemo: false, events: [], version: 1,
  content: { title: id, subjectKind: 'INSTITUTION', cause: 'c', intro: '', findings: [], handling: [], execution: '', law: [], basis: '', periodFrom: '', periodTo: '', refundFen: 0, fineFen: 0, suspensionMonths: null, text: '' },
});
const name = (at: number): string => `n${String(at).padStart(2, '0')}`;

describe('the public list of notices', () => {
  let database: TestDatabase;
  let store: ReturnType<typeof noticeStore>;
  before(async () => {
    database = await openTestDatabase();
    store = noticeStore(database.connection);
    await init(database.connection);
    await store.add(aNotice('a-day-before', new Date('2026-11-19T02:00:00Z')));
    for (let at = 0; at < 45; at += 1) await store.add(aNotice(name(at), MOMENT));
    await store.add(aNotice('latest', new Date('2026-11-20T02:00:01Z')));
  });
  after(() => database.drop());

  it('shows each of many that were published in one moment once, by the address of the next page', async () => {
    const pages: string[][] = [];
    for (let address: string | null = '/notices?year=2026'; address !== null;) {
      const { before, ...filter } = filterOf(Object.fromEntries(new URL(address, 'http://localhost').searchParams));
      const page = await store.listPublished({ year: filter.year }, before);
      pages.push(page.notices.map(({ id }) => id));
      address = noticesPage(wordsOf('zh-CN'), { ...page, filter, places: [], total: 47, thisYear: 2026 }).older;
    }
    const moment = Array.from({ length: 45 }, (_, at) => name(44 - at));
    expect(pages).to.deep.equal([['latest', ...moment.slice(0, 19)], moment.slice(19, 39), [...moment.slice(39), 'a-day-before']]);
  });
  it('begins anew for an address that names no place in it', () => {
    for (const before of ['1763604000123', '1763604000123-', '-n01', '1763604000123-n01 ', '1763604000123-N01', ['1', '2']]) expect(filterOf({ before }).before, String(before)).to.equal(null);
  });
});
