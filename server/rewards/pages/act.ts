// The page of one reward at work: the sheet, and beside it exactly what this person may do now.
import type { FieldErrors } from '../../kernel/errors.ts';
import type { Typed } from '../../kernel/forms.ts';
import type { Language, Words } from '../../kernel/i18n.ts';
import { formatYuan, plainYuan } from '../../kernel/money.ts';
import { view } from '../../kernel/views.ts';
import { errorText } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import { VERSION_DATES } from '../rules/matter.ts';
import { blocked } from '../rules/actions.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { usesOf } from '../rules/scope.ts';
import { PARTIES } from '../rules/vocabulary.ts';
import { ACTION_NAMES, ACTIONS, type ActionName } from '../rules/states.ts';
import type { Person } from '../../people/rules/person.ts';
import { exhibitForms, type ExhibitForms } from './exhibits.ts';
import { faultsOf, idOf } from './faults.ts';
import { claimOf, thirdText, type ShownClaim } from './identity.ts';
import { noticeOf, type ShownNotice } from './notice.ts';
import { moneyForms, type MoneyForms } from './money.ts';
import { sheetOf, type Sheet, type SheetInput } from './show.ts';
import { ruleHref } from './compare.ts';
import { levelText } from './words.ts';

type Option = { value: string; text: string };
type Field = { text: string; error: string | null };
type Simple = { action: string; name: ActionName; text: string; kind: string };
type Reasoned = Simple & { id: string; label: string; field: 'reason' | 'voucher'; value: string; error: string | null };
export type RewardPage = Sheet & MoneyForms & ExhibitForms & {
  title: string; version: number; errors: ErrorLink[]; isPersonal: boolean; printHref: string; gaps: { isMet: boolean; name: string; detail: string }[];
  ruleForm: { bases: Option[]; basis: string; reason: string; reasonError: string | null; newer: string | null } | null;
  gateForm: { code: string; name: string; answer: string; options: Option[]; answerError: string | null; evidence: string; evidenceError: string | null; source: string; sourceError: string | null }[] | null;
  lineForm: { id: string; finding: string; amount: string; answer: string; options: Option[]; answerError: string | null; reason: string; reasonError: string | null }[] | null;
  standingForm: { levels: Option[]; level: Field; profiles: Option[]; profile: Field; parties: Option[]; lossBy: Field; joint: { options: (Option & { isChecked: boolean })[]; error: string | null } | null; evidence: Field; source: Field; confirmed: string } | null;
  discretionForm: { rate: Field | null; points: Field | null; amount: Field | null; reason: Field; evidence: Field; source: Field } | null;
  draftNote: { ruleTitle: string; href: string; link: string } | null;
  simple: Simple[]; reasoned: Reasoned[];
  notEligibleForm: { isOpen: boolean; gates: Option[]; gate: Field; reason: Field; evidence: Field; source: Field } | null;
  payForm: { on: Field; voucher: Field; amount: Field; tax: Field; approved: string } | null;
  paperForm: { isOpen: boolean; name: Field; idNumber: Field; bank: Field; account: Field; agentName: Field; agentIdNumber: Field; papersError: string | null; voucher: Field } | null;
  claim: ShownClaim | null; notice: ShownNotice | null;
  locked: { name: string; detail: string | null }[];
};
export const rewardView = view<RewardPage>('rewards/show', { layout: 'desk', nav: '/rewards' });

const SIMPLE = ['proposeAgain', 'review', 'approve', 'endorse', 'notify', 'complete', 'lapse'] as const satisfies readonly ActionName[];
const REASONED = ['sendBack', 'refuse', 'closeUnread', 'paymentFailed', 'recordWaiver'] as const satisfies readonly ActionName[];
const SLUGS: Record<ActionName, string> = {
  proposeAgain: 'propose', review: 'review', sendBack: 'return', approve: 'approve', refuse: 'refuse', findNotEligible: 'not-eligible', notify: 'notify', acknowledge: '', claim: '', recordClaim: 'paper-claim',
  waive: '', recordWaiver: 'waiver', lapse: 'lapse', closeUnread: 'close', pay: 'pay', paymentFailed: 'payment-failed', complete: 'complete', clawBack: 'claw-back',
  endorse: 'endorse', approveAbove: '', agreeAbove: '', sendBackAbove: '', proveReceipt: '', correctClaim: 'account', amendClaim: '', compareIdentity: 'comparison', recover: 'recovery',
};
const HARD: readonly ActionName[] = ['refuse', 'clawBack', 'lapse', 'closeUnread'];

/** Forms whose name, numbers and account are never printed again. */
const PERSONAL = [SLUGS.recordClaim, SLUGS.correctClaim];

export type Again = { form: string; typed: Typed; errors: FieldErrors };

