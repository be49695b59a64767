import { parseJsonc } from '../format/jsonc.ts';
import { type JsonNode, type JsonString, member } from '../model/json.ts';
import { folderOf } from '../model/path.ts';
import type { ConfigReader } from './config-reader.ts';

/** A value and the folder of the file that declares it, which its paths are relative to. */
export interface Declared<Value> {
  readonly value: Value;
  readonly folder: string;
}

/** The options resolution needs; what is absent was not declared, or not in a usable shape. */
export interface Options {
  readonly baseUrl?: Declared<string>;
  readonly paths?: Declared<readonly PathEntry[]>;
  readonly rootDirs?: Declared<readonly string[]>;
  readonly rootDir?: Declared<string>;
  readonly outDir?: Declared<string>;
  readonly declarationDir?: Declared<string>;
  readonly allowJs?: Declared<boolean>;
  readonly checkJs?: Declared<boolean>;
  readonly moduleResolution?: Declared<string>;
  readonly resolvePackageJsonExports?: Declared<boolean>;
  readonly customConditions?: Declared<readonly string[]>;
  readonly files?: Declared<readonly string[]>;
  readonly include?: Declared<readonly string[]>;
  readonly exclude?: Declared<readonly string[]>;
}

export interface PathEntry {
  readonly pattern: string;
  readonly targets: readonly string[];
}

/** One tsconfig.json or jsconfig.json as written, without its parents. */
export interface TsconfigDocument {
  readonly path: string;
  readonly folder: string;
  readonly isValid: boolean;
  readonly parents: readonly JsonString[];
  readonly options: Options;
  readonly references: readonly JsonString[];
}

/** Reads what can be read of a document; what cannot is reported at its place, when the file is the workspace's own. */
export function readTsconfigDocument(reader: ConfigReader, path: string, text: string): TsconfigDocument {
  const { root, problems } = parseJsonc(text);
  const report: Report = (code, span, message) => {
    if (reader.isWalked(path)) reader.report(code, path, span, message);
  };
  // What follows the first error is mostly its echo.
  const [first] = problems;
  if (first) report('TSC-001', first.span, `${path} is not valid JSON: ${first.message}`);
  const folder = folderOf(path);
  return {
    path,
    folder,
    isValid: first === undefined,
    parents: readParents(member(root, 'extends'), report),
    options: readOptions(root, folder, report),
    references: readReferences(member(root, 'references')),
  };
}

type Report = (code: 'TSC-001' | 'TSC-004' | 'TSC-006', span: JsonNode['span'], message: string) => void;

function readParents(node: JsonNode | undefined, report: Report): readonly JsonString[] {
  return texts(node?.kind === 'string' ? { ...node, kind: 'array', items: [node] } : node, 'extends', report);
}

function readReferences(node: JsonNode | undefined): readonly JsonString[] {
  if (node?.kind !== 'array') return [];
  return node.items.map((item) => member(item, 'path')).filter((path) => path?.kind === 'string');
}

const textOptions = ['baseUrl', 'rootDir', 'outDir', 'declarationDir', 'moduleResolution'] as const;
const listOptions = ['rootDirs', 'customConditions'] as const;
const switchOptions = ['allowJs', 'checkJs', 'resolvePackageJsonExports'] as const;
const fileLists = ['files', 'include', 'exclude'] as const;

function readOptions(root: JsonNode | undefined, folder: string, report: Report): Options {
  const compiler = member(root, 'compilerOptions');
  const options: Record<string, Declared<unknown>> = {};
  for (const key of textOptions) {
    const node = usable(member(compiler, key), 'string', `"${key}" should be a text.`, report);
    if (node?.kind === 'string') options[key] = { value: node.value, folder };
  }
  for (const key of switchOptions) {
    const node = usable(member(compiler, key), 'boolean', `"${key}" should be true or false.`, report);
    if (node?.kind === 'boolean') options[key] = { value: node.value, folder };
  }
  for (const key of [...listOptions, ...fileLists]) {
    const node = member(fileLists.some((name) => name === key) ? root : compiler, key);
    if (node?.kind === 'array') {
      options[key] = { value: texts(node, key, report).map(({ value }) => value), folder };
    } else usable(node, 'array', `"${key}" should be a list of texts.`, report);
  }
  const paths = usable(member(compiler, 'paths'), 'object', '"paths" should be an object.', report);
  if (paths?.kind === 'object') options['paths'] = { value: readPaths(paths, report), folder };
  return options as Options;
}

function readPaths(node: JsonNode & { kind: 'object' }, report: Report): readonly PathEntry[] {
  return node.members.flatMap(({ key, keySpan, value }) => {
    if (key.split('*').length > 2) {
      report('TSC-006', keySpan, `The pattern "${key}" has more than one "*" and is left out.`);
      return [];
    }
    const targets = texts(value, `paths["${key}"]`, report).filter((target) => {
      const isUsable = target.value.split('*').length <= 2;
      if (!isUsable) {
        report('TSC-006', target.span, `The path "${target.value}" has more than one "*" and is left out.`);
      }
      return isUsable;
    });
    return [{ pattern: key, targets: targets.map((target) => target.value) }];
  });
}

/** The node when it is of the kind; null means nothing was declared and is nobody's mistake. */
function usable(
  node: JsonNode | undefined,
  kind: JsonNode['kind'],
  message: string,
  report: Report,
): JsonNode | undefined {
  if (node === undefined || node.kind === 'null') return undefined;
  if (node.kind === kind) return node;
  report('TSC-004', node.span, message);
  return undefined;
}

function texts(node: JsonNode | undefined, key: string, report: Report): readonly JsonString[] {
  const list = usable(node, 'array', `"${key}" should be a list of texts.`, report);
  if (list?.kind !== 'array') return [];
  return list.items.filter((item) =>
    usable(item, 'string', `"${key}" should hold texts only.`, report),
  ) as JsonString[];
}
