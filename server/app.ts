// The way of a request, top to bottom: what it is, where it comes from, who sends it, which feature answers, what went wrong.
import express from 'express';
import type { Express, Request } from 'express';
import { auditRoutes } from './audit/routes.ts';
import { caseRoutes } from './cases/routes.ts';
import { documentsRoutes } from './documents/routes.ts';
import { within } from './kernel/divisions.ts';
import { ownBureau } from './own-bureau.ts';
import { noStore, securityHeaders } from './kernel/http/headers.ts';
import { nothingHere, problems } from './kernel/http/problems.ts';
import { networkOf, preferences, readRequest, wellFormed } from './kernel/http/request.ts';
import type { Route } from './kernel/http/routes.ts';
import { sameSite } from './kernel/http/same-site.ts';
import { institutionRoutes } from './institutions/routes.ts';
import { noticeRoutes } from './notices/routes.ts';
import { icalendar } from './law/adapters/ical.ts';
import { lawRoutes } from './law/routes.ts';
import { deadlinesRoutes } from './law/routes/deadlines.ts';
import { deskMenu } from './menu.ts';
import { peopleRoutes } from './people/routes.ts';
import { penaltyRoutes } from './penalties/routes.ts';
import { accountsRoutes } from './people/routes/accounts.ts';
import { bureausRoutes } from './people/routes/bureaus.ts';
import { contactRoutes } from './people/routes/contact.ts';
import { mailRoutes } from './people/routes/mail.ts';
import { deskRoutes } from './people/routes/desk.ts';
import { readSession } from './people/session.ts';
import { reportsRoutes } from './reports/routes.ts';
import { rewardsRoutes } from './rewards/routes.ts';
import { ruleEntryRoutes } from './rewards/routes/entering.ts';
import { interestRoutes } from './reports/routes/interests.ts';
import { reportsInstitutionRoutes } from './reports/routes/institution.ts';
import { reportsDeskRoutes } from './reports/routes/desk.ts';
import { reportsMoveRoutes } from './reports/routes/moves.ts';
import { reportsEnterRoutes } from './reports/routes/enter.ts';
import { reportsImportRoutes } from './reports/routes/import.ts';
import type { Services } from './services.ts';

export type App = Express & { routes: Route[] };

export function createApp(services: Services): App {
  const { config, log, database, site } = services;
  const app = express();
  app.disable('x-powered-by');
  // Pages are never stored, so nobody could ask again with one.
  app.disable('etag');
  app.set('trust proxy', config.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.set('https', config.PUBLIC_URL.startsWith('https:'));
  app.site = site;

  app.get('/healthz', (_req, res) => void res.json({ status: 'up' }));
  app.get('/readyz', async (_req, res) => {
    const isReady = await database.ping().then(() => true, () => false);
    res.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'database unreachable' });
  });
  app.use(securityHeaders(app.get('https') === true));
  app.use('/assets', express.static(services.assetsFolder, { immutable: true, maxAge: '365d', index: false, fallthrough: true }));

  app.use(readRequest);
  app.use(noStore);
  app.use(sameSite);
  app.use(readSession(services.people));
  app.use(express.urlencoded({ extended: false, limit: '512kb', parameterLimit: 500 }));
  app.use(express.json({ limit: '1mb', reviver: wellFormed }));
  app.get('/preferences', preferences);

  const said = ownBureau({ division: config.SITE_DIVISION, find: services.people.findBureau, list: services.people.listBureaus, clock: services.clock });
  app.use(async (_req, _res, next) => {
    Object.assign(app.site, await said());
    next();
  });

  const source = (req: Request): string => networkOf(req.ip ?? 'unknown');
  const reports = reportsRoutes({ reports: services.reports, door: services.door, clock: services.clock, source, hasClaim: services.rewards.hasClaim });
  const notices = noticeRoutes({
    notices: services.notices, clock: services.clock, url: config.PUBLIC_URL, names: services.people.names, home: services.home,
    places: async () => (await services.people.listBureaus()).filter((bureau) => bureau.level !== 'province').map((bureau) => ({ value: bureau.code, text: bureau.shortName })),
  });
  const features = [
    auditRoutes({
      audit: services.audit, names: services.people.names, idOf: services.people.idOf,
      bureausOf: async (scope) => (await services.people.listBureaus()).filter(({ code }) => within(scope, code)),
    }),
    peopleRoutes({ people: services.people, demoAccounts: services.demoAccounts, source }),
    deskRoutes({ desk: services.desk, clock: services.clock }),
    mailRoutes({ people: services.people, isConfigured: services.digest.isConfigured }),
    accountsRoutes({ people: services.people, clock: services.clock }),
    bureausRoutes({ people: services.people }),
    contactRoutes({ people: services.people, site: config.SITE_DIVISION }),
    deadlinesRoutes({ deadlines: services.deadlines, clock: services.clock, icalendar, url: config.PUBLIC_URL }),
    lawRoutes({ law: services.law, names: services.people.names, clock: services.clock }),
    reports,
    reportsEnterRoutes({ reports: services.reports, clock: services.clock, url: config.PUBLIC_URL }),
    reportsImportRoutes({ imports: services.imports, reports: services.reports, names: services.people.names }),
    institutionRoutes({ institutions: services.institutions, names: services.people.names }),
    interestRoutes({
      reports: services.reports,
      institution: (person, typed) => (typed.trim() === '' ? Promise.resolve(null) : services.institutions.named(person, typed).then(({ id, name }) => ({ id, name }), () => null)),
    }),
    // Before the page of any other act, whose address ends in a name.
    reportsMoveRoutes({ reports: services.reports, divisions: services.divisions, clock: services.clock }),
    reportsInstitutionRoutes({ reports: services.reports }),
    reportsDeskRoutes({ linked: services.institutions.linked, reports: services.reports, divisions: services.divisions, clock: services.clock }),
    documentsRoutes({ documents: services.documents, slips: services.slips, names: services.people.names, clock: services.clock }),
    penaltyRoutes({ penalties: services.penalties, clock: services.clock }),
    caseRoutes({ linked: services.institutions.linked, cases: services.cases, files: services.filesOfCases, bureauNames: async () => new Map((await services.people.listBureaus()).map(({ code, shortName }) => [code, shortName])) }),
    ruleEntryRoutes({ entering: services.entering, names: services.people.names, divisions: services.divisions }),
    rewardsRoutes({
      rewards: services.rewards, clock: services.clock, names: services.people.names, tray: services.evidence, isDemo: config.isTrial,
      bureauNames: async () => new Map((await services.people.listBureaus()).map(({ code, shortName }) => [code, shortName])),
      door: { sessionOf: reports.sessionOf, askForCode: reports.askForCode },
      places: async () => services.rewards.places(await services.people.listBureaus()), defaultPlace: config.SITE_DIVISION ?? '440000', entering: services.entering,
    }),
  ];
  // The home page is asked for most, so its feature is asked first; no address belongs to two features.
  for (const { router } of [notices, ...features]) app.use(router);
  const routes = [...features, notices].flatMap((feature) => feature.routes);
  app.site = { ...site, deskMenu: deskMenu(routes) };

  app.use(nothingHere);
  app.use(problems(log, routes));
  return Object.assign(app, { routes });
}
