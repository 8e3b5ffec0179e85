// The directory of inspected bodies 检查对象名录库, as the rest of the program uses it.
import { importing } from './service/importing.ts';
import { keeping } from './service/keeping.ts';
import { publishing } from './service/lists.ts';
import { shared } from './service/parts.ts';
import type { InstitutionsParts } from './service/parts.ts';
import { reading } from './service/reading.ts';

export type { Known, Meant } from './service/reading.ts';
export type InstitutionsService = ReturnType<typeof institutionsService>;

export function institutionsService(parts: InstitutionsParts) {
  const common = shared(parts);
  const lists = publishing(parts, common);
  const handlers: ((divisions: readonly string[]) => Promise<void>)[] = [];
  async function written(divisions: readonly string[]): Promise<void> {
    await lists.publish(divisions);
    for (const handler of handlers) await handler(divisions);
  }
  return {
    ...reading(parts, common),
    ...keeping(parts, common, written),
    ...importing(parts, common, written),
    /** A later feature hears in which divisions records were added, changed, merged or parted. */
    onChange(handler: (divisions: readonly string[]) => Promise<void>): void {
      handlers.push(handler);
    },
    listAddresses: lists.listAddresses, listFile: lists.listFile, unpack: lists.unpack,
    divisions: parts.divisions,
  };
}
