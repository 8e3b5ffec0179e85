// Eight typical cases: published, one half released, one draft, one withdrawn with its tombstone.
import { crewOf } from './people.ts';
import type { Thread } from './threads.ts';

export type NoticeSpec = { key: string; drafted: number; released?: number; published?: number; withdrawn?: number };

export const EIGHT: readonly NoticeSpec[] = [
  { key: 'C11', drafted: 34, released: 30, published: 29 },
  { key: 'C14', drafted: 96, released: 92, published: 91 },
  { key: 'C15', drafted: 13, released: 9, published: 8 },
  { key: 'C12', drafted: 50, released: 45, published: 44 },
  { key: 'C09', drafted: 9, released: 5, published: 4 },
  { key: 'C10', drafted: 66, released: 60, published: 59, withdrawn: 18 },
  { key: 'C08', drafted: 6, released: 2 },
  { key: 'C07', drafted: 1 },
];

const EARLY = '案件事实清楚、当事人没有异议，社会关注度高，提前公布有利于警示，已报负责人同意。';

export function tellNotice(thread: Thread, { key, drafted, released, published, withdrawn }: NoticeSpec): void {
  const { publishers: [first, second, third], review, head } = crewOf(thread.place);
  thread.add(drafted, 'draft the notice', null, async ({ services, person, id, keep }) => {
    const known = await services.notices.findOfCase(id(`case ${key}`));
    keep(`notice ${key}`, known?.id ?? (await services.notices.create(await person(first), id(`case ${key}`))));
  });
  if (released === undefined) return;
  thread.notice(drafted - 1, 'submit', first);
  thread.notice(drafted - 1, 'passPrivacy', second);
  thread.notice(drafted - 2, 'passLegal', review);
  thread.notice(drafted - 3, 'approve', head, EARLY);
  thread.notice(released, 'releaseFirst', second);
  if (published === undefined) return;
  thread.notice(published, 'releaseSecond', third);
  if (withdrawn === undefined) return;
  thread.add(withdrawn, `${key} withdraw`, thread.entity('notice', head, 'withdraw'), async ({ services, person, id }) => {
    const who = await person(head);
    const { notice } = await services.notices.forMaker(who, id(`notice ${key}`));
    await services.notices.withdraw(who, notice.id, notice.version, 'ERROR', '文字中的期间写错，撤回更正后再公布。');
  });
}
