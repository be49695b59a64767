import { groupOf, type ItemResult } from '../model/done-result.ts';
import type { Finding, Notice, Severity } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import type { Place } from '../model/span.ts';
import { capital } from '../model/words.ts';
import { relativeUri } from './address.ts';
import { isDone, isObstacle, itemSentence, type Judged } from './done-words.ts';
import { type LineTables, rangeOf } from './range.ts';
import { incompleteSentences } from './words.ts';

/** What a report says of a rule. */
export type DocumentedRule = Pick<Rule, 'id' | 'severity' | 'docs'>;

export interface SarifOptions {
  /** Every rule a finding may name, and others. */
  readonly rules: readonly DocumentedRule[];
  /** The address of a rule's page, or undefined when it has none. */
  readonly helpUri?: (rule: string) => string | undefined;
  /** The address of the product. */
  readonly informationUri?: string;
}

const levels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;
const schemaUri = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json';

/** For code scanning: one run of SARIF 2.1.0 (OASIS standard), suppressed findings included and marked, ended by a line feed. */
export function sarifReport(result: Judged, lines: LineTables, options: SarifOptions): string {
  const rules = options.rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const log = {
    $schema: schemaUri,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(result, rules, options) },
        invocations: [invocation(result)],
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the workspace.' } } },
        columnKind: 'utf16CodeUnits',
        results: result.findings.map((finding) => sarifResult(finding, indexes, lines)),
        properties: {
          mode: isDone(result) ? undefined : result.mode,
          verdict: result.verdict,
          edition: result.edition,
          policyHash: result.policyHash,
        },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function driver(result: Judged, rules: readonly DocumentedRule[], options: SarifOptions): object {
  return {
    name: 'Parapet',
    semanticVersion: result.engine,
    informationUri: options.informationUri,
    rules: rules.map((rule) => reportingDescriptor(rule, options)),
  };
}

function reportingDescriptor({ id, severity, docs }: DocumentedRule, { helpUri }: SarifOptions): object {
  const ways = docs.ways.map((way) => `- ${way}`).join('\n');
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: docs.summary },
    fullDescription: { text: docs.why },
    help: {
      text: [docs.summary, docs.why, ...docs.ways].join('\n'),
      markdown: [docs.summary, docs.why, ...(ways === '' ? [] : [ways])].join('\n\n'),
    },
    helpUri: helpUri?.(id),
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [id.split('/')[0]] },
  };
}

/** `architecture/upward-import` is `ArchitectureUpwardImport`: the standard wants a readable name apart from the id. */
function pascalCase(id: string): string {
  return id.split(/[/-]/).map(capital).join('');
}

function invocation(result: Judged): object {
  const { verdict, isPolicyBroken } = result;
  const notices = [...(isDone(result) ? result.items.flatMap(itemNotice) : []), ...result.notices];
  const incomplete = incompleteSentences(result).join(' ');
  return {
    executionSuccessful: verdict !== 'unknown' && !isPolicyBroken,
    ...(incomplete === '' ? {} : { exitCodeDescription: incomplete }),
    ...(notices.length > 0 ? { toolExecutionNotifications: notices.map(notification) } : {}),
  };
}

function notification({ code, message, incomplete }: Notice): object {
  return { descriptor: { id: code }, level: incomplete ? 'warning' : 'note', message: { text: message } };
}

/** Code scanning refuses a whole log for one result without a place, which an item need not have: it is a notification. */
function itemNotice(item: ItemResult): readonly Notice[] {
  if (groupOf(item) === 'done') return [];
  return [{ code: `done/${item.id}`, message: itemSentence(item), incomplete: isObstacle(item) }];
}

function sarifResult(finding: Finding, indexes: ReadonlyMap<string, number>, lines: LineTables): object {
  const { why, owners, confidence, detail } = finding;
  return {
    ruleId: finding.rule,
    ruleIndex: indexes.get(finding.rule),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [physicalLocation(finding, lines)],
    ...(finding.related.length > 0 ? { relatedLocations: relatedLocations(finding, lines) } : {}),
    partialFingerprints: { 'parapet/v1': finding.fingerprint },
    // An empty list says "looked and found none", which is true of the others.
    suppressions: suppressions(finding),
    properties: { confidence, owners, why, detail },
  };
}

function relatedLocations(finding: Finding, lines: LineTables): readonly object[] {
  return finding.related.map((related, id) => ({
    id,
    ...physicalLocation(related, lines),
    message: { text: related.message },
  }));
}

function physicalLocation({ path, span }: Place, lines: LineTables): object {
  const { start, end } = rangeOf(path, span, lines);
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(path), uriBaseId: '%SRCROOT%' },
      region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    },
  };
}

/** The baseline is a file beside the code, which SARIF calls external. */
function suppressions({ suppressed, isBaselined }: Finding): readonly object[] {
  if (suppressed) return [{ kind: 'inSource', justification: suppressed.reason }];
  return isBaselined ? [{ kind: 'external', justification: 'Accepted in the baseline.' }] : [];
}
