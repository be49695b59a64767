import { type Fields, fieldsAt, fieldsOf, itemsAt, objectsAt, own, textAt } from '../format/plain-json.ts';
import type { Parsed, SecurityLevel, SecurityResult } from '../model/evidence.ts';

/** One result of one run, with defaults filled in. Format: SARIF 2.1.0, OASIS. */
export interface SarifResult {
  readonly tool: string;
  readonly ruleId: string;
  /** Absent where neither result nor rule says one, so that the format's default holds. */
  readonly level?: SecurityLevel;
  readonly message: string;
  /** Names of the first location's file, the most telling first. */
  readonly names: readonly string[];
  readonly region?: NonNullable<SecurityResult['region']>;
  readonly rule?: Fields;
  readonly fields: Fields;
}

/** Nobody reads on, and a search in it must not take minutes. */
const longestMessage = 4000;

/** Kinds that say that nothing is wrong. */
const harmless: ReadonlySet<string> = new Set(['pass', 'notApplicable', 'informational']);

/** Reads the results of every run that tell of something wrong; those that a scanner lists as gone are left out. */
export function readSarif(root: Fields): Parsed<readonly SarifResult[]> {
  const version = textAt(root, 'version') ?? 'of no version';
  if (!version.startsWith('2.')) return { ok: false, message: `it is SARIF ${version}; 2.1.0 is read` };
  const runs = objectsAt(root, 'runs');
  if (runs.length === 0) return { ok: false, message: 'it holds no run of a scanner' };
  const failed = runs.find((run) => !Array.isArray(own(run, 'results')) || isFailed(run));
  if (failed) return { ok: false, message: `the run of "${toolOf(failed)}" in it did not end well` };
  return { ok: true, content: runs.flatMap(resultsOf) };
}

/** A run that failed and found nothing has not looked; with results it has at least seen these. */
function isFailed(run: Fields): boolean {
  const invocations = objectsAt(run, 'invocations');
  return (
    itemsAt(run, 'results').length === 0 &&
    invocations.some((one) => own(one, 'executionSuccessful') === false)
  );
}

function toolOf(run: Fields): string {
  return textAt(fieldsAt(fieldsAt(run, 'tool'), 'driver'), 'name') ?? 'a scanner';
}

function resultsOf(run: Fields): readonly SarifResult[] {
  const tool = toolOf(run);
  const ruleOf = createRules(run);
  const overrides = overridesOf(run);
  return objectsAt(run, 'results').flatMap((fields) => {
    const kind = textAt(fields, 'kind') ?? 'fail';
    if (harmless.has(kind) || textAt(fields, 'baselineState') === 'absent') return [];
    const rule = ruleOf(fields);
    const ruleId =
      textAt(fields, 'ruleId') ?? textAt(fieldsAt(fields, 'rule'), 'id') ?? textAt(rule, 'id') ?? 'unnamed';
    const level =
      kind === 'fail'
        ? (levelOf(fields) ?? overrides.get(ruleId) ?? levelOf(fieldsAt(rule, 'defaultConfiguration')))
        : 'note';
    const at = placeOf(fields, run);
    const result = { tool, ruleId, message: messageOf(fields, rule), names: at.names, fields };
    return [
      {
        ...result,
        ...(level !== undefined && { level }),
        ...(at.region && { region: at.region }),
        ...(rule && { rule }),
      },
    ];
  });
}

function levelOf(fields: Fields | undefined): SecurityLevel | undefined {
  const level = textAt(fields, 'level');
  if (level === 'error' || level === 'warning' || level === 'note') return level;
  return level === 'none' ? 'note' : undefined;
}

/** A rule is named by its index or id, in the driver or in one of its extensions. */
function createRules(run: Fields): (result: Fields) => Fields | undefined {
  const tool = fieldsAt(run, 'tool');
  const components = [fieldsAt(tool, 'driver'), ...itemsAt(tool, 'extensions').map(fieldsOf)].map(
    (component) => {
      const rules = itemsAt(component, 'rules').map(fieldsOf);
      return {
        rules,
        byId: new Map(rules.flatMap((rule) => (rule ? [[textAt(rule, 'id') ?? '', rule] as const] : []))),
      };
    },
  );
  return (result) => {
    const reference = fieldsAt(result, 'rule');
    const extension = indexAt(fieldsAt(reference, 'toolComponent'), 'index');
    const component = components[extension === undefined ? 0 : extension + 1];
    const index = indexAt(result, 'ruleIndex') ?? indexAt(reference, 'index');
    const id = textAt(result, 'ruleId') ?? textAt(reference, 'id') ?? '';
    const found = index === undefined ? undefined : component?.rules[index];
    // An id may go on after a slash, which the rule's own does not.
    return found ?? component?.byId.get(id) ?? component?.byId.get(id.replace(/\/[^/]*$/, ''));
  };
}

