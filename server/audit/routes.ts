import { beijingMinute } from '../kernel/clock.ts';
import { sendPage } from '../kernel/http/respond.ts';
import { feature } from '../kernel/http/routes.ts';
import { wordsOf } from '../kernel/i18n.ts';
import { parseAuditQuery } from './forms.ts';
import { auditPage, auditView } from './pages.ts';
import type { Audit } from './service.ts';

type Outside = {
  audit: Audit;
  /** The bureaus whose record this auditor may read, by code. */
  bureausOf: (scope: string) => Promise<{ code: string; name: string }[]>;
  names: (ids: readonly string[]) => Promise<Map<string, string>>;
  /** The id behind an account name, or the id itself; null where nobody has it. */
  idOf: (nameOrId: string) => Promise<string | null>;
};

export function auditRoutes({ audit, bureausOf, names, idOf }: Outside) {
  const { get, router, routes } = feature();

  get('/audit', ['auditor'], async (req, res) => {
    const asked = parseAuditQuery(req.query);
    const bureaus = await bureausOf(req.person?.scope ?? '');
    const bureau = bureaus.find(({ code }) => code === asked.bureau)?.code ?? req.person?.bureau ?? '';
    const actor = asked.person === '' ? null : await idOf(asked.person);
    const isUnknownPerson = asked.person !== '' && actor === null;
    const filter = { bureau, ...(actor === null ? {} : { actor }), ...(asked.subject === '' ? {} : { subjectId: asked.subject }) };
    const { rows, next } = isUnknownPerson ? { rows: [], next: null } : await audit.list(filter, asked.before || null);
    const page = auditPage(wordsOf(req.language), {
      query: { ...asked, bureau }, bureaus, rows, next, names: await names(rows.map((row) => row.actor)), isUnknownPerson, minute: beijingMinute,
    });
    sendPage(req, res, auditView, page);
  });

  return { router, routes };
}
