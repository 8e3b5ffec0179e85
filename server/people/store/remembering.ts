// A store that remembers bureaus and accounts for a few seconds. For a process that acts as many people in a row under a clock of its own: the story.
import type { Clock } from '../../kernel/clock.ts';
import type { peopleStore } from '../store.ts';

type PeopleStore = ReturnType<typeof peopleStore>;

const CACHE_MILLISECONDS = 3_000;

/** `clock` says how long a memory is good for. What this store writes itself is known at once. */
export function remembering(store: PeopleStore, clock: Clock): PeopleStore {
  const memories: { clear: () => void }[] = [];

  function keeping<Key, Answer>(ask: (key: Key) => Promise<Answer>): (key: Key) => Promise<Answer> {
    const kept = new Map<Key, { answer: Promise<Answer>; until: number }>();
    memories.push(kept);
    return (key) => {
      const now = clock().getTime();
      const known = kept.get(key);
      if (known && known.until > now) return known.answer;
      const answer = ask(key);
      kept.set(key, { answer, until: now + CACHE_MILLISECONDS });
      answer.catch(() => kept.delete(key));
      return answer;
    };
  }
  const changing = <Input, Answer>(change: (input: Input) => Promise<Answer>) => async (input: Input): Promise<Answer> => {
    try {
      return await change(input);
    } finally {
      for (const memory of memories) memory.clear();
    }
  };

  const bureaus = keeping((_: null) => store.listBureaus());

  return {
    ...store,
    findBureau: keeping(store.findBureau), listBureaus: () => bureaus(null), findAccount: keeping(store.findAccount), findByName: keeping(store.findByName), listAccounts: keeping(store.listAccounts),
    addBureau: changing(store.addBureau), saveBureau: changing(store.saveBureau), addAccount: changing(store.addAccount), saveAccount: changing(store.saveAccount),
  };
}