export function rewardPage(t: Words, language: Language, input: SheetInput & { person: Person; again?: Again | undefined; newer?: string | null; bureaus?: ReadonlyMap<string, string> }): RewardPage {
  const { dossier, person, again } = input;
  const { matter, permitted, mayPrepare, gaps } = dossier;
  const sheet = sheetOf(t, language, input);
  const href = (slug: string): string => `/rewards/${matter.id}/${slug}`;
  const isAgain = (form: string): boolean => again?.form === form;
  const typed = (form: string, name: string, otherwise: string): string => {
    const value = isAgain(form) ? again?.typed[name] : undefined;
    return typeof value === 'string' ? value : otherwise;
  };
  const error = (form: string, name: string): string | null => (isAgain(form) ? errorText(t, again?.errors, name) : null);
  const field = (form: string, name: string, otherwise = ''): Field => ({ text: typed(form, name, otherwise), error: error(form, name) });
  const yesNo = (yes: string, no: string): Option[] => [{ value: 'yes', text: yes }, { value: 'no', text: no }];
  const may = (name: ActionName): boolean => permitted.includes(name);
  const rule = matter.calculation?.ruleSet;
  const uses = rule ? usesOf(rule) : null;
  const button = (name: ActionName, isMain: boolean): Simple => ({
    action: href(SLUGS[name]), name, text: t(name === 'proposeAgain' && matter.events.length === 0 ? 'rewards.do.propose' : `rewards.do.${name}`), kind: HARD.includes(name) ? 'warning' : isMain ? '' : 'secondary',
  });
  // A proposal is offered when nothing is missing; sent back, it also says what was changed.
  const isReady = gaps.length === 0;
  const isFirst = matter.events.length === 0;
  // The limit of the bureau says whether the head decides alone, agrees for the bureau above, or must name his authority first.
  const way = dossier.approval?.way ?? 'alone';
  const isOffered = (name: ActionName): boolean => (name === 'approve' ? way === 'alone' || (way === 'ask' && dossier.matter.calculation?.evaluation.amountFen === 0) : name === 'endorse' ? way === 'above' && dossier.route?.outcome === 'FOUND' : true);
  const simple = SIMPLE.filter((name) => may(name) && isOffered(name) && (name !== 'proposeAgain' || (isReady && isFirst))).map((name, at) => button(name, at === 0));
  const reproposal = may('proposeAgain') && isReady && !isFirst ? (['proposeAgain'] as const) : [];
  const reasonedNames: readonly ActionName[] = [...reproposal, ...REASONED];

  return {
    ...sheet,
    ...exhibitForms(t, dossier, href, field),
    ...moneyForms(t, { isOfficer: person.roles.includes('rewardOfficer'), named: (code) => input.bureaus?.get(code) ?? code, dossier, field, error, isAgain, may, href }),
    title: t('rewards.show.title'), version: matter.version, printHref: href('print'),
    errors: again ? faultsOf(t, again.form, again.errors, { lines: matter.lines, idIn: (name) => idOf(again.form, name) }) : [], isPersonal: PERSONAL.includes(again?.form ?? ''),
    gaps: (['RULE', 'REFUSED', 'GATES', 'LINES', 'STANDING', 'CLOSING'] as const).filter((gap) => gaps.includes(gap)).map((gap) => ({ isMet: false, name: t(`rewards.gap.${gap}`), detail: t(`rewards.gap.${gap}.how`) })),
    ruleForm: mayPrepare.includes('chooseRule')
      ? { bases: VERSION_DATES.map((value) => ({ value, text: t(`rewards.basis.${value}`) })), basis: typed('rule', 'basis', matter.choice.basis), reason: typed('rule', 'reason', matter.choice.reason), reasonError: error('rule', 'reason'), newer: input.newer ? t('rewardRules.choice.newer', { rule: input.newer }) : null }
      : null,
    gateForm: mayPrepare.includes('answerGates') && dossier.gates.length > 0
      ? dossier.gates.map((gate) => {
          const answer = matter.gates[gate];
          const now = answer === undefined ? '' : answer.holds ? 'yes' : 'no';
          return {
            code: gate, name: t(`rewards.gate.${gate}`), answer: typed('gates', `gate-${gate}`, now), options: yesNo(t('rewards.gate.yes'), t('rewards.gate.no')), answerError: error('gates', `gate-${gate}`),
            evidence: typed('gates', `evidence-${gate}`, answer?.evidence ?? ''), evidenceError: error('gates', `evidence-${gate}`),
            source: typed('gates', `source-${gate}`, answer?.source ?? ''), sourceError: error('gates', `source-${gate}`),
          };
        })
      : null,
    lineForm: mayPrepare.includes('setLines')
      ? matter.lines.map((line) => {
          const now = line.inReportedMatter === null ? '' : line.inReportedMatter ? 'yes' : 'no';
          return {
            id: line.id, finding: line.name, amount: formatYuan(line.amountFen), answer: typed('lines', `line-${line.id}`, now), options: yesNo(t('rewards.line.isIn'), t('rewards.line.isOut')), answerError: error('lines', `line-${line.id}`),
            reason: typed('lines', `reason-${line.id}`, line.reason), reasonError: error('lines', `reason-${line.id}`),
          };
        })
      : null,
    standingForm: mayPrepare.includes('confirmStanding') && rule && uses && (uses.needsLevel || uses.needsParty || rule.profiles.length > 0)
      ? {
          levels: uses.needsLevel ? (rule.levels ?? []).map((level) => ({ value: level.code, text: levelText(t, language, level) })) : [],
          level: field('standing', 'level', matter.standing?.level ?? ''),
          profiles: rule.profiles.length > 0 ? (['ordinary', ...rule.profiles] as const).map((value) => ({ value, text: t(`rewards.profile.${value}`) })) : [],
          profile: field('standing', 'profile', matter.standing?.profile ?? 'ordinary'),
          parties: uses.needsParty ? PARTIES.map((value) => ({ value, text: t(`rewards.party.${value}`) })) : [], lossBy: field('standing', 'lossBy', matter.standing?.lossBy ?? ''),
          joint: matter.joint && rule.profiles.length > 0 ? { options: jointProfiles(t, rule, [again?.typed['jointProfiles'] ?? matter.standing?.jointProfiles ?? []].flat()), error: error('standing', 'jointProfiles') } : null,
          evidence: field('standing', 'evidence', matter.standing?.evidence ?? ''), source: field('standing', 'source', matter.standing?.source ?? ''),
          confirmed: matter.standing ? matter.standing.confirmedBy.map(({ by, on }) => `${input.names.get(by) ?? ''} ${on}`).join(t('rewards.list.and')) : '',
        }
      : null,
    discretionForm: mayPrepare.includes('setDiscretion') && rule?.formula && uses && (uses.officerRate || uses.officerPoints || uses.officerAmount)
      ? {
          rate: uses.officerRate ? field('discretion', 'rate', hundredths(matter.discretion?.rateBp)) : null, points: uses.officerPoints ? field('discretion', 'points', hundredths(matter.discretion?.pointsBp)) : null,
          amount: uses.officerAmount ? field('discretion', 'amount', hundredths(matter.discretion?.amountFen)) : null, reason: field('discretion', 'discretionReason', matter.discretion?.reason ?? ''),
          evidence: field('discretion', 'discretionEvidence', matter.discretion?.evidence ?? ''), source: field('discretion', 'discretionSource', matter.discretion?.source ?? ''),
        }
      : null,
    draftNote: dossier.waitsForRule && rule ? { ruleTitle: rule.title, ...wayToRule(t, person, rule) } : null,
    simple,
    reasoned: reasonedNames.filter((name) => may(name)).map((name) => {
      const asked = ACTIONS[name].needs.some((need) => need === 'voucher') ? 'voucher' : 'reason';
      return { ...button(name, false), id: idOf(SLUGS[name], asked), label: t(`rewards.label.${asked}`), field: asked, value: typed(SLUGS[name], asked, ''), error: error(SLUGS[name], asked) };
    }),
    notEligibleForm: may('findNotEligible') ? { isOpen: isAgain('not-eligible'), gates: dossier.gates.map((value) => ({ value, text: t(`rewards.gate.${value}`) })), gate: field('not-eligible', 'gate'), reason: field('not-eligible', 'reason'), evidence: field('not-eligible', 'evidence'), source: field('not-eligible', 'source') } : null,
    payForm: may('pay') && matter.approvedFen !== null && matter.approvedFen > 0 ? { on: field('pay', 'on', dossier.today), voucher: field('pay', 'voucher'), amount: field('pay', 'amount'), tax: field('pay', 'tax'), approved: formatYuan(matter.approvedFen) } : null,
    paperForm: may('recordClaim') && matter.approvedFen !== 0 ? { isOpen: isAgain('paper-claim'), name: field('paper-claim', 'name'), idNumber: field('paper-claim', 'idNumber'), bank: field('paper-claim', 'bank'), account: field('paper-claim', 'account'), agentName: field('paper-claim', 'agentName'), agentIdNumber: field('paper-claim', 'agentIdNumber'), papersError: error('paper-claim', 'papers'), voucher: field('paper-claim', 'voucher') } : null,
    claim: claimOf(t, input), notice: noticeOf(t, dossier),
    locked: ACTION_NAMES.filter((name) => ACTIONS[name].from.some((state) => state === matter.state) && blocked(name, matter, person) === 'separation').map((name) => ({ name: t(`rewards.do.${name}`), detail: ((name === 'pay' || name === 'compareIdentity') && thirdText(t, matter)) || t('rewards.locked.separation') })),
  };
}

/** Who enters and approves rules goes there; everybody else reads the rule. */
const wayToRule = (t: Words, person: Person, rule: RuleSet): { href: string; link: string } =>
  person.roles.includes('administrator') || person.roles.includes('head') ? { href: '/reward-rules', link: t('rewards.form.draftEnter') } : { href: ruleHref(rule), link: t('rewards.form.draftRead') };

const jointProfiles = (t: Words, { profiles }: RuleSet, chosen: readonly unknown[]) => (['ordinary', ...profiles] as const).map((value) => ({ value, text: t(`rewards.profile.${value}`), isChecked: chosen.includes(value) }));

const hundredths = (value: number | null | undefined): string => (value === null || value === undefined ? '' : plainYuan(value));
