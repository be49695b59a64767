import { serveThread, threadStart } from './host/thread-side.ts';
import type { TypesQuestion } from './threaded-types.ts';
import { loadTypes, type Overlays, type TypesStart } from './types-here.ts';

/** The thread in which a compiler reads types: it takes seconds at a time, and nobody who types must wait for it. */
function serve(): void {
  let overlays: Overlays = [];
  const loaded = loadTypes(threadStart() as TypesStart, () => overlays);
  serveThread(async ({ question, tell, isCancelled }) => {
    const reader = await loaded;
    const asked = question as TypesQuestion;
    switch (asked.ask) {
      case 'infer':
        overlays = asked.overlays;
        return reader.infer(asked.request, tell, isCancelled);
      case 'passedOn':
        return reader.passedOn(asked.questions);
      case 'annotations':
        overlays = asked.overlays;
        return reader.annotations(asked.question);
    }
  });
}

serve();
