import { type ContractFacts, noContracts } from '../../model/contract-facts.ts';
import type { DirectiveFact } from '../../model/facts.ts';
import { declaresContracts } from '../../model/policy.ts';
import type { WorkspaceRule } from '../../model/rule.ts';
import type { ContractParts, EngineParts } from '../parts.ts';
import { ContractDocuments } from './documents.ts';
import type { ContractGround } from './ground.ts';
import { Interfaces } from './interfaces.ts';
import { groundUnder, type Scope } from './scope.ts';
import { ContractSearch } from './search.ts';
import { ContractSources } from './sources.ts';
import { Uses } from './uses.ts';

type Known = Omit<ContractFacts, 'uses' | 'findUses'>;
type GivenParts = Pick<EngineParts, 'loadContracts' | 'filesThen' | 'movedSince' | 'host'>;

/** The live state of what the code serves and contracts promise; nothing is read, nor loaded, where no policy asks for it. */
export class Contracts {
  readonly #given: GivenParts;
  readonly #past: Pick<Required<EngineParts>, 'filesThen' | 'movedSince'>;
  readonly #ground: ContractGround;
  #parts: ContractParts | undefined;
  #isOn = false;
  readonly #documents: ContractDocuments;
  readonly #sources: ContractSources;
  readonly #interfaces: Interfaces;
  readonly #uses: Uses;
  #search: ContractSearch | undefined;
  #known: Known = noContracts;
  #facts: ContractFacts = noContracts;

  constructor(parts: GivenParts, ground: ContractGround) {
    const { host, filesThen = (now) => now, movedSince = new Map() } = parts;
    this.#given = parts;
    this.#past = { filesThen, movedSince };
    this.#ground = ground;
    this.#documents = new ContractDocuments(ground.read);
    this.#sources = new ContractSources(ground.read, (path, text) => this.#see(path, text));
    this.#interfaces = new Interfaces(ground);
    this.#uses = new Uses(host, ground);
  }

  /** Another object as soon as anything may be matched otherwise. */
  get facts(): ContractFacts {
    return this.#facts;
  }

  /** To be called when policies are other ones by now. */
  async start(): Promise<void> {
    this.#isOn = this.#ground.policies().inForce.some(({ policy }) => declaresContracts(policy));
    if (!this.#isOn) {
      for (const known of [this.#documents, this.#sources, this.#interfaces, this.#uses]) known.clear();
      this.#search = undefined;
      this.#known = noContracts;
      return;
    }
    this.#parts ??= await this.#given.loadContracts?.();
    const [documents, sources, interfaces] = [this.#documents, this.#sources, this.#interfaces];
    if (this.#parts)
      this.#search ??= new ContractSearch(this.#parts, this.#ground, {
        documents,
        sources,
        interfaces,
        ...this.#past,
      });
  }

  /** Reads ahead what uses are found by, while others wait to be answered. False where it became void, and without contracts. */
  async readUses(isVoid: () => boolean = () => false): Promise<boolean> {
    const parts = this.#isOn ? this.#parts : undefined;
    return parts !== undefined && this.#uses.read(this.#facts, parts, isVoid);
  }

  /** What contracts and code say of each other where policies are about other files; nothing is kept of it. */
  async under(scope: Scope): Promise<Contracts> {
    const other = new Contracts(this.#given, groundUnder(scope, this.#ground));
    await other.start();
    other.note(new Set(), true);
    return other;
  }

  /** The same parts, taking notice of each source file while its text is at hand. */
  watching(parts: EngineParts): EngineParts {
    return {
      ...parts,
      extract: (path, text) => {
        this.#see(path, text);
        if (this.#isOn && this.#parts) this.#uses.see(path, text, this.#parts);
        return parts.extract(path, text);
      },
    };
  }

  #see(path: string, text: string): void {
    const parts = this.#isOn ? this.#parts : undefined;
    if (!parts) return;
    this.#interfaces.see(path, text, parts.interfaces);
    this.#sources.see(path, text, parts);
  }

  /**
   * Notes what was created, changed or deleted; source files have been read anew by now. `isOther` where files, imports,
   * policies or owners may be others: globs of contracts mean files that git knows. Returns what rules rest on that may be
   * other by now: contracts and routes, or only who uses them.
   */
  note(paths: ReadonlySet<string>, isOther: boolean): readonly WorkspaceRule['reads'][] {
    const [parts, search] = this.#isOn ? [this.#parts, this.#search] : [];
    if (!parts || !search) {
      if (isOther) this.#facts = noContracts;
      return [];
    }
    const before = this.#known;
    this.#known = search.look(paths, isOther);
    const mayDiffer = isOther || this.#known !== before;
    const areOtherUses = this.#uses.note(paths, mayDiffer, parts);
    if (mayDiffer || areOtherUses) this.#facts = this.#uses.over(this.#known, parts);
    return mayDiffer ? ['contracts', 'calls'] : areOtherUses ? ['calls'] : [];
  }

  /** Suppressions in the comments of contracts. */
  directives(path: string): readonly DirectiveFact[] {
    return this.#documents.directives(path);
  }

  /** The documents that hold suppressions. */
  get suppressing(): readonly string[] {
    return this.#documents.suppressing;
  }
}
