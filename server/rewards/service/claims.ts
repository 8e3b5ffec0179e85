// Claim, account and identity: on paper, by an agent, corrected, compared, opened for a reason. The reward officer is the only one who sees them, and every sight is on record.
import { done } from '../../audit/rules.ts';
import { DOWNLOAD_REASONS, type Received } from '../../evidence/rules/files.ts';
import { Invalid, NotFound, NotNow, Refused } from '../../kernel/errors.ts';
import type { Person } from '../../people/rules/person.ts';
import { blocked, forbidden, permitted } from '../rules/actions.ts';
import type { Block } from '../rules/actions.ts';
import { asksReason, changeNumber, comparable, type Compared, type ComparisonResult } from '../rules/comparison.ts';
import { sumsOf } from '../rules/ledger.ts';
import { stageKey } from '../rules/matter.ts';
import type { Matter } from '../rules/matter.ts';
import { CLAIM_REASONS, type ClaimData, type ClaimReason, type Correction } from '../rules/shown.ts';
import { FIRST_CLAUSE } from '../rules/vocabulary.ts';
import type { Acting, RewardsParts } from './parts.ts';

const isOpen = (matter: Matter): boolean => matter.state === 'claimed' || matter.state === 'paid' || (matter.state === 'clawedBack' && sumsOf(matter).toRecover > 0);
/** While it is paid, or not all came back of what is taken back; before and afterwards nobody needs to know who it is. */
export const mayOpenClaim = (matter: Matter, person: Person): boolean => person.roles.includes('rewardOfficer') && isOpen(matter) && matter.claim !== null;

const ACT_OF = { verify: 'compareIdentity', pay: 'pay', recover: 'recover' } as const;
/** The block of the act that a reason stands for: one that is not true now opens nothing. An account is mended also after a payment, which may come back. */
const blockOf = (matter: Matter, person: Person, reason: ClaimReason): Block | undefined =>
  reason === 'correct' ? (matter.state === 'clawedBack' ? 'state' : undefined) : blocked(ACT_OF[reason], matter, person);

/** For what this person may open the claim now. */
export const claimReasons = (matter: Matter, person: Person): ClaimReason[] =>
  mayOpenClaim(matter, person) ? CLAIM_REASONS.filter((reason) => blockOf(matter, person, reason) === undefined) : [];

