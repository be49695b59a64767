import { globProblem } from '../format/glob.ts';
import { checkJson, type JsonSchema } from '../format/json-schema.ts';
import type { SeveritySetting } from '../model/finding.ts';
import { type JsonNode, member, strings, toValue } from '../model/json.ts';
import { didYouMean } from '../model/nearest.ts';
import type { Pattern, Policy, PolicyProblem, RuleSetting } from '../model/policy.ts';
import { namesRule } from '../model/rule-name.ts';
import type { Place, Span } from '../model/span.ts';
import { policyProblem } from './codes.ts';
import type { PolicyText } from './document.ts';

/** A layer as one document states it; several documents may add to one layer. */
export interface LayerDraft {
  readonly name: string;
  readonly place: Place;
  readonly files?: readonly Pattern[];
  readonly closed?: boolean;
  readonly why?: string;
  readonly owner?: string;
  readonly severity?: SeveritySetting;
}

/** What one document states, before it is merged with others. */
export interface PolicyDraft extends Pick<Policy, 'cover' | 'tests' | 'exclude' | 'rules' | 'overrides'> {
  readonly engine?: { readonly range: string; readonly place: Place };
  readonly edition?: string;
  /** Names in order from the top; names in one inner list are equal. Absent where the document lists none. */
  readonly order?: readonly (readonly string[])[];
  readonly orderPlace?: Place;
  readonly layers: readonly LayerDraft[];
}

export interface Drafted {
  readonly draft: PolicyDraft;
  readonly problems: readonly PolicyProblem[];
}

/** What the policy needs to know of a rule: its id, and the schema of its options where it takes some. */
export interface RuleName {
  readonly id: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Turns a validated document into statements; a statement that cannot stand is a problem and left out. */
export function draftPolicy({ path, root }: PolicyText, known: readonly RuleName[]): Drafted {
  const problems: PolicyProblem[] = [];
  const at = (span: Span): Place => ({ path, span });
  const patterns = (node: JsonNode | undefined): readonly Pattern[] =>
    strings(node).flatMap(({ value, span }) => {
      const wrong = globProblem(value);
      if (wrong === undefined) return [{ glob: value, place: at(span) }];
      problems.push(policyProblem('CFG-009', at(span), `The pattern "${value}" ${wrong}.`));
      return [];
    });
  const settings = (node: JsonNode | undefined) => draftRules(node, known, at, problems);
  const groups = draftLayers(member(root, 'layers'), at, patterns, problems);
  const engine = member(root, 'engine');
  const edition = member(root, 'edition');
  const layersKey = root?.kind === 'object' ? root.members.find(({ key }) => key === 'layers') : undefined;
  const overrides = member(root, 'overrides');
  const draft: PolicyDraft = {
    ...(engine?.kind === 'string' && { engine: { range: engine.value, place: at(engine.span) } }),
    ...(edition?.kind === 'string' && { edition: edition.value }),
    ...(layersKey && { order: groups.map((group) => group.map(({ name }) => name)) }),
    ...(layersKey && { orderPlace: at(layersKey.keySpan) }),
    layers: groups.flat(),
    cover: patterns(member(root, 'cover')),
    tests: patterns(member(root, 'tests')),
    exclude: patterns(member(root, 'exclude')),
    rules: settings(member(root, 'rules')),
    overrides: (overrides?.kind === 'array' ? overrides.items : []).map((item) => ({
      files: patterns(member(item, 'files')),
      rules: settings(member(item, 'rules')),
    })),
  };
  return { draft, problems };
}

type At = (span: Span) => Place;
type ReadPatterns = (node: JsonNode | undefined) => readonly Pattern[];

function draftLayers(
  node: JsonNode | undefined,
  at: At,
  patterns: ReadPatterns,
  problems: PolicyProblem[],
): readonly (readonly LayerDraft[])[] {
  if (node?.kind !== 'array') return [];
  const seen = new Set<string>();
  const draft = (item: JsonNode): readonly LayerDraft[] => {
    const layer = draftLayer(item, at, patterns);
    if (!layer) return [];
    if (seen.has(layer.name)) {
      const message = `A layer named "${layer.name}" is already in this list.`;
      problems.push(policyProblem('CFG-011', layer.place, message));
      return [];
    }
    seen.add(layer.name);
    return [layer];
  };
  return node.items
    .map((item) => (item.kind === 'array' ? item.items.flatMap(draft) : draft(item)))
    .filter((group) => group.length > 0);
}

function draftLayer(item: JsonNode, at: At, patterns: ReadPatterns): LayerDraft | undefined {
  const name = member(item, 'name');
  if (name?.kind !== 'string') return undefined;
  const files = member(item, 'files');
  const closed = member(item, 'closed');
  const text = (key: 'why' | 'owner' | 'severity') => {
    const value = member(item, key);
    return value?.kind === 'string' ? { [key]: value.value } : {};
  };
  return {
    name: name.value,
    place: at(name.span),
    ...(files && { files: patterns(files) }),
    ...(closed?.kind === 'boolean' && { closed: closed.value }),
    ...text('why'),
    ...text('owner'),
    ...text('severity'),
  };
}

function draftRules(
  node: JsonNode | undefined,
  known: readonly RuleName[],
  at: At,
  problems: PolicyProblem[],
): readonly RuleSetting[] {
  if (node?.kind !== 'object') return [];
  return node.members.flatMap(({ key, keySpan, value }) => {
    const named = known.filter(({ id }) => namesRule(key, id));
    if (named.length === 0) {
      const hint = didYouMean(
        key,
        known.map(({ id }) => id),
      );
      problems.push(policyProblem('CFG-010', at(keySpan), `There is no rule "${key}".${hint}`));
      return [];
    }
    const [level, options] = value.kind === 'array' ? value.items : [value];
    if (level?.kind !== 'string') return [];
    const severity = level.value as SeveritySetting;
    const taken = options && draftOptions(key, options, named, at, problems);
    return [{ rule: key, severity, place: at(keySpan), ...(taken && { options: toValue(taken) }) }];
  });
}

/** Options belong to one rule; a bad option is left out and the severity stands. */
function draftOptions(
  key: string,
  node: JsonNode,
  named: readonly RuleName[],
  at: At,
  problems: PolicyProblem[],
): JsonNode | undefined {
  const schema = named.length === 1 ? named[0]?.options : undefined;
  if (!schema) {
    problems.push(policyProblem('CFG-015', at(node.span), `The rule "${key}" takes no options.`));
    return undefined;
  }
  const checked = checkJson(node, schema as JsonSchema, `The rule "${key}"`);
  problems.push(...checked.problems.map(({ span, message }) => policyProblem('CFG-015', at(span), message)));
  return checked.node;
}
