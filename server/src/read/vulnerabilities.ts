import {
  type Fields,
  fieldsAt,
  fieldsOf,
  itemsAt,
  own,
  parsePlainJson,
  textAt,
} from '../format/plain-json.ts';
import type { Parsed, Vulnerability } from '../model/evidence.ts';
import { isYarnAudit, readAdvisories, readYarnAudit } from './advisories.ts';
import { readNpmAudit } from './npm-audit.ts';
import { readOsv } from './osv.ts';
import { told } from './told.ts';
import { readVulnerabilitySarif } from './vulnerability-sarif.ts';

export interface VulnerabilityOptions {
  /** The report's own path, which its vulnerabilities name. */
  readonly path: string;
  /** The file of this workspace that a name in a report stands for. */
  place(name: string): string | undefined;
}

const commands =
  '"npm audit --json", "pnpm audit --json", "yarn npm audit --json --recursive" or "osv-scanner --format json"';

/**
 * Reads what a scanner of dependencies has found, recognised by its content: `npm audit` of any version, `pnpm audit`,
 * both forms of yarn, OSV-Scanner, or SARIF. Never throws.
 */
export function readVulnerabilities(
  text: string,
  options: VulnerabilityOptions,
): Parsed<readonly Vulnerability[]> {
  return told(read(text, options));
}

function read(text: string, { path, place }: VulnerabilityOptions): Parsed<readonly Vulnerability[]> {
  if (isYarnAudit(text)) return readYarnAudit(text, path);
  const parsed = parsePlainJson(text);
  if (!parsed.ok) return parsed;
  const root = fieldsOf(parsed.value);
  const failure = failureOf(root);
  if (failure !== undefined) return { ok: false, message: failure };
  const vulnerabilities = fieldsAt(root, 'vulnerabilities');
  if (vulnerabilities) return { ok: true, content: readNpmAudit(vulnerabilities, path) };
  const advisories = fieldsAt(root, 'advisories');
  if (advisories) return readAdvisories(advisories, path);
  if (root && Array.isArray(own(root, 'runs'))) return readVulnerabilitySarif(root, { report: path, place });
  if (isOsv(root)) return { ok: true, content: readOsv(itemsAt(root, 'results'), { report: path, place }) };
  return { ok: false, message: `it is not what ${commands} writes` };
}

/** What npm and pnpm write where they could not ask the registry, or found no lock file. */
function failureOf(root: Fields | undefined): string | undefined {
  if (!root || fieldsAt(root, 'vulnerabilities') || fieldsAt(root, 'advisories')) return undefined;
  const error = fieldsAt(root, 'error');
  if (!error) return undefined;
  const said =
    textAt(error, 'summary') ?? textAt(error, 'message') ?? textAt(root, 'message') ?? textAt(error, 'code');
  return `the audit itself failed${said === undefined ? '' : `: ${said.split('\n')[0]?.replace(/[.\s]+$/, '')}`}`;
}

/** Other scanners have `results` too, and an empty list alone would pass for anything; these keys are theirs. */
const foreignKeys = ['errors', 'paths', 'metrics', 'generated_at', 'testResults'] as const;

function isOsv(root: Fields | undefined): boolean {
  const results = own(root, 'results');
  if (!Array.isArray(results) || foreignKeys.some((key) => own(root, key) !== undefined)) return false;
  return results.every((result) => {
    const fields = fieldsOf(result);
    return fieldsAt(fields, 'source') !== undefined || Array.isArray(own(fields, 'packages'));
  });
}
