// Who is rewarded for one matter: the order in which its reports were received, with the proof, and what only an officer can answer.

/** One report of a matter, as far as first-ness needs it. The reporter is known here by an opaque id only. */
export type ReporterReport = {
  id: string;
  /** Time of receipt by its channel; a letter entered late keeps its date. */
  receivedAt: Date;
  /** Gapless number inside one bureau and `year`. */
  year: number;
  orderNumber: number;
  bureau: string;
  identity: 'realName' | 'identifiable' | 'anonymous';
  /** Equal for reports known to come from the same person; null where unknown. */
  reporterId: string | null;
  withdrawn: boolean;
  /** Reports of one joint report share it; one of them is the representative's. */
  jointGroup: string | null;
  isRepresentative: boolean;
  wantsReward: boolean;
  /** The matters that the report told of; a report without the matter is not among those to be ordered. */
  matters: readonly string[];
};

export type SetAside = { id: string; why: 'otherMatter' | 'anonymous' | 'withdrawn' | 'waived' | 'repeatedReport' | 'jointMember' | 'notEligible' };

export type Proof = { id: string; receivedAt: Date; bureau: string; orderNumber: number; jointGroup: string | null };

export type Question = 'EQUAL_TIMES' | 'FIRST_NOT_ELIGIBLE' | 'REPRESENTATIVE_UNKNOWN' | 'LATER_NEW_FACTS' | 'AGENCY_FIRST';

/** How a report stands to the matter, as an officer says it: the same facts, others, the same person again, one of a joint report, later with new facts. */
export const RELATIONS = ['same', 'other', 'repeated', 'joint', 'newFacts'] as const;
export type Relation = (typeof RELATIONS)[number];

export type Proposal = {
  outcome: 'PROPOSED' | 'ASK' | 'NONE';
  /** The reports that may be rewarded, earliest first. A joint report stands once, by its representative. */
  order: readonly Proof[];
  /** The report whose reporter is proposed; null unless PROPOSED. */
  first: string | null;
  setAside: readonly SetAside[];
  /** What the law leaves open here, with the reports it is about. */
  questions: readonly { code: Question; ids: readonly string[] }[];
};

/** What an officer has answered for this matter, each with its own record of reason and evidence. */
export type Answers = {
  /** Reports whose reporter failed a gate. */
  notEligible: readonly string[];
  /** Ineligible reports over which the award passes on, because the rule says so. */
  passedOver: readonly string[];
  /** The earliest of reports with equal times in different bureaus, or of which one was made to a handling agency before. */
  earliest: string | null;
  /** By the same person as an earlier one. */
  repeated: readonly string[];
  /** Later reports that brought new material facts, and whether the rule says that they earn nothing of their own. */
  newFacts: readonly string[];
  laterFactsEarnNothing: boolean;
  /** Made to a handling agency first, and to the department afterwards: no text says which time counts. */
  agencyFirst: readonly string[];
};

export const NO_ANSWERS: Answers = { notEligible: [], passedOver: [], earliest: null, repeated: [], newFacts: [], laterFactsEarnNothing: false, agencyFirst: [] };

/**
 * The proposed order of the reporters of a matter. An ineligible first reporter does not move the award to the second by himself: that is
 * asked. Equal times are ordered by the order number inside one bureau, and asked between bureaus. The earliest stands first.
 */
export function proposeOrder(reports: readonly ReporterReport[], matter: string, answers: Answers = NO_ANSWERS): Proposal {
  const inOrder = reports.toSorted((a, b) => byReceipt(a, b, answers));
  const setAside: SetAside[] = [];
  const questions: Asked[] = [];
  const kept: ReporterReport[] = [];
  const earlierIneligible: string[] = [];
  for (const [index, report] of inOrder.entries()) {
    const why = setAsideFor(report, matter, inOrder.slice(0, index), answers);
    if (!why) kept.push(report);
    if (why) setAside.push({ id: report.id, why });
    if (why && why !== 'otherMatter' && why !== 'repeatedReport' && kept.length === 0 && !answers.passedOver.includes(report.id)) earlierIneligible.push(report.id);
  }
  const received = jointOnce(kept, setAside, questions);
  const viaAgency = received.filter((proof) => kept.some(({ id, jointGroup }) => answers.agencyFirst.includes(id) && (id === proof.id || (jointGroup !== null && jointGroup === proof.jointGroup))));
  const order = asAnswered(received, viaAgency, answers);
  const first = order[0];
  if (!first) return { outcome: 'NONE', order: [], first: null, setAside, questions: [] };
  questions.push(...leftOpen(order, first, { earlierIneligible, mayBeEarliest: received.filter((proof, at) => at === 0 || viaAgency.includes(proof)) }, answers));
  const asked = questions.length > 0;
  return { outcome: asked ? 'ASK' : 'PROPOSED', order, first: asked ? null : first.id, setAside, questions };
}

