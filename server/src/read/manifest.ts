import { parseJsonc } from '../format/jsonc.ts';
import { textsIn } from '../format/public-entries.ts';
import { type JsonNode, member, toValue } from '../model/json.ts';
import { type DependencyFact, dependencySections, type PackageFacts } from '../model/package-facts.ts';
import { folderOf } from '../model/path.ts';

const entryFields = ['source', 'types', 'typings', 'module', 'main', 'browser', 'bin'] as const;

/** What a package.json says, as far as it can be read; undefined where it holds no object. */
export function readManifest(path: string, text: string): PackageFacts | undefined {
  const { root, problems } = parseJsonc(text);
  if (root?.kind !== 'object') return undefined;
  const name = member(root, 'name');
  const version = member(root, 'version');
  const exports = plainOf(member(root, 'exports'));
  return {
    path,
    folder: folderOf(path),
    name: name?.kind === 'string' ? name.value : '',
    ...(version?.kind === 'string' && { version: version.value }),
    isBroken: problems.length > 0,
    isPrivate: plainOf(member(root, 'private')) === true,
    ...(exports === undefined || exports === null ? {} : { exports }),
    entries: entryFields.flatMap((field) => textsIn(plainOf(member(root, field)))),
    dependencies: dependencySections.flatMap((section) => dependenciesIn(member(root, section), section)),
  };
}

function dependenciesIn(
  node: JsonNode | undefined,
  section: DependencyFact['section'],
): readonly DependencyFact[] {
  if (node?.kind !== 'object') return [];
  return node.members.map(({ key, keySpan, value }) => ({
    name: key,
    section,
    range: value.kind === 'string' ? value.value : '',
    span: keySpan,
  }));
}

function plainOf(node: JsonNode | undefined): unknown {
  return node && toValue(node);
}
