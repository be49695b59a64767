import type ts from 'typescript';
import type { PluginConfiguration } from '../../server/src/protocol/boundaries.ts';
import { createJudge, type Judge } from './boundaries.ts';
import { markCompletions, markDetails, markFixes, targetOf } from './marks.ts';

/** Compiled once for all projects of a TypeScript server, which are given the same object. */
const judges = new WeakMap<object, Judge>();

/** What the TypeScript server calls for each project. Without a policy every answer is passed on as it is. */
export default function init({ typescript }: { readonly typescript: typeof ts }): ts.server.PluginModule {
  const state: { judge: Judge | undefined } = { judge: undefined };
  const configure = (config: unknown): void => {
    state.judge = judgeOf(config, typescript.sys?.useCaseSensitiveFileNames ?? true);
  };
  return {
    create(info) {
      configure(info.config);
      return decorate(info, typescript, () => state.judge);
    },
    onConfigurationChanged: configure,
  };
}

function judgeOf(config: unknown, isCaseSensitive: boolean): Judge | undefined {
  const { boundaries } = (config ?? {}) as Partial<PluginConfiguration>;
  if (!Array.isArray(boundaries) || boundaries.length === 0) return undefined;
  const known = judges.get(boundaries);
  if (known) return known;
  try {
    const judge = createJudge(boundaries, isCaseSensitive);
    judges.set(boundaries, judge);
    return judge;
  } catch {
    return undefined;
  }
}

function decorate(
  info: ts.server.PluginCreateInfo,
  typescript: typeof ts,
  judgeNow: () => Judge | undefined,
): ts.LanguageService {
  const { languageService: service, project } = info;
  /** A failure of ours must neither reach the TypeScript server nor cost a person the answer. */
  const mark = <Answer>(
    answer: Answer,
    change: (answer: NonNullable<Answer>, judge: Judge) => Answer,
  ): Answer => {
    const judge = judgeNow();
    if (!judge || answer === undefined || answer === null) return answer;
    try {
      return change(answer, judge);
    } catch (thrown) {
      project.projectService.logger.info(`Parapet could not mark an answer: ${String(thrown)}`);
      return answer;
    }
  };
  const leadsTo = (specifier: string, from: string) =>
    typescript.resolveModuleName(specifier, from, project.getCompilerOptions(), project).resolvedModule
      ?.resolvedFileName;
  return {
    ...passedOn(service),
    getCompletionsAtPosition: (file, ...rest) =>
      mark(service.getCompletionsAtPosition(file, ...rest), (list, judge) =>
        markCompletions(list, file, judge),
      ),
    getCompletionEntryDetails: (file, ...rest) =>
      mark(service.getCompletionEntryDetails(file, ...rest), (details, judge) => {
        const [, , , source, , data] = rest;
        const to = targetOf({ ...(data && { data }), ...(source !== undefined && { source }) });
        const breach = to === undefined ? undefined : judge(file, to);
        return breach ? markDetails(details, breach) : details;
      }),
    getCodeFixesAtPosition: (file, ...rest) =>
      mark(service.getCodeFixesAtPosition(file, ...rest), (fixes, judge) =>
        markFixes(fixes, (specifier) => {
          const to = leadsTo(specifier, file);
          return to === undefined ? undefined : judge(file, to);
        }),
      ),
  };
}

/** Every function of a service, called on the service: another plugin's may need that. */
function passedOn(service: ts.LanguageService): ts.LanguageService {
  const functions = Object.entries(service).map(([name, value]) => [
    name,
    typeof value === 'function' ? value.bind(service) : value,
  ]);
  return Object.fromEntries(functions);
}
