import {
  type Fields,
  fieldsAt,
  fieldsOf,
  itemsAt,
  own,
  parsePlainJson,
  textAt,
  textsAt,
} from '../format/plain-json.ts';
import { advisoryRange } from '../format/semver.ts';
import type { Parsed, Unusable, Vulnerability } from '../model/evidence.ts';
import { levelOfWord, namesIn, shownName } from './vulnerability-level.ts';

/** Reads the form of npm 6, which pnpm and yarn still write: `advisories` with what was found of each. */
export function readAdvisories(advisories: Fields, report: string): Parsed<readonly Vulnerability[]> {
  const found: Vulnerability[] = [];
  for (const [key, value] of Object.entries(advisories)) {
    const one = toVulnerability(fieldsOf(value), key, report);
    if (!one) return damaged;
    found.push(one);
  }
  return { ok: true, content: found };
}

const damaged: Unusable = { ok: false, message: 'it is damaged: an advisory in it names no package' };

/**
 * Reads what yarn writes, one object per line: `auditAdvisory` with the form of npm 6, or since version 4 a `value` with
 * `children`. A line that tells of an error, or that is cut off, makes all of it unusable.
 */
export function readYarnAudit(text: string, report: string): Parsed<readonly Vulnerability[]> {
  const found = new Map<string, Vulnerability>();
  const types = new Set<string>();
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const parsed = parsePlainJson(line);
    const fields = parsed.ok ? fieldsOf(parsed.value) : undefined;
    if (!fields) return { ok: false, message: 'it is cut off, or not all of it is what yarn writes' };
    types.add(textAt(fields, 'type') ?? '');
    if (textAt(fields, 'type') === 'error') {
      const why = textAt(fields, 'data') ?? 'it does not say why';
      return { ok: false, message: `yarn could not audit: ${withoutStop(why)}` };
    }
    const advisory = fieldsAt(fieldsAt(fields, 'data'), 'advisory');
    const isAdvisory = advisory !== undefined || textAt(fields, 'type') === 'auditAdvisory';
    const one = isAdvisory ? toVulnerability(advisory, '', report) : ofChildren(fields, report);
    if (isAdvisory && !one) return damaged;
    // Yarn 1 repeats an advisory for each way that leads to it.
    if (one) found.set(`${one.package} ${one.id} ${one.versions.join()}`, one);
  }
  if (types.has('auditAdvisory') && !types.has('auditSummary'))
    return { ok: false, message: 'it is cut off: yarn ends with a summary' };
  return { ok: true, content: [...found.values()] };
}

/** True for a text of which the first line is one that yarn writes. */
export function isYarnAudit(text: string): boolean {
  return /^\uFEFF?\s*\{\s*"(?:type"\s*:\s*"(?:audit|info|error|warning|activity|step)|value"\s*:)/.test(
    text.slice(0, 200),
  );
}

function toVulnerability(
  advisory: Fields | undefined,
  key: string,
  report: string,
): Vulnerability | undefined {
  const name = textAt(advisory, 'module_name');
  if (!advisory || name === undefined) return undefined;
  const url = textAt(advisory, 'url');
  const ghsa = textAt(advisory, 'github_advisory_id');
  const names = [...(ghsa === undefined ? [] : [ghsa]), ...textsAt(advisory, 'cves'), ...namesIn(url ?? '')];
  const number = own(advisory, 'id');
  const aliases = names.length > 0 ? [...new Set(names)] : [`npm-${number ?? key}`];
  const findings = itemsAt(advisory, 'findings').map(fieldsOf);
  const range = advisoryRange(textAt(advisory, 'vulnerable_versions') ?? '');
  const fixedIn = /^>=\s*(\d[^\s|]*)$/.exec(textAt(advisory, 'patched_versions') ?? '')?.[1];
  return {
    id: shownName(aliases),
    aliases,
    package: name,
    versions: [...new Set(findings.flatMap((one) => textAt(one, 'version') ?? []))],
    ...(range !== undefined && { range }),
    title: textAt(advisory, 'title') ?? '',
    level: levelOfWord(own(advisory, 'severity')),
    ...(fixedIn !== undefined && { fixedIn }),
    broughtBy: [...new Set(findings.flatMap((one) => textsAt(one, 'paths').flatMap(firstOnPath)))],
    ...(url !== undefined && { url }),
    report,
  };
}

/** `express>qs`, and where there are workspaces `packages__api>express>qs` or `.>express>qs`. */
function firstOnPath(path: string): readonly string[] {
  const names = path.split('>').filter((name) => name !== '.' && !name.includes('__'));
  return names[0] === undefined ? [] : [names[0]];
}

function ofChildren(line: Fields, report: string): Vulnerability | undefined {
  const children = fieldsAt(line, 'children');
  const name = textAt(line, 'value');
  const id = own(children, 'ID');
  // Yarn lists packages that are only deprecated in the same way.
  if (!children || name === undefined || /deprecation/.test(String(id))) return undefined;
  const url = textAt(children, 'URL');
  const names = namesIn(url ?? '');
  const aliases = names.length > 0 ? names : [`npm-${id ?? name}`];
  const range = advisoryRange(textAt(children, 'Vulnerable Versions') ?? '');
  return {
    id: shownName(aliases),
    aliases,
    package: name,
    versions: textsAt(children, 'Tree Versions'),
    ...(range !== undefined && { range }),
    title: textAt(children, 'Issue') ?? '',
    level: levelOfWord(own(children, 'Severity')),
    ...(url !== undefined && { url }),
    report,
  };
}

function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
