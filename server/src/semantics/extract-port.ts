import { ts } from 'ts-morph';
import type { Port, PortRequest, TextEdit } from '../model/fix.ts';
import { folderOf } from '../model/path.ts';
import { moduleBinding } from './module-exports.ts';
import type { ParsedFiles } from './parsed.ts';
import { brokenBy } from './port-check.ts';
import { type Bound, type Draft, draftPort } from './port-draft.ts';
import { smallProgram } from './small-program.ts';
import { literalAt } from './taken.ts';
import { typeOnlyEdits } from './type-only.ts';

type Refused = { readonly refused: string };

/** How the importer writes. */
interface Style {
  readonly quote: string;
  readonly end: string;
}

/** What the importer needs comes first; a type that goes on to others needs all that they know it by. */
const extents = ['used', 'whole'] as const;

/**
 * Writes interfaces with the members that a file uses of what it imports, and lets the import lead to them. Offered only
 * when everything that was given type-checks as well as before.
 */
export function extractPort(files: ParsedFiles, request: PortRequest): Port {
  const found = importAt(files, request);
  if ('refused' in found) return found;
  const { file, declaration, bound } = found;
  const program = smallProgram(files, [request.importer, request.from, ...(request.importers ?? [])]);
  const style = {
    quote: file.text[declaration.moduleSpecifier.getStart(file)] ?? "'",
    end: file.text[declaration.end - 1] === ';' ? ';' : '',
  };
  const own = importEdit(request, file, declaration, bound, style);
  const names = bound.map(({ local }) => local);
  const tried = new Map<string, string>();
  for (const extent of extents) {
    const draft = draftPort(files, request, program, bound, extent);
    if ('refused' in draft) {
      tried.set(extent, draft.refused);
      continue;
    }
    const change = portChange(files, request, draft, style);
    if ('refused' in change) return change;
    const { text, edits, creates } = change;
    if (tried.has(text)) continue;
    const written = { before: program, file, own, draft, bound, port: request.port, text };
    const broken = brokenBy(files, request, written);
    if (broken === undefined) return { names, edits: [own, ...edits], creates };
    tried.set(text, `It would no longer type-check: ${broken}`);
  }
  const [first, second] = tried.values();
  return { refused: (isUseless(first) ? second : first) ?? first ?? 'It cannot be read.' };
}

interface Import {
  readonly file: ts.SourceFile;
  readonly declaration: ts.ImportDeclaration;
  readonly bound: readonly Bound[];
}

/** The import that is asked about, where it is used as a type only. */
function importAt(files: ParsedFiles, { importer, start }: PortRequest): Import | Refused {
  const file = files.at(importer);
  const declaration = file && literalAt(file, start)?.parent;
  if (!file || !declaration || !ts.isImportDeclaration(declaration) || !declaration.importClause)
    return { refused: 'Only what an import statement binds can become a port.' };
  const isType = declaration.importClause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (!isType && !typeOnlyEdits(importer, file, declaration.getStart(file)))
    return {
      refused:
        'Something of it is used at run time: it has to be passed in before an interface can stand for it.',
    };
  const bound = bindingsOf(declaration.importClause);
  return bound ? { file, declaration, bound } : { refused: 'It is imported as a whole module.' };
}

/** That a file only passes on what it imports says nothing about why all of it cannot be written anew. */
function isUseless(refused = ''): boolean {
  return refused.endsWith('No member of it is used.');
}

function importEdit(
  { importer, specifier }: PortRequest,
  file: ts.SourceFile,
  declaration: ts.ImportDeclaration,
  bound: readonly Bound[],
  { quote, end }: Style,
): TextEdit {
  const names = bound.map(({ local }) => local).join(', ');
  return {
    path: importer,
    start: declaration.getStart(file),
    end: declaration.end,
    text: `import type { ${names} } from ${quote}${specifier}${quote}${end}`,
  };
}

function bindingsOf({ name, namedBindings }: ts.ImportClause): readonly Bound[] | undefined {
  if (namedBindings && ts.isNamespaceImport(namedBindings)) return undefined;
  return [
    ...(name ? [{ name: 'default', local: name.text }] : []),
    ...(namedBindings?.elements ?? []).map((element) => ({
      name: (element.propertyName ?? element.name).text,
      local: element.name.text,
    })),
  ];
}

type PortChange = {
  readonly text: string;
  readonly edits: readonly TextEdit[];
  readonly creates: readonly { readonly path: string; readonly text: string }[];
};

function portChange(
  files: ParsedFiles,
  { port, importer }: PortRequest,
  { shapes, imports: needed }: Draft,
  { quote, end }: Style,
): PortChange | Refused {
  const imports = needed.map((line) => `${line.replaceAll('"', quote)}${end}\n`);
  const name = importer.slice(folderOf(importer).length).replace('/', '');
  const bodies = shapes.map(({ text }) => `/** What "${name}" needs of it. */\n${text}`);
  const existing = files.at(port);
  if (!existing) {
    const text = [...(imports.length > 0 ? [imports.join('')] : []), ...bodies].join('\n');
    return { text, edits: [], creates: [{ path: port, text }] };
  }
  const taken = shapes.find((one) => moduleBinding(existing, one.name));
  if (taken) return { refused: `"${port}" has another "${taken.name}".` };
  const fresh = imports.filter((line) => !existing.text.includes(line.trim())).join('');
  const gap = existing.text.endsWith('\n') ? '\n' : '\n\n';
  const tail = `${gap}${bodies.join('\n')}`;
  const edits = [
    ...(fresh === '' ? [] : [{ path: port, start: 0, end: 0, text: fresh }]),
    { path: port, start: existing.text.length, end: existing.text.length, text: tail },
  ];
  return { text: fresh + existing.text + tail, edits, creates: [] };
}
