// Hotline orders of one sheet, as many as it may have: how long the check and the registration take, and whether a second run adds anything.
import { cpuUsage } from 'node:process';
import { cellMistakes, parseLine } from '../../server/reports/forms/import.ts';
import { IMPORT_LIMITS, layoutOf } from '../../server/reports/rules/import.ts';
import { BUREAU, addBureau, newGround, option, report, tipOff } from './support.ts';
import type { Row } from './support.ts';

const LINES = option('lines', IMPORT_LIMITS.lines);
/** A job that is not done by then, and had not renewed its lease, would be begun again elsewhere. */
const SECONDS = 60;
const HEADINGS = ['工单号', '派单时间', '被反映单位', '单位类别', '违法类型', '诉求内容', '姓名', '联系电话'];

const ground = await newGround(process.env['MONGODB_TEST_URI'] ?? null);
const rows = await ground.services(async (services): Promise<Row[]> => {
  await addBureau(services);
  const { people, reports, imports, jobs, database } = services;
  const person = (await people.colleagues(BUREAU))[0];
  const found = layoutOf(HEADINGS);
  if (!person || !('layout' in found)) throw new Error('no intake officer');
  const places = await reports.places();
  const lines = Array.from({ length: LINES }, (_, n) => parseLine(n + 2, [
    `GD-${n}`, '2026-11-09 08:30', '演示康复医院', '定点医疗机构', '挂床住院', tipOff()['narrative'] ?? '', n % 3 === 0 ? '' : '演示来电人', n % 3 === 0 ? '' : '000-0000',
  ], found.layout, { channel: 'hotline12345', places, bureau: BUREAU, why: '热线工单批量导入' }));
  const timed = async (work: () => Promise<unknown>): Promise<{ seconds: number; work: number }> => {
    const [began, before] = [performance.now(), cpuUsage()];
    await work();
    const { user, system } = cpuUsage(before);
    return { seconds: (performance.now() - began) / 1000, work: (user + system) / 1e6 };
  };
  const stored = (name: string): Promise<number> => database.connection.collection(name).countDocuments({});
  let id = '';
  const checked = await timed(async () => void (id = await imports.stage(person, 'hotline12345', lines, cellMistakes)));
  const registered = await timed(async () => {
    await imports.confirm(person, id, 1);
    await jobs.runDue();
  });
  const { one } = await imports.find(person, id);
  const again = (await imports.find(person, await imports.stage(person, 'hotline12345', lines, cellMistakes))).one.counts;
  const [inRegister, named] = [await stored('reports'), await stored('identities')];
  return [
    { what: `check of ${LINES} orders`, figures: { s: checked.seconds, 'processor s': checked.work, wrong: one.counts.wrong }, reach: `≤ ${SECONDS} s, none wrong`, isReached: checked.seconds <= SECONDS && one.counts.wrong === 0 },
    {
      what: `registration of ${LINES} orders`, figures: { s: registered.seconds, 'processor s': registered.work, reports: inRegister, identities: named, state: one.state, 'known again': again.known },
      reach: `≤ ${SECONDS} s, each once`, isReached: registered.seconds <= SECONDS && one.state === 'done' && inRegister === LINES && again.known === LINES && again.fresh === 0,
    },
  ];
});
await ground.remove();
report('Hotline orders', rows);
