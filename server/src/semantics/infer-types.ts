import type { ts } from 'ts-morph';
import { applyEdits } from '../model/apply-edits.ts';
import type { Annotation, AnnotationQuestion } from '../model/fix.ts';
import type {
  FileTypes,
  InferredExport,
  TypeAnswer,
  TypeDisk,
  TypeReader,
  TypeRequest,
  TypesEnded,
} from '../model/inferred.ts';
import { joinPath } from '../model/path.ts';
import { draftsFor } from './annotate.ts';
import { complaintsOf, isAsGood } from './complaints.ts';
import { inferredNames } from './inferred-names.ts';
import { type Passing, passedOn, passingIn } from './passed-on.ts';
import { Programs } from './programs.ts';
import { originsOf, type PathOf } from './type-origins.ts';
import { declarationsIn } from './type-walk.ts';

/** Nobody writes as much by hand, and the checker may take minutes for what a generator wrote. */
const mostCharacters = 1024 * 1024;

const notFitting = 'With the type written down something in this file would no longer type-check.';

/** Where the paths of a request are. */
export interface TypeWorld {
  /** The absolute POSIX path of the root. */
  readonly root: string;
  readonly disk: TypeDisk;
  /** Lets other work run, so that a cancellation is heard. */
  pause(): Promise<void>;
}

/** The compiler's view of the files of one root, in this thread. */
export function createTypeReader(world: TypeWorld): TypeReader {
  const { root, disk, pause } = world;
  const toAbsolute = (path: string) => joinAbsolute(root, path);
  const pathOf: PathOf = ({ fileName }) =>
    fileName.startsWith(`${root}/`) && !fileName.includes('/node_modules/')
      ? fileName.slice(root.length + 1)
      : undefined;
  let programs = new Programs(disk, toAbsolute);
  /** The last request that named a file, by path. */
  const asked = new Map<string, TypeRequest>();
  /** Of the texts of the last request, by path. */
  const passing = new Map<string, Passing>();

  async function infer(
    request: TypeRequest,
    onFile: (answer: TypeAnswer) => void,
    isCancelled: () => boolean,
  ): Promise<TypesEnded> {
    for (const { path } of request.files) asked.set(path, request);
    passing.clear();
    for (const [config, paths] of byConfig(request.files)) {
      await pause();
      if (isCancelled()) return { ended: 'cancelled' };
      const program = make(config, paths, request);
      const checker = program.getTypeChecker();
      for (const path of paths) {
        await pause();
        if (isCancelled()) return { ended: 'cancelled' };
        onFile(answerFor(path, program.getSourceFile(toAbsolute(path)), checker));
      }
    }
    return { ended: 'done' };
  }

  function make(config: string | undefined, paths: readonly string[], request: TypeRequest): ts.Program {
    const ambient = request.ambient.filter((file) => file.config === config).map(({ path }) => path);
    const roots = [...new Set([...paths, ...ambient])].map(toAbsolute);
    return programs.make(config === undefined ? undefined : toAbsolute(config), roots, request);
  }

  /** The program must hold the files whose types may be named, open or not. */
  function annotations(question: AnnotationQuestion): readonly Annotation[] {
    const { path, allowed } = question;
    const last = asked.get(path);
    const own = last?.files.find((file) => file.path === path);
    if (!last || !own) return [];
    const program = make(own.config, [path, ...allowed], last);
    const drafts = draftsFor(question, program, { toAbsolute, pathOf });
    const before = drafts.length > 0 ? complaintsOf(program, toAbsolute(path)) : undefined;
    const tried = drafts.map((draft): Annotation => {
      if (!before || 'refused' in draft) return draft;
      const after = programs.tried(program, toAbsolute(path), (text) => applyEdits(text, draft.edits));
      return isAsGood(before, complaintsOf(after, toAbsolute(path))) ? draft : { refused: notFitting };
    });
    const named = tried.filter((one) => 'edits' in one && one.name !== undefined);
    return named.length > 0 ? named : tried.slice(-1);
  }

  function passingOf(path: string): Passing {
    const known = passing.get(path) ?? passingIn(path, disk.read(toAbsolute(path))?.text ?? '');
    passing.set(path, known);
    return known;
  }

  function answerFor(path: string, file: ts.SourceFile | undefined, checker: ts.TypeChecker): TypeAnswer {
    if (!file) return { path, ok: true, types: { exports: [] } };
    if (file.text.length > mostCharacters) return { path, ok: false, problem: 'it is too large' };
    try {
      return { path, ok: true, types: typesOf(file, checker, pathOf) };
    } catch (thrown) {
      return { path, ok: false, problem: `the compiler failed: ${sentenceOf(thrown)}` };
    }
  }

  return {
    infer: (request, onFile, isCancelled) =>
      infer(request, onFile, isCancelled).catch(
        (thrown): TypesEnded => ({ ended: 'failed', problem: sentenceOf(thrown) }),
      ),
    passedOn: async (questions) =>
      questions.map(({ path, specifiers, names }) => passedOn(passingOf(path), specifiers, names)),
    annotations: async (question) => annotations(question),
    end() {
      programs = new Programs(disk, toAbsolute);
      asked.clear();
    },
  };
}

function typesOf(file: ts.SourceFile, checker: ts.TypeChecker, pathOf: PathOf): FileTypes {
  const exports = inferredNames(file, checker).flatMap(
    ({ name, span, extent, parts }): readonly InferredExport[] => {
      const types = parts.map(({ type }) => type);
      const origins = originsOf(declarationsIn(types, checker), file, pathOf);
      return origins.length > 0 ? [{ name, span, extent, origins }] : [];
    },
  );
  return { exports };
}

function byConfig(files: TypeRequest['files']): ReadonlyMap<string | undefined, readonly string[]> {
  const groups = new Map<string | undefined, string[]>();
  for (const { path, config } of files) {
    const group = groups.get(config);
    if (group) group.push(path);
    else groups.set(config, [path]);
  }
  return groups;
}

function joinAbsolute(root: string, path: string): string {
  return root.startsWith('/') ? `/${joinPath(root.slice(1), path)}` : joinPath(root, path);
}

function sentenceOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
