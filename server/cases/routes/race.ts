import type { Request } from 'express';
import { beijingMinute } from '../../kernel/clock.ts';
import { Conflict, NotNow, orNull } from '../../kernel/errors.ts';
import { typedOf } from '../../kernel/forms.ts';
import { personOf } from '../../kernel/http/person.ts';
import { tellRace } from '../../kernel/http/raced.ts';
import { isFromProgram } from '../../kernel/http/request.ts';
import type { NamedText } from '../../kernel/http/typed.ts';
import { wordsOf } from '../../kernel/i18n.ts';
import { parseVersion } from '../forms.ts';
import { typedOfFiling } from '../pages/act.ts';
import { racePage } from '../pages/race.ts';
import type { CasesService } from '../service.ts';
import type { OpenedCase } from '../service/act.ts';

type Naming = (opened: OpenedCase, typed: ReturnType<typeof typedOf>) => NamedText[];
const SHORT = 5;

const isLost = (error: unknown): boolean => error instanceof Conflict && !(error instanceof NotNow);

/** Does it; where somebody else was faster, whoever may still read the case is told who, and gets back what he typed. @throws whatever the act throws */
export const racing = (cases: Pick<CasesService, 'open' | 'names'>) => async <T>(req: Request, id: string, act: () => Promise<T>, naming: Naming): Promise<T> => {
  try {
    return await act();
  } catch (error) {
    if (isLost(error) && !isFromProgram(req)) await tell(cases, req, id, naming);
    throw error;
  }
};

async function tell(cases: Pick<CasesService, 'open' | 'names'>, req: Request, id: string, naming: Naming): Promise<void> {
  const person = personOf(req);
  const opened = await orNull(cases.open(person, id));
  if (!opened) return;
  const { kase } = opened;
  const names = await cases.names([...new Set(kase.events.map(({ by }) => by))]);
  const faster = { kase, seen: parseVersion(req.body), names, reader: person.id, minute: (at: Date) => beijingMinute(at).slice(SHORT) };
  tellRace(req, racePage(wordsOf(req.language), faster, naming(opened, typedOf(req.body))));
}

/** A lead that was changed while its filing form was filled in: what was typed comes back; who changed it is told on the page of the lead. */
export async function tellFiling(cases: Pick<CasesService, 'lead'>, req: Request, error: unknown): Promise<void> {
  const typed = typedOf(req.body);
  const { report } = typed;
  if (!isLost(error) || isFromProgram(req) || typeof report !== 'string') return;
  const { situation } = await cases.lead(personOf(req), report);
  tellRace(req, { who: [], changes: [], record: null, fields: typedOfFiling(wordsOf(req.language), situation, typed) });
}
