import type { Hunk } from '../model/change.ts';

/** Where a line of a hunk stands: in both texts, only in the old one, or only in the new one. */
export type DiffSide = 'both' | 'old' | 'new';

/** Takes the lines of one hunk as they come and gives the hunks that are left without what surrounds them. */
export class BareHunks {
  readonly #found: Hunk[];
  // The numbers of the next line on either side.
  #oldLine: number;
  #newLine: number;
  #oldCount = 0;
  #newCount = 0;

  /** `header` is what the hunk says of itself: where it has no lines, it names the line before. */
  constructor({ oldStart, oldCount, newStart, newCount }: Hunk, found: Hunk[]) {
    this.#oldLine = oldCount > 0 ? oldStart : oldStart + 1;
    this.#newLine = newCount > 0 ? newStart : newStart + 1;
    this.#found = found;
  }

  take(side: DiffSide): void {
    if (side === 'old') this.#oldCount++;
    else if (side === 'new') this.#newCount++;
    else {
      this.end();
      this.#oldLine++;
      this.#newLine++;
    }
  }

  /** After the last line. */
  end(): void {
    const [oldCount, newCount] = [this.#oldCount, this.#newCount];
    if (oldCount + newCount === 0) return;
    this.#found.push({
      oldStart: oldCount > 0 ? this.#oldLine : this.#oldLine - 1,
      oldCount,
      newStart: newCount > 0 ? this.#newLine : this.#newLine - 1,
      newCount,
    });
    this.#oldLine += oldCount;
    this.#newLine += newCount;
    this.#oldCount = 0;
    this.#newCount = 0;
  }
}
