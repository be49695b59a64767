import { folderOf, joinPath } from '../../model/path.ts';
import type { Expression } from '../../model/route-facts.ts';
import type { Context, Follower, Located } from './values.ts';

const deepest = 12;

/**
 * The file or folder of the workspace that an expression leads to, relative to its root: `join(__dirname, 'routes')`,
 * `new URL('./routes', import.meta.url)`. Undefined where it rests on anything but the place of a file.
 */
export function filePathOf(follower: Follower, located: Located, depth = 0): string | undefined {
  if (depth > deepest) return undefined;
  const own = ownPath(follower, located);
  if (own !== undefined) return own;
  const value = follower.valueOf(located);
  if (value.is !== 'written') return undefined;
  const { context, expression } = value;
  const at = (inner: Expression) => filePathOf(follower, { context, expression: inner }, depth + 1);
  switch (expression.is) {
    case 'call':
      return calledPath(follower, context, expression, at);
    case 'joined': {
      const [first, ...rest] = expression.parts.filter((part) => part.is !== 'text' || part.value !== '');
      const texts = textsOf(follower, context, rest);
      const folder = first && at(first);
      return folder === undefined || texts?.[0]?.startsWith('/') !== true
        ? undefined
        : joinWithin(folder, texts.join(''));
    }
    default:
      return undefined;
  }
}

/** `__dirname`, `import.meta.url` and their like; what is bound by these names is what it is bound to. */
function ownPath(follower: Follower, { context, expression }: Located): string | undefined {
  const { file } = context;
  if (expression.is === 'name') {
    if (!/^__(?:dir|file)name$/.test(expression.name) || follower.nearest(context, expression.name))
      return undefined;
    return expression.name === '__dirname' ? folderOf(file) : file;
  }
  if (expression.is !== 'member') return undefined;
  const { object, member } = expression;
  // The path of an address is where it leads.
  if (/^(?:pathname|href)$/.test(member)) return filePathOf(follower, { context, expression: object });
  const isMeta = object.is === 'member' && object.member === 'meta' && isNamed(object.object, 'import');
  if (!isMeta) return undefined;
  return member === 'dirname' ? folderOf(file) : /^(?:url|filename)$/.test(member) ? file : undefined;
}

function calledPath(
  follower: Follower,
  context: Context,
  { callee, args, isNew }: Extract<Expression, { readonly is: 'call' }>,
  at: (inner: Expression) => string | undefined,
): string | undefined {
  const [first, ...rest] = args;
  if (first === undefined) return undefined;
  if (isNew) {
    const base = isNamed(callee, 'URL') && rest[0] ? at(rest[0]) : undefined;
    const [to] = textsOf(follower, context, [first]) ?? [];
    return base === undefined || to === undefined ? undefined : joinWithin(folderOf(base), to);
  }
  const made = follower.valueOf({ context, expression: callee });
  if (made.is !== 'package') return undefined;
  const module = made.module.replace(/^node:/, '').replace(/\/posix$/, '');
  const from = at(first);
  if (from === undefined) return undefined;
  if (module === 'url' && made.name === 'fileURLToPath') return from;
  if (module === 'path' && made.name === 'dirname') return folderOf(from);
  const isJoining = (module === 'path' || module === 'desm') && /^(?:join|resolve)$/.test(made.name);
  const texts = isJoining ? textsOf(follower, context, rest) : undefined;
  // `join` of desm takes the address of a file for its folder.
  return texts && joinWithin(module === 'desm' ? folderOf(from) : from, texts.join('/'));
}

function isNamed(expression: Expression, name: string): boolean {
  return expression.is === 'name' && expression.name === name;
}

/** One text of each; undefined where one is not known, or may be several. */
function textsOf(
  follower: Follower,
  context: Context,
  expressions: readonly Expression[],
): readonly string[] | undefined {
  const found = expressions.flatMap((expression) => {
    const { texts, isDoubted } = follower.textsOf({ context, expression });
    return texts?.length === 1 && isDoubted !== true ? texts : [];
  });
  return found.length === expressions.length ? found : undefined;
}

/** Undefined where it leads out of the workspace. */
function joinWithin(folder: string, path: string): string | undefined {
  const joined = joinPath(folder, path);
  return joined === '..' || joined.startsWith('../') ? undefined : joined;
}
