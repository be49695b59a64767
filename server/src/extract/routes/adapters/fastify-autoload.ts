import { folderOf, lastSegment } from '../../../model/path.ts';
import type { Expression } from '../../../model/route-facts.ts';
import type { Located } from '../evaluation.ts';
import { filePathOf } from '../file-paths.ts';
import { optionOf } from '../options.ts';
import {
  handlerName,
  isFalse,
  isTrue,
  type Loaded,
  type LoadedPlugin,
  type Loader,
  type LoaderCall,
} from './adapter.ts';

/** `@fastify/autoload`: the files below a folder are plugins, and its folders are what their paths begin with. */
export const autoload: Loader = {
  modules: ['@fastify/autoload', 'fastify-autoload'],
  load(call) {
    const reader = new FolderReader(call);
    return { plugins: reader.plugins(), unresolved: reader.unresolved };
  },
};

// What is loaded where no option says so: scripts but declarations, and two kinds of files among them by their names.
const scripts = /(?:\.[cm]?js|\.[cm]ts|(?<!\.d)\.ts)$/i;
const indices = /^index\.[cm]?[jt]s$/i;
const hooks = /^[_.]?auto_?hooks\.[cm]?[jt]s$/i;

/** A test of a name or path; undefined where that is not known. */
type NameTest = (name: string) => boolean | undefined;

class FolderReader {
  readonly unresolved: Loaded['unresolved'][number][] = [];
  readonly #call: LoaderCall;
  /** What is loaded from where rests on something that is not known. */
  #isDoubted = false;

  constructor(call: LoaderCall) {
    this.#call = call;
  }

  plugins(): readonly LoadedPlugin[] {
    const { evaluation, files, at } = this.#call;
    const dir = this.#option('dir') ?? at;
    const folder = filePathOf(evaluation, dir);
    if (folder === undefined)
      return this.#none(dir, 'What lies in a folder is registered here, and which one is not known.');
    const below = folder === '' ? '' : `${folder}/`;
    const inside = files.filter((path) => path.startsWith(below)).map((path) => path.slice(below.length));
    const loaded = this.#loaded(inside);
    if (loaded.length === 0)
      return this.#none(dir, `No file is found in "${folder}", which is registered here.`);
    const options = this.#option('options');
    return loaded.flatMap((name) => {
      const isDoubted = this.#isDoubted;
      const found = new PluginReader(this.#call, dir, options, `${below}${name}`).read(this.#folders(name));
      return found === undefined ? [] : [{ ...found, isDoubted: isDoubted || found.isDoubted === true }];
    });
  }

  #none(at: Located, reason: string): readonly LoadedPlugin[] {
    this.#doubt(at, reason);
    return [];
  }

