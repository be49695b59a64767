import type { Route, UnknownPrefix, UnresolvedRoute } from '../../../model/contract.ts';
import type { Confidence } from '../../../model/finding.ts';
import { sharedFolders } from '../../../model/path.ts';
import type {
  ClassFact,
  DecoratorFact,
  Expression,
  MethodFact,
  RouteFacts,
} from '../../../model/route-facts.ts';
import type { Span } from '../../../model/span.ts';
import type { Evaluation, Located, Texts } from '../evaluation.ts';
import { readsOf } from '../parameter-reads.ts';
import { type Found, nothing } from '../search.ts';
import { joinPaths, templatesOf } from '../templates.ts';
import type { Prefix, Tools } from '../tools.ts';
import { belowUnknown, unknownPrefix } from '../unknown-prefix.ts';
import { entryOf, type FileAdapter, methodOf, type RouteMethod } from './adapter.ts';
import {
  type Controller,
  controllerOf,
  type DecoratedRoute,
  isExcluded,
  membersOf,
  servedBy,
} from './nest-members.ts';
import { modulePrefixes } from './nest-modules.ts';

/** NestJS: controllers, with the global prefix and the versions in paths of the application around them. */
export const nest: FileAdapter = {
  framework: 'nestjs',
  words: [
    'Controller(',
    ...['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'RequestMapping'].map((name) => `@${name}(`),
    '.setGlobalPrefix',
    '.enableVersioning',
    'RouterModule.',
  ],
  restsOn: (tools) => [...settingsIn(tools).map(({ args }) => args), ...modulePrefixes(tools).restsOn],
  read: readFile,
};

function readFile(path: string, facts: RouteFacts, tools: Tools): Found {
  const controllers = facts.classes.flatMap((fact) => {
    const controller = controllerOf(path, fact, tools.evaluation);
    return controller === undefined ? [] : [{ fact, controller }];
  });
  if (controllers.length === 0) return nothing;
  const application = applicationOf(path, tools);
  const reader = new ControllerReader(path, tools, application);
  for (const { fact, controller } of controllers) reader.read(fact, controller);
  return { routes: reader.routes, unresolved: [...application.unresolved, ...reader.unresolved] };
}

function named(decorators: readonly DecoratorFact[], name: string): DecoratorFact | undefined {
  return decorators.find((each) => each.name === name);
}

/** What stands before the paths of a controller's methods, versions left out; empty where it is not known. */
export function controllerPrefixes(path: string, controller: ClassFact, tools: Tools): readonly string[] {
  const found = controllerOf(path, controller, tools.evaluation);
  if (found === undefined || found.isOpaque) return [];
  const base = optionsOf(found.argument, tools.evaluation).path;
  const texts = base === undefined ? [''] : (tools.evaluation.textsOf(base).texts ?? []);
  const { prefix } = applicationOf(path, tools);
  return modulesOf(path, controller, tools).flatMap((module) =>
    texts.map((text) =>
      joinPaths(templatesOf(prefix)[0] ?? '', joinPaths(module, templatesOf(text)[0] ?? '')),
    ),
  );
}

/** The prefixes of its modules; none is an empty one. */
function modulesOf(path: string, { name }: ClassFact, tools: Tools): readonly string[] {
  const prefixes = modulePrefixes(tools).of(path, name);
  return prefixes.length === 0 ? [''] : prefixes;
}

/** `@Controller(path)` and `@Controller({ path, version })`, also where the object has a name. */
function optionsOf(
  argument: Located | undefined,
  evaluation: Evaluation,
): { readonly path?: Located; readonly version?: Located } {
  if (argument === undefined) return {};
  const { context, expression } = evaluation.look(argument);
  if (expression.is !== 'object') return { path: argument };
  const [path, version] = [entryOf(expression, 'path'), entryOf(expression, 'version')];
  return {
    ...(path && { path: { context, expression: path } }),
    ...(version && { version: { context, expression: version } }),
  };
}

/** What the file that starts the application says for all controllers. */
interface Application {
  readonly prefix: string;
  /** What stands before the prefix and is not known. */
  readonly beneath?: UnknownPrefix;
  readonly excluded: readonly Excluded[];
  /** What stands before the version in a path; absent without versions in paths. */
  readonly versionPrefix?: string;
  readonly defaultVersion?: Located;
  readonly unresolved: readonly UnresolvedRoute[];
  /** Of the prefix. */
  readonly confidence: Confidence;
}

/** What has no global prefix; without a method all of them. */
interface Excluded {
  readonly segments: readonly string[];
  readonly method?: RouteMethod;
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
  const versions = versionsOf(versioned);
  const unresolved = [...modulePrefixes(tools).unresolved];
  const hide = (path: string, { start, end }: Span, reason: string) =>
    unresolved.push({ path, span: { start, end }, framework: 'nestjs', reason, isPrefix: true });
  const doubt = texts?.doubt;
  if (doubt !== undefined && prefixed !== undefined && prefix !== undefined)
    hide(prefixed.file, prefix, doubt);
  const version = versions.defaultVersion;
  const reason = version && versionTexts(version, tools.evaluation).reason;
  if (version !== undefined && reason !== undefined) hide(version.context.file, version.expression, reason);
  const isVague = unresolved.some((each) => each.reason !== doubt);
  const open = texts?.reason === undefined ? undefined : openPrefix(prefixed, texts.reason, tools);
  if (open?.beneath !== undefined) unresolved.push(unresolvedAt(open.beneath));
  return {
    prefix: open?.text ?? texts?.texts?.[0] ?? '',
    ...(open?.beneath && { beneath: open.beneath }),
    excluded: excluded?.is === 'list' ? excluded.items.flatMap(excludedRoutes) : [],
    ...versions,
    unresolved,
    confidence: isVague ? 'possible' : open || texts?.isDoubted ? 'likely' : 'certain',
  };
}

/** What is known of the end of a global prefix. */
function openPrefix(
  prefixed: Setting | undefined,
  reason: string,
  { evaluation }: Tools,
): Prefix | undefined {
  const expression = prefixed?.args[0];
  if (prefixed === undefined || expression === undefined) return undefined;
  const { file, scope } = prefixed;
  const { start, end } = expression;
  const found = unknownPrefix(evaluation, { context: { file, scope }, expression });
  const above: Prefix = { text: '', confidence: 'certain' };
  return belowUnknown([above], found, { path: file, span: { start, end }, reason }, undefined)[0];
}

function unresolvedAt({ path, span, reason }: UnknownPrefix): UnresolvedRoute {
  return { path, span, reason, framework: 'nestjs' };
}

/** The texts of one version or several; neutral ones stand nowhere in a path. */
function versionTexts(version: Located, evaluation: Evaluation): Texts {
  const { context, expression } = evaluation.look(version);
  const names = expression.is === 'list' ? expression.items : [expression];
  const found: string[] = [];
  for (const name of names) {
    const isNeutral =
      (name.is === 'name' && name.name === 'VERSION_NEUTRAL') ||
      (name.is === 'member' && name.member === 'VERSION_NEUTRAL');
    const texts: Texts = isNeutral ? { texts: [''] } : evaluation.textsOf({ context, expression: name });
    if (texts.texts === undefined) return texts;
    found.push(...texts.texts);
  }
  return { texts: found };
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
    const found: Setting[] = [];
    // Both may stand in one chain.
    for (let at: Expression = call; at.is === 'call' && at.callee.is === 'member'; at = at.callee.object) {
      const { member } = at.callee;
      const isSetting = member === 'setGlobalPrefix' || member === 'enableVersioning';
      if (isSetting) found.push({ file, scope, member, args: at.args });
    }
    return found;
  });
}

