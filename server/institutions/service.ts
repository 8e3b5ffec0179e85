// The directory of inspected bodies 检查对象名录库, as the rest of the program uses it.
import { importing } from './service/importing.ts';
import { keeping } from './service/keeping.ts';
import { publishing } from './service/lists.ts';
import { shared } from './service/parts.ts';
import type { InstitutionsParts } from './service/parts.ts';
import { reading } from './service/reading.ts';

export type { Known } from './service/reading.ts';
export type InstitutionsService = ReturnType<typeof institutionsService>;

export function institutionsService(parts: InstitutionsParts) {
  const common = shared(parts);
  const lists = publishing(parts, common);
  return {
    ...reading(parts, common),
    ...keeping(parts, common, lists.publish),
    ...importing(parts, common, lists.publish),
    listAddresses: lists.listAddresses, listFile: lists.listFile, unpack: lists.unpack,
    divisions: parts.divisions,
  };
}
