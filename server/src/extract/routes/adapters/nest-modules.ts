import type { UnresolvedRoute } from '../../../model/contract.ts';
import type { Expression, RouteFacts } from '../../../model/route-facts.ts';
import type { Located } from '../evaluation.ts';
import { joinPaths, templatesOf } from '../templates.ts';
import type { Tools } from '../tools.ts';
import { entryOf } from './adapter.ts';

/** The prefixes that `RouterModule.register` gives to the controllers of modules. */
export interface ModulePrefixes {
  /** Empty for a controller of no such module. */
  readonly of: (path: string, controller: string) => readonly string[];
  /** What gives prefixes and cannot be followed, so that any controller may have one. */
  readonly unresolved: readonly UnresolvedRoute[];
  /** All of it: the same list as long as it says the same. */
  readonly restsOn: readonly unknown[];
}

const known = new WeakMap<Tools, ModulePrefixes>();

/** Looked for once in a search. */
export function modulePrefixes(tools: Tools): ModulePrefixes {
  const before = known.get(tools);
  if (before !== undefined) return before;
  const reader = new ModuleReader(tools);
  for (const path of tools.paths) reader.readFile(path, tools.facts(path));
  const { prefixes, unresolved } = reader;
  const found: ModulePrefixes = {
    of: (path, controller) => prefixes.get(`${path}\n${controller}`) ?? [],
    unresolved,
    restsOn: [
      ...[...prefixes].flat(2),
      ...unresolved.flatMap(({ path, span }) => [path, span.start, span.end]),
    ],
  };
  known.set(tools, found);
  return found;
}

const registering = new Set(['register', 'forRoutes']);

class ModuleReader {
  readonly prefixes = new Map<string, string[]>();
  readonly unresolved: UnresolvedRoute[] = [];

  constructor(readonly tools: Tools) {}

  readFile(file: string, facts: RouteFacts | undefined): void {
    for (const { call, scope } of facts?.calls ?? []) {
      if (call.is !== 'call' || call.callee.is !== 'member' || !registering.has(call.callee.member)) continue;
      const { object } = call.callee;
      const name = object.is === 'name' ? object.name : object.is === 'member' ? object.member : '';
      if (name !== 'RouterModule') continue;
      const [routes] = call.args;
      if (routes !== undefined) this.#readRoutes({ context: { file, scope }, expression: routes }, '');
    }
  }

  #readRoutes(located: Located, above: string): void {
    const { context, expression } = this.tools.evaluation.look(located);
    if (expression.is !== 'list') {
      this.#hide(located);
      return;
    }
    for (const item of expression.items) this.#readRoute({ context, expression: item }, above);
  }

  #readRoute(located: Located, above: string): void {
    const { context, expression } = this.tools.evaluation.look(located);
    // A module alone, among the children of a path.
    if (expression.is !== 'object') {
      this.#give(located, above);
      return;
    }
    const at = (entry: Expression): Located => ({ context, expression: entry });
    const path = entryOf(expression, 'path');
    const texts = path === undefined ? { texts: [''] } : this.tools.evaluation.textsOf(at(path));
    const module = entryOf(expression, 'module');
    const children = entryOf(expression, 'children');
    if (texts.texts === undefined) {
      this.#hide(located);
      return;
    }
    for (const text of texts.texts) {
      const prefix = joinPaths(above, templatesOf(text)[0] ?? '');
      if (module !== undefined) this.#give(at(module), prefix);
      if (children !== undefined) this.#readRoutes(at(children), prefix);
    }
  }

  #give(module: Located, prefix: string): void {
    const { evaluation, facts } = this.tools;
    const value = evaluation.valueOf(module);
    const own = value.is === 'class' ? facts(value.path)?.classes : undefined;
    const fact = own?.find(({ name }) => value.is === 'class' && name === value.name);
    if (value.is !== 'class' || fact === undefined) {
      this.#hide(module);
      return;
    }
    const options = fact.decorators.find(({ name }) => name === 'Module')?.args[0];
    const list = entryOf(options, 'controllers');
    if (list === undefined) return;
    const { context, expression } = evaluation.look({
      context: { file: value.path, scope: 0 },
      expression: list,
    });
    for (const item of expression.is === 'list' ? expression.items : []) {
      const controller = evaluation.valueOf({ context, expression: item });
      if (controller.is !== 'class') continue;
      const key = `${controller.path}\n${controller.name}`;
      this.prefixes.set(key, [...(this.prefixes.get(key) ?? []), prefix]);
    }
  }

  #hide({ context, expression: { start, end } }: Located): void {
    const reason = 'The prefixes that modules are given here are not followed.';
    this.unresolved.push({
      path: context.file,
      span: { start, end },
      framework: 'nestjs',
      reason,
      isPrefix: true,
    });
  }
}
