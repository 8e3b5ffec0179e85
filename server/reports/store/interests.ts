import type { Model } from 'mongoose';
import type { Crypto, Sealed } from '../../kernel/crypto.ts';
import type { Interest, Meant } from '../rules/interests.ts';

/** `sealed` holds name and reason: both tell of the person's life. */
export type InterestRow = Omit<Interest, 'id' | 'name' | 'reason' | 'meant'> & { _id: string; sealed: Sealed; meantKey: string };
/** What the directory of institutions says that an interest means. */
export type Meaning = (interest: Pick<Interest, 'bureau' | 'institutionId' | 'name'>) => Promise<Meant>;

const MOST = 500;
/** A short memory of each bureau's list, which every report that comes in asks for; what is declared elsewhere is met by the job after it. */
const CACHE_MILLISECONDS = 3_000;
/** What an interest means changes with the directory alone; a change in another process is met by the job a minute after it. */
const MEANING_MILLISECONDS = 30_000;
const MOST_OF_ALL = 5000;

export function declaring(rows: Model<InterestRow>, crypto: Pick<Crypto, 'seal' | 'open' | 'lookup'>, meaning: Meaning) {
  const meanings = new Map<string, { meant: Promise<Meant>; until: number }>();
  const known = new Map<string, { interests: Interest[]; until: number }>();
  const interestOf = ({ _id, sealed, meantKey: _meantKey, ...open }: InterestRow): Interest => ({ ...open, id: _id, ...crypto.open<Pick<Interest, 'name' | 'reason'>>('content', `${_id}/interest`, sealed) });
  const read = async (bureau: string): Promise<Interest[]> => (await rows.find({ bureau }).sort({ on: -1, _id: 1 }).limit(MOST).lean<InterestRow[]>()).map(interestOf);

  /** With everything that it means in the directory as it is now. */
  async function inFull(interest: Interest): Promise<Interest> {
    const moment = performance.now();
    const kept = meanings.get(interest.id);
    const found = kept && kept.until > moment ? kept : { meant: meaning(interest), until: moment + MEANING_MILLISECONDS };
    meanings.set(interest.id, found);
    try {
      return { ...interest, meant: await found.meant };
    } catch (error) {
      meanings.delete(interest.id);
      throw error;
    }
  }
  const keyOf = ({ id, meant }: Interest): string => crypto.lookup('interest meaning', id, JSON.stringify(meant ?? null));

  return {
    interestsOf: read,
    inFull,
    /** The directory changed: nothing that is remembered of it holds. */
    forgetMeanings(): void {
      meanings.clear();
      known.clear();
    },
    /** Those of all bureaus that hold and mean something else than when they were applied last. */
    async changedInterests(isAsked: (bureau: string) => boolean): Promise<Interest[]> {
      const open = await rows.find({ endedOn: null }).limit(MOST_OF_ALL).lean<InterestRow[]>();
      const now = await Promise.all(open.filter(({ bureau }) => isAsked(bureau)).map(async (row) => ({ row, interest: await inFull(interestOf(row)) })));
      return now.filter(({ row, interest }) => row.meantKey !== keyOf(interest)).map(({ interest }) => interest);
    },
    noteMeaning: async (interest: Interest): Promise<void> => void (await rows.updateOne({ _id: interest.id }, { $set: { meantKey: keyOf(interest) } })),
    /** Those that hold now. `moment` in milliseconds, for the memory. */
    async runningInterests(bureau: string): Promise<Interest[]> {
      const found = known.get(bureau);
      const moment = performance.now();
      if (found && found.until > moment) return found.interests;
      const interests = await Promise.all((await read(bureau)).filter(({ endedOn }) => endedOn === null).map(inFull));
      known.set(bureau, { interests, until: moment + CACHE_MILLISECONDS });
      return interests;
    },
    async addInterest({ id, name, reason, meant: _meant, ...open }: Interest): Promise<void> {
      await rows.insertMany([{ ...open, _id: id, meantKey: '', sealed: crypto.seal('content', `${id}/interest`, { name, reason }) }]);
      known.delete(open.bureau);
    },
    async findInterest(id: string): Promise<Interest | null> {
      const row = await rows.findById(id).lean<InterestRow>();
      return row ? interestOf(row) : null;
    },
    async endInterest({ id, bureau }: Interest, on: string): Promise<void> {
      await rows.updateOne({ _id: id, endedOn: null }, { $set: { endedOn: on } });
      known.delete(bureau);
    },
  };
}
