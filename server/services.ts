// The composition root: every store and service wired by hand, in the order of the features.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditService } from './audit/service.ts';
import { auditStore } from './audit/store.ts';
import { documentsService } from './documents/service.ts';
import { proofs } from './documents/service/proofs.ts';
import { documentsStore } from './documents/store.ts';
import { diskStorage, recogniseContent, reencodePicture } from './evidence/adapters.ts';
import { EVIDENCE_LIMITS } from './evidence/rules/files.ts';
import { evidenceService } from './evidence/service.ts';
import { evidenceStore } from './evidence/store.ts';
import { casesService } from './cases/service.ts';
import { caseFiles } from './cases/service/files.ts';
import { leadsOf } from './cases/service/leads.ts';
import { casesStore } from './cases/store.ts';
import type { Clock } from './kernel/clock.ts';
import type { Config } from './kernel/config.ts';
import { homeFigures } from './figures.ts';
import { packing } from './institutions/adapters/packing.ts';
import { spelling } from './institutions/adapters/pinyin.ts';
import { institutionsService } from './institutions/service.ts';
import { institutionsStore } from './institutions/store.ts';
import { createCrypto } from './kernel/crypto.ts';
import type { Keys } from './kernel/crypto.ts';
import type { Database } from './kernel/database/connect.ts';
import { createBudgets } from './kernel/http/budgets.ts';
import { createLimits } from './kernel/http/limits.ts';
import type { Site } from './kernel/http/respond.ts';
import { translate } from './kernel/i18n.ts';
import { guessedKind } from './kernel/workdays.ts';
import { createJobs } from './kernel/jobs.ts';
import type { Log } from './kernel/log.ts';
import { sparingly } from './kernel/memory.ts';
import { nationalCalendar } from './law/adapters/chinese-days.ts';
import { divisionTable } from './law/adapters/cn-division.ts';
import { sheets } from './institutions/adapters/sheets.ts';
import { lawService } from './law/service.ts';
import { deadlinesService } from './law/service/deadlines.ts';
import { recountService } from './law/service/recount.ts';
import { lawStore } from './law/store.ts';
import { noticeService } from './notices/service.ts';
import { noticeStore } from './notices/store.ts';
import { passwordHasher, tokens } from './people/adapters.ts';
import type { DemoAccount } from './people/pages.ts';
import { DEMO_PASSWORD } from './people/rules/accounts.ts';
import { ROLES } from './people/rules/person.ts';
import { smtpMailer } from './people/adapters/mail.ts';
import { peopleService } from './people/service.ts';
import { deskService } from './people/service/desk.ts';
import { digestService } from './people/service/digest.ts';
import { SESSION_SECONDS } from './people/session.ts';
import { peopleStore } from './people/store.ts';
import { remembering } from './people/store/remembering.ts';
import { penaltyService } from './penalties/service.ts';
import { doorBudgets } from './reports/rules/door.ts';
import { concerns } from './reports/rules/interests.ts';
import { reportsService } from './reports/service.ts';
import { hotlineImports } from './reports/service/imports.ts';
import { reportsDoor } from './reports/service/door.ts';
import { reportsStore } from './reports/store.ts';
import { importStore } from './reports/store/imports.ts';
import { writeDocx } from './rewards/adapters/docx.ts';
import { RULE_SETS } from './rewards/data/all.ts';
import { NATIONAL_LAYERS } from './rewards/data/national.ts';
import { checkRuleSets, parseRuleSet } from './rewards/forms/rule-set.ts';
import { registryOf, whenRead } from './rewards/rules/registry.ts';
import { rewardsService } from './rewards/service.ts';
import { enteringService } from './rewards/service/entering.ts';
import { rewardsStore } from './rewards/store.ts';
import { ruleEntryStore } from './rewards/store/entries.ts';

export type Services = ReturnType<typeof createServices>;

export type Outside = {
  config: Config; database: Database; keys: Keys; clock: Clock; log: Log; root: string; passwordCost?: number;
  /** Of passphrases, as a power of two. */
  passphraseCost?: number;
  /** How the seconds pass where `clock` jumps from day to day: law, bureaus and people are remembered by it. */
  memory?: Clock;
};

