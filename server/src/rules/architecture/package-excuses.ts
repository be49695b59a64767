import type { PackageFacts } from '../../model/package-facts.ts';
import { isPackageName, typesPackage } from '../../model/package-name.ts';
import { joinPath, relativeTo } from '../../model/path.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import { isMaterialPath } from '../../model/tool-path.ts';
import { declarationsOf, isPublishable, packageAbove } from '../../ruling/declarations.ts';
import { isDeclaredModule } from './ambient-modules.ts';
import { isForDevelopment, isTypeOnly, type LooseImport } from './package-imports.ts';

type Excuse = (loose: LooseImport, workspace: WorkspaceFacts) => boolean;

/** Why an import of what no package.json declares may be right all the same, the most usual first. Doubt speaks for it. */
const excuses: readonly Excuse[] = [
  isDeclaredAbove,
  ({ name, fact }) => !isPackageName(name) || /^(?:npm|jsr):/.test(fact.specifier),
  ({ name, manifest }) => isProvided(name, manifest),
  ({ file, manifest }) => isMaterialPath(relativeTo(manifest.folder, file.path)),
  isDeclaredByTypes,
  isAlias,
  ({ file, fact }, workspace) => isDeclaredModule(fact.specifier, file, workspace),
];

export function isExcused(loose: LooseImport, workspace: WorkspaceFacts): boolean {
  return excuses.some((excuse) => excuse(loose, workspace));
}

/** The first package.json above a package that declares another one. */
export function declaringAbove(
  { name, manifest }: LooseImport,
  workspace: WorkspaceFacts,
): PackageFacts | undefined {
  for (let above = packageAbove(manifest, workspace); above; above = packageAbove(above, workspace)) {
    if (above.isBroken || declarationsOf(above).has(name)) return above;
  }
  return undefined;
}

/** What is there at run time although nobody installs it: by itself, or with what is declared. */
export function isProvided(name: string, manifest: PackageFacts): boolean {
  const declared = declarationsOf(manifest);
  return provided.some(
    ({ names, by }) => names.test(name) && (!by || by.some((provider) => declared.has(provider))),
  );
}

const provided: readonly { readonly names: RegExp; readonly by?: readonly string[] }[] = [
  { names: /^(?:vscode|electron|original-fs|k6)$/ },
  { names: /^(?:server-only|client-only|styled-jsx)$/, by: ['next'] },
  { names: /^@(?:theme|theme-original|theme-init|site|generated|docusaurus)\//, by: ['@docusaurus/core'] },
  // Preact is used in React's place by an alias of the bundler.
  { names: /^react(?:-dom)?$/, by: ['preact'] },
  { names: /^meteor$/, by: ['meteor-node-stubs', '@types/meteor'] },
];

/**
 * What the manifests above declare is installed where a package is never published. Its tests and tools run only there,
 * and types are gone before it is published.
 */
function isDeclaredAbove(loose: LooseImport, workspace: WorkspaceFacts): boolean {
  const { file, manifest } = loose;
  if (declaringAbove(loose, workspace) === undefined) return false;
  return !isPublishable(manifest) || isTypeOnly(loose) || isForDevelopment(file, manifest);
}

/** Packages of which nothing but types exists, so that every import of them is one of types. */
const typesAlone: ReadonlySet<string> = new Set(
  `aws-lambda estree estree-jsx express-serve-static-core geojson hast json-schema mdast mdx nlcst trusted-types unist
  vscode-notebook-renderer xast`.split(/\s+/),
);

function isDeclaredByTypes(loose: LooseImport, workspace: WorkspaceFacts): boolean {
  const { name, manifest } = loose;
  if (!isTypeOnly(loose) && !typesAlone.has(name)) return false;
  const types = typesPackage(name);
  return (
    declarationsOf(manifest).has(types) || declaringAbove({ ...loose, name: types }, workspace) !== undefined
  );
}

const folders = ['', 'src', 'app'] as const;
const endings = ['', '/index'].flatMap((index) =>
  ['ts', 'tsx', 'js', 'jsx', 'mts', 'mjs', 'cts', 'cjs', 'vue'].map((extension) => `${index}.${extension}`),
);

/** `@components/button` for `src/components/button.tsx`: an alias that only a bundler knows. */
function isAlias({ fact, manifest }: LooseImport, { fileAt }: WorkspaceFacts): boolean {
  const path = fact.specifier.replace(/^[@~]/, '');
  if (!path.includes('/')) return false;
  return folders.some((folder) =>
    endings.some(
      (ending) => fileAt(joinPath(manifest.folder, joinPath(folder, path + ending))) !== undefined,
    ),
  );
}
