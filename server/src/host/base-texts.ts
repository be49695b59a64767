import type { BaseTexts, TextsOutcome } from '../model/change.ts';
import { type Blob, readBlobs } from './blob-batch.ts';
import { none } from './git-outcome.ts';

/** Texts by blob id; what they say never changes, so they may outlive any number of changes. */
export interface BlobTexts {
  get(id: string): Blob | undefined;
  set(id: string, blob: Blob): void;
}

/** Keeps what was used last, up to so many characters in all. */
export function createBlobTexts(most = 64 * 1024 * 1024): BlobTexts {
  const kept = new Map<string, Blob>();
  let size = 0;
  const sizeOf = (blob: Blob) => (blob.kind === 'text' ? blob.text.length : 0) + 100;
  return {
    get(id) {
      const blob = kept.get(id);
      if (!blob) return undefined;
      kept.delete(id);
      kept.set(id, blob);
      return blob;
    },
    set(id, blob) {
      if (kept.has(id)) return;
      kept.set(id, blob);
      size += sizeOf(blob);
      for (const [oldest, other] of kept) {
        if (size <= most || oldest === id) break;
        kept.delete(oldest);
        size -= sizeOf(other);
      }
    },
  };
}

export interface BasePlace {
  readonly root: string;
  /** The merge base; absent where everything is new. */
  readonly commit?: string;
  /** From the top of the repository to the root, with a slash at the end unless empty. */
  readonly prefix: string;
  /** Ids of the changed files' blobs by their paths in the base; the others are asked for by name. */
  readonly ids: ReadonlyMap<string, string>;
  /** Changed files that are no files in the base, or none that hold text: links, submodules, and what is new. */
  readonly absent: ReadonlySet<string>;
  readonly blobs: BlobTexts;
}

export function createBaseTexts({ root, commit, prefix, blobs, ...place }: BasePlace): BaseTexts {
  const ids = new Map(place.ids);
  const absent = new Set(place.absent);
  return {
    async read(paths, cancelled) {
      const texts = new Map<string, string>();
      const asked: string[] = [];
      for (const path of new Set(paths)) {
        const id = ids.get(path);
        const blob = id === undefined ? undefined : blobs.get(id);
        if (blob?.kind === 'text') texts.set(path, blob.text);
        if (blob || absent.has(path) || (id === undefined && commit === undefined)) continue;
        asked.push(path);
      }
      const names = asked.map((path) => ids.get(path) ?? `${commit}:${prefix}${path}`);
      const answer = await readBlobs(root, names, cancelled);
      if (!answer.ok) return answer;
      for (const [index, blob] of answer.value.entries()) {
        const path = asked[index] as string;
        if (blob.kind === 'missing' && ids.has(path)) return lacking(path);
        if (blob.kind === 'missing') {
          absent.add(path);
          continue;
        }
        ids.set(path, blob.id);
        blobs.set(blob.id, blob);
        if (blob.kind === 'text') texts.set(path, blob.text);
      }
      return { ok: true, texts };
    },
  };
}

function lacking(path: string): TextsOutcome {
  return none(
    'partial',
    `The repository lacks what "${path}" was in the base: run \`git fetch --refetch --no-filter\` once.`,
  );
}
