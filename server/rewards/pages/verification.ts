// What the auditor sees of the verifier: that every stored calculation was computed again, and which gave something else.
import type { Words } from '../../kernel/i18n.ts';
import { view } from '../../kernel/views.ts';

type Verified = { startedAt: Date; endedAt: Date | null; checked: number; engine: string; differing: readonly { id: string; bureau: string; what: 'evaluation' | 'fingerprint' | 'both' }[] };
export type VerificationPage = { title: string; facts: { label: string; text: string }[] | null; verdict: { kind: 'ok' | 'bad' | 'info'; text: string }; differing: { id: string; bureau: string; what: string }[]; elsewhere: number };
export const verificationView = view<VerificationPage>('rewards/verification', { layout: 'desk', nav: '/audit' });

/** `isInScope`: of which bureaus this auditor reads; of the others he learns the number only. */
export function verificationPage(t: Words, run: Verified | null, { isInScope, names, minute }: { isInScope: (bureau: string) => boolean; names: ReadonlyMap<string, string>; minute: (at: Date) => string }): VerificationPage {
  const seen = (run?.differing ?? []).filter(({ bureau }) => isInScope(bureau));
  return {
    title: t('awards.verify.title'),
    facts: run
      ? [
          { label: t('awards.verify.started'), text: minute(run.startedAt) }, { label: t('awards.verify.ended'), text: run.endedAt ? minute(run.endedAt) : '—' },
          { label: t('awards.verify.checked'), text: String(run.checked) }, { label: t('awards.verify.differing'), text: String(run.differing.length) }, { label: t('awards.verify.engine'), text: run.engine },
        ]
      : null,
    verdict: run === null ? { kind: 'info', text: t('awards.verify.never') } : run.differing.length === 0 ? { kind: 'ok', text: t('awards.verify.same', { n: run.checked }) } : { kind: 'bad', text: t('awards.verify.differs', { n: run.differing.length }) },
    differing: seen.map(({ id, bureau, what }) => ({ id, bureau: names.get(bureau) ?? bureau, what: t(`awards.verify.what.${what}`) })),
    elsewhere: (run?.differing.length ?? 0) - seen.length,
  };
}
