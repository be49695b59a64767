import { Thread } from './host/thread.ts';
import type { Annotation, AnnotationQuestion } from './model/fix.ts';
import type { PassingQuestion, TypeAnswer, TypeReader, TypeRequest, TypesEnded } from './model/inferred.ts';
import type { Overlays, TypesStart } from './types-here.ts';

export type TypesQuestion =
  | { readonly ask: 'infer'; readonly request: TypeRequest; readonly overlays: Overlays }
  | { readonly ask: 'passedOn'; readonly questions: readonly PassingQuestion[] }
  | { readonly ask: 'annotations'; readonly question: AnnotationQuestion; readonly overlays: Overlays };

export interface TypesOptions extends TypesStart {
  /** The file that runs in the thread. */
  readonly file: URL;
  readonly mostMegabytes: number;
  overlays(): Overlays;
}

const idleMilliseconds = 5 * 60_000;
/** Making a program of a large workspace takes half a minute, and minutes where other work takes the machine. */
const silenceMilliseconds = 10 * 60_000;
/** How soon the thread hears that nobody waits for its answer any more. */
const cancelMilliseconds = 50;

/** Reads types in a thread that is started on first need, and freed when it was not needed for minutes. */
export function createThreadedTypes({ file, mostMegabytes, overlays, ...start }: TypesOptions): TypeReader {
  const thread = new Thread({ file, start, mostMegabytes, idleMilliseconds, silenceMilliseconds });
  /** The last request that named a file, by path. */
  const asked = new Map<string, TypeRequest>();
  const ask = (question: TypesQuestion) => thread.ask(question);

  async function infer(
    request: TypeRequest,
    onFile: (answer: TypeAnswer) => void,
    isCancelled: () => boolean,
  ): Promise<TypesEnded> {
    for (const { path } of request.files) asked.set(path, request);
    const timer = setInterval(() => thread.hearCancellations(), cancelMilliseconds);
    const question: TypesQuestion = { ask: 'infer', request, overlays: overlays() };
    const ended = await thread.ask(question, (item) => onFile(item as TypeAnswer), isCancelled);
    clearInterval(timer);
    return ended.ok ? (ended.answer as TypesEnded) : { ended: 'failed', problem: ended.problem };
  }

  return {
    infer,
    async passedOn(questions) {
      const passed = await ask({ ask: 'passedOn', questions });
      return passed.ok ? (passed.answer as readonly (readonly string[])[]) : [];
    },
    async annotations(question) {
      const last = asked.get(question.path);
      const own = last?.files.filter(({ path }) => path === question.path) ?? [];
      // A thread that was freed has forgotten its programs.
      if (last && !thread.isRunning)
        await infer(
          { ...last, files: own },
          () => {},
          () => false,
        );
      const found = await ask({ ask: 'annotations', question, overlays: overlays() });
      return found.ok ? (found.answer as readonly Annotation[]) : [];
    },
    end: () => thread.end(),
  };
}
