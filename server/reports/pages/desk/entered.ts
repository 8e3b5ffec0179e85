import type { Language, Words } from '../../../kernel/i18n.ts';
import { longDate, view } from '../../../kernel/views.ts';
import type { Receipt } from '../../../documents/rules/receipt.ts';
import type { ClockView } from '../../../law/rules/clocks.ts';
import { codeHalves } from '../received.ts';
import type { Channel } from '../../rules/report.ts';

export type EnteredPage = {
  title: string; id: string; number: string; code: string | null; codeHalves: string[]; passphrase: string | null; facts: { label: string; text: string }[]; filesText: string | null; receipt: Receipt; back: string | null;
};
/** The one page that shows a code to an officer: it is printed, or read out, and gone. */
export const enteredView = view<EnteredPage>('reports/desk/entered', { layout: 'print' });

export type EnteredInput = {
  id: string; number: string; code: string | null; codeGroups: string[]; passphrase: string | null; receipt: Receipt; bureau: { name: string }; receivedOn: string; clock: ClockView | null; channel: Channel; files: number;
  receiptDigest: string; isHidden: boolean; url: string;
};

export function enteredPage(t: Words, language: Language, input: EnteredInput): EnteredPage {
  const { id, number, code, codeGroups, passphrase, receipt, bureau, receivedOn, clock, channel, files, receiptDigest, isHidden, url } = input;
  return {
    title: t('entering.receipt.title'), id, number, code, codeHalves: codeHalves(codeGroups), passphrase, receipt, back: isHidden ? null : `/reports/desk/${id}`,
    facts: [
      { label: t('entering.receipt.receivedOn'), text: longDate(receivedOn, language) }, { label: t('entering.receipt.way'), text: t(`reports.desk.channel.${channel}`) },
      { label: t('entering.receipt.bureau'), text: bureau.name }, { label: t('entering.receipt.where'), text: `${url}/reports/status` },
      ...(clock?.due && !clock.provisional ? [{ label: t('entering.receipt.due'), text: longDate(clock.due, language) }] : []), { label: t('entering.receipt.hash'), text: receiptDigest },
    ],
    filesText: files === 0 ? null : t('entering.receipt.files', { n: files }),
  };
}
