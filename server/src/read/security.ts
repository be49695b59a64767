import {
  type Fields,
  fieldsAt,
  fieldsOf,
  objectsAt,
  own,
  parsePlainJson,
  textAt,
} from '../format/plain-json.ts';
import type { Parsed, SecurityLevel, SecurityResult } from '../model/evidence.ts';
import { byCodeUnit } from '../model/path.ts';
import { readSarif, type SarifResult } from './sarif.ts';
import { told } from './told.ts';
import { levelOfScore } from './vulnerability-level.ts';

export interface SecurityOptions {
  /** The file of this workspace that a name in a report stands for. */
  place(name: string): string | undefined;
}

/**
 * Reads what a scanner of code, secrets or configuration has written as SARIF 2.1.0. Never throws.
 */
export function readSecurity(text: string, options: SecurityOptions): Parsed<readonly SecurityResult[]> {
  return told(read(text, options));
}

function read(text: string, { place }: SecurityOptions): Parsed<readonly SecurityResult[]> {
  const parsed = parsePlainJson(text);
  if (!parsed.ok) return parsed;
  const root = fieldsOf(parsed.value);
  if (!root || !Array.isArray(own(root, 'runs'))) return { ok: false, message: 'it is not SARIF' };
  const sarif = readSarif(root);
  if (!sarif.ok) return sarif;
  const places = new Map<string, string | undefined>();
  const placed = (name: string) => {
    if (!places.has(name)) places.set(name, place(name));
    return places.get(name);
  };
  return { ok: true, content: sarif.content.map((result) => toResult(result, placed)) };
}

function toResult(result: SarifResult, place: (name: string) => string | undefined): SecurityResult {
  const { tool, ruleId, message, names, region, rule, fields } = result;
  const path = names.map(place).find((one) => one !== undefined);
  const state = textAt(fields, 'baselineState');
  const url = textAt(rule, 'helpUri');
  return {
    tool,
    ruleId,
    level: weightOf(result),
    message: message === '' ? ruleId : message,
    ...(path !== undefined && { path }),
    ...(path === undefined && names[0] !== undefined && { foreignPath: names[0] }),
    ...(path !== undefined && region && { region }),
    identity: [tool, ruleId, fingerprintOf(fields) ?? message].join(' '),
    ...((state === 'unchanged' || state === 'updated' || isAccepted(fields)) && { isOld: true as const }),
    ...(state === 'new' && !isAccepted(fields) && { isNew: true as const }),
    ...(url !== undefined && /^https?:/.test(url) && { url }),
  };
}

/** Who looks for secrets knows no lesser and greater ones, and most such tools write no level at all. */
const secretScanners =
  /^(?:gitleaks|betterleaks|trufflehog|ggshield|gitguardian|detect-secrets|talisman|whispers|noseyparker|titus)\b/i;

const weights = { note: 0, warning: 1, error: 2 } as const satisfies Record<SecurityLevel, number>;
const byScore = {
  unknown: 'note',
  low: 'note',
  moderate: 'warning',
  high: 'error',
  critical: 'error',
} as const;

/** What result and rule say, or the rule's `security-severity` where that weighs more; the format's default is a warning. */
function weightOf({ level, rule, tool }: SarifResult): SecurityLevel {
  const said = level ?? (secretScanners.test(tool) ? 'error' : 'warning');
  const scored = byScore[levelOfScore(own(fieldsAt(rule, 'properties'), 'security-severity'))];
  return weights[scored] > weights[said] ? scored : said;
}

/** Accepted unless somebody is still to look at it or has refused it. */
function isAccepted(fields: Fields): boolean {
  const suppressions = objectsAt(fields, 'suppressions');
  return (
    suppressions.length > 0 &&
    suppressions.every((one) => (textAt(one, 'status') ?? 'accepted') === 'accepted')
  );
}

/** Some tools put who committed a secret, and when, where fingerprints belong. */
const noFingerprints: ReadonlySet<string> = new Set([
  'commitSha',
  'email',
  'author',
  'date',
  'commitMessage',
]);

function fingerprintOf(fields: Fields): string | undefined {
  for (const key of ['fingerprints', 'partialFingerprints']) {
    const values = Object.entries(fieldsAt(fields, key) ?? {})
      .filter(([name, value]) => !noFingerprints.has(name) && typeof value === 'string' && value !== '')
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([, value]) => String(value));
    if (values.length > 0) return values.join(' ');
  }
  return undefined;
}