function textsOf(
  evaluation: Evaluation,
  { file, scope }: Setting,
  expression: Expression | undefined,
): Texts {
  if (expression === undefined) return { texts: [''] };
  return evaluation.textsOf({ context: { file, scope }, expression });
}

function excludedRoutes(item: Expression): readonly Excluded[] {
  const path = item.is === 'object' ? entryOf(item, 'path') : item;
  if (path?.is !== 'text') return [];
  const asked = entryOf(item, 'method');
  const method = asked?.is === 'member' ? methodOf(asked.member) : undefined;
  return templatesOf(path.value.replaceAll('(.*)', '*')).map((template) => ({
    segments: template.split('/'),
    ...(method !== undefined && method !== 'ANY' && { method }),
  }));
}

/** A parameter is any segment, and one with a star at least one. */
function excludes({ segments, method }: Excluded, asked: RouteMethod, template: string): boolean {
  if (method !== undefined && method !== asked) return false;
  const own = template.split('/');
  for (const [index, segment] of segments.entries()) {
    if (own[index] === undefined) return false;
    if (/^\{.*\*\}$/.test(segment)) return true;
    if (segment !== own[index] && !segment.startsWith('{')) return false;
  }
  return segments.length === own.length;
}

/** Versions stand in paths unless another type is asked for. */
function versionsOf(setting: Setting | undefined): Pick<Application, 'versionPrefix' | 'defaultVersion'> {
  if (setting === undefined) return {};
  const { file, scope, args } = setting;
  const [options] = args;
  const type = entryOf(options, 'type');
  if (type?.is === 'member' && type.member !== 'URI') return {};
  const prefix = entryOf(options, 'prefix');
  const expression = entryOf(options, 'defaultVersion');
  const versionPrefix = prefix?.is === 'text' ? prefix.value : prefix === undefined ? 'v' : '';
  return { versionPrefix, ...(expression && { defaultVersion: { context: { file, scope }, expression } }) };
}

