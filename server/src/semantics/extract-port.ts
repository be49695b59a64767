import { ts } from 'ts-morph';
import type { Port, PortRequest, TextEdit } from '../model/fix.ts';
import { folderOf } from '../model/path.ts';
import { moduleBinding } from './module-exports.ts';
import { originOf } from './origins.ts';
import type { ParsedFiles } from './parsed.ts';
import { usedMembers, writeMember } from './port-members.ts';
import { afterName, comparison } from './same-exports.ts';
import { type SmallProgram, smallProgram } from './small-program.ts';
import { literalAt } from './taken.ts';
import { typeOnlyEdits } from './type-only.ts';

type Refused = { readonly refused: string };

interface Interface {
  readonly name: string;
  readonly lines: readonly string[];
  /** Import statements without their end. */
  readonly imports: readonly string[];
}

/**
 * Writes interfaces with the members that a file uses of what it imports, and lets the import lead to them. Offered only
 * when everything that was given type-checks as well as before.
 */
export function extractPort(files: ParsedFiles, request: PortRequest): Port {
  const { importer, start } = request;
  const file = files.at(importer);
  const literal = file && literalAt(file, start);
  const declaration = literal?.parent;
  if (!file || !declaration || !ts.isImportDeclaration(declaration) || !declaration.importClause)
    return { refused: 'Only what an import statement binds can become a port.' };
  const isType = declaration.importClause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (!isType && !typeOnlyEdits(importer, file, declaration.getStart(file)))
    return {
      refused:
        'Something of it is used at run time: it has to be passed in before an interface can stand for it.',
    };
  const { importers = [] } = request;
  const program = smallProgram(files, [importer, request.from, ...importers]);
  const interfaces: Interface[] = [];
  const bound = bindingsOf(declaration.importClause);
  if (!bound) return { refused: 'It is imported as a whole module.' };
  for (const { name, local } of bound) {
    const found = interfaceOf(files, request, program, name, local);
    if ('refused' in found) return { refused: `"${local}": ${found.refused}` };
    interfaces.push(found);
  }
  const quote = file.text[declaration.moduleSpecifier.getStart(file)] ?? "'";
  const end = file.text[declaration.end - 1] === ';' ? ';' : '';
  const port = portChange(files, request, interfaces, { quote, end });
  if ('refused' in port) return port;
  const names = bound.map(({ local }) => local).join(', ');
  const own: TextEdit = {
    path: importer,
    start: declaration.getStart(file),
    end: declaration.end,
    text: `import type { ${names} } from ${quote}${request.specifier}${quote}${end}`,
  };
  const broken =
    newError(files, request, program, file.text, own, port.text) ??
    (request.importers ? undefined : otherExports(files, request, file, own, port.text));
  if (broken !== undefined) return { refused: `It would no longer type-check: ${broken}` };
  return { names: bound.map(({ local }) => local), edits: [own, ...port.edits], creates: port.creates };
}

function bindingsOf({
  name,
  namedBindings,
}: ts.ImportClause): readonly { name: string; local: string }[] | undefined {
  if (namedBindings && ts.isNamespaceImport(namedBindings)) return undefined;
  return [
    ...(name ? [{ name: 'default', local: name.text }] : []),
    ...(namedBindings?.elements ?? []).map((element) => ({
      name: (element.propertyName ?? element.name).text,
      local: element.name.text,
    })),
  ];
}

