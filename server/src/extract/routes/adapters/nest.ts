import type { Route, UnresolvedRoute } from '../../../model/contract.ts';
import type { Confidence } from '../../../model/finding.ts';
import type {
  ClassFact,
  DecoratorFact,
  Expression,
  MethodFact,
  RouteFacts,
} from '../../../model/route-facts.ts';
import type { Span } from '../../../model/span.ts';
import type { Context, Evaluation, Texts } from '../evaluation.ts';
import { readsOf } from '../parameter-reads.ts';
import type { Found } from '../search.ts';
import { joinPaths, templatesOf } from '../templates.ts';
import type { Tools } from '../tools.ts';
import { entryOf, type FileAdapter } from './adapter.ts';
import { type DecoratedRoute, membersOf, servedBy } from './nest-members.ts';

/** NestJS: controllers, with the global prefix and the versions in paths of the application around them. */
export const nest: FileAdapter = {
  framework: 'nestjs',
  words: ['@Controller', '.setGlobalPrefix', '.enableVersioning', 'RouterModule.register'],
  restsOn: (tools) => settingsIn(tools).map(({ args }) => args),
  read: readFile,
};

function readFile(path: string, facts: RouteFacts, tools: Tools): Found {
  const controllers = facts.classes.filter(({ decorators }) => named(decorators, 'Controller') !== undefined);
  const modules = facts.calls.flatMap(({ call }) => routerModule(path, call));
  if (controllers.length === 0) return { routes: [], unresolved: modules };
  const application = applicationOf(path, tools);
  const reader = new ControllerReader(path, tools, application);
  for (const controller of controllers) reader.read(controller);
  return { routes: reader.routes, unresolved: [...modules, ...application.unresolved, ...reader.unresolved] };
}

/** Prefixes by module: which controllers a module has is not followed. */
function routerModule(path: string, call: Expression): readonly UnresolvedRoute[] {
  if (call.is !== 'call' || call.callee.is !== 'member' || call.callee.member !== 'register') return [];
  const { object, memberSpan } = call.callee;
  if (object.is !== 'name' || object.name !== 'RouterModule') return [];
  const reason = 'The prefixes that modules are given here are not followed.';
  return [{ path, span: { start: object.start, end: memberSpan.end }, framework: 'nestjs', reason }];
}

function named(decorators: readonly DecoratorFact[], name: string): DecoratorFact | undefined {
  return decorators.find((each) => each.name === name);
}

/** What stands before the paths of a controller's methods, versions left out; empty where it is not known. */
export function controllerPrefixes(path: string, controller: ClassFact, tools: Tools): readonly string[] {
  const decorator = named(controller.decorators, 'Controller');
  if (decorator === undefined) return [];
  const [first] = decorator.args;
  const base = first?.is === 'object' ? entryOf(first, 'path') : first;
  const context = { file: path, scope: 0 };
  const texts = base === undefined ? [''] : tools.evaluation.textsOf({ context, expression: base }).texts;
  const { prefix } = applicationOf(path, tools);
  return (texts ?? []).map((text) => joinPaths(templatesOf(prefix)[0] ?? '', templatesOf(text)[0] ?? ''));
}

/** What the file that starts the application says for all controllers. */
interface Application {
  readonly prefix: string;
  readonly excluded: readonly string[];
  /** What stands before the version in a path; absent without versions in paths. */
  readonly versionPrefix?: string;
  readonly defaultVersions: readonly string[];
  readonly unresolved: readonly UnresolvedRoute[];
  /** Of the prefix. */
  readonly confidence: Confidence;
}

interface Setting {
  readonly file: string;
  readonly scope: number;
  readonly member: string;
  readonly args: readonly Expression[];
}