class ControllerReader {
  readonly routes: Route[] = [];
  readonly unresolved: UnresolvedRoute[] = [];
  /** Some path of the controller is not what is written, surely. */
  #isDoubted = false;
  #isExcluded = false;

  constructor(
    readonly path: string,
    readonly tools: Tools,
    readonly application: Application,
  ) {}

  read(fact: ClassFact, { decorator: controller, argument, isOpaque: isHidden }: Controller): void {
    this.#isDoubted = false;
    this.#isExcluded = isExcluded(fact.decorators);
    if (isHidden) {
      this.#hide(this.path, controller, `What "@${controller.name}" makes of the class is not found.`);
      return;
    }
    const { path, version: first } = optionsOf(argument, this.tools.evaluation);
    const texts = this.#texts(path, controller);
    if (texts === undefined) return;
    const modules = modulesOf(this.path, fact, this.tools);
    const bases = modules.flatMap((module) => texts.map((text) => joinPaths(module, text)));
    const own = this.#version(this.path, fact.decorators) ?? first;
    const { members, reason } = membersOf(this.path, fact, this.tools);
    if (reason !== undefined) this.#hide(this.path, fact.base ?? controller, reason);
    for (const { file, method } of members) {
      const version = this.#version(file, method.decorators) ?? own;
      for (const decorator of method.decorators) {
        const { serves, isOpaque } = servedBy(file, decorator, this.tools.evaluation);
        const name = decorator.name === '' ? 'this decorator' : `"@${decorator.name}"`;
        if (isOpaque) this.#hide(file, decorator, `What ${name} serves is not found.`);
        for (const each of serves) this.#serve(file, each, decorator, bases, version, method);
      }
    }
  }

  #version(file: string, decorators: readonly DecoratorFact[]): Located | undefined {
    const expression = named(decorators, 'Version')?.args[0];
    return expression && { context: { file, scope: 0 }, expression };
  }

  #hide(path: string, { start, end }: Span, reason: string): void {
    this.unresolved.push({ path, span: { start, end }, framework: 'nestjs', reason });
  }

  #serve(
    file: string,
    { method, path }: DecoratedRoute,
    decorator: DecoratorFact,
    bases: readonly string[],
    version: Located | undefined,
    { name: handler, scope, decorators }: MethodFact,
  ): void {
    const texts = this.#texts(path, decorator);
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
              ...this.#prefixed(segment, method, template),
              framework: 'nestjs',
              ignoresCase: true,
              confidence: this.#isDoubted && confidence === 'certain' ? 'likely' : confidence,
              handler,
              ...(this.#isExcluded || isExcluded(decorators) ? { isExcluded: true } : {}),
              ...(file === this.path ? {} : { mountedIn: [this.path] }),
              ...readsOf(reads, template),
            });
  }

  #prefixed(segment: string, method: RouteMethod, template: string): Pick<Route, 'template' | 'beneath'> {
    const { prefix, excluded, beneath } = this.application;
    const versioned = joinPaths(segment, template);
    if (excluded.some((each) => excludes(each, method, template))) return { template: versioned };
    const whole = joinPaths(templatesOf(prefix)[0] ?? '', versioned);
    return beneath === undefined ? { template: whole } : { template: whole, beneath };
  }

  #versionSegments(version: Located | undefined, decorator: DecoratorFact): readonly string[] {
    const { versionPrefix, defaultVersion } = this.application;
    const asked = version ?? defaultVersion;
    if (versionPrefix === undefined || asked === undefined) return [''];
    const { texts, reason } = versionTexts(asked, this.tools.evaluation);
    if (reason !== undefined && version !== undefined) this.#hide(version.context.file, decorator, reason);
    return texts === undefined || texts.length === 0
      ? ['']
      : texts.map((text) => (text === '' ? '' : `${versionPrefix}${text}`));
  }

  #texts(located: Located | undefined, decorator: DecoratorFact): readonly string[] | undefined {
    if (located === undefined) return [''];
    const { texts, reason, isDoubted, doubt } = this.tools.evaluation.textsOf(located);
    const why = reason ?? doubt;
    const { context, expression: written } = located;
    // What a decorator of another file makes is told where it is written.
    const at = context.file === this.path ? decorator : written;
    if (why !== undefined) this.#hide(context.file, at, why);
    if (isDoubted) this.#isDoubted = true;
    return texts;
  }
}
