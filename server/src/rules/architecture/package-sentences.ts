import { splitPackage } from '../../model/package-name.ts';
import type { Element, Policy, Selector } from '../../model/policy.ts';
import type { Resolution } from '../../model/resolution.ts';
import type { SourceFile } from '../../model/rule.ts';
import { capital } from '../../model/words.ts';
import { membersOf, titleOf } from '../../ruling/members.ts';
import type { PackageDenial } from '../../ruling/package-statements.ts';

const mostShown = 3;

/** The fact and the boundary: what is imported, from where, and who may. */
export function denialSentence(
  file: SourceFile,
  specifier: string,
  target: Resolution,
  { statement, reference, inside }: PackageDenial,
): string {
  const what = importedTitle(specifier, target, reference.text);
  const { form, notIn, use } = statement;
  const rest = use === undefined ? '' : `; "${use}" takes its place`;
  if (form === 'onlyIn') {
    const importer = importerTitle(file, notIn);
    return `${capital(importer)} must not import ${what}, which only ${listed(notIn, file)} may import${rest}.`;
  }
  if (inside) return `${capital(selectorTitle(inside, file.policy))} must not import ${what}${rest}.`;
  const outside = notIn.length > 0 ? ` outside of ${listed(notIn, file)}` : '';
  return `${capital(what)} must not be imported${outside}${rest}.`;
}

/** A package by its name, or what is imported from it where the statement is about no more than that. */
function importedTitle(specifier: string, target: Resolution, pattern: string): string {
  if (target.to === 'builtin') return `module "${specifier}"`;
  if (splitPackage(pattern).subpath !== '.') return `package "${specifier}"`;
  return `package "${target.to === 'package' ? target.name : splitPackage(specifier).name}"`;
}

/** Where the importer stands, in terms of those who may: among layers its layer, else its innermost element. */
function importerTitle(file: SourceFile, allowed: readonly Selector[]): string {
  const { standing, policy, path } = file;
  const kinds = allowed.map((selector) => elementOf(selector, policy)?.kind);
  const members = membersOf(standing);
  const { slices, service, layer } = standing;
  const shown =
    members.find(({ element }) => kinds.includes(element.kind)) ?? slices.at(-1) ?? service ?? layer;
  return shown ? titleOf(shown) : `"${path}"`;
}

/** `layer "a", slice "b:c" and 2 more`; several of one kind name it once. */
function listed(selectors: readonly Selector[], { policy }: SourceFile): string {
  const kinds = new Set(selectors.map((selector) => elementOf(selector, policy)?.kind ?? 'file'));
  const [kind] = kinds;
  if (selectors.length > 1 && kinds.size === 1) {
    return `${kind === 'file' ? 'files in' : `${kind}s`} ${joined(selectors.map(selectorText))}`;
  }
  return joined(selectors.map((selector) => selectorTitle(selector, policy)));
}

function joined(titles: readonly string[]): string {
  const shown = titles.length > mostShown ? titles.slice(0, mostShown - 1) : titles.slice(0, -1);
  const last = titles.length > mostShown ? `${titles.length - shown.length} more` : titles.at(-1);
  return shown.length === 0 ? `${last}` : `${shown.join(', ')} and ${last}`;
}

function selectorText(selector: Selector): string {
  return `"${selector.by === 'glob' ? selector.glob : selector.name}"`;
}

function selectorTitle(selector: Selector, policy: Policy | undefined): string {
  if (selector.by === 'glob') return `files in "${selector.glob}"`;
  const element = elementOf(selector, policy);
  return element ? titleOf({ element, name: selector.name }) : `"${selector.name}"`;
}

function elementOf(selector: Selector, policy: Policy | undefined): Element | undefined {
  if (selector.by === 'glob' || !policy) return undefined;
  const [family = ''] = selector.name.split(':');
  const elements: readonly Element[] = [...policy.layers, ...policy.slices, ...policy.services];
  return elements.find(({ name }) => name === selector.name) ?? elements.find(({ name }) => name === family);
}
