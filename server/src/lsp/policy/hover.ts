import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import {
  describeContracts,
  describeServed,
  isContractFile,
  isServedPlace,
} from '../../authoring/contract-places.ts';
import { describeGlob, describeName } from '../../authoring/descriptions.ts';
import { isGlobPlace, matching } from '../../authoring/globs.ts';
import { decidedBy, decisionsOf, elementsOf, emptyHolding, holdingsOf } from '../../authoring/holdings.ts';
import { isOnKey, type JsonPath, type JsonPlace, matchesPath, placesAt } from '../../authoring/json-path.ts';
import { extractDirectives } from '../../extract/imports.ts';
import { compileGlob, globProblem } from '../../format/glob.ts';
import type { JsonSchema } from '../../format/json-schema.ts';
import { descriptionAt } from '../../format/schema-walk.ts';
import { isBelow, joinPath, relativeTo } from '../../model/path.ts';
import { namesRule } from '../../model/rule-name.ts';
import type { Span } from '../../model/span.ts';
import { explainRule } from '../../report/explanation.ts';
import { rules } from '../../rules/index.ts';
import { toRange } from '../to-lsp.ts';
import { declaredNames, nameAt, type PlacedName } from './family.ts';
import { localPaths, type PolicyView } from './view.ts';

export interface HoverOptions {
  readonly schema: JsonSchema;
  /** The editor shows what the shipped schema says of a key. */
  readonly hasJsonServer: boolean;
}

/** What stands under the cursor in a policy: a name and what it holds, a rule, a glob, or a key. */
export function policyHover(view: PolicyView, position: Position, options: HoverOptions): Hover | null {
  const offset = view.lines.offset(position);
  const name = nameAt(view, offset);
  if (name) return hoverOf(view, name.node.span, describe(view, name));
  const named = extractDirectives(view.text)
    .flatMap((directive) => directive.rules)
    .find(({ span }) => span.start <= offset && offset <= span.end);
  if (named) return rulesHover(view, named.id, named.span);
  const place = placesAt(view.root, offset).at(-1);
  if (!place) return null;
  if (isOnKey(place, offset)) return keyHover(view, place, options);
  const { node, path } = place;
  if (node.kind !== 'string') return null;
  const contracts = contractHover(view, place);
  if (contracts !== undefined) return hoverOf(view, node.span, contracts);
  if (!isGlobPlace(path)) return null;
  const paths = matching(node.value, localPaths(view));
  if (!paths) return null;
  const link = (local: string) => view.session.uri(joinPath(view.folder, local));
  return hoverOf(view, node.span, describeGlob(paths, link));
}

function contractHover(view: PolicyView, { node, path }: JsonPlace): string | undefined {
  if (node.kind !== 'string') return undefined;
  const { contracts } = view.session.workspace.facts();
  if (isServedPlace(path)) return describeServed(node.value, contracts.routes);
  const glob = isContractFile(path) ? globOf(node.value) : undefined;
  if (!glob) return undefined;
  const isNamed = (at: string) => isBelow(view.folder, at) && glob.matches(relativeTo(view.folder, at));
  return describeContracts(isNamed, contracts, (at) => view.session.uri(at));
}

function globOf(text: string) {
  return globProblem(text, false) === undefined ? compileGlob(text) : undefined;
}

function describe(view: PolicyView, { name, node, declares }: PlacedName): string {
  const { policy, session } = view;
  const kind = declares ?? declaredNames(view).get(name) ?? 'layer';
  if (!policy) return describeName({ kind, name, parts: [] });
  const { workspace } = session;
  const element = elementsOf(policy).find((one) => one.name === name);
  const holdings = holdingsOf(policy, workspace.facts());
  const part = holdings.get(node.value);
  const family = `${name}:`;
  const isFamily = node.value === name;
  return describeName({
    kind,
    name: part ? node.value : name,
    holding: part ?? emptyHolding,
    ...(element &&
      isFamily && { violations: decidedBy(element.place, decisionsOf(policy, workspace.findings())).length }),
    parts: isFamily
      ? [...holdings.keys()].filter((one) => one.startsWith(family)).map((one) => one.slice(family.length))
      : [],
    ...(element && { element }),
  });
}

function keyHover(view: PolicyView, place: JsonPlace, options: HoverOptions): Hover | null {
  const { member, path } = place;
  if (!member) return null;
  if (isRulePlace(path)) return rulesHover(view, member.key, member.keySpan);
  const description = options.hasJsonServer ? undefined : descriptionAt(options.schema, path);
  return description === undefined ? null : hoverOf(view, member.keySpan, description);
}

function isRulePlace(path: JsonPath): boolean {
  return matchesPath(['rules', '*'], path) || matchesPath(['overrides', '*', 'rules', '*'], path);
}

/** A rule with its documentation; a pattern with what it means. */
function rulesHover(view: PolicyView, key: string, span: Span): Hover | null {
  const named = rules.filter(({ id }) => namesRule(key, id));
  const [first] = named;
  if (!first) return null;
  if (!key.includes('*')) return hoverOf(view, span, explainRule(first));
  return hoverOf(view, span, named.map(({ id, docs }) => `- **${id}**: ${docs.summary}`).join('\n'));
}

function hoverOf({ lines }: PolicyView, span: Span, value: string): Hover {
  return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(lines, span) };
}
