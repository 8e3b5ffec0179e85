// The dark bar: what a person may open, derived from the declared routes, so that no entry can lead to a 403 or a 404.
import type { MessageKey } from './kernel/i18n.ts';
import type { Route } from './kernel/http/routes.ts';
import type { Person } from './people/rules/person.ts';

type Entry = { key: MessageKey; href: string };
const ENTRIES: readonly Entry[] = [
  { key: 'common.nav.desk', href: '/desk' },
  { key: 'common.desk.inbox', href: '/inbox' },
  { key: 'entering.title', href: '/reports/desk/new' },
  { key: 'common.nav.cases', href: '/cases' },
  { key: 'common.nav.penalties', href: '/penalties/calculate' },
  { key: 'common.nav.rewards', href: '/rewards' },
  { key: 'common.nav.drafts', href: '/notices/desk' },
  { key: 'common.nav.institutions', href: '/institutions' },
  { key: 'interests.menu', href: '/interests' },
  { key: 'common.nav.people', href: '/accounts' },
  { key: 'common.nav.bureaus', href: '/bureaus' },
  { key: 'rewardRules.menu', href: '/reward-rules' },
  { key: 'common.nav.law', href: '/parameters' },
  { key: 'common.nav.audit', href: '/audit' },
  { key: 'awards.verify.title', href: '/audit/rewards' },
];

export const deskMenu = (routes: readonly Route[]) => (person: Pick<Person, 'roles'>): Entry[] =>
  ENTRIES.filter(({ href }) =>
    routes.some(({ method, path, access }) => method === 'get' && path === href && (access === 'officer' || (Array.isArray(access) && access.some((role) => person.roles.includes(role))))),
  );
