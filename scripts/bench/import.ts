// A directory of 100,000 institutions comes in as one xlsx file while somebody reads pages: how long, how much memory, and how long a page waits.
import { styleText } from 'node:util';
import { sheets } from '../../server/institutions/adapters/sheets.ts';
import { BUREAU, PASSWORD, addBureau, build, client, memory, multipart, newGround, option, processorTime, quantile, report, startServer } from './support.ts';
import type { Row } from './support.ts';

const LINES = option('lines', 100_000);
const SECONDS = 60;
const MEBIBYTES = 150;
/** Nobody may wait longer for a page while the file is read and written. */
const PAGE_MILLISECONDS = 1_000;
const PAUSE = 100;

const WORDS = ['康复', '骨科', '口腔', '中医', '妇产', '眼科', '仁和', '同济', '惠民', '长安', '大众', '百草'];
const KINDS = [['医院', '定点医疗机构', 'H'], ['诊所', '定点医疗机构', 'H'], ['大药房', '定点零售药店', 'P']] as const;

function* lines(): Generator<string[]> {
  yield ['机构名称', '机构类别', '行政区划', '医保编码', '级别', '性质', '状态', '别名', '地址', '联系人', '联系电话'];
  for (let n = 0; n < LINES; n += 1) {
    const [ending, kind, letter] = KINDS[n % KINDS.length] ?? KINDS[0];
    yield [
      `鹤山市演示${WORDS[n % WORDS.length] ?? ''}${WORDS[(n * 7 + 3) % WORDS.length] ?? ''}第${n}${ending}`, kind, BUREAU, `${letter}${BUREAU}${String(n).padStart(8, '0')}`, n % 3 === 2 ? '' : '二级', '非公立', '正常', '',
      `演示路 ${n} 号`, '演示联系人', `000-${String(n).padStart(7, '0')}`,
    ];
  }
}

async function workbook(): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of sheets.write('xlsx', '名录', lines())) pieces.push(piece);
  return Buffer.concat(pieces);
}

build();
const ground = await newGround(process.env['MONGODB_TEST_URI'] ?? null);
try {
  await ground.services(addBureau);
  const file = await workbook();
  const server = await startServer(ground);
  const { send, close } = client(server, 4);
  const form = (fields: Record<string, string>): { headers: Record<string, string>; body: Buffer } => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.from(new URLSearchParams(fields).toString()),
  });
  const signedIn = await send({ method: 'POST', path: '/sign-in', ...form({ account: 'intake', password: PASSWORD }) });
  const cookie = (signedIn.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? '').join('; ');
  const get = (path: string) => send({ path, headers: { cookie, accept: 'application/json' } });
  const pages = ['/desk', '/institutions', '/institutions?q=kf', '/'];
  for (const path of pages) await get(path);

  const before = memory(server.pid);
  const ownBefore = memory(server.pid, 'RssAnon');
  let own = ownBefore;
  const waits: number[] = [];
  let failed = 0;
  let isBusy = true;
  const reader = (async () => {
    for (let n = 0; isBusy; n += 1) {
      const asked = performance.now();
      const answer = await send({ path: pages[n % pages.length] ?? '/', headers: { cookie, accept: 'text/html' } });
      waits.push(performance.now() - asked);
      own = Math.max(own, memory(server.pid, 'RssAnon'));
      if (answer.status !== 200) failed += 1;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  })();

  const began = performance.now();
  const workBefore = processorTime(server.pid);
  const { headers, body } = multipart({}, [{ field: 'file', name: '名录.xlsx', type: 'application/octet-stream', bytes: file }]);
  const staged = await send({ method: 'POST', path: '/institutions/imports', headers: { ...headers, cookie }, body });
  const address = staged.headers.location ?? '';
  const read = performance.now() - began;
  type Page = { state: string; counts: { what: string; n: number }[] };
  const preview = JSON.parse((await get(address)).body) as Page;
  const found = preview.counts.find(({ what }) => what === 'new')?.n ?? 0;
  await send({ method: 'POST', path: `${address}/confirm`, ...form({}), headers: { ...form({}).headers, cookie } });
  for (let state = 'applying'; state === 'applying';) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    state = (JSON.parse((await get(address)).body) as Page).state;
  }
  const total = performance.now() - began;
  const work = processorTime(server.pid) - workBefore;
  isBusy = false;
  await reader;
  const grown = memory(server.pid, 'VmHWM') - before;
  const search = performance.now();
  const hits = JSON.parse((await get(`/institutions?q=${encodeURIComponent('康复中医')}`)).body) as { rows: unknown[] };
  const searched = performance.now() - search;
  close();
  await server.stop();

  const rows: Row[] = [
    { what: `import of ${LINES} institutions`, figures: { 'read s': read / 1000, 'all s': total / 1000, 'processor s': work / 1000, found, 'file MiB': file.length / 2 ** 20 }, reach: `≤ ${SECONDS} s, all found`, isReached: total <= SECONDS * 1000 && found === LINES },
    // The most that the whole process held, with what it had mapped of the store's file.
    { what: 'memory', figures: { 'RSS before MiB': before, 'growth MiB': grown, 'of it own MiB': own - ownBefore }, reach: `growth ≤ ${MEBIBYTES} MiB`, isReached: grown <= MEBIBYTES },
    { what: 'pages meanwhile', figures: { asked: waits.length, failed, 'p50 ms': quantile(waits, 0.5), 'p95 ms': quantile(waits, 0.95), 'longest ms': Math.max(...waits) }, reach: `0 failed, longest ≤ ${PAGE_MILLISECONDS} ms`, isReached: failed === 0 && Math.max(...waits) <= PAGE_MILLISECONDS },
    { what: 'search afterwards', figures: { ms: searched, hits: hits.rows.length }, reach: '≤ 500 ms, a full page', isReached: searched <= 500 && hits.rows.length === 50 },
  ];
  report('Import of a directory', rows);
} catch (error) {
  process.stderr.write(`${styleText('red', error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`);
  process.exitCode = 1;
} finally {
  await ground.remove();
}
