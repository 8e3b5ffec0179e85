import { expect } from 'chai';
import { parseEntered } from '../../server/reports/forms/enter.ts';
import { ASKS, ENTRY_CHANNELS, FOUND_SOURCES, arrivalErrors, foreignKey, mayEnter, originOf, receivedAt, sourceOf } from '../../server/reports/rules/enter.ts';
import type { Arrival, EntryChannel } from '../../server/reports/rules/enter.ts';
import { ROLES } from '../../server/people/rules/person.ts';
import type { Person } from '../../server/people/rules/person.ts';
import { clocksAtReceipt } from '../../server/reports/rules/clocks.ts';
import { lineInput, layoutOf } from '../../server/reports/rules/import.ts';
import type { Calendar } from '../../server/kernel/workdays.ts';

const CALENDAR: Calendar = { version: 't', years: new Set([2026]), off: new Set(), on: new Set() };
const NOW = { today: '2026-11-10', at: new Date('2026-11-10T02:00:00Z'), present: ['a', 'b', 'c'] };
/** Right for every channel: what a channel does not ask is not looked at. */
const anArrival = (channel: EntryChannel, change: Partial<Arrival> = {}): Arrival => ({
  channel, receivedOn: '2026-11-10', time: '09:00', lateReason: '', source: 'data', department: '某局', letterNumber: '某函 1 号', letterOn: '2026-11-06', limitAmount: null, limitUnit: 'WD', foreignNumber: 'N-1', calledAt: '',
  officers: ['a', 'b'], isSigned: true, identity: channel === 'internal' ? null : 'anonymous', name: null, contact: null, passphrase: null, ...change,
});
const wrong = (channel: EntryChannel, change: Partial<Arrival> = {}): string => Object.keys(arrivalErrors(anArrival(channel, change), NOW)).join();
/** Channels in which a change is a mistake, and the fields that say so. */
const CASES: readonly [string, Partial<Arrival>, string, readonly EntryChannel[]][] = [
  ['tomorrow', { receivedOn: '2026-11-11' }, 'receivedOn', ENTRY_CHANNELS],
  ['a day that does not exist', { receivedOn: '2026-02-30', letterOn: '2026-02-01' }, 'receivedOn', ENTRY_CHANNELS],
  ['before there were bureaus', { receivedOn: '2017-12-31', letterOn: '2017-12-30' }, 'receivedOn', ENTRY_CHANNELS],
  ['a minute ahead', { time: '10:01' }, 'time', ENTRY_CHANNELS],
  ['25:00', { time: '25:00' }, 'time', ENTRY_CHANNELS],
  ['no hour', { time: '' }, 'time', ENTRY_CHANNELS.filter((channel) => channel !== 'internal')],
  ['late without a reason', { receivedOn: '2026-11-09' }, 'lateReason', ENTRY_CHANNELS],
  ['late with one', { receivedOn: '2026-11-09', lateReason: '收发室转来' }, '', []],
  ['no source', { source: null }, 'source', ['internal']],
  ['nobody’s letter', { department: '' }, 'department', ['handDown', 'transfer']],
  ['a letter without a number', { letterNumber: '' }, 'letterNumber', ['handDown', 'transfer']],
  ['a letter of tomorrow', { letterOn: '2026-11-11' }, 'letterOn', ['handDown', 'transfer']],
  ['a letter without a date', { letterOn: '' }, 'letterOn', ['handDown']],
  ['no day at all', { limitAmount: 0 }, 'limitAmount', ['handDown']],
  ['1,000 days', { limitAmount: 1000 }, 'limitAmount', ['handDown']],
  ['an order without a number', { foreignNumber: ' 　' }, 'foreignNumber', ['hotline12345', 'hotline12315']],
  ['called after it came', { calledAt: '2026-11-10 09:01' }, 'calledAt', ['hotline12345', 'hotline12315']],
  ['called on no day', { calledAt: '上周' }, 'calledAt', ['hotline12345', 'hotline12315']],
  ['one officer', { officers: ['a', 'a'] }, 'officers', ['walkIn']],
  ['an officer of elsewhere', { officers: ['a', 'x'] }, 'officers', ['walkIn']],
  ['a third of elsewhere', { officers: ['a', 'b', 'x'] }, 'officers', ['walkIn']],
  ['nothing signed', { isSigned: false }, 'isSigned', ['walkIn']],
  ['no way of naming', { identity: null }, 'identity', ['phone', 'letter', 'fax', 'walkIn', 'hotline12345', 'hotline12315']],
  ['a reporter where there is none', { identity: 'anonymous' }, 'identity', ['internal']],
  ['a name without a contact', { identity: 'realName', name: '某' }, 'contact', ENTRY_CHANNELS.filter((channel) => channel !== 'internal')],
  ['a secret that nobody could be handed', { identity: 'identifiable' }, 'passphrase', ['letter', 'fax', 'hotline12345', 'hotline12315', 'handDown', 'transfer']],
];

