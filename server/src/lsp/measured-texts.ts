import { diffLines } from '../format/line-diff.ts';
import type { Change, Hunk } from '../model/change.ts';

/** More text than this is not kept: what was measured before is then unknown, which is never wrong. */
const mostCharacters = 32 * 1024 * 1024;

/** What this rests on. */
export interface MeasuredGround {
  /** The text on screen or on disk. */
  text(path: string): string | undefined;
  /** Milliseconds since 1970. */
  modified(path: string): number | undefined;
}

/**
 * The texts that reports have measured: those of the change's files at the time that a report was written. A file that
 * the change did not touch then had the text of the base.
 */
export class MeasuredTexts {
  readonly #ground: MeasuredGround;
  /** By the time a report was written: of each file of the change the text that it measured, where it is known. */
  readonly #byTime = new Map<number, ReadonlyMap<string, string | undefined>>();
  #change: Change | undefined;
  #place = '';
  #baseText: (path: string) => string | undefined = () => undefined;

  constructor(ground: MeasuredGround) {
    this.#ground = ground;
  }

  /** To be told before a change is judged: what another branch has, or another base, was not typed since. */
  begin({ branch, base }: Change): void {
    const place = JSON.stringify([branch, base.commit]);
    if (place !== this.#place) this.#byTime.clear();
    this.#place = place;
  }

  /** Notes what reports written at these times have measured, as far as it was not typed over since. */
  note(times: readonly number[], change: Change, baseText: (path: string) => string | undefined): void {
    this.#change = change;
    this.#baseText = baseText;
    for (const time of this.#byTime.keys()) if (!times.includes(time)) this.#byTime.delete(time);
    for (const time of times)
      if (!this.#byTime.has(time)) this.#byTime.set(time, this.#textsOf(change, time));
  }

  /** From the text of a file at a time to its text now; undefined where that text is not known. */
  hunksSince(path: string, time: number): readonly Hunk[] | undefined {
    const known = this.#byTime.get(time);
    const now = this.#ground.text(path);
    if (!known || now === undefined) return undefined;
    // A file that came into the change after the report was written had the text of the base.
    const measured = known.has(path) ? known.get(path) : this.#textInBase(path);
    return measured === undefined ? undefined : diffLines(measured, now);
  }

  #textInBase(path: string): string | undefined {
    const file = this.#change?.files.find((one) => one.path === path);
    return file && this.#baseText(file.from ?? path);
  }

  #textsOf(change: Change, time: number): ReadonlyMap<string, string | undefined> {
    const texts = new Map<string, string | undefined>();
    let left = mostCharacters;
    for (const { path } of change.files) {
      const modified = this.#ground.modified(path);
      const text = modified !== undefined && modified <= time ? this.#ground.text(path) : undefined;
      left -= text?.length ?? 0;
      texts.set(path, left < 0 ? undefined : text);
    }
    return texts;
  }
}