/** What whoever started the scanner made of its rules. */
function overridesOf(run: Fields): ReadonlyMap<string, SecurityLevel> {
  const rules = itemsAt(fieldsAt(fieldsAt(run, 'tool'), 'driver'), 'rules').map(fieldsOf);
  const overrides = new Map<string, SecurityLevel>();
  for (const invocation of objectsAt(run, 'invocations')) {
    for (const one of objectsAt(invocation, 'ruleConfigurationOverrides')) {
      const descriptor = fieldsAt(one, 'descriptor');
      const id = textAt(descriptor, 'id') ?? textAt(rules[indexAt(descriptor, 'index') ?? -1], 'id');
      const level = levelOf(fieldsAt(one, 'configuration'));
      if (id !== undefined && level !== undefined) overrides.set(id, level);
    }
  }
  return overrides;
}

/** The text, or the rule's by its name; `{0}` stands for the first argument and `[text](1)` leads to a related place. */
function messageOf(result: Fields, rule: Fields | undefined): string {
  const message = fieldsAt(result, 'message');
  const named = fieldsAt(fieldsAt(rule, 'messageStrings'), textAt(message, 'id') ?? '');
  const described = fieldsAt(rule, 'shortDescription') ?? fieldsAt(rule, 'fullDescription');
  const text = textAt(message, 'text') ?? textAt(named, 'text') ?? textAt(described, 'text') ?? '';
  const given = itemsAt(message, 'arguments');
  return text
    .slice(0, longestMessage)
    .replace(/\{(\d{1,3})\}/g, (whole, index: string) => String(given[Number(index)] ?? whole))
    .replace(/(?<!\\)\[((?:[^\]\\]|\\.)*)\]\(\d+\)/g, '$1')
    .replace(/\\([[\]\\])/g, '$1')
    .trim();
}

function placeOf(result: Fields, run: Fields): Pick<SarifResult, 'names' | 'region'> {
  const physical = fieldsAt(fieldsOf(itemsAt(result, 'locations')[0]), 'physicalLocation');
  const named = fieldsAt(physical, 'artifactLocation');
  const index = indexAt(named, 'index');
  const listed =
    index === undefined ? undefined : fieldsAt(fieldsOf(itemsAt(run, 'artifacts')[index]), 'location');
  const location = textAt(named, 'uri') === undefined ? listed : named;
  const uri = textAt(location, 'uri');
  if (uri === undefined) return { names: [] };
  const base = baseOf(textAt(location, 'uriBaseId'), run);
  const region = regionOf(fieldsAt(physical, 'region'));
  const names = [...new Set([pathOf(base + uri), pathOf(uri)])];
  return region ? { names, region } : { names };
}

/** What the run says that the name of a base stands for, itself relative to another one perhaps; often nothing. */
function baseOf(id: string | undefined, run: Fields, depth = 0): string {
  const base = id === undefined || depth > 9 ? undefined : fieldsAt(fieldsAt(run, 'originalUriBaseIds'), id);
  const uri = textAt(base, 'uri');
  if (uri === undefined) return '';
  return baseOf(textAt(base, 'uriBaseId'), run, depth + 1) + (uri.endsWith('/') ? uri : `${uri}/`);
}

function pathOf(uri: string): string {
  const path = uri.replace(/^file:\/\/(?:localhost(?=\/))?/i, '').replace(/^\/(?=[A-Za-z]:)/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function regionOf(region: Fields | undefined): NonNullable<SecurityResult['region']> | undefined {
  const startLine = indexAt(region, 'startLine');
  if (startLine === undefined || startLine < 1) return undefined;
  const startColumn = indexAt(region, 'startColumn');
  const endLine = indexAt(region, 'endLine');
  const endColumn = indexAt(region, 'endColumn');
  return {
    startLine,
    ...(startColumn !== undefined && startColumn > 0 && { startColumn }),
    ...(endLine !== undefined && endLine >= startLine && { endLine }),
    ...(endColumn !== undefined && endColumn > 0 && { endColumn }),
  };
}

/** A whole number from 0; anything else, such as the -1 that stands for none, is no index. */
function indexAt(fields: Fields | undefined, key: string): number | undefined {
  const value = own(fields, key);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
