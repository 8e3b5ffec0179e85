// Beside one report: others of the same matter, what perhaps is one, and which bureaus it passed through.
import type { Words } from '../../../kernel/i18n.ts';
import type { LikeReason, Likeness } from '../../rules/duplicates.ts';
import { registerNumber } from '../../rules/report.ts';
import type { Report } from '../../rules/report.ts';
import { FOLLOWERS, tiesOf } from '../../rules/ties.ts';

type Shown = Pick<Report, 'id' | 'number' | 'year' | 'order' | 'receivedOn' | 'state'> & { content: Pick<Report['content'], 'targetName'> };
export type AroundInput = {
  related: readonly { report: Report; relation: 'merged' | 'repeated' | 'rejoined' | 'earlier' | 'lead' | 'part' | 'whole' }[];
  alike: readonly { report: Shown; likeness: Likeness; mayMerge: boolean; mayRepeat: boolean }[];
  /** Short names of bureaus by code. */
  bureaus: ReadonlyMap<string, string>;
  /** Much the same reports of one day, this one among them. */
  group: string | null;
};
type Join = { action: string; into: string; text: string };
type Related = { href: string; register: string; name: string; relation: string; stateText: string; receivedOn: string };
export type Around = {
  groupHref: string | null;
  related: Related[];
  /** What a flood brought here, folded away; `moreText` null where there is none. */
  more: Related[]; moreText: string | null;
  alike: { href: string; register: string; name: string; receivedOn: string; stateText: string; because: string; score: number; merge: Join | null; repeat: Join | null }[];
  passages: string[];
};

/** More are folded away. */
const SHOWN = 10;

const because = (t: Words, reason: LikeReason, narrative: number): string => t(`moves.because.${reason}`, { n: narrative });

export function aroundOf(t: Words, report: Report, permitted: readonly string[], { related, alike, bureaus, group }: AroundInput): Around {
  const nameOf = (code: string): string => bureaus.get(code) ?? code;
  const { offer, handDown, passages } = tiesOf(report);
  const join = (name: 'merge' | 'repeat', isFit: boolean, into: Shown, reasons: string): Join | null =>
    (isFit && permitted.includes(name) ? { action: `/reports/desk/${report.id}/${name}`, into: into.id, text: t('moves.likeText', { register: registerNumber(into), because: reasons }) } : null);
  const all = related.map(({ report: other, relation }): Related => ({
    href: `/reports/desk/${other.id}`, register: registerNumber(other), name: other.content.targetName, relation: t(`moves.relation.${relation}`), stateText: t(`reports.state.${other.state}`), receivedOn: other.receivedOn,
  }));
  const n = all.length - SHOWN;
  return {
    groupHref: group === null ? null : `/inbox?view=flood&group=${group}`,
    related: all.slice(0, SHOWN), more: all.slice(SHOWN), moreText: n > 0 ? t(all.length < FOLLOWERS ? 'moves.relatedMore' : 'moves.relatedMost', { n, most: FOLLOWERS }) : null,
    alike: alike.map(({ report: other, likeness: { reasons, narrative, score }, mayMerge, mayRepeat }) => {
      const words = reasons.map((reason) => because(t, reason, narrative)).join(t('reports.desk.comma'));
      return {
        href: `/reports/desk/${other.id}`, register: registerNumber(other), name: other.content.targetName, receivedOn: other.receivedOn, stateText: t(`reports.state.${other.state}`), because: words, score,
        merge: join('merge', mayMerge, other, words), repeat: join('repeat', mayRepeat && !mayMerge, other, words),
      };
    }),
    passages: [
      ...passages.map(({ from, acceptedOn }) => t('moves.passage', { from: nameOf(from), on: acceptedOn })), ...(offer ? [t('moves.offered', { to: nameOf(offer.to) })] : []),
      ...(handDown?.receivedOn ? [t('moves.handDownLine', { by: nameOf(handDown.by), on: handDown.issuedOn, number: handDown.number })] : []),
    ],
  };
}
