import { createModuleDisk } from './host/module-disk.ts';
import { serveThread, threadStart } from './host/thread-side.ts';
import { hashText } from './model/hash.ts';
import type { TypeDisk, TypeReader } from './model/inferred.ts';
import type { TypesQuestion, TypesStart } from './threaded-types.ts';

/** The thread in which a compiler reads types: it takes seconds at a time, and nobody who types must wait for it. */
const { root, boundary } = threadStart() as TypesStart;
const disk = createModuleDisk(boundary);
const overlays = new Map<string, string>();

const withOverlays: TypeDisk = {
  ...disk,
  read(path) {
    const text = overlays.get(path);
    return text === undefined ? disk.read(path) : { text, version: nameOf(text) };
  },
  version(path) {
    const text = overlays.get(path);
    return text === undefined ? disk.version(path) : nameOf(text);
  },
  kind: (path) => (overlays.has(path) ? 'file' : disk.kind(path)),
};

function nameOf(text: string): string {
  return `open ${hashText(text)}`;
}

async function load(): Promise<TypeReader> {
  const { createTypeReader } = await import('./semantics/index.ts');
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  return createTypeReader({ root, disk: withOverlays, pause });
}

const loaded = load();

serveThread(async ({ question, tell, isCancelled }) => {
  const reader = await loaded;
  const asked = question as TypesQuestion;
  switch (asked.ask) {
    case 'infer':
      overlays.clear();
      for (const [path, text] of asked.overlays) overlays.set(`${root}/${path}`, text);
      return reader.infer(asked.request, tell, isCancelled);
    case 'passedOn':
      return reader.passedOn(asked.questions);
    case 'annotations':
      return reader.annotations(asked.question);
  }
});