/** The settings of the file that shares the longest way with the controller. */
function applicationOf(path: string, tools: Tools): Application {
  const settings = settingsIn(tools);
  const nearest = Math.max(-1, ...settings.map(({ file }) => sharedFolders(file, path)));
  const own = settings.filter(({ file }) => sharedFolders(file, path) === nearest);
  const prefixed = own.find(({ member }) => member === 'setGlobalPrefix');
  const versioned = own.find(({ member }) => member === 'enableVersioning');
  const prefix = prefixed?.args[0];
  const texts = prefixed === undefined ? undefined : textsOf(tools.evaluation, prefixed, prefix);
  const excluded = entryOf(prefixed?.args[1], 'exclude');
  const unresolved: UnresolvedRoute[] = [];
  const reason = texts?.reason ?? texts?.doubt;
  if (reason !== undefined && prefixed !== undefined && prefix !== undefined)
    unresolved.push({
      path: prefixed.file,
      span: { start: prefix.start, end: prefix.end },
      framework: 'nestjs',
      reason,
      isPrefix: true,
    });
  return {
    prefix: texts?.texts?.[0] ?? '',
    excluded: excluded?.is === 'list' ? excluded.items.flatMap(excludedPath) : [],
    ...versionsOf(versioned, tools.evaluation),
    unresolved,
    confidence: texts?.reason === undefined ? (texts?.isDoubted ? 'likely' : 'certain') : 'possible',
  };
}

const known = new WeakMap<Tools, readonly Setting[]>();

/** What all files say for controllers, looked for once in a search. */
function settingsIn(tools: Tools): readonly Setting[] {
  const before = known.get(tools);
  if (before !== undefined) return before;
  const found = tools.paths.flatMap((file) => settingsOf(file, tools.facts(file)));
  known.set(tools, found);
  return found;
}

function settingsOf(file: string, facts: RouteFacts | undefined): readonly Setting[] {
  return (facts?.calls ?? []).flatMap(({ call, scope }) => {
    if (call.is !== 'call' || call.callee.is !== 'member') return [];
    const { member } = call.callee;
    const isSetting = member === 'setGlobalPrefix' || member === 'enableVersioning';
    return isSetting ? [{ file, scope, member, args: call.args }] : [];
  });
}

function sharedFolders(a: string, b: string): number {
  const first = a.split('/');
  const second = b.split('/');
  let shared = 0;
  while (shared < first.length - 1 && first[shared] === second[shared]) shared += 1;
  return shared;
}

function textsOf(
  evaluation: Evaluation,
  { file, scope }: Setting,
  expression: Expression | undefined,
): Texts {
  if (expression === undefined) return { texts: [''] };
  return evaluation.textsOf({ context: { file, scope }, expression });
}

function excludedPath(item: Expression): readonly string[] {
  const path = item.is === 'object' ? entryOf(item, 'path') : item;
  return path?.is === 'text' ? templatesOf(path.value) : [];
}

/** Versions stand in paths unless another type is asked for. */
function versionsOf(
  setting: Setting | undefined,
  evaluation: Evaluation,
): Pick<Application, 'versionPrefix' | 'defaultVersions'> {
  if (setting === undefined) return { defaultVersions: [] };
  const options = setting.args[0];
  const type = entryOf(options, 'type');
  if (type?.is === 'member' && type.member !== 'URI') return { defaultVersions: [] };
  const prefix = entryOf(options, 'prefix');
  const defaults = entryOf(options, 'defaultVersion');
  const versions = defaults === undefined ? undefined : textsOf(evaluation, setting, defaults).texts;
  const text = prefix?.is === 'text' ? prefix.value : prefix === undefined ? 'v' : '';
  return { versionPrefix: text, defaultVersions: versions ?? [] };
}

class ControllerReader {
  readonly routes: Route[] = [];
  readonly unresolved: UnresolvedRoute[] = [];
  /** Some path of the controller is not what is written, surely. */
  #isDoubted = false;

  constructor(
    readonly path: string,
    readonly tools: Tools,
    readonly application: Application,
  ) {}

