// Cases: load → authorise → check state → act → record. What the rules need to know is gathered here; they fetch nothing.
import { acting } from './service/act.ts';
import { filing } from './service/file.ts';
import { excluding } from './service/interest.ts';
import { looking } from './service/look.ts';
import { loading } from './service/parts.ts';
import { recounting } from './service/recount.ts';
import type { CasesParts } from './service/parts.ts';

export type CasesService = ReturnType<typeof casesService>;

export function casesService(parts: CasesParts) {
  const loads = loading(parts);
  return {
    ...filing(parts, loads),
    ...acting(parts, loads),
    ...looking(parts, loads),
    ...excluding(parts, loads),
    ...recounting(parts),
    documentsOf: (id: string) => parts.documents.ofSubject('case', id),
    leadsOf: parts.leads.ofCase,
    names: parts.people.names,
  };
}
