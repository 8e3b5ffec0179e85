// Accounts and bureaus, and what may be done with them. An administrator manages both and never sees a report.
import type { Certificate, Person, Role } from './person.ts';

export const LEVELS = ['province', 'prefecture', 'county'] as const;
export type BureauLevel = (typeof LEVELS)[number];

/** `documentWord` is the 字 of its document numbers: 鹤医保 in 鹤医保立〔2026〕3 号. */
export type Bureau = {
  code: string;
  name: string;
  shortName: string;
  documentWord: string;
  level: BureauLevel;
  parent: string | null;
  address: string;
  phone: string;
  hours: string;
  isActive: boolean;
  isDemo: boolean;
  version: number;
};

export type Account = {
  id: string;
  account: string;
  name: string;
  bureau: string;
  scope: string;
  roles: Role[];
  certificate: Certificate | null;
  /** Where the morning mail goes; null: nowhere. */
  email: string | null;
  passwordHash: string;
  tokenVersion: number;
  mustChangePassword: boolean;
  isDisabled: boolean;
  isDemo: boolean;
  createdAt: Date;
  version: number;
};

/** At least 12 characters, at most 64; bcrypt reads 72 bytes, so more than that is refused rather than cut. */
export const PASSWORD = { minCharacters: 12, maxBytes: 72 } as const;

/** Of every account of the trial's story. It is printed, so outside trial mode no process starts on a database that holds such accounts. */
export const DEMO_PASSWORD = 'mingjian-2026-trial';

export function passwordProblem(password: string, account: string): 'short' | 'long' | 'likeAccount' | null {
  if ([...password].length < PASSWORD.minCharacters) return 'short';
  if (utf8Length(password) > PASSWORD.maxBytes) return 'long';
  if (account !== '' && password.toLowerCase().includes(account.toLowerCase())) return 'likeAccount';
  return null;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const symbol of text) {
    const point = symbol.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** The person behind an account, or null while it is disabled. */
export function personOf(account: Account, bureau: Bureau): Person | null {
  if (account.isDisabled || !bureau.isActive) return null;
  return {
    id: account.id, account: account.account, name: account.name, bureau: account.bureau, bureauName: bureau.name, scope: account.scope,
    roles: account.roles, certificate: account.certificate, mustChangePassword: account.mustChangePassword,
  };
}

/** The account after a password change: tokens issued before stop working. */
export const withPassword = (account: Account, passwordHash: string, mustChange: boolean): Account => ({
  ...account, passwordHash, mustChangePassword: mustChange, tokenVersion: account.tokenVersion + 1,
});

/** The account after it was disabled or its rights changed: tokens issued before stop working. */
export const withRights = (account: Account, change: Partial<Pick<Account, 'name' | 'roles' | 'certificate' | 'isDisabled' | 'scope'>>): Account => ({
  ...account, ...change, tokenVersion: account.tokenVersion + 1,
});

/** An administrator handles accounts of the own bureau and of those below it; roles that read reports never join the administrator's. */
export const mayManageAccounts = (person: Person): boolean => person.roles.includes('administrator');

/** 系统管理员 has no access to reports: the role stands alone. */
export const areRolesCompatible = (roles: readonly Role[]): boolean => !(roles.includes('administrator') && roles.length > 1);
