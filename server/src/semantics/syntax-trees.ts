import { ts } from 'ts-morph';

/** Gives the syntax tree of a path's text as it is; undefined where there is no text. */
export type SyntaxTrees = (path: string) => ts.SourceFile | undefined;

/** Trees take much more room than texts. */
const mostTrees = 60;

/** Parses each text once, as long as not too many others were asked for in between. */
export function createSyntaxTrees(read: (path: string) => string | undefined): SyntaxTrees {
  const trees = new Map<string, ts.SourceFile>();
  return (path) => {
    const text = read(path);
    if (text === undefined) return undefined;
    const known = trees.get(path);
    const tree = known?.text === text ? known : parseTree(path, text);
    trees.delete(path);
    trees.set(path, tree);
    const [oldest] = trees.keys();
    if (trees.size > mostTrees && oldest !== undefined) trees.delete(oldest);
    return tree;
  };
}

export function parseTree(path: string, text: string): ts.SourceFile {
  const kind = /\.[jt]sx$/.test(path) ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}