export function claiming({ store, audit, reports, evidence }: RewardsParts, { today, subjectOf, load, order, act, attempted }: Acting) {
  const owner = (id: string) => ({ kind: 'reward', id });

  /** Files first, then the reward that names them; what a refused act leaves behind nobody refers to, and the sweeper takes it. */
  async function withPapers(person: Person, id: string, name: 'recordClaim' | 'correctClaim', papers: readonly Received[], work: (ids: readonly string[]) => Promise<Matter>): Promise<Matter> {
    const matter = await load(person, id);
    const kept = papers.length > 0 && permitted(matter, person).includes(name) ? (await evidence.keep(papers, owner(id))).map((file) => file.id) : [];
    const after = await work(kept);
    await evidence.attach(kept, owner(id));
    return after;
  }

  /** The reporter's page counts this act. */
  const countForReporter = (person: Person, matter: Matter): Promise<void> =>
    audit.record(done('reports.openIdentity', person.id, matter.bureau, { kind: 'report', id: matter.reportId }, { reason: 'reward' }));

  /** Whoever may know of the reward and tries to see the claim is on record, also where he sees nothing. @throws Forbidden for everybody but a reward officer */
  async function looking<T>(person: Person, id: string, work: (matter: Matter) => Promise<T>): Promise<T> {
    const matter = await load(person, id);
    return attempted('rewards.openClaim', person.id, matter, async () => {
      if (!person.roles.includes('rewardOfficer')) throw forbidden('rewards.openClaim', 'role');
      return work(matter);
    });
  }

  return {
    /** A claim on paper by the reporter, or by an agent with a power of attorney; `voucher` names the paper, `papers` are its scans. @throws Invalid: an agent needs his paper */
    recordClaim: (person: Person, id: string, version: number, { data, voucher, papers = [] }: { data: ClaimData; voucher: string; papers?: readonly Received[] }) =>
      withPapers(person, id, 'recordClaim', papers, (ids) =>
        act(person, id, 'recordClaim', version, { voucher }, (matter) => {
          if (matter.approvedFen === 0) throw new NotNow('rewards.recordClaim', stageKey(matter));
          if (data.agent && ids.length === 0) throw new Invalid({ papers: { key: 'awards.error.powerOfAttorney' } });
          return order({ ...matter, files: [...matter.files, ...ids], claim: { on: today(), way: data.agent ? 'agent' : 'recorded', passphrase: false } }, person.id, { what: 'claim', message: '' });
        }, data)),

    /** Another account, or a name or number that was written down wrong, on a paper of the claimant; he is told, and is compared again. @throws Invalid without a scan, Conflict without a claim */
    correctClaim: (person: Person, id: string, version: number, { name, idNumber, bank, account, reason, voucher, papers = [] }: Correction & { papers?: readonly Received[] }) =>
      withPapers(person, id, 'correctClaim', papers, async (ids) => {
        const before = await store.findClaim(id);
        if (!before) throw new NotNow('rewards.correctClaim');
        return act(person, id, 'correctClaim', version, { reason, voucher }, (matter) => {
          if (ids.length === 0) throw new Invalid({ papers: { key: 'rewardClaims.error.scan' } });
          return order({ ...matter, files: [...matter.files, ...ids] }, person.id, { what: 'claim', message: '' }, { what: 'told', message: 'rewardClaims.told.corrected' });
        }, { ...before, name: name ?? before.name, idNumber: idNumber ?? before.idNumber, bank, account });
      }),

    /**
     * Whether the claimant is the reporter. What is on paper was looked at first, by this person and since the last change of the claim.
     * @throws Invalid for what does not belong to this claim or lacks its reason, Refused CLAIM_NOT_OPENED
     */
    compareIdentity: (person: Person, id: string, version: number, { compared, result, reason }: { compared: Compared; result: ComparisonResult; reason: string }) =>
      act(person, id, 'compareIdentity', version, { compared, result, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) }, async (matter) => {
        if (!comparable(matter).includes(compared)) throw new Invalid({ compared: { key: 'rewards.error.choice' } });
        if (asksReason(matter, result) && reason.trim() === '') throw new Invalid({ reason: { key: 'rewardClaims.error.reason' } });
        const seen = await audit.count({ subjectId: id, act: 'rewards.openClaim', actor: person.id, detail: { change: changeNumber(matter) } });
        if (compared !== 'secret' && seen === 0) throw new Refused('CLAIM_NOT_OPENED', FIRST_CLAUSE);
        return matter;
      }),

    /**
     * Name, number and account of the claim, and the name the report was made under. Recorded before it is handed out; the reporter sees how often.
     * @throws NotFound, Forbidden for everybody but a reward officer and for a reason whose act is not his, Conflict before the claim, Invalid without a reason, Refused to pay what was not compared
     */
    openClaim: (person: Person, id: string, reason: string): Promise<{ matter: Matter; claim: ClaimData; registered: string | null }> =>
      looking(person, id, async (matter) => {
        const known = CLAIM_REASONS.find((each) => each === reason);
        if (!known) throw new Invalid({ reason: { key: 'rewards.error.choice' } });
        if (!mayOpenClaim(matter, person)) throw new NotNow('rewards.openClaim', stageKey(matter));
        const block = blockOf(matter, person, known);
        if (block === 'state') throw new NotNow('rewards.openClaim', stageKey(matter));
        if (block === 'identity') throw new Refused('IDENTITY_NOT_COMPARED', FIRST_CLAUSE);
        if (block !== undefined) throw forbidden('rewards.openClaim', block);
        const claim = await store.findClaim(id);
        if (!claim) throw new NotFound('claim');
        await audit.record(done('rewards.openClaim', person.id, matter.bureau, subjectOf(id), { reason: known, change: changeNumber(matter) }));
        // For a real name the reports feature records it itself.
        if (matter.report.identity === 'realName') return { matter, claim, registered: (await reports.openIdentity(person, matter.reportId, 'reward')).name };
        await countForReporter(person, matter);
        return { matter, claim, registered: null };
      }),

    /** A paper of the claim, in the original, as long as the claim itself is open to be seen. @throws NotFound, Forbidden, Invalid without a reason, Conflict */
    openPaper: (person: Person, id: string, fileId: string, reason: string) =>
      looking(person, id, async (matter) => {
        if (!matter.files.includes(fileId)) throw new NotFound('file');
        if (!DOWNLOAD_REASONS.some((each) => each === reason)) throw new Invalid({ paperReason: { key: 'rewards.error.choice' } });
        if (!mayOpenClaim(matter, person)) throw new NotNow('rewards.openClaim', stageKey(matter));
        const { event, name, mime, size, stream } = await evidence.download(fileId, reason);
        await audit.record(done(event.act, person.id, matter.bureau, event.subject, event.detail));
        await audit.record(done('rewards.openClaim', person.id, matter.bureau, subjectOf(id), { reason, file: fileId, change: changeNumber(matter) }));
        await countForReporter(person, matter);
        return { name, mime, size, stream };
      }),
    paperReasons: DOWNLOAD_REASONS,
    refersTo: store.refersTo,
  };
}
