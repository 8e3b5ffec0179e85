import type { Model } from 'mongoose';
import type { Crypto, Sealed } from '../../kernel/crypto.ts';
import type { Interest } from '../rules/interests.ts';

/** `sealed` holds name and reason: both tell of the person's life. */
export type InterestRow = Omit<Interest, 'id' | 'name' | 'reason'> & { _id: string; sealed: Sealed };

const MOST = 500;
/** A short memory of each bureau's list, which every report that comes in asks for; what is declared elsewhere is met by the job after it. */
const CACHE_MILLISECONDS = 3_000;

export function declaring(rows: Model<InterestRow>, crypto: Pick<Crypto, 'seal' | 'open'>) {
  const known = new Map<string, { interests: Interest[]; until: number }>();
  const interestOf = ({ _id, sealed, ...open }: InterestRow): Interest => ({ ...open, id: _id, ...crypto.open<Pick<Interest, 'name' | 'reason'>>('content', `${_id}/interest`, sealed) });
  const read = async (bureau: string): Promise<Interest[]> => (await rows.find({ bureau }).sort({ on: -1, _id: 1 }).limit(MOST).lean<InterestRow[]>()).map(interestOf);

  return {
    interestsOf: read,
    /** Those that hold now. `moment` in milliseconds, for the memory. */
    async runningInterests(bureau: string): Promise<Interest[]> {
      const found = known.get(bureau);
      const moment = performance.now();
      if (found && found.until > moment) return found.interests;
      const interests = (await read(bureau)).filter(({ endedOn }) => endedOn === null);
      known.set(bureau, { interests, until: moment + CACHE_MILLISECONDS });
      return interests;
    },
    async addInterest({ id, name, reason, ...open }: Interest): Promise<void> {
      await rows.insertMany([{ ...open, _id: id, sealed: crypto.seal('content', `${id}/interest`, { name, reason }) }]);
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
