// What the service of rewards is handed: its store, the services of earlier features, and what writes files.
import type { Audit } from '../../audit/service.ts';
import type { CaseFacts } from '../../cases/rules/facts.ts';
import type { DocumentsService } from '../../documents/service.ts';
import type { Evidence } from '../../evidence/service.ts';
import type { Sheets } from '../../institutions/rules/sheets.ts';
import type { Clock as Time } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Calendar } from '../../kernel/workdays.ts';
import type { Parameter } from '../../law/rules/parameters.ts';
import type { Person } from '../../people/rules/person.ts';
import type { Identity } from '../../reports/rules/report.ts';
import type { LinkedReport } from '../../reports/service/links.ts';
import type { WritePaper } from '../rules/paper.ts';
import type { Registry } from '../rules/registry.ts';
import type { RewardsStore } from '../store.ts';
import type { EnteringService } from './entering.ts';

export type Session = { report: string; codeVersion: number };
export type Told = { key: string; args: Record<string, string | number>; on: string; isForAll: boolean };

export type RewardsParts = {
  store: RewardsStore; audit: Audit; clock: Time; log: Log;
  /** The shipped rule sets, checked at start. */
  registry: Registry;
  /** Versions that officers entered over the shipped ones. */
  entering?: Pick<EnteringService, 'published' | 'heldFor'>;
  /** `decidedIn`: decided cases of a bureau, newest first, at most a page. */
  cases: { decided: (caseId: string) => Promise<CaseFacts>; isRecused: (caseId: string, personId: string) => Promise<boolean>; evidenceOf: (caseId: string) => Promise<readonly { id: string; no: number; name: string; obtainedOn: string; fileIds: readonly string[] }[]>; decidedIn: (bureau: string) => Promise<{ id: string; number: string; name: string }[]> };
  reports: {
    ofCase: (caseId: string, person: Person | null) => Promise<LinkedReport[]>;
    /** The salt of the order number in the receipt: opened when it is decided who was first. */
    orderProof: (reportId: string) => Promise<{ register: string; salt: string } | null>;
    tell: (reportId: string, line: Told) => Promise<void>;
    checkPassphrase: (session: Session, passphrase: string) => Promise<'right' | 'wrong' | 'locked'>;
    openIdentity: (person: Person, reportId: string, reason: string) => Promise<{ name: string | null; contact: string | null }>;
    /** Whose session it is. @throws NotFound when it holds no longer. */
    holder: (session: Session) => Promise<{ id: string; bureau: string; identity: Identity | null }>;
  };
  documents: Pick<DocumentsService, 'issue' | 'served' | 'ofSubject' | 'guard' | 'open' | 'follow'>;
  evidence: Pick<Evidence, 'keep' | 'attach' | 'download' | 'list'>;
  /** Files that are made while they are sent. */
  write: { sheet: Sheets['write']; paper: WritePaper };
  /** Codes of all bureaus. */
  bureaus: () => Promise<readonly string[]>;
  calendar: (bureau: string) => Promise<Calendar>;
  /** The bureau's own entries over the law. */
  overlay: (bureau: string) => Promise<readonly Parameter[]>;
  jobs: {
    queue: (kind: string, key: string, payload?: Record<string, unknown>, runAt?: Date) => Promise<void>;
    finish: (kind: string, key: string) => Promise<void>;
    forget: (kind: string, key: string) => Promise<void>;
    handle: (kind: string, handler: (key: string) => Promise<void>) => void;
  };
};
