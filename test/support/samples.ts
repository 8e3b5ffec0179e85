// One real address for every declared path with parameters. A route without a sample fails access.test.ts, so a new feature adds its line here.
import { personOf } from './people.ts';
import type { Staff } from './people.ts';
import type { TestSite } from './http.ts';

/** Declared path → address. A longer path that begins with one of these takes its beginning from here. */
export type Samples = Record<string, string>;

/** An id of the right form that nobody has: enough where the question is only who is let in. */
const NOBODY = '0'.repeat(32);

export async function addSamples({ services }: TestSite, staff: Staff): Promise<Samples> {
  const letter = await services.documents.issue({
    key: 'sample', kind: 'question', bureau: '440784', subject: { kind: 'report', id: NOBODY }, by: personOf(staff, 'intake').id, isNumbered: true,
    slots: { reportNumber: '4407-7QKM-4T2X', question: '是哪一天？' },
  });
  return {
    '/accounts/:id': `/accounts/${personOf(staff, 'intake').id}`,
    '/bureaus/:code': '/bureaus/440784',
    '/documents/:id': `/documents/${letter.id}`,
    '/institutions/:id': `/institutions/${NOBODY}`,
    '/inbox/:id': `/inbox/${NOBODY}`,
    '/cases/:id': `/cases/${NOBODY}`,
    '/cases/:id/:act': `/cases/${NOBODY}/fileCase`,
    '/rewards/:id': `/rewards/${NOBODY}`,
    '/rewards/rules/:id': '/rewards/rules/BJ-2023',
    '/notices/:id': `/notices/${NOBODY}`,
    '/notices/desk/:id': `/notices/desk/${NOBODY}`,
    '/notices/desk/:id/:action': `/notices/desk/${NOBODY}/submit`,
    '/parameters/:id': `/parameters/${NOBODY}`,
    '/evidence/:id': `/evidence/${NOBODY}`,
  };
}

/** The address for a declared path, or null where the table above has none. */
export function addressOf(path: string, samples: Samples): string | null {
  if (!path.includes(':')) return path;
  const known = Object.keys(samples).filter((sample) => path === sample || path.startsWith(`${sample}/`)).sort((a, b) => b.length - a.length)[0];
  if (known === undefined) return null;
  const rest = path.slice(known.length);
  return rest.includes(':') ? null : `${samples[known] ?? ''}${rest}`;
}
