import type { CatalogOwner } from '../../model/owners.ts';
import { folderOf, isBelow } from '../../model/path.ts';
import type { Policy, Service } from '../../model/policy.ts';
import type { SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import type { Place } from '../../model/span.ts';
import { enumerate } from '../../model/words.ts';

/** Two documents that name different owners for the same files. */
export interface Mismatch {
  /** The owner as one of them names it. */
  readonly place: Place;
  readonly message: string;
  readonly subject: string;
  /** Where the other one names its owner. */
  readonly other: Place;
  /** The other's owner, where it names only one. */
  readonly expected?: string;
}

/** What the policy, Backstage descriptors and CODEOWNERS say differently of services. */
export function* mismatches(policy: Policy, workspace: WorkspaceFacts): Iterable<Mismatch> {
  const { owners } = workspace;
  if (policy.services.length === 0 && !owners.document) return;
  const files = workspace.files.filter((file) => file.policy === policy && !file.isExcluded);
  const byService = new Map<Service, SourceFile[]>();
  for (const file of files) {
    const service = file.standing.service?.element;
    if (!service) continue;
    const known = byService.get(service);
    if (known) known.push(file);
    else byService.set(service, [file]);
  }
  const named = [...byService].flatMap(([service, own]) =>
    service.owner === undefined ? [] : [{ service, owner: service.owner, files: own }],
  );
  for (const { service, owner, files: own } of named) {
    const subject = `service "${service.name}"`;
    const place = service.ownerPlace ?? service.place;
    yield* againstCodeowners({ subject, owner, place, files: own }, workspace);
  }
  for (const catalog of owners.catalogs()) {
    const folder = folderOf(catalog.path);
    if (workspace.policyOf(catalog.path) !== policy) continue;
    const own = named.find((one) => one.files.some(({ standing }) => standing.service?.folder === folder));
    const subject = own ? `service "${own.service.name}"` : `"${folder === '' ? catalog.path : folder}"`;
    if (own) yield* againstPolicy(catalog, own.service, own.owner, subject);
    else {
      const below = files.filter(
        ({ path }) => isBelow(folder, path) && owners.catalogOf(path)?.path === catalog.path,
      );
      yield* againstCodeowners({ subject, owner: catalog.text, place: catalog, files: below }, workspace);
    }
  }
}

function* againstPolicy(
  catalog: CatalogOwner,
  service: Service,
  owner: string,
  subject: string,
): Iterable<Mismatch> {
  if (sameOwner(catalog.text, owner)) return;
  const message = `The descriptor of ${subject} names the owner "${catalog.text}", and the policy names "${owner}".`;
  const { path, span } = catalog;
  yield {
    place: { path, span },
    message,
    subject,
    other: service.ownerPlace ?? service.place,
    expected: owner,
  };
}

interface Claim {
  readonly subject: string;
  readonly owner: string;
  readonly place: Place;
  readonly files: readonly SourceFile[];
}

/** An owner who owns some of the files is right: other lines are about single files. */
function* againstCodeowners(
  { subject, owner, place, files }: Claim,
  { owners }: WorkspaceFacts,
): Iterable<Mismatch> {
  const counts = new Map<string, number>();
  let other: Place | undefined;
  for (const { path } of files) {
    const names = owners.decide(path).flatMap((entry) => entry.owners.map(({ text }) => text));
    if (names.some((name) => sameOwner(name, owner))) return;
    if (names.length > 0) other ??= owners.ruleOf(path);
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  if (!other) return;
  const names = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const shown = enumerate(names.slice(0, 3).map((name) => `"${name}"`));
  const message = `${capitalOf(subject)} belongs to "${owner}", and CODEOWNERS gives its files to ${shown}.`;
  const { path, span } = place;
  const [only] = names;
  yield {
    ...{ place: { path, span }, message, subject, other },
    ...(names.length === 1 && only !== undefined && { expected: only }),
  };
}

function capitalOf(subject: string): string {
  return subject.startsWith('service') ? `S${subject.slice(1)}` : subject;
}

/**
 * A team has other names elsewhere: `@acme/payments` is Backstage's `payments` or `group:default/payments`. Where one
 * of them does not say the organisation, the last word decides.
 */
export function sameOwner(a: string, b: string): boolean {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  if (left === right) return true;
  if (left.startsWith('@') && right.startsWith('@')) return false;
  return lastWord(left) === lastWord(right);
}

function lastWord(owner: string): string {
  return owner
    .replace(/^@+/, '')
    .replace(/^.*[/:]/, '')
    .trim();
}
