import { type FileFacts, sameTexts } from '../model/facts.ts';
import { hashText } from '../model/hash.ts';
import type { PackageFacts } from '../model/package-facts.ts';
import type { Policy } from '../model/policy.ts';
import type { Resolutions } from './resolutions.ts';
import type { Snapshot } from './snapshot.ts';

type Declaring = { readonly path: string; readonly facts: FileFacts };

/** What an earlier process found silent need not be judged again at the start, while all that it was judged by is as it was. */
export class KnownSilence {
  /** Names what the policies say, and the manifests that they rest on. */
  #documents = '';
  /** The same of the earlier process; undefined once it does not count. */
  #kept: string | undefined;
  /** The modules that were declared then. */
  #keptAmbient: readonly string[] = [];

  /** What `begin` brought counts until `end`. */
  begin(snapshot: Snapshot | undefined): void {
    this.#kept = snapshot?.policies;
    this.#keptAmbient = ambientOf(snapshot?.files ?? []);
  }

  /** A file that declares modules for others speaks for all of them. The list of files is asked for at a start only. */
  compare(files: () => readonly Declaring[]): void {
    if (this.#kept !== undefined && !sameTexts(this.#keptAmbient, ambientOf(files()))) this.#kept = undefined;
  }

  end(): void {
    this.#kept = undefined;
  }

  /** Names the documents that file rules judge by: policies and, where a statement rests on them, manifests. */
  name(
    policies: readonly Policy[],
    manifests: () => readonly PackageFacts[],
    nameOf: (path: string) => string,
  ): void {
    const inputs = new Set(policies.flatMap((policy) => [policy.path, ...policy.inputs]));
    const paths = policies.some(restsOnManifests) ? manifests().map(({ path }) => path) : [];
    this.#documents = hashText([...inputs, ...paths].map((path) => `${path}\n${nameOf(path)}`).join('\n'));
  }

  get documents(): string {
    return this.#documents;
  }

  /** True for a silent file that is as it was, as are its imports, where they lead and what the policies say. */
  holds({ path, facts }: Declaring, resolutions: Pick<Resolutions, 'kept'>): boolean {
    return this.#kept === this.#documents && resolutions.kept(path, facts)?.isSilent === true;
  }
}

/** A package says what is public of a slice or a service that does not, and what it depends on. */
function restsOnManifests({ slices, services, sections, rules, overrides }: Policy): boolean {
  const named = [...rules, ...overrides.flatMap((override) => override.rules)];
  if (sections.has('packages') || named.some(({ rule }) => /package|\*/.test(rule))) return true;
  return [...slices, ...services].some((element) => element.public === undefined);
}

/** Names the modules that files declare for others. */
function ambientOf(files: readonly Declaring[]): readonly string[] {
  return files.flatMap(({ path, facts }) => (facts.ambient ? [path, ...facts.ambient] : []));
}
