import {
  type Fields,
  fieldsAt,
  fieldsOf,
  objectsAt,
  own,
  parsePlainJson,
  textAt,
} from '../format/plain-json.ts';
import { instantOf, parseToml } from '../format/toml.ts';
import type { Acceptance } from '../model/change-facts.ts';
import { noDay } from '../model/date.ts';
import type { Parsed } from '../model/evidence.ts';
import { told } from './told.ts';
import { readCycloneDxVex, readOpenVex } from './vex.ts';

/**
 * Reads a document that accepts vulnerabilities: OpenVEX, CycloneDX with analyses, or `osv-scanner.toml`, recognised by its
 * content. Never throws.
 */
export function readAcceptances(text: string, path: string): Parsed<readonly Acceptance[]> {
  return told(read(text, path), 'The document');
}

function read(text: string, path: string): Parsed<readonly Acceptance[]> {
  if (!/^\uFEFF?\s*[[{]\s*(?:["}\]{]|$)/.test(text)) return readScannerConfiguration(text, path);
  const parsed = parsePlainJson(text);
  if (!parsed.ok) return parsed;
  const root = fieldsOf(parsed.value);
  if (/openvex/i.test(textAt(root, '@context') ?? '') || (root && Array.isArray(own(root, 'statements'))))
    return { ok: true, content: readOpenVex(root ?? {}, path) };
  if (root && textAt(root, 'bomFormat') === 'CycloneDX')
    return { ok: true, content: readCycloneDxVex(root, path) };
  return { ok: false, message: 'it is neither OpenVEX nor CycloneDX nor osv-scanner.toml' };
}

/** Format: configuration of OSV-Scanner, where a day means its beginning, so that the one before it is the last. */
function readScannerConfiguration(text: string, path: string): Parsed<readonly Acceptance[]> {
  if (text.trim() === '') return { ok: false, message: 'it is empty' };
  const parsed = parseToml(text);
  if (!parsed.ok) return parsed;
  const ignored = objectsAt(parsed.content, 'IgnoredVulns').flatMap((entry) => {
    const id = textAt(entry, 'id');
    return id === undefined ? [] : [{ ids: [id], ...said(entry, 'ignoreUntil'), path }];
  });
  const overridden = objectsAt(parsed.content, 'PackageOverrides').flatMap((entry): readonly Acceptance[] => {
    const isIgnored =
      own(fieldsAt(entry, 'vulnerability'), 'ignore') === true || own(entry, 'ignore') === true;
    const isNpm = (textAt(entry, 'ecosystem') ?? 'npm').toLowerCase() === 'npm';
    const name = textAt(entry, 'name');
    if (!isIgnored || !isNpm || name === undefined) return [];
    const version = textAt(entry, 'version');
    const packages = [version === undefined ? { name } : { name, version }];
    return [{ packages, ...said(entry, 'effectiveUntil'), path }];
  });
  return { ok: true, content: [...ignored, ...overridden] };
}

const day = 86_400_000;

function said(entry: Fields, key: string): Pick<Acceptance, 'reason' | 'until'> {
  const reason = textAt(entry, 'reason')?.trim() ?? '';
  const end = instantOf(own(entry, key));
  // An end that is none must not make the acceptance endless.
  if (end === undefined) return own(entry, key) === undefined ? { reason } : { reason, until: noDay };
  return { reason, until: new Date(Math.max(end - 1, -day)).toISOString().slice(0, 10) };
}
