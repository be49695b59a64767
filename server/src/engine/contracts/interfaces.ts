import { compileGlob } from '../../format/glob.ts';
import type { GovernedInterface } from '../../model/contract-facts.ts';
import type { ReadResult } from '../../model/host.ts';
import type { InterfaceFacts } from '../../model/interface-facts.ts';
import { isBelow, relativeTo } from '../../model/path.ts';
import type { ContractSetting, Policy, Service } from '../../model/policy.ts';
import type { SourceFile, WorkspaceFacts } from '../../model/workspace-facts.ts';
import type { InterfaceParts } from '../parts.ts';

/** What interfaces that are contracts rest on. */
export interface InterfaceGround {
  /** Unsaved text wins. */
  read(path: string): ReadResult;
  facts(): Pick<WorkspaceFacts, 'fileAt' | 'manifestAround'>;
  follow(from: string, specifier: string): string | undefined;
}

/** So often an interface may get another name on its way. */
const mostRounds = 8;

/** The live state of interfaces that are contracts; where none is marked, each file costs one look for a word. */
export class Interfaces {
  readonly #ground: InterfaceGround;
  readonly #marking = new Set<string>();
  /** Whether a source file says one of the names. */
  readonly #mentions = new Map<string, boolean>();
  #names: ReadonlySet<string> = new Set();
  /** Of those that mark or mention, and of those that they lead to. */
  readonly #facts = new Map<string, InterfaceFacts | undefined>();
  /** Those of them that the last look came by. */
  readonly #asked = new Set<string>();

  constructor(ground: InterfaceGround) {
    this.#ground = ground;
  }

  clear(): void {
    this.#marking.clear();
    this.#forgetNames(new Set());
    this.#facts.clear();
  }

  /** Takes notice of a source file while its text is at hand. */
  see(path: string, text: string, parts: InterfaceParts): void {
    const marks = parts.mayMark(text);
    if (marks) this.#marking.add(path);
    else this.#marking.delete(path);
    const mentions = this.#names.size > 0 && parts.mayMention(this.#names, text);
    if (this.#names.size > 0) this.#mentions.set(path, mentions);
    if (marks || mentions || this.#facts.has(path)) this.#facts.set(path, parts.facts(path, text));
  }

  /** Whether a source file has a say in it, by what was seen last or before. */
  concerns(path: string): boolean {
    return this.#facts.has(path) || this.#marking.has(path) || this.#mentions.get(path) === true;
  }

  /** The marked interfaces among files that were seen, in the order of files and offsets. */
  find(files: readonly SourceFile[], parts: InterfaceParts): readonly GovernedInterface[] {
    this.#asked.clear();
    const { fileAt } = this.#ground.facts();
    for (const known of [this.#marking, this.#mentions, this.#facts])
      for (const path of [...known.keys()]) if (!fileAt(path)) known.delete(path);
    const paths = files.map(({ path }) => path);
    const marking = paths.filter((path) => this.#marking.has(path));
    const marked = marking.flatMap((path) => this.#factsOf(path, parts)?.interfaces ?? []);
    const names = new Set(marked.flatMap(({ mark, name }) => (mark ? [name] : [])));
    if (names.size === 0) {
      this.#forgetNames(names);
      return [];
    }
    const found = parts.find({
      paths: this.#mentioning(paths, names, parts),
      facts: (path) => this.#factsOf(path, parts),
      follow: this.#ground.follow,
    });
    return found.flatMap((one) => {
      const file = fileAt(one.path);
      return file?.policy ? [this.#governed(one, file, file.policy)] : [];
    });
  }

  /** The files that say a name of an interface, or one that it has elsewhere. */
  #mentioning(
    paths: readonly string[],
    names: ReadonlySet<string>,
    parts: InterfaceParts,
  ): readonly string[] {
    let all = names;
    let found: readonly string[] = [];
    for (let round = 0; round < mostRounds; round += 1) {
      if (![...all].every((name) => this.#names.has(name))) this.#forgetNames(all);
      found = paths.filter((path) => this.#marking.has(path) || this.#says(path, parts));
      const more = new Set([...all, ...found.flatMap((path) => otherNames(this.#factsOf(path, parts), all))]);
      if (more.size === all.size) break;
      all = more;
    }
    return found;
  }

  #forgetNames(names: ReadonlySet<string>): void {
    this.#names = names;
    this.#mentions.clear();
  }

  #says(path: string, parts: InterfaceParts): boolean {
    let says = this.#mentions.get(path);
    if (says === undefined) {
      const result = this.#ground.read(path);
      says = result.ok && parts.mayMention(this.#names, result.text);
      this.#mentions.set(path, says);
    }
    return says;
  }

  #factsOf(path: string, parts: InterfaceParts): InterfaceFacts | undefined {
    this.#asked.add(path);
    if (!this.#facts.has(path)) {
      const result = this.#ground.read(path);
      this.#facts.set(path, result.ok ? parts.facts(path, result.text) : undefined);
    }
    return this.#facts.get(path);
  }

  #governed(
    found: Omit<GovernedInterface, 'policy' | 'isOpen'>,
    { path, standing }: SourceFile,
    policy: Policy,
  ): GovernedInterface {
    const named = settingFor(path, policy);
    const owner = named?.service ?? standing.service?.element;
    const manifest = this.#ground.facts().manifestAround(path);
    const isPublished = manifest !== undefined && !manifest.isPrivate && manifest.version !== undefined;
    const isImported = [...this.#asked].some(
      (other) =>
        other !== path &&
        this.#facts.get(other)?.imports.some(({ imported }) => imported === found.name || imported === '*'),
    );
    return {
      ...found,
      policy,
      ...(owner && { owner }),
      ...(named && { setting: named.setting }),
      isOpen: isPublished || isImported,
    };
  }
}

/** Names that lead to an interface by another one: of what extends it, and those that it is exported by. */
function otherNames(facts: InterfaceFacts | undefined, names: ReadonlySet<string>): readonly string[] {
  if (!facts) return [];
  const last = (type: string) => type.slice(type.lastIndexOf('.') + 1);
  return [
    ...facts.interfaces.flatMap(({ name, parents }) =>
      parents.some((parent) => names.has(last(parent))) ? [name] : [],
    ),
    ...facts.exports.flatMap(({ name, local }) => (names.has(local) && name !== 'default' ? [name] : [])),
  ];
}

/** What a policy says of the contracts of a file by its path. */
function settingFor(
  path: string,
  { folder, services }: Policy,
): { readonly service: Service; readonly setting: ContractSetting } | undefined {
  if (!isBelow(folder, path)) return undefined;
  for (const service of services)
    for (const setting of service.contracts ?? [])
      if (compileGlob(setting.file.glob).matches(relativeTo(folder, path))) return { service, setting };
  return undefined;
}
