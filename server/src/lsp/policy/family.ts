import { type NamedKind, type NameUse, namesIn } from '../../authoring/names.ts';
import { member, strings } from '../../model/json.ts';
import { folderOf, joinPath } from '../../model/path.ts';
import { type PolicyText, type PolicyView, readPolicyText } from './view.ts';

/** A name where it stands, in a document of its own. */
export interface PlacedName extends NameUse {
  readonly document: PolicyText;
}

/** The documents that a policy is made of, this one first: those it extends and those that extend it. */
export function documentsAround(view: PolicyView): readonly PolicyText[] {
  const { policies } = view.session.workspace;
  const paths = policies.filter(({ inputs }) => inputs.includes(view.path)).flatMap(({ inputs }) => inputs);
  const others = [...new Set([...paths, ...parentsOf(view)])].filter((path) => path !== view.path);
  return [view, ...others.flatMap((path) => readPolicyText(view.session, path) ?? [])];
}

/** Every name that is declared around a document, with what it stands for there first. */
export function declaredNames(view: PolicyView): ReadonlyMap<string, NamedKind> {
  const declared = new Map<string, NamedKind>();
  for (const { root, text } of documentsAround(view)) {
    for (const { name, declares } of namesIn(root, text)) {
      if (declares !== undefined && !declared.has(name)) declared.set(name, declares);
    }
  }
  return declared;
}

/**
 * Every place of a name, in this document and in all that share a policy with one where it stands: a preset and the
 * policies built on it, but not a policy that happens to use the same word.
 */
export function usesOf(view: PolicyView, name: string): readonly PlacedName[] {
  const { policies } = view.session.workspace;
  const found = new Map<string, readonly PlacedName[]>();
  const queue = [view.path];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (found.has(path)) continue;
    const document = path === view.path ? view : readPolicyText(view.session, path);
    const uses = document ? usesIn(document, name) : [];
    found.set(path, uses);
    if (uses.length === 0) continue;
    for (const { inputs } of policies) if (inputs.includes(path)) queue.push(...inputs);
  }
  return [...found.values()].flat();
}

/** The name at an offset; a string that nothing declares is no name. */
export function nameAt(view: PolicyView, offset: number): PlacedName | undefined {
  const use = namesIn(view.root, view.text).find(
    ({ node: { span } }) => span.start <= offset && offset <= span.end,
  );
  if (!use || (use.declares === undefined && !declaredNames(view).has(use.name))) return undefined;
  return { ...use, document: view };
}

function usesIn(document: PolicyText, name: string): readonly PlacedName[] {
  return namesIn(document.root, document.text)
    .filter((use) => use.name === name)
    .map((use) => ({ ...use, document }));
}

/** What the text on screen extends, also before that is judged. */
function parentsOf({ path, root }: PolicyText): readonly string[] {
  return strings(member(root, 'extends'))
    .filter(({ value }) => /^\.\.?\//.test(value))
    .map(({ value }) => joinPath(folderOf(path), value));
}
