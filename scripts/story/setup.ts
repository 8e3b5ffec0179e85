// What stands before the first report: bureaus, accounts, and the law that the bureaus had to enter themselves.
import type { Calendar } from '../../server/kernel/workdays.ts';
import { addDays, yearOf } from '../../server/kernel/workdays.ts';
import type { CalendarEntry } from '../../server/kernel/workdays.ts';
import { DEMO_PASSWORD } from '../../server/people/rules/accounts.ts';
import type { LawEntry } from '../../server/law/rules/entries.ts';
import type { Person } from '../../server/people/rules/person.ts';
import type { Days } from './days.ts';
import { fillDirectory } from './institutions.ts';
import { BUREAUS, STAFF } from './people.ts';
import type { Member } from './people.ts';
import { confirmDraft } from './rules.ts';
import type { Step, Teller } from './timeline.ts';
import { TARGETS } from './words.ts';

const CITATION = '演示参数：为演示录入，不是正式文本，使用前须由本局按正式文件重新录入';
const CALENDAR = '演示参数：放假安排尚未公布或未随程序提供，只录入固定日期的法定节假日，算到这一年的日期都是暂计';

/** Who enters and who confirms, for the places whose people follow it. */
const LAWMAKERS = [
  { place: '440700', first: 'jm.admin', second: 'jm.head' },
  { place: '330900', first: 'zs.admin', second: 'zs.head' },
] as const;

const FIXED_HOLIDAYS = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];
const yearOfDemo = (year: number): CalendarEntry[] => [{ day: 'DRAFT', year }, ...FIXED_HOLIDAYS.map((date): CalendarEntry => ({ day: 'OFF', date: `${year}-${date}` }))];

/** Entered by one and confirmed by another; what is there already is not entered again. */
async function decree({ services }: Teller, place: string, first: Person, second: Person, isThis: (entry: LawEntry) => boolean, enter: () => Promise<LawEntry>): Promise<void> {
  const known = (await services.law.list(first, place)).find((entry) => entry.jurisdiction === place && isThis(entry));
  const entry = known ?? (await enter());
  if (entry.confirmedBy === null) await services.law.confirm(second, entry.id);
}

export function setup(days: Days, calendar: Calendar, firstDay: number): Step[] {
  let minute = 0;
  const step = (name: string, run: Step['run']): Step => ({ at: days.at(firstDay, 480 + (minute += 1)), thread: 'setup', name, entity: null, run });
  const from = addDays(days.day(firstDay), -1);
  const missingYears = [...new Set([days.day(firstDay), days.today, addDays(days.today, 366)].map(yearOf))].filter((year) => !calendar.years.has(year));

  const bureaus = step('bureaus', async ({ services }) => {
    const known = new Set((await services.people.listBureaus()).map(({ code }) => code));
    for (const bureau of BUREAUS) if (!known.has(bureau.code)) await services.people.addBureau(null, bureau);
  });
  const account = async ({ services }: Teller, { account: name, name: person, bureau, roles }: Member, at: number): Promise<void> => {
    if ((await services.people.idOf(name)) !== null) return;
    const isOfficer = roles.includes('investigator') || roles.includes('head');
    await services.people.addAccount(null, {
      account: name, name: person, bureau, scope: bureau, roles: [...roles], password: DEMO_PASSWORD, isDemo: true,
      certificate: isOfficer ? { number: `演示${bureau.slice(0, 4)}${String(at + 1).padStart(4, '0')}`, validTo: addDays(days.today, 900) } : null,
    });
  };
  const accounts = BUREAUS.map(({ code }) => step(`accounts of ${code}`, async (teller) => {
    await Promise.all(STAFF.flatMap((each, at) => (each.bureau === code ? [account(teller, each, at)] : [])));
  }));
  const law = LAWMAKERS.flatMap(({ place, first, second }) => {
    const together = async (teller: Teller): Promise<[Person, Person]> => [await teller.person(first), await teller.person(second)];
    return [
      step(`DEFENCE ${place}`, async (teller) => {
        const [one, other] = await together(teller);
        const parameter = { code: 'DEFENCE', jurisdiction: place, value: 5, unit: 'WD', dayKind: 'WD', approver: null, from, to: null, citation: CITATION } as const;
        await decree(teller, place, one, other, ({ content }) => content.kind === 'parameter', () => teller.services.law.enterParameter(one, parameter));
      }),
      ...missingYears.map((year) => step(`calendar ${year} ${place}`, async (teller) => {
        const [one, other] = await together(teller);
        const isThis = ({ content }: LawEntry): boolean => content.kind === 'calendar' && content.days.some((each) => 'year' in each && each.year === year);
        await decree(teller, place, one, other, isThis, () => teller.services.law.enterCalendarDays(one, { jurisdiction: place, days: yearOfDemo(year), citation: CALENDAR }));
      })),
    ];
  });
  // Heshan's own limits, so that its rewards show them: what its head approves alone, the year's money, and where the warning begins.
  const years = [...new Set([yearOf(days.day(firstDay)), yearOf(days.today)])];
  const funds = [
    { code: 'REWARD_APPROVE_LIMIT', value: 2_000_000, unit: 'FEN', from, to: null }, { code: 'REWARD_BUDGET_WARN', value: '0.8', unit: 'RATIO', from, to: null },
    ...years.map((year) => ({ code: 'REWARD_BUDGET', value: 5_000_000, unit: 'FEN', from: `${year}-01-01`, to: `${year}-12-31` }) as const),
  ] as const;
  const money = funds.map((fund) => step(`${fund.code} ${fund.from}`, async (teller) => {
    const [one, other] = [await teller.person('hs.admin'), await teller.person('hs.head')];
    const parameter = { ...fund, jurisdiction: '440784', dayKind: null, approver: null, citation: CITATION };
    const isThis = ({ content }: LawEntry): boolean => content.kind === 'parameter' && content.parameter.code === fund.code && content.parameter.from === fund.from;
    await decree(teller, '440784', one, other, isThis, () => teller.services.law.enterParameter(one, parameter));
  }));
  // What passes Heshan's limit goes to the prefecture, which has one too.
  const above = step('REWARD_APPROVE_LIMIT 440700', async (teller) => {
    const [one, other] = [await teller.person('jm.admin'), await teller.person('jm.head')];
    const parameter = { code: 'REWARD_APPROVE_LIMIT', jurisdiction: '440700', value: 10_000_000, unit: 'FEN', dayKind: null, approver: null, from, to: null, citation: CITATION } as const;
    const isThis = ({ content }: LawEntry): boolean => content.kind === 'parameter' && content.parameter.code === 'REWARD_APPROVE_LIMIT';
    await decree(teller, '440700', one, other, isThis, () => teller.services.law.enterParameter(one, parameter));
  });
  const rules = step('GD-2023', confirmDraft);
  const directory = Object.keys(TARGETS).map((place) => step(`directory of ${place}`, (teller) => fillDirectory(teller, place)));
  const desk = step('tags and a view', async ({ services: { reports }, person }) => {
    const [head, intake] = [await person('hs.head'), await person('hs.intake')];
    const known = (await reports.tags(head)).map(({ name }) => name);
    for (const name of ['飞行检查', '领导批示', '媒体关注']) if (!known.includes(name)) await reports.addTag(head, name);
    if ((await reports.savedViews(intake)).length === 0) await reports.saveView(intake, '未分派的药店', 'view=unassigned&kind=pharmacy');
  });
  return [bureaus, ...accounts, ...directory, ...law, ...money, above, rules, desk];
}
