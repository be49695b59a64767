import type { Contract } from '../../model/contract.ts';
import type { WrittenContract } from '../../model/contract-written.ts';
import type { ContractParts } from '../parts.ts';
import type { ContractGround } from './ground.ts';
import type { ContractSources } from './sources.ts';

/** What contracts in TypeScript say of bodies and answers, read when a change is judged and kept while its texts are the same. */
export class WrittenContracts {
  readonly #ground: Pick<ContractGround, 'read' | 'follow'>;
  readonly #sources: ContractSources;
  #known = new WeakMap<Contract, WrittenContract>();
  /** Files that something rests on. */
  readonly #inputs = new Set<string>();
  #read: ((contract: Contract) => WrittenContract) | undefined;

  constructor(ground: Pick<ContractGround, 'read' | 'follow'>, sources: ContractSources) {
    this.#ground = ground;
    this.#sources = sources;
  }

  /** To be called for files that may be others by now, and without any where imports may lead elsewhere. */
  note(paths?: Iterable<string>): void {
    const isOther = paths === undefined || [...paths].some((path) => this.#inputs.has(path));
    if (!isOther) return;
    this.#known = new WeakMap();
    this.#inputs.clear();
    this.#read = undefined;
  }

  of(contract: Contract, parts: ContractParts): WrittenContract | undefined {
    if (contract.root !== undefined || contract.format === 'openapi') return undefined;
    let known = this.#known.get(contract);
    if (!known) {
      this.#read ??= parts.createWrittenReader({
        facts: (path) => this.#sources.facts(path, parts),
        text: (path) => {
          const result = this.#ground.read(path);
          return result.ok ? result.text : undefined;
        },
        follow: this.#ground.follow,
      });
      known = this.#read(contract);
      for (const path of [contract.path, ...known.inputs]) this.#inputs.add(path);
      this.#known.set(contract, known);
    }
    return known;
  }
}