describe('rules of what officers enter', () => {
  it('each channel asks for what it needs and for nothing else', () => {
    for (const channel of ENTRY_CHANNELS) expect(wrong(channel), channel).to.equal('');
    for (const [what, change, field, channels] of CASES) {
      for (const channel of ENTRY_CHANNELS) {
        if (channel === 'internal' && !channels.includes(channel) && change.identity) continue;
        const expected = channels.includes(channel) ? field : '';
        expect(wrong(channel, change), `${what}, ${channel}`).to.equal(expected);
      }
    }
  });

  it('is intake’s alone, whatever else one is', () => {
    for (const role of ROLES) expect(mayEnter({ roles: [role] } as unknown as Person), role).to.equal(role === 'intake');
    expect(mayEnter({ roles: ['head', 'intake'] } as unknown as Person)).to.equal(true);
  });

  it('knows whose lead it is, and keeps nothing of another channel', () => {
    const sources = ENTRY_CHANNELS.map((channel) => sourceOf({ ...anArrival(channel), identity: null }));
    expect(sources).to.deep.equal(['tipOff', 'tipOff', 'tipOff', 'tipOff', 'tipOff', 'tipOff', 'assignment', 'transfer', 'data']);
    expect(FOUND_SOURCES.map((source) => sourceOf(anArrival('internal', { source })))).to.deep.equal([...FOUND_SOURCES]);
    expect(sourceOf(anArrival('handDown', { identity: 'realName' }))).to.equal('tipOff');
    expect(originOf(anArrival('phone', { limitAmount: 9 }))).to.deep.equal({ department: null, letterNumber: null, letterOn: null, limit: null, foreignNumber: null, takenDownBy: [], lateReason: null });
    expect(originOf(anArrival('handDown', { limitAmount: 9, limitUnit: 'D' }))).to.deep.include({ department: '某局', letterNumber: '某函 1 号', letterOn: '2026-11-06', limit: { amount: 9, unit: 'D' }, foreignNumber: null });
    expect(ENTRY_CHANNELS.filter((channel) => ASKS[channel].handsReceipt)).to.deep.equal(['phone', 'walkIn']);
  });

  it('counts the hours of Beijing, and a call of a hotline by the hotline', () => {
    expect(receivedAt(anArrival('letter')).toISOString()).to.equal('2026-11-10T01:00:00.000Z');
    expect(receivedAt(anArrival('internal', { time: '' })).toISOString()).to.equal('2026-11-09T16:00:00.000Z');
    expect(receivedAt(anArrival('hotline12345', { calledAt: '2026-11-08 23:30' })).toISOString()).to.equal('2026-11-08T15:30:00.000Z');
    expect(receivedAt(anArrival('letter', { calledAt: '2026-11-08 23:30' })).toISOString()).to.equal('2026-11-10T01:00:00.000Z');
  });

  it('compares foreign numbers as people mean them', () => {
    expect(['gd 2026-1', 'ＧＤ2026-1', 'GD2026-1\u200b', ' gd2026-1　'].map(foreignKey)).to.deep.equal(['GD2026-1', 'GD2026-1', 'GD2026-1', 'GD2026-1']);
  });

  it('starts the clocks on the day of receipt, and a hand-down by its letter', () => {
    const setting = { at: NOW.at, today: NOW.today, calendar: CALENDAR, overlay: [] };
    const started = (handDown?: { amount: number; unit: 'WD' | 'D' } | null): string[] => clocksAtReceipt('440784', setting, '2026-11-04', handDown).map(({ code, startedOn, amount, unit, stoppedOn }) => [code, startedOn, amount, unit, stoppedOn].join(' '));
    expect(started()).to.deep.equal(['ACCEPT_OR_FILE 2026-11-04 15 WD ', 'REGISTER 2026-11-04   2026-11-10']);
    expect(started({ amount: 20, unit: 'D' }).at(-1)).to.equal('HANDDOWN_FINISH 2026-11-04 20 D ');
    expect(started(null).at(-1)).to.equal('HANDDOWN_FINISH 2026-11-04   ');
  });

  it('keeps of a form only what the chosen identity takes: no name without a real name, no wish without one who could be paid', () => {
    const typed = {
      submission: 'one-form-of-the-tests', channel: 'phone', receivedOn: '2026-11-10', time: '9:05', division: '440784', targetKind: 'pharmacy', targetName: '演示药房', narrative: '药房把保健品按药品刷医保卡。',
      name: '演示举报人', contact: '000-1234', passphrase: '一二三四五六七八九十', wantsReward: 'yes',
    };
    const kept = (identity: string): unknown[] => {
      const parsed = parseEntered({ ...typed, identity });
      return 'value' in parsed ? [parsed.value.name, parsed.value.contact, parsed.value.passphrase, parsed.value.wantsReward] : [parsed.errors];
    };
    expect(kept('realName')).to.deep.equal(['演示举报人', '000-1234', null, true]);
    expect(kept('identifiable')).to.deep.equal([null, null, '一二三四五六七八九十', true]);
    expect(kept('anonymous')).to.deep.equal([null, null, null, false]);
    expect(kept('none')).to.deep.equal([null, null, null, false]);
  });

  it('reads a line of a sheet into the fields of the form', () => {
    const found = layoutOf(['工单号', '派单时间', '被反映单位', '诉求内容', '单位类别', '区划', '违法类型', '留名方式', '姓名']);
    const layout = 'layout' in found ? found.layout : {};
    const read = (...cells: string[]) => lineInput(cells, layout, { channel: 'hotline12345', places: [{ code: '440784', kind: 'county', name: '鹤山市', above: '江门市' }], bureau: '440700', why: '导入' });
    expect(read('N', '2026-11-09 08:30', '甲', '乙', '药店', '鹤山市', '挂床住院,重复收费', '', '某').input).to.deep.include({ receivedOn: '2026-11-09', time: '08:30', targetKind: 'pharmacy', division: '440784', categories: ['hangingBed', 'overcharging'], identity: 'realName' });
    expect(read('N', '', '甲', '乙', '', '', '', '匿名', '某').input).to.deep.include({ targetKind: 'unknown', division: '440700', categories: [], identity: 'anonymous' });
    expect(read('N', '', '甲', '乙', '飞船', '火星', '打人', '也许').wrong).to.deep.equal(['targetKind', 'categories', 'division', 'identity']);
  });
});
