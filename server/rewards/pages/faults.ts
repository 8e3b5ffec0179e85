// What is wrong with a form of a reward's page: each line says which field it is about, and leads to it.
import type { FieldErrors } from '../../kernel/errors.ts';
import { isMessageKey } from '../../kernel/i18n.ts';
import type { MessageKey, Words } from '../../kernel/i18n.ts';
import { errorLinks } from '../../people/pages.ts';
import type { ErrorLink } from '../../people/pages.ts';
import type { Matter } from '../rules/matter.ts';

/** Names of fields that several forms of the page have: their ids carry the form. */
const SHARED = ['reason', 'voucher', 'gate', 'amount', 'on', 'bank', 'account', 'authority'];
export const idOf = (form: string, name: string): string => (SHARED.includes(name) ? `${name}-${form}` : name);

const LABELS = new Map<string, MessageKey>(Object.entries({
  basis: 'rewards.form.basis', reason: 'rewards.label.reason', label: 'rewardWho.field.label', exhibits: 'rewardWho.field.files',
  level: 'rewards.form.level', profile: 'rewards.form.profile', lossBy: 'rewards.form.lossBy', jointProfiles: 'rewardWho.field.joint', evidence: 'rewardWho.field.source', source: 'rewardWho.field.source',
  rate: 'rewards.field.rate', points: 'rewards.field.points', discretionReason: 'rewards.label.reason', discretionEvidence: 'rewardWho.field.source', discretionSource: 'rewardWho.field.source',
  gate: 'rewards.label.gate', voucher: 'rewards.label.voucher', on: 'rewards.field.paidOn', amount: 'rewards.field.amount', tax: 'awards.field.tax', authority: 'awards.field.authority',
  name: 'rewards.field.name', idNumber: 'rewards.field.idNumber', bank: 'rewards.field.bank', account: 'rewards.field.account', agentName: 'awards.field.agentName', agentIdNumber: 'awards.field.agentIdNumber', papers: 'awards.field.papers',
  compared: 'rewardClaims.field.compared', result: 'rewardClaims.field.result', ground: 'awards.clawback.ground', exhibitReason: 'rewardWho.open.why', paperReason: 'rewardWho.open.why',
  passphrase: 'rewards.field.passphrase', sure: 'rewards.claim.waive', way: 'rewardClaims.way.legend', contact: 'rewardClaims.way.contact',
  passedOver: 'rewards.new.passOverLegend', earliest: 'rewards.new.earliest', pick: 'rewardRules.choice.which', scan: 'rewardRules.scan.title', agencyFirst: 'rewardWho.field.agencyFirst', representative: 'awards.new.representative', members: 'awards.new.members', division: 'awards.new.division',
} satisfies Record<string, MessageKey>));
/** Where a form calls it something else. */
const OWN = new Map<string, MessageKey>(Object.entries({
  'discretion amount': 'rewards.field.officerAmount', 'claw-back amount': 'rewardWho.fault.clawed', 'recovery amount': 'awards.field.recovered', 'recovery on': 'awards.field.recoveredOn',
  'paper-claim voucher': 'rewards.label.proof', 'account voucher': 'rewards.label.proof', 'account name': 'rewardClaims.field.name', 'account idNumber': 'rewardClaims.field.idNumber', 'account papers': 'rewardClaims.field.scan',
  'new reason': 'awards.new.reason', 'new authority': 'awards.new.authority', 'opened reason': 'rewards.opened.why',
} satisfies Record<string, MessageKey>));

/** One pair of fields for each condition and each finding, one reason for each file: the name says which. */
function labelOf(t: Words, form: string, name: string, lines: Matter['lines']): string {
  const at = name.indexOf('-');
  const [field, of] = at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
  const gate = `rewards.gate.${of}`;
  const about = lines.find(({ id }) => id === of)?.name ?? (isMessageKey(gate) ? t(gate) : '');
  if (about !== '' && (field === 'gate' || field === 'line')) return about;
  const key = OWN.get(`${form} ${field}`) ?? LABELS.get(field);
  const label = key ? t(key) : field;
  return about === '' ? label : t('rewardWho.fault.of', { name: about, field: label });
}

/** `form`: the last part of the address that it was posted to. `lines`: the findings that it may ask about; `idIn`: the id of a field, where it is not its name. */
export function faultsOf(t: Words, form: string, errors: FieldErrors | undefined, { lines = [], idIn = (name) => name }: { lines?: Matter['lines']; idIn?: (name: string) => string } = {}): ErrorLink[] {
  const all = Object.entries(errors ?? {});
  return errorLinks(t, Object.fromEntries(all.map(([name, error]) => [idIn(name), error])), all.map(([name]) => ({ id: idIn(name), label: labelOf(t, form, name, lines) })));
}
