// What waits for a person. Each feature adds its own lines; none of them shows content.
import type { DeskLine } from '../rules/desk.ts';
import type { Person } from '../rules/person.ts';

export type DeskSource = (person: Person) => Promise<DeskLine[]> | DeskLine[];
export type DeskService = ReturnType<typeof deskService>;

export function deskService() {
  const sources: DeskSource[] = [];
  return {
    add(source: DeskSource): void {
      sources.push(source);
    },
    async linesOf(person: Person): Promise<DeskLine[]> {
      return (await Promise.all(sources.map(async (source) => source(person)))).flat();
    },
  };
}