export function createServices({ config, database, keys, clock, log, root, passwordCost, passphraseCost, memory }: Outside) {
  const { connection } = database;
  const crypto = createCrypto(keys, passphraseCost);
  const assetsFolder = join(root, 'dist', 'assets');
  const jobs = createJobs({ connection, clock, log });
  const limits = createLimits({ connection, clock, digest: (name, subject) => crypto.lookup(`limit:${name}`, subject) });
  const audit = auditService({ store: auditStore(connection), clock });
  const people = peopleService({
    store: memory ? remembering(peopleStore(connection), memory) : peopleStore(connection), audit, hasher: passwordHasher(passwordCost), tokens: tokens(crypto.derivedKey('session', 'officer-session'), SESSION_SECONDS), limit: limits, clock,
  });

  const recounts = recountService({ jobs, clock, bureaus: people.listBureaus });
  const law = lawService({ store: lawStore(connection), audit, clock, ...(memory ? { memory } : {}), base: nationalCalendar(), entered: (entry) => recounts.entered(entry) });
  const documents = documentsService({ store: documentsStore(connection, crypto), people, law, audit, clock, isDemo: config.isTrial });

  const evidence = evidenceService({
    store: evidenceStore(connection), storage: diskStorage(config.UPLOADS_DIR, (error) => log.error(error instanceof Error ? error : new Error('uploads'))), recognise: recogniseContent, reencode: reencodePicture, crypto, clock, limits: EVIDENCE_LIMITS,
  });
  const institutions = institutionsService({ store: institutionsStore(connection), audit, clock, jobs, spelling, sheets, packing, sparingly, divisions: divisionTable });
  const reports = reportsService({
    store: reportsStore(connection, crypto, institutions.meant), evidence, documents, people, institutions, audit, crypto, clock, log, limits, jobs, site: config.SITE_DIVISION ?? null, isDemo: config.isTrial,
    law: law.of,
    divisions: divisionTable,
    words: (key) => translate('zh-CN', key),
  });
  const imports = hotlineImports({ store: importStore(connection, crypto), sheets, reports, audit, clock, jobs });
  const slips = proofs({ documents, evidence, audit });
  documents.guard('report', async (person, id) => (await reports.mayKnow(person, id)) || reports.mayKnowMoved(person, id));
  const budgets = createBudgets({ connection, clock, digest: (name, subject) => crypto.lookup(`budget:${name}`, subject) });
  const door = reportsDoor({ spend: budgets.spend, limits, crypto, clock, budgets: doorBudgets(config.TIP_OFFS_PER_SOURCE, config.UPLOAD_MB_PER_SOURCE) });

  const penalties = penaltyService({ law });
  const cases = casesService({ store: casesStore(connection), audit, clock, people, documents, law, leads: leadsOf(reports), jobs,
    interested: (bureau, { name, institutionId }) => reports.concerned(bureau, { targetName: name, institutionId }),
  });
  // Whoever has an interest in an institution is kept from its cases too.
  reports.onInterest(({ bureau, person, ...interest }) => cases.exclude({ bureau, person, isMeant: ({ name, institutionId }) => concerns(interest, { targetName: name, institutionId }) }));
  recounts.add(reports.recountClocks);
  recounts.add(cases.recountClocks);
  institutions.count('reports', reports.countAbout);
  institutions.count('cases', cases.countAbout);
  const filesOfCases = caseFiles({ evidence, audit });

  const shipped = whenRead(() => registryOf(checkRuleSets(RULE_SETS)));
  const entering = enteringService({
    store: ruleEntryStore(connection, (content) => {
      const parsed = parseRuleSet(content);
      if ('problems' in parsed) throw new Error(`an entered rule set: ${parsed.problems.map(({ rule, path, sentence }) => `${rule} ${path} ${sentence}`).join('; ')}`);
      return parsed.value;
    }),
    audit, clock, evidence, shipped, isDemo: config.isTrial, hasHead: async (division) => (await people.listBureaus()).some(({ code }) => code === division) && (await people.colleagues(division)).some(({ roles }) => roles.includes('head')),
  });
  const rewards = rewardsService({
    evidence, bureaus: async () => (await people.listBureaus()).map(({ code }) => code), write: { sheet: sheets.write, paper: writeDocx },
    store: rewardsStore(connection, crypto), audit, clock, log, jobs, documents, calendar: law.calendar, overlay: law.overlay, registry: shipped, entering,
    cases: { decided: cases.decided, decidedIn: cases.established, isRecused: cases.isRecused, evidenceOf: cases.evidenceOf },
    reports: {
      ofCase: reports.ofMatter, tell: reports.tell, checkPassphrase: reports.checkPassphrase, openIdentity: reports.openIdentity, orderProof: reports.orderProof,
      holder: async (session) => {
        const { report } = await reports.matter(session);
        return { id: report.id, bureau: report.bureau, identity: report.identity };
      },
    },
  });

  const notices = noticeService({
    store: noticeStore(connection), audit, clock, limit: limits, law, isDemo: config.isTrial,
    ports: {
      decided: cases.decided, isRecused: cases.isRecused, recusedFrom: cases.recusedFrom, established: cases.established, secrets: reports.wordsOf,
      bureauName: async (code) => (await people.findBureau(code)).name, placeName: (code) => divisionTable().get(code) ?? code,
    },
  });

  const deadlines = deadlinesService({ law: law.of, clock, audit, bureaus: people.listBureaus });
  deadlines.add((_codes, scope) => reports.clockCounts(scope), reports.dueItems);
  deadlines.add((codes) => cases.clockCounts(codes), cases.dueItems);
  deadlines.add((codes) => rewards.clockCounts(codes), rewards.dueItems);
  recounts.add(rewards.recountClocks);
  cases.onClosed(rewards.caseClosed);

  // Features add what waits for a person: desk.add((person) => lines).
  const desk = deskService();
  desk.add(rewards.waiting);
  desk.add(entering.deskLines);
  desk.add(reports.deskLines);
  desk.add(reports.incomingLines);
  desk.add(cases.deskLines);
  desk.add(law.deskLines);
  desk.add(deadlines.deskLines);

  const digest = digestService({
    mailer: config.SMTP_URL && config.MAIL_FROM ? smtpMailer({ url: config.SMTP_URL, from: config.MAIL_FROM }) : null, jobs, clock, people, linesOf: desk.linesOf, desk: new URL('/desk', config.PUBLIC_URL).href,
    isWorkday: async (bureau, date) => ['work', 'makeUp'].includes(guessedKind(await law.calendar(bureau), date)), words: (key, args) => translate('zh-CN', key, args),
  });

  // The process that loads the story of a trial says here how far it is.
  const story: { progress: () => { done: number; total: number } | null } = { progress: () => null };
  const site: Site = {
    name: '',
    isDemo: config.isTrial,
    loading: () => story.progress(),
    assets: readAssets(assetsFolder),
    clock,
    publicMenu: [
      { key: 'common.nav.report', href: '/reports/new' },
      { key: 'common.nav.status', href: '/reports/status' },
      { key: 'common.nav.notices', href: '/notices' },
      { key: 'common.nav.estimate', href: '/rewards/estimate' },
      { key: 'common.nav.statistics', href: '/statistics' },
    ],
    // Filled by the app from the routes that it has.
    deskMenu: () => [],
  };
  const home = homeFigures({
    clock, received: reports.receivedIn, cases: cases.figures, rewards: rewards.figures, ruleSet: (id) => NATIONAL_LAYERS.findLast((layer) => layer.id === id),
  });
  /** Printed and listed in a trial only, each bureau together, in the order of the duties. */
  const demoAccounts = async (): Promise<DemoAccount[]> => {
    if (!config.isTrial) return [];
    const [accounts, bureaus] = await Promise.all([people.demoAccounts(), people.listBureaus()]);
    const nameOf = new Map(bureaus.map(({ code, shortName }) => [code, shortName]));
    const rank = ({ roles }: (typeof accounts)[number]): number => Math.min(...roles.map((role) => ROLES.indexOf(role)));
    return accounts.sort((a, b) => b.bureau.localeCompare(a.bureau) || rank(a) - rank(b) || a.account.localeCompare(b.account))
      .map(({ account, name, roles, bureau }) => ({ account, name, roles, password: DEMO_PASSWORD, bureau: nameOf.get(bureau) ?? bureau }));
  };
  return { config, log, clock, database, crypto, jobs, limits, audit, people, desk, documents, slips, evidence, institutions, digest, law, recounts, deadlines, reports, imports, door, budgets, penalties, cases, filesOfCases, entering, divisions: divisionTable, rewards, notices, site, story, assetsFolder, demoAccounts, home };
}

/** Names with their content hash, written by the build; a page without them would look bare, so a missing file says how to mend it. */
function readAssets(folder: string): Record<string, string> {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<string, string>;
}