  #doubt(at: Located, reason: string): void {
    this.unresolved.push({ at, reason });
    this.#isDoubted = true;
  }

  #option(key: string): Located | undefined {
    const { options, evaluation } = this.#call;
    const found = options === undefined ? undefined : optionOf(evaluation, options, key);
    return found?.is === 'at' ? found.at : found?.is === 'passed on' ? options : undefined;
  }

  /** The paths below the folder that are plugins. */
  #loaded(inside: readonly string[]): readonly string[] {
    const isScript = this.#pattern('scriptPattern', scripts);
    const isIndex = this.#pattern('indexPattern', indices);
    const isHook = this.#pattern('autoHooksPattern', hooks);
    const ignored = this.#test('ignorePattern');
    const [matches, isLeftOut] = [this.#test('matchFilter'), this.#test('ignoreFilter')];
    const depth = this.#depth(inside);
    const indexed = new Set(inside.filter((path) => isIndex(lastSegment(path))).map(folderOf));
    return inside.filter((path) => {
      const name = lastSegment(path);
      const isOwnIndex = isIndex(name);
      const isPlugin = isOwnIndex || (!indexed.has(folderOf(path)) && isScript(name) && !isHook(name));
      return (
        isPlugin &&
        path.split('/').length - 1 <= depth &&
        !this.#isIgnored(path, isOwnIndex, ignored) &&
        matches?.(`/${path}`) !== false &&
        isLeftOut?.(`/${path}`) !== true
      );
    });
  }

  /** How many folders within each other are looked into. */
  #depth(inside: readonly string[]): number {
    const asked = this.#option('maxDepth');
    const found = asked && constantOf(this.#call.evaluation, asked);
    if (asked === undefined || (found?.is === 'name' && found.name === 'undefined'))
      return Number.POSITIVE_INFINITY;
    if (found?.is === 'other' && found.number !== undefined) return found.number;
    if (inside.some((path) => path.includes('/')))
      this.#doubt(asked, 'How deep folders are registered is not known.');
    return Number.POSITIVE_INFINITY;
  }

  /** Each folder on the way is asked for as well. Releases hold the pattern against the name or against the whole path. */
  #isIgnored(path: string, isIndex: boolean, ignored: NameTest | undefined): boolean {
    if (ignored === undefined) return false;
    const parts = path.split('/');
    const ends = parts.map((_, index) => index + 1).slice(0, isIndex ? -1 : undefined);
    return ends.some((end) => {
      const [whole, name] = [ignored(parts.slice(0, end).join('/')), ignored(parts[end - 1] ?? '')];
      if (whole !== name) this.#isDoubted = true;
      return whole === true;
    });
  }

  #pattern(key: string, otherwise: RegExp): (name: string) => boolean {
    const test = this.#test(key);
    return (name) => test?.(name) ?? otherwise.test(name);
  }

  /** What an option lets pass: a text within the path, a regular expression, or a function that asks for a text. */
  #test(key: string): NameTest | undefined {
    const option = this.#option(key);
    if (option === undefined) return undefined;
    const { evaluation } = this.#call;
    const { context, expression } = evaluation.look(option);
    if (expression.is === 'name' && /^(?:undefined|null)$/.test(expression.name)) return undefined;
    if (expression.is === 'text') return (path) => path.includes(expression.value);
    const pattern = expression.is === 'pattern' ? patternOf(expression.source) : undefined;
    if (pattern !== undefined) return (path) => (path.length > longestPath ? undefined : pattern.test(path));
    const { returns, parameters } =
      expression.is === 'function'
        ? (evaluation.input.facts(context.file)?.scopes[expression.scope] ?? {})
        : {};
    const asked = returns && askedText(returns, parameters?.[0]?.name);
    // There may be other ways out of the function.
    this.#isDoubted = true;
    if (asked === undefined)
      this.#doubt(option, `Which files are registered here is decided by "${key}", which is not known.`);
    return asked;
  }

  /** The folders that stand before the paths of a file; some may not. */
  #folders(path: string): string {
    const asked = this.#option('dirNameRoutePrefix');
    const expression = asked && constantOf(this.#call.evaluation, asked);
    const folder = folderOf(path);
    if (folder === '' || isFalse(expression)) return '';
    if (asked !== undefined && !isTrue(expression)) {
      const reason = 'What the paths of a folder begin with is computed.';
      if (!this.unresolved.some((each) => each.reason === reason)) this.#doubt(asked, reason);
    }
    return `/${folder}`;
  }
}

/** What one file says of itself, and where that puts it. */
class PluginReader {
  readonly #call: LoaderCall;
  readonly #dir: Located;
  readonly #options: Located | undefined;
  readonly #file: string;
  #isDoubted = false;

  constructor(call: LoaderCall, dir: Located, options: Located | undefined, file: string) {
    this.#call = call;
    this.#dir = dir;
    this.#options = options;
    this.#file = file;
  }