function interfaceOf(
  files: ParsedFiles,
  request: PortRequest,
  { checker, file }: SmallProgram,
  name: string,
  local: string,
): Interface | Refused {
  const own = file(request.importer);
  const origin = originOf(files, request.from, name);
  const source = typeof origin === 'object' ? file(origin.module) : undefined;
  const module = source && checker.getSymbolAtLocation(source);
  const exported =
    module &&
    checker.getExportsOfModule(module).find((one) => typeof origin === 'object' && one.name === origin.name);
  const declaration = exported?.declarations?.find(
    (one) => ts.isClassDeclaration(one) || ts.isInterfaceDeclaration(one),
  ) as ts.ClassDeclaration | ts.InterfaceDeclaration | undefined;
  if (!own || !exported || !declaration) return { refused: 'It is neither a class nor an interface.' };
  if (declaration.typeParameters) return { refused: 'It has type parameters.' };
  const type = checker.getDeclaredTypeOfSymbol(exported);
  const used = usedMembers(own, checker, type);
  if ('refused' in used) return used;
  const lines: string[] = [];
  const imports = new Set<string>();
  for (const member of [...used.members].sort()) {
    const property = type.getProperty(member);
    if (!property) return { refused: `It has no "${member}".` };
    const written = writeMember(property, checker);
    if ('refused' in written) return written;
    lines.push(...written.lines);
    for (const { name: needed, file: where } of written.names) {
      const statement = importFor(files, request, needed, where.fileName.replace(/^\//, ''));
      if (statement && typeof statement === 'object') return statement;
      if (statement) imports.add(statement);
    }
  }
  return { name: local, lines, imports: [...imports] };
}

/** How the port comes by a name that its types need: undefined for one that is there everywhere. */
function importFor(
  files: ParsedFiles,
  { mayImport, nameFor, port }: PortRequest,
  name: string,
  where: string,
): string | Refused | undefined {
  const file = files.at(where);
  const bound = file && moduleBinding(file, name);
  if (!bound) return undefined;
  const exported = bound.by === 'module' ? bound.name : name;
  const target = bound.by === 'module' ? files.follow(where, bound.specifier) : where;
  if (target === port) return undefined;
  const origin = target === undefined ? undefined : originOf(files, target, exported);
  if (typeof origin !== 'object' || origin.name === 'default' || origin.name === '*')
    return { refused: `its members need "${name}", which cannot be imported from here.` };
  const specifier = mayImport(origin.module) ? nameFor(origin.module) : undefined;
  if (specifier === undefined)
    return {
      refused: `its members need "${name}" of "${origin.module}", which must not be imported here either.`,
    };
  return `import type { ${origin.name === name ? name : `${origin.name} as ${name}`} } from "${specifier}"`;
}

type PortChange = {
  readonly text: string;
  readonly edits: readonly TextEdit[];
  readonly creates: readonly { readonly path: string; readonly text: string }[];
};

function portChange(
  files: ParsedFiles,
  { port, importer }: PortRequest,
  interfaces: readonly Interface[],
  { quote, end }: { readonly quote: string; readonly end: string },
): PortChange | Refused {
  const imports = [...new Set(interfaces.flatMap((one) => one.imports))]
    .sort()
    .map((line) => `${line.replaceAll('"', quote)}${end}\n`);
  const name = importer.slice(folderOf(importer).length).replace('/', '');
  const bodies = interfaces.map(
    (one) =>
      `/** What "${name}" needs of it. */\nexport interface ${one.name} {\n${one.lines.map((line) => `  ${line};\n`).join('')}}\n`,
  );
  const existing = files.at(port);
  if (!existing) {
    const text = [...(imports.length > 0 ? [imports.join('')] : []), ...bodies].join('\n');
    return { text, edits: [], creates: [{ path: port, text }] };
  }
  const taken = interfaces.find((one) => moduleBinding(existing, one.name));
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

function newError(
  files: ParsedFiles,
  { importer, from, port, specifier, importers = [] }: PortRequest,
  before: SmallProgram,
  text: string,
  own: TextEdit,
  portText: string,
): string | undefined {
  const changed = text.slice(0, own.start) + own.text + text.slice(own.end);
  const texts = new Map([
    [importer, changed],
    [port, portText],
  ]);
  // The port may be a file that is not there yet.
  const lead = (path: string, named: string) =>
    path === importer && named === specifier ? port : files.follow(path, named);
  const after = smallProgram(files, [importer, port, from, ...importers], texts, lead);
  for (const path of [importer, port, ...importers]) {
    const known = [...before.errors(path)];
    for (const error of after.errors(path)) {
      const at = known.indexOf(error);
      if (at < 0) return error;
      known.splice(at, 1);
    }
  }
  return undefined;
}

/** Says what others would no longer get from the importer, where they are too many to be checked one by one. */
function otherExports(
  files: ParsedFiles,
  { importer, port, specifier }: PortRequest,
  file: ts.SourceFile,
  own: TextEdit,
  portText: string,
): string | undefined {
  const [beside, compare] = [`${afterName}.ts`, `${afterName}-check.ts`];
  const check = comparison(file, './before', './after');
  if (check === undefined) return 'what it exports cannot be compared.';
  const texts = new Map([
    [beside, file.text.slice(0, own.start) + own.text + file.text.slice(own.end)],
    [port, portText],
    [compare, check],
  ]);
  const lead = (path: string, named: string) => {
    if (path === compare) return named === './before' ? importer : beside;
    if (path !== beside) return files.follow(path, named);
    return named === specifier ? port : files.follow(importer, named);
  };
  return smallProgram(files, [importer, beside, port, compare], texts, lead).errors(compare)[0];
}
