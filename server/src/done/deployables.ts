import type { ItemFacts } from '../model/item.ts';
import { folderOf, isBelow, lastSegment } from '../model/path.ts';
import type { Place } from '../model/span.ts';
import { isTestPath } from '../model/test-path.ts';
import { createMatcher, judgedFiles, ownFiles } from './files.ts';

/** Something that is run for others and that the change touches. */
export interface Deployable {
  readonly name: string;
  /** Relative POSIX to the root; empty for the root. */
  readonly folder: string;
  /** Where it is declared. */
  readonly place: Place;
  /** From the policy. */
  readonly owner?: string;
  /** A changed file of it, for its owners. */
  readonly file: string;
}

/** A repository's examples and test beds are run by nobody else. */
const ownUse = /(?:^|\/)(?:examples?|fixtures?|samples?|demo|e2e|\.devcontainer)\//;

/**
 * Services of the policy of which a file is changed; and beside them Dockerfiles, compose files and package.json with
 * a `start` script or a `bin` that are added or changed themselves, unless they belong to a service.
 */
export function deployables(facts: ItemFacts): readonly Deployable[] {
  const { policy } = facts;
  const changed = ownFiles(facts);
  const services = policy.services.flatMap((service): readonly Deployable[] => {
    const isOwn = createMatcher(policy, service.files);
    const file = changed.find(({ path }) => isOwn(path))?.path;
    // Of a service that is gone nobody is woken.
    const folder = commonFolder(facts.paths.filter(isOwn));
    if (file === undefined || folder === undefined) return [];
    const { name, owner, place } = service;
    return [{ name, folder, place, file, ...(owner !== undefined && { owner }) }];
  });
  const isOfService = createMatcher(
    policy,
    policy.services.flatMap(({ files }) => files),
  );
  const others = judgedFiles(facts)
    .filter(
      ({ path }) => !ownUse.test(path) && !isTestPath(path) && !isOfService(path) && deploys(facts, path),
    )
    .map(({ path }): Deployable => {
      const folder = folderOf(path);
      const name = lastSegment(folder) || 'the repository';
      return { name, folder, place: { path, span: { start: 0, end: 0 } }, file: path };
    });
  const seen = new Set(services.map(({ folder }) => folder));
  return [...services, ...others.filter(({ folder }) => !seen.has(folder) && seen.add(folder))];
}

function deploys(facts: ItemFacts, path: string): boolean {
  const name = lastSegment(path);
  if (/^(?:Dockerfile(?:\..*)?|.*\.Dockerfile|Containerfile)$/.test(name)) return true;
  if (/^(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/.test(name)) return true;
  if (name !== 'package.json') return false;
  // A change to a manifest's dependencies makes nothing deployable that was not.
  const [now, before] = [startsOf(facts.text(path)), startsOf(facts.baseText(path))];
  return now !== undefined && now !== before;
}

/** How a package is run; undefined where it is not. */
function startsOf(text: string | undefined): string | undefined {
  try {
    const { bin, scripts } = JSON.parse(text ?? '') as {
      bin?: unknown;
      scripts?: { start?: unknown } | null;
    };
    const start = scripts?.start;
    return bin === undefined && start === undefined ? undefined : JSON.stringify([bin, start]);
  } catch {
    return undefined;
  }
}

function commonFolder(paths: readonly string[]): string | undefined {
  const [first] = paths;
  if (first === undefined) return undefined;
  let folder = folderOf(first);
  while (!paths.every((path) => isBelow(folder, path))) folder = folderOf(folder);
  return folder;
}

/** Where a runbook may stand, nearest first; the first one that is there counts. */
export function runbookOf({ paths }: ItemFacts, { name, folder }: Deployable): string | undefined {
  const known = new Map(paths.map((path) => [path.toLowerCase(), path]));
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const inside = folders(folder).flatMap((one) => [
    `${one}runbook.md`,
    `${one}docs/runbook.md`,
    `${one}docs/runbooks/${slug}.md`,
    `${one}runbooks/${slug}.md`,
  ]);
  return inside.flatMap((path) => known.get(path.toLowerCase()) ?? [])[0];
}

/** The folder and those above it, each with a slash behind it. */
function folders(folder: string): readonly string[] {
  if (folder === '') return [''];
  return [`${folder}/`, ...folders(folderOf(folder))];
}

/** The Backstage descriptor nearest to a deployable. */
export function catalogOf({ paths }: ItemFacts, { folder }: Deployable): string | undefined {
  const known = new Set(paths);
  return folders(folder)
    .flatMap((one) => [`${one}catalog-info.yaml`, `${one}catalog-info.yml`])
    .find((path) => known.has(path));
}