  /** Undefined for what is no plugin. */
  read(folders: string): LoadedPlugin | undefined {
    const { evaluation } = this.#call;
    const exported = evaluation.input.facts(this.#file)?.exports.findLast(({ name }) => name === 'default');
    if (exported === undefined || isFalse(this.#constant('autoload'))) return undefined;
    const value = evaluation.exported(this.#file, 'default');
    const { start, end } = exported;
    const written = {
      context: this.#context,
      expression: exported.value ?? { start, end, is: 'other' as const },
    };
    const plugin = value.is === 'written' ? value : written;
    const prefix = this.#isFlat() ? undefined : this.#prefix(folders);
    return { plugin, ...(prefix && { prefix }), isDoubted: this.#isDoubted };
  }

  get #context(): Located['context'] {
    return { file: this.#file, scope: 0 };
  }

  /** What is not encapsulated has no prefix of its own. */
  #isFlat(): boolean {
    const { options, evaluation } = this.#call;
    const found = options && optionOf(evaluation, options, 'encapsulate');
    return found?.is === 'at' && isFalse(constantOf(evaluation, found.at));
  }

  #prefix(folders: string): Located | undefined {
    const override = this.#said('prefixOverride');
    const [outer, own] = override === undefined ? [this.#outer(), this.#said('autoPrefix')] : [];
    const text: Located | undefined =
      override === undefined && own === undefined && folders !== '' ? this.#text([folders]) : undefined;
    const parts = [override, outer, own, text].filter((part) => part !== undefined);
    const [first, second] = parts;
    if (first === undefined) return undefined;
    // Each part may be written in another file, so that what is known of it is taken along.
    const whole = second === undefined ? first : this.#joined(first, second);
    return this.#withParameters(whole);
  }

  /** The prefix of the options of all plugins, or that which the plugin sets for itself. */
  #outer(): Located | undefined {
    const { evaluation } = this.#call;
    const options = this.#options && optionOf(evaluation, this.#options, 'prefix');
    if (options?.is === 'at') return options.at;
    // What hands its options on hands on the prefix, if it was given one.
    if (options?.is === 'passed on') this.#isDoubted = true;
    const config = this.#said('autoConfig');
    const marked = evaluation.boundTo(this.#context, 'autoConfig.prefix');
    if (config === undefined || marked !== undefined) return marked;
    const isMaking = evaluation.look(config).expression.is === 'function';
    const own = isMaking ? undefined : optionOf(evaluation, config, 'prefix');
    return own?.is === 'at' ? own.at : undefined;
  }

  #joined(first: Located, second: Located): Located {
    const { evaluation } = this.#call;
    const [outer, inner] = [evaluation.textsOf(first), evaluation.textsOf(second)];
    if (outer.texts === undefined || outer.doubt !== undefined) return first;
    if (inner.texts === undefined || inner.doubt !== undefined) return second;
    if (outer.isDoubted || inner.isDoubted) this.#isDoubted = true;
    return this.#text(
      outer.texts.flatMap((before) => inner.texts.map((text) => before.replace(/\/$/, '') + text)),
    );
  }

  /** `_id` is a parameter, and `__from-__to` are two. */
  #withParameters(prefix: Located): Located {
    const { options, evaluation } = this.#call;
    const asked = options && optionOf(evaluation, options, 'routeParams');
    const { texts, isDoubted, doubt } = evaluation.textsOf(prefix);
    const changed = texts?.map((text) =>
      text.includes('__') ? text.replaceAll('__', ':') : text.replaceAll('/_', '/:'),
    );
    if (asked?.is !== 'at' || texts === undefined || changed === undefined || doubt !== undefined)
      return prefix;
    const expression = constantOf(evaluation, asked.at);
    if (isFalse(expression) || texts.every((text, index) => text === changed[index])) return prefix;
    if (!isTrue(expression) || isDoubted) this.#isDoubted = true;
    return this.#text(changed);
  }

  #text(values: readonly string[]): Located {
    const { context, expression } = this.#dir;
    const { start, end } = expression;
    const items = values.map((value): Expression => ({ start, end, is: 'text', value }));
    const [only] = items;
    return { context, expression: items.length === 1 && only ? only : { start, end, is: 'list', items } };
  }

  #constant(key: string): Expression | undefined {
    const said = this.#said(key);
    return said && constantOf(this.#call.evaluation, said);
  }

  /** What the plugin carries under a name, or its file exports. */
  #said(key: string): Located | undefined {
    const { evaluation } = this.#call;
    const { exports = [] } = evaluation.input.facts(this.#file) ?? {};
    const name = handlerName(exports.findLast((each) => each.name === 'default')?.value);
    const carried = name === undefined ? undefined : evaluation.boundTo(this.#context, `${name}.${key}`);
    const expression = exports.findLast((each) => each.name === key)?.value;
    return carried ?? (expression && { context: this.#context, expression });
  }
}

/** What a name was bound to last: constants may be called otherwise than `true`. */
function constantOf(evaluation: LoaderCall['evaluation'], located: Located, depth = 0): Expression {
  const found = evaluation.look(located);
  const { expression, context } = found;
  if (expression.is !== 'name' || depth > 4) return expression;
  const bound = evaluation.boundTo(context, expression.name);
  return bound === undefined ? expression : constantOf(evaluation, bound, depth + 1);
}

const longestPath = 200;
const longestPattern = 200;
const mostRepeats = 3;

/** A regular expression that cannot take long: few repetitions, and none of a group. */
function patternOf(source: string): RegExp | undefined {
  const end = source.lastIndexOf('/');
  const body = source.slice(1, end);
  const repeats = body.match(/[*+{]/g)?.length ?? 0;
  if (body.length > longestPattern || repeats > mostRepeats || /\)[*+{]|\\[1-9k]/.test(body))
    return undefined;
  try {
    return new RegExp(body, source.slice(end + 1).replace(/[gy]/g, ''));
  } catch {
    return undefined;
  }
}

/** `path.endsWith('.route.ts')`, `/x/.test(path)`. */
function askedText(returns: Expression, path: string | undefined): NameTest | undefined {
  if (returns.is !== 'call' || returns.callee.is !== 'member' || path === undefined) return undefined;
  const { object, member } = returns.callee;
  const [first] = returns.args;
  const isAsked = (expression: Expression | undefined) =>
    expression?.is === 'name' && expression.name === path;
  if (object.is === 'pattern' && member === 'test' && isAsked(first)) {
    const pattern = patternOf(object.source);
    return pattern && ((name) => (name.length > longestPath ? undefined : pattern.test(name)));
  }
  if (!isAsked(object) || first?.is !== 'text') return undefined;
  const { value } = first;
  if (member === 'endsWith') return (name) => name.endsWith(value);
  if (member === 'startsWith') return (name) => name.startsWith(value);
  return member === 'includes' ? (name) => name.includes(value) : undefined;
}