  read(fact: ClassFact): void {
    const { decorators } = fact;
    this.#isDoubted = false;
    const controller = named(decorators, 'Controller');
    if (controller === undefined) return;
    const [first] = controller.args;
    const path = first?.is === 'object' ? entryOf(first, 'path') : first;
    const bases = this.#texts(path, controller);
    if (bases === undefined) return;
    const own = named(decorators, 'Version')?.args[0] ?? entryOf(first, 'version');
    const { members, reason } = membersOf(this.path, fact, this.tools);
    if (reason !== undefined) this.#hide(this.path, fact.base ?? controller, reason);
    for (const { file, method } of members) {
      const version = named(method.decorators, 'Version')?.args[0] ?? own;
      for (const decorator of method.decorators) {
        const { serves, isOpaque } = servedBy(file, decorator, this.tools.evaluation);
        if (isOpaque) this.#hide(file, decorator, `What "@${decorator.name}" serves is not found.`);
        for (const each of serves) this.#serve(file, each, decorator, bases, version, method);
      }
    }
  }

  #hide(path: string, { start, end }: Span, reason: string): void {
    this.unresolved.push({ path, span: { start, end }, framework: 'nestjs', reason });
  }

  #serve(
    file: string,
    { method, path }: DecoratedRoute,
    decorator: DecoratorFact,
    bases: readonly string[],
    version: Expression | undefined,
    { name: handler, scope }: MethodFact,
  ): void {
    const texts = this.#texts(path?.expression, decorator, path?.context);
    if (texts === undefined) return;
    const { start, end } =
      path?.context.file === file && path.context.scope === 0 ? path.expression : decorator;
    const segments = this.#versionSegments(version, decorator);
    const { confidence } = this.application;
    const reads = scope === undefined ? undefined : this.tools.reads.decorated({ file, scope });
    for (const base of bases)
      for (const text of texts)
        for (const template of templatesOf(joinPaths(base, text)))
          for (const segment of segments)
            this.routes.push({
              path: file,
              span: { start, end },
              method,
              template: this.#prefixed(segment, template),
              framework: 'nestjs',
              ignoresCase: true,
              confidence: this.#isDoubted && confidence === 'certain' ? 'likely' : confidence,
              handler,
              ...(file === this.path ? {} : { mountedIn: [this.path] }),
              ...readsOf(reads, template),
            });
  }

  #prefixed(segment: string, template: string): string {
    const { prefix, excluded } = this.application;
    const versioned = joinPaths(segment, template);
    if (excluded.includes(template)) return versioned;
    return joinPaths(templatesOf(prefix)[0] ?? '', versioned);
  }

  #versionSegments(version: Expression | undefined, decorator: DecoratorFact): readonly string[] {
    const { versionPrefix, defaultVersions } = this.application;
    if (versionPrefix === undefined) return [''];
    const names = version?.is === 'list' ? version.items : version === undefined ? [] : [version];
    const isNeutral = (name: Expression) => name.is === 'name' && name.name === 'VERSION_NEUTRAL';
    const neutral = names.some(isNeutral) ? [''] : [];
    const texts = names
      .filter((name) => !isNeutral(name))
      .flatMap((name) => this.#texts(name, decorator) ?? []);
    const all = version === undefined ? defaultVersions : texts;
    const segments = [...neutral, ...all.map((text) => `${versionPrefix}${text}`)];
    return segments.length === 0 ? [''] : segments;
  }

  #texts(
    expression: Expression | undefined,
    decorator: DecoratorFact,
    context: Context = { file: this.path, scope: 0 },
  ): readonly string[] | undefined {
    if (expression === undefined) return [''];
    const { texts, reason, isDoubted, doubt } = this.tools.evaluation.textsOf({ context, expression });
    const why = reason ?? doubt;
    if (why !== undefined) this.#hide(context.file, decorator, why);
    if (isDoubted) this.#isDoubted = true;
    return texts;
  }
}
