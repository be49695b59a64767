import type { Contract } from '../../model/contract.ts';
import type { DirectiveFact } from '../../model/facts.ts';
import type { ReadResult } from '../../model/host.ts';
import type { JsonDocument } from '../../model/json.ts';
import type { ContractParts } from '../parts.ts';

export interface ReadDocument {
  readonly contract: Contract | undefined;
  readonly directives: readonly DirectiveFact[];
  readonly exists: boolean;
}

/** The documents that are contracts or may be, read when they are asked for. */
export class ContractDocuments {
  readonly #read: (path: string) => ReadResult;
  /** Contracts by path, read or looked for. */
  readonly #documents = new Map<string, ReadDocument>();
  /** Contracts and what they refer to, by path; undefined for what is not there. */
  readonly #parsed = new Map<string, JsonDocument | undefined>();
  #changes = 0;

  /** Unsaved text wins. */
  constructor(read: (path: string) => ReadResult) {
    this.#read = read;
  }

  /** Grows when some document may say something else. */
  get changes(): number {
    return this.#changes;
  }

  clear(): void {
    this.#documents.clear();
    this.#parsed.clear();
    this.#changes += 1;
  }

  /** Notes that a document was created, changed or deleted; false where nobody asked for it. */
  note(path: string): boolean {
    const isKnown = this.#documents.delete(path);
    const wasParsed = this.#parsed.delete(path);
    for (const [other, { contract }] of this.#documents) {
      if (contract?.inputs.includes(path)) this.#documents.delete(other);
    }
    if (isKnown || wasParsed) this.#changes += 1;
    return isKnown || wasParsed;
  }

  /** Forgets what is a contract no more. */
  keep(paths: ReadonlySet<string>): void {
    for (const path of this.#documents.keys()) if (!paths.has(path)) this.#documents.delete(path);
  }

  /** Suppressions in the comments of a contract. */
  directives(path: string): readonly DirectiveFact[] {
    return this.#documents.get(path)?.directives ?? [];
  }

  /** The documents that hold suppressions. */
  get suppressing(): readonly string[] {
    return [...this.#documents].flatMap(([path, { directives }]) => (directives.length > 0 ? [path] : []));
  }

  at(path: string, parts: ContractParts): ReadDocument {
    let known = this.#documents.get(path);
    if (!known) {
      known = this.#readDocument(path, parts);
      this.#documents.set(path, known);
    }
    return known;
  }

  parsedAt(path: string, parts: ContractParts): JsonDocument | undefined {
    if (this.#parsed.has(path)) return this.#parsed.get(path);
    const result = this.#read(path);
    if (result.ok) return this.#parse(path, result.text, parts);
    this.#parsed.set(path, undefined);
    return undefined;
  }

  #readDocument(path: string, parts: ContractParts): ReadDocument {
    const result = this.#read(path);
    if (!result.ok) {
      const exists = result.problem !== 'missing' && result.problem !== 'folder';
      return { contract: undefined, directives: [], exists };
    }
    const { text } = result;
    const document = this.#parse(path, text, parts);
    const contract = parts.readContract({
      path,
      text,
      document,
      read: (other) => this.parsedAt(other, parts),
    });
    return { contract, directives: parts.directives(text), exists: true };
  }

  #parse(path: string, text: string, parts: ContractParts): JsonDocument {
    const document = this.#parsed.get(path) ?? parts.parse(text);
    this.#parsed.set(path, document);
    return document;
  }
}
