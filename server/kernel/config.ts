// process.env → one frozen typed Config. Lists every problem at once; the process then stops with that one message.
import { z } from 'zod';

/** How many proxies stand in front: of the addresses that a request names only those are believed which they wrote; what stands before them, anybody can send. */
const proxies = z.string().regex(/^(?:true|false|\d?)$/, 'must be true, false or the number of proxies in front').default('').transform((text) => (text === 'true' ? 1 : Number(text === 'false' ? 0 : text) || false));
const key32 = z.string().refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 random bytes in base64 (openssl rand -base64 32)');
const uri = z.string().regex(/^mongodb(\+srv)?:\/\//, 'must be a mongodb:// address');

/** Every variable that is read anywhere. `.env.example` lists the same names (a test). */
const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  PORT: z.coerce.number('must be a port number').int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  UPLOADS_DIR: z.string().min(1).default('uploads'),
  MONGODB_URI: uri.optional(),
  PUBLIC_URL: z.url('must be the address under which the public reaches the site').optional(),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
  TRUST_PROXY: proxies,
  SITE_DIVISION: z.string().regex(/^\d{6}$/, 'must be a division code of six digits').optional(),
  TIP_OFFS_PER_SOURCE: z.coerce.number('must be a whole number; 0 for no limit').int().min(0).default(60),
  UPLOAD_MB_PER_SOURCE: z.coerce.number('must be a whole number; 0 for no limit').int().min(0).default(4096),
  SMTP_URL: z.string().regex(/^smtps?:\/\/[^\s/]+/, 'must be the address of a mail server: smtps://user:password@host').optional(),
  MAIL_FROM: z.string().regex(/^(?:[^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/, 'must be the address that mails come from').optional(),
  MASTER_KEY: key32.optional(),
  LOOKUP_KEY: key32.optional(),
  SESSION_KEY: key32.optional(),
  RECEIPT_SIGNING_KEY: z.string().min(40, 'must be an Ed25519 private key, PKCS 8 in base64').optional(),
});

export const SECRETS = ['MASTER_KEY', 'LOOKUP_KEY', 'SESSION_KEY', 'RECEIPT_SIGNING_KEY'] as const;
export const VARIABLES = Object.keys(environment.shape);

export type Config = Readonly<
  Omit<z.infer<typeof environment>, 'PUBLIC_URL'> & {
    PUBLIC_URL: string;
    /** No MONGODB_URI, not production, a loopback HOST: demo accounts and generated keys are allowed only here. */
    isTrial: boolean;
    isProduction: boolean;
  }
>;

export class ConfigurationError extends Error {}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

/** @throws ConfigurationError that names every variable that is missing or wrong. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => VARIABLES.includes(name) && value !== '' && value !== undefined));
  const parsed = environment.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (Boolean(given['SMTP_URL']) !== Boolean(given['MAIL_FROM'])) problems.push(`${given['SMTP_URL'] ? 'MAIL_FROM' : 'SMTP_URL'}: SMTP_URL and MAIL_FROM are given together or not at all`);
  const isTrial = !given['MONGODB_URI'] && given['NODE_ENV'] !== 'production' && isLoopback(given['HOST'] ?? '127.0.0.1');
  if (!isTrial) {
    if (!given['MONGODB_URI']) problems.push('MONGODB_URI: needed outside trial mode (trial mode = no MONGODB_URI, not production, loopback HOST)');
    for (const name of SECRETS) if (!given[name]) problems.push(`${name}: needed outside trial mode; there is no default`);
    if (given['NODE_ENV'] === 'production' && !given['PUBLIC_URL']) problems.push('PUBLIC_URL: needed in production');
  }
  if (problems.length > 0 || !parsed.success) {
    throw new ConfigurationError(`The configuration cannot be used:\n${[...new Set(problems)].map((line) => `  - ${line}`).join('\n')}`);
  }
  const values = parsed.data;
  return Object.freeze({
    ...values,
    PUBLIC_URL: values.PUBLIC_URL ?? `http://${values.HOST.includes(':') ? `[${values.HOST}]` : values.HOST}:${values.PORT}`,
    isTrial,
    isProduction: values.NODE_ENV === 'production',
  });
}
