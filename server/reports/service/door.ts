// The door of the public side. Whoever finds it shut gets a sealed ticket that says when to come again, and then draws from a share of the
// budget that those who do not wait never touch: a script that floods an address cannot shut out the person beside it.
import { randomId } from '../../kernel/crypto.ts';
import type { Crypto } from '../../kernel/crypto.ts';
import type { Clock } from '../../kernel/clock.ts';
import { WAIT_SECONDS, kept } from '../rules/door.ts';
import type { Budget, Coming, DoorBudgets } from '../rules/door.ts';
import type { Limits } from './parts.ts';

type Spend = (name: string, subject: string, budget: Budget, cost?: number) => Promise<{ isGranted: boolean; wait: number }>;
type Ticket = { id: string; from: number };
export type ReportsDoor = ReturnType<typeof reportsDoor>;
/** `mayLeaveFiles`: whether there is room for what comes along. `wait`: seconds, 0 when the door is open. `ticket`: for the cookie; null when none is needed. */
export type Knock = { isOpen: boolean; mayLeaveFiles: boolean; wait: number; ticket: string | null };

export const TICKET_SECONDS = 15 * 60;
/** A form without files is about this long; so much never counts as a file. */
const FORM_BYTES = 64 * 1024;

export type DoorParts = { spend: Spend; limits: Pick<Limits, 'allow'>; crypto: Pick<Crypto, 'sealToken' | 'openToken'>; clock: Clock; budgets: DoorBudgets };

export function reportsDoor({ spend, limits, crypto, clock, budgets }: DoorParts) {
  const open: Knock = { isOpen: true, mayLeaveFiles: true, wait: 0, ticket: null };

  /** Once each: a ticket that was used, or whose time has not come, opens nothing. */
  async function isTimeFor(ticket: Ticket | null): Promise<boolean> {
    if (!ticket || clock().getTime() < ticket.from) return false;
    return limits.allow('door-ticket', ticket.id, { points: 1, seconds: TICKET_SECONDS });
  }

  return {
    /** Before the body is read. `bytes`: how long it says it is. */
    async knock(coming: Coming, source: string, bytes: number, given: string | null): Promise<Knock> {
      const files = Math.max(0, bytes - FORM_BYTES);
      const room = await spend('bytes', source, budgets.bytes, files);
      const turn = await spend(coming, source, budgets[coming]);
      if (room.isGranted && turn.isGranted) return open;
      const ticket = given === null ? null : crypto.openToken<Ticket>('door', given, clock());
      if (await isTimeFor(ticket)) {
        const hasRoom = room.isGranted || (await spend('bytes-kept', source, kept(budgets.bytes), files)).isGranted;
        const hasTurn = turn.isGranted || (await spend(`${coming}-kept`, source, kept(budgets[coming]))).isGranted;
        if (hasRoom && hasTurn) return open;
      }
      const now = clock().getTime();
      // Who is still waiting goes on waiting: pressing again neither helps nor costs.
      const next: Ticket = ticket && ticket.from > now ? ticket : { id: randomId(), from: now + WAIT_SECONDS * 1000 };
      return {
        isOpen: false, mayLeaveFiles: room.isGranted, wait: Math.ceil((next.from - now) / 1000),
        ticket: crypto.sealToken('door', next, new Date(next.from + TICKET_SECONDS * 1000)),
      };
    },
  };
}
