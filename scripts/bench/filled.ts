// Bureaus filled with many reports, in bulk: rows as the store makes them, written as they are.
import mongoose from 'mongoose';
import { beijingDate } from '../../server/kernel/clock.ts';
import { newReportNumber, randomId } from '../../server/kernel/crypto.ts';
import { addDays } from '../../server/kernel/workdays.ts';
import type { Report } from '../../server/reports/rules/report.ts';
import { reportsStore } from '../../server/reports/store.ts';
import { rowOf } from '../../server/reports/store/sealing.ts';
import type { Services } from '../../server/services.ts';
import { BUREAU, PASSWORD, tipOff } from './support.ts';
import type { Sending } from './support.ts';

const AT_ONCE = 2_000;
/** One in so many is still open; the same share in each bureau. */
const OPEN_EVERY = 5;
const SYLLABLES = '医院护士病人家属药店店员刷卡理疗住院检查清单收费项目床位登记出院结算补录签字名册照片发票押金主任科室老人孩子';
/** Words that stand in every report, and in ten of however many: a page that shows more would compare something else. */
export const WORDS = { all: '理疗单', few: '樟木箱' };

function narrative(n: number): string {
  const noise = Array.from({ length: 40 }, (_, at) => SYLLABLES.slice((n * 7 + at * 13 + n * at) % 50, ((n * 7 + at * 13 + n * at) % 50) + 2)).join('');
  return `周末的${WORDS.all}都是补的。${noise}${n < 100 && n % 10 === 7 ? WORDS.few : ''}`;
}

/** One real tip-off and copies of it, in order, with dates spread over the past year; counted, and where asked for findable by their words. Answers the id of the newest. */
export async function fill({ database, crypto, reports, clock }: Services, size: number, isFindable: boolean): Promise<string> {
  const today = beijingDate(clock());
  const form = { ...tipOff(), submission: 'first', division: BUREAU, targetKind: 'medicalInstitution', targetName: '演示康复医院', identity: 'anonymous', institutionId: null, categories: ['inventedService'], from: null, to: null, amount: null, relation: 'unsaid', passphrase: null, name: null, contact: null, wantsReward: false } as const;
  const first = await reports.submit({ ...form, categories: [...form.categories], narrative: narrative(0) }, { received: [], handle: null });
  // A second store on the same data: models have one name a connection.
  const connection = await mongoose.createConnection(database.uri).asPromise();
  const store = reportsStore(connection, crypto);
  const pattern = await store.find(first.id);
  const rows = connection.collection<ReturnType<typeof rowOf>>('reports');
  let newest = first.id;
  const copy = (n: number) => {
    const receivedOn = addDays(today, -(n % 250));
    const isOpen = n % OPEN_EVERY === 0;
    const report: Report = {
      ...pattern, id: randomId(), number: newReportNumber(BUREAU), order: n + 1, receivedOn, state: isOpen ? 'received' : 'notAccepted', codeDigest: randomId(), content: { ...pattern.content, narrative: narrative(n) },
      clocks: isOpen ? pattern.clocks : pattern.clocks.map((each) => ({ ...each, stoppedOn: receivedOn })), doneOn: isOpen ? null : receivedOn, decidedOn: isOpen ? null : receivedOn,
    };
    newest = report.id;
    return { ...rowOf(crypto, report, { submission: randomId(), dueOn: addDays(today, (n % 60) - 10), proof: null }), toIndex: isFindable };
  };
  for (let n = 1; n < size; n += AT_ONCE) await rows.insertMany(Array.from({ length: Math.min(AT_ONCE, size - n) }, (_, at) => copy(n + at)), { ordered: true });
  await store.recount(BUREAU);
  if (isFindable) await reports.indexDue({ atOnce: AT_ONCE, isGrouping: false });
  else await rows.updateMany({ _id: first.id }, { $set: { toIndex: false } });
  await connection.close();
  return newest;
}

type Setting = { headers: { 'set-cookie'?: string[] | undefined } };
export const cookiesOf = ({ headers }: Setting): string => (headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '').join('; ');

/** The cookies of an officer. */
export async function signedIn(send: (sending: Sending) => Promise<Setting>, account = 'intake'): Promise<string> {
  const body = Buffer.from(new URLSearchParams({ account, password: PASSWORD }).toString());
  return cookiesOf(await send({ method: 'POST', path: '/sign-in', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }));
}
