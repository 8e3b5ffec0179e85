// Rule sets as a file that another site can check: canonical JSON with its own hash, marked where it comes from a demonstration.
import { canonicalJson, sha256 } from '../../kernel/crypto.ts';
import { Invalid } from '../../kernel/errors.ts';
import type { RuleSet } from '../rules/rule-set.ts';

const FORMAT = 'mingjian-reward-rules';
const DEMO = '演示';

/** RFC 8785 bytes; `sha256` covers everything else. The same rule sets give the same bytes. */
export function ruleFile(ruleSets: readonly RuleSet[], isDemo: boolean): Buffer {
  const content = { format: FORMAT, formatVersion: 1, ...(isDemo ? { demo: DEMO } : {}), ruleSets };
  return canonicalJson({ ...content, sha256: sha256(canonicalJson(content)) });
}

/** What a file holds, not yet checked by the schema. @throws Invalid where it is no such file, was changed, or comes from a demonstration and this site is none */
export function readRuleFile(bytes: Buffer, isDemo: boolean): unknown[] {
  const wrong = (key: string): never => {
    throw new Invalid({ file: { key } });
  };
  const parsed = parse(bytes);
  if (typeof parsed !== 'object' || parsed === null || !('format' in parsed) || parsed.format !== FORMAT || !('ruleSets' in parsed) || !Array.isArray(parsed.ruleSets)) return wrong('rewardRules.error.file');
  const content = Object.fromEntries(Object.entries(parsed).filter(([name]) => name !== 'sha256'));
  if (!('sha256' in parsed) || parsed.sha256 !== sha256(canonicalJson(content))) return wrong('rewardRules.error.hash');
  if ('demo' in parsed && !isDemo) return wrong('rewardRules.error.demo');
  return parsed.ruleSets.map((each: unknown) => each);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