type Asked = Proposal['questions'][number];

/** What no text settles for these reports. `mayBeEarliest`: the first by the department's time, and who went to an agency before. */
function leftOpen(order: readonly Proof[], first: Proof, found: { earlierIneligible: readonly string[]; mayBeEarliest: readonly Proof[] }, answers: Answers): Asked[] {
  const idsOf = (proofs: readonly Proof[]): string[] => proofs.map(({ id }) => id);
  const ask = (code: Question, isAsked: boolean, ids: readonly string[]): Asked[] => (isAsked ? [{ code, ids }] : []);
  const { earlierIneligible, mayBeEarliest } = found;
  const equal = order.filter((other) => other.receivedAt.getTime() === first.receivedAt.getTime() && other.bureau !== first.bureau);
  // What a later report with new material facts earns; only that the first is rewarded is written.
  const later = order.filter(({ id }) => id !== first.id && answers.newFacts.includes(id));
  return [
    ...ask('FIRST_NOT_ELIGIBLE', earlierIneligible.length > 0, earlierIneligible),
    ...ask('AGENCY_FIRST', mayBeEarliest.length > 1 && !mayBeEarliest.some(({ id }) => id === answers.earliest), idsOf(mayBeEarliest)),
    ...ask('EQUAL_TIMES', equal.length > 0 && answers.earliest !== first.id, idsOf([first, ...equal])),
    ...ask('LATER_NEW_FACTS', later.length > 0 && !answers.laterFactsEarnNothing, idsOf(later)),
  ];
}

/** Where somebody went to an agency first, an officer may say that he is the earliest; the time at the department stays the proof. */
function asAnswered(received: readonly Proof[], viaAgency: readonly Proof[], { earliest }: Answers): readonly Proof[] {
  const said = viaAgency.find(({ id }) => id === earliest);
  return said ? [said, ...received.filter(({ id }) => id !== said.id)] : received;
}

function byReceipt(a: ReporterReport, b: ReporterReport, answers: Answers): number {
  const times = a.receivedAt.getTime() - b.receivedAt.getTime();
  if (times !== 0) return times;
  if (a.bureau === b.bureau) return a.year - b.year || a.orderNumber - b.orderNumber;
  if (answers.earliest === a.id) return -1;
  return answers.earliest === b.id || a.bureau > b.bureau ? 1 : -1;
}

function setAsideFor(report: ReporterReport, matter: string, earlier: readonly ReporterReport[], answers: Answers): SetAside['why'] | undefined {
  if (!report.matters.includes(matter)) return 'otherMatter';
  // Known to come from the same person: whatever became of the earlier report, the later one earns nothing of its own.
  const isRepeated = report.reporterId !== null && earlier.some((other) => other.reporterId === report.reporterId && other.matters.includes(matter));
  const isSaidRepeated = answers.repeated.includes(report.id) && earlier.some((other) => other.matters.includes(matter));
  if (isRepeated || isSaidRepeated) return 'repeatedReport';
  if (report.withdrawn) return 'withdrawn';
  if (report.identity === 'anonymous') return 'anonymous';
  if (!report.wantsReward) return 'waived';
  return answers.notEligible.includes(report.id) ? 'notEligible' : undefined;
}

/** A joint report stands where its first member stands, by its one representative. */
function jointOnce(kept: readonly ReporterReport[], setAside: SetAside[], questions: Asked[]): Proof[] {
  const done = new Set<string>();
  return kept.flatMap((report): Proof[] => {
    const { id, receivedAt, bureau, orderNumber, jointGroup } = report;
    if (jointGroup === null) return [{ id, receivedAt, bureau, orderNumber, jointGroup }];
    if (done.has(jointGroup)) return [];
    done.add(jointGroup);
    const members = kept.filter((other) => other.jointGroup === jointGroup);
    const representatives = members.filter((member) => member.isRepresentative);
    if (representatives.length !== 1) questions.push({ code: 'REPRESENTATIVE_UNKNOWN', ids: members.map((member) => member.id) });
    const standing = representatives[0]?.id ?? id;
    setAside.push(...members.filter((member) => member.id !== standing).map((member): SetAside => ({ id: member.id, why: 'jointMember' })));
    return [{ id: standing, receivedAt, bureau, orderNumber, jointGroup }];
  });
}
