import { createModuleDisk } from './host/module-disk.ts';
import { hashText } from './model/hash.ts';
import type { TypeDisk, TypeReader } from './model/inferred.ts';

/** Where types are read; absolute POSIX paths. */
export interface TypesStart {
  readonly root: string;
  /** The compiler reads nothing outside of this folder. */
  readonly boundary: string;
}

/** Unsaved texts by path, relative to the root. */
export type Overlays = readonly (readonly [path: string, text: string])[];

/** Loads the compiler, to read types in this thread; `overlays` are asked for at each request. */
export async function loadTypes(
  { root, boundary }: TypesStart,
  overlays: () => Overlays,
): Promise<TypeReader> {
  const { createTypeReader } = await import('./semantics/index.ts');
  const shown = new Map<string, string>();
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  const reader = createTypeReader({ root, disk: withOverlays(createModuleDisk(boundary), shown), pause });
  const show = () => {
    shown.clear();
    for (const [path, text] of overlays()) shown.set(`${root}/${path}`, text);
  };
  return {
    ...reader,
    infer(request, onFile, isCancelled) {
      show();
      return reader.infer(request, onFile, isCancelled);
    },
    // Edits are of the text on screen, which may not have been asked about yet.
    annotations(question) {
      show();
      return reader.annotations(question);
    },
  };
}

function withOverlays(disk: TypeDisk, shown: ReadonlyMap<string, string>): TypeDisk {
  const nameOf = (text: string) => `open ${hashText(text)}`;
  return {
    ...disk,
    read(path) {
      const text = shown.get(path);
      return text === undefined ? disk.read(path) : { text, version: nameOf(text) };
    },
    version(path) {
      const text = shown.get(path);
      return text === undefined ? disk.version(path) : nameOf(text);
    },
    kind: (path) => (shown.has(path) ? 'file' : disk.kind(path)),
  };
}

/** The same, loaded when it is first asked. */
export function createTypesHere(start: TypesStart, overlays: () => Overlays): TypeReader {
  let loaded: Promise<TypeReader> | undefined;
  const load = () => {
    loaded ??= loadTypes(start, overlays);
    return loaded;
  };
  return {
    infer: async (...question) => (await load()).infer(...question),
    passedOn: async (questions) => (await load()).passedOn(questions),
    annotations: async (question) => (await load()).annotations(question),
    end() {
      loaded = undefined;
    },
  };
}
