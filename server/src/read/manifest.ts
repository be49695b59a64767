import { parseJsonc } from '../format/jsonc.ts';
import { textsIn } from '../format/public-entries.ts';
import { type JsonNode, type JsonObject, member, toValue } from '../model/json.ts';
import { type DependencyFact, dependencySections, type PackageFacts } from '../model/package-facts.ts';
import { folderOf } from '../model/path.ts';
import type { Span } from '../model/span.ts';

const entryFields = ['source', 'types', 'typings', 'module', 'main', 'browser', 'bin'] as const;

/** What a package.json says, as far as it can be read; undefined where it holds no object. */
export function readManifest(path: string, text: string): PackageFacts | undefined {
  const read = readFields(text);
  if (!read) return undefined;
  const { fields, isBroken } = read;
  const { name, version, exports } = fields;
  const spanOf = createSpans(text);
  return {
    path,
    folder: folderOf(path),
    name: typeof name === 'string' ? name : '',
    ...(typeof version === 'string' && { version }),
    isBroken,
    isPrivate: fields['private'] === true,
    ...(exports === undefined || exports === null ? {} : { exports }),
    entries: entryFields.flatMap((field) => textsIn(fields[field])),
    dependencies: dependencySections.flatMap((section) => dependenciesIn(fields[section], section, spanOf)),
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** A parser that knows positions takes many times as long, and is needed only where the quick one gives up. */
function readFields(text: string): { readonly fields: Fields; readonly isBroken: boolean } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? { fields: value, isBroken: false } : undefined;
  } catch {
    const { root, problems } = parseJsonc(text);
    if (root?.kind !== 'object') return undefined;
    return { fields: toValue(root) as Fields, isBroken: problems.length > 0 };
  }
}

type FindSpan = (section: DependencyFact['section'], name: string) => Span;

/** Hardly any manifest is asked where it declares something. */
function createSpans(text: string): FindSpan {
  let root: JsonNode | undefined;
  return (section, name) => {
    root ??= parseJsonc(text).root;
    const members = (member(root, section) as JsonObject | undefined)?.members ?? [];
    return members.findLast(({ key }) => key === name)?.keySpan ?? { start: 0, end: 1 };
  };
}

function dependenciesIn(
  value: unknown,
  section: DependencyFact['section'],
  spanOf: FindSpan,
): readonly DependencyFact[] {
  if (!isFields(value)) return [];
  return Object.entries(value).map(([name, range]) => ({
    name,
    section,
    range: typeof range === 'string' ? range : '',
    get span() {
      return spanOf(section, name);
    },
  }));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
