import { ts } from 'ts-morph';
import { membersOfBinding, membersOfName, type Piece, type TakenMember } from './member-uses.ts';

/** One thing that an import takes from a module. */
export interface Taken {
  /** As the module exports it; `*` is all of it as one object. */
  readonly name: string;
  /** What it is called here; absent where it has no name of its own. */
  readonly local?: string;
  /** It is marked as a type, so that nothing of it is used at run time. */
  readonly isType: boolean;
  /** Of a whole module, what is used; absent when it may be anything. */
  readonly members?: readonly string[];
  /** Takes it under another exported name; undefined where that cannot be written. */
  rename(name: string): readonly Piece[] | undefined;
}

/** Everything that an import takes. */
export type Taking =
  | { readonly names: readonly Taken[]; readonly declaration?: ts.ImportDeclaration }
  | { readonly refused: string };

export const everything = 'It uses the whole module, so that what it needs of it cannot be told.';

/** What the import whose specifier stands at an offset takes from its module. */
export function takenAt(file: ts.SourceFile, literal: ts.StringLiteralLike): Taking {
  const { parent } = literal;
  if (ts.isImportDeclaration(parent)) return fromImport(file, parent);
  if (ts.isExportDeclaration(parent)) return fromExport(file, parent);
  if (ts.isExternalModuleReference(parent)) return fromImportEquals(file, parent);
  if (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent))
    return fromImportType(file, parent.parent);
  if (ts.isCallExpression(parent)) return fromCall(file, parent);
  return { refused: 'This kind of reference names a file, not what is in it.' };
}

/** The literal at an offset. */
export function literalAt(file: ts.SourceFile, start: number): ts.StringLiteralLike | undefined {
  const find = (node: ts.Node): ts.StringLiteralLike | undefined => {
    if (start < node.pos || start >= node.end) return undefined;
    if (ts.isStringLiteralLike(node) && node.getStart(file) === start) return node;
    return ts.forEachChild(node, find);
  };
  return find(file);
}

function fromImport(file: ts.SourceFile, declaration: ts.ImportDeclaration): Taking {
  const clause = declaration.importClause;
  const bindings = clause?.namedBindings;
  const isEmpty = bindings && ts.isNamedImports(bindings) && bindings.elements.length === 0 && !clause?.name;
  if (!clause || isEmpty)
    return {
      refused: 'It is imported for what it does when it loads, and another file does something else.',
    };
  const isType = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (clause.phaseModifier !== undefined && !isType)
    return { refused: 'A deferred import takes the whole module.' };
  const names: Taken[] = [];
  if (clause.name) names.push(defaultBinding(file, clause, clause.name, isType));
  if (bindings && ts.isNamespaceImport(bindings))
    names.push(namespaceBinding(file, clause, bindings, isType));
  else for (const element of bindings?.elements ?? []) names.push(specifierOf(file, element, isType));
  return { names, declaration };
}

function specifierOf(
  file: ts.SourceFile,
  element: ts.ImportSpecifier | ts.ExportSpecifier,
  isType: boolean,
): Taken {
  const named = element.propertyName ?? element.name;
  const local = element.name.text;
  return {
    name: named.text,
    local,
    isType: isType || element.isTypeOnly,
    rename: (name) => [
      {
        start: named.getStart(file),
        end: element.end,
        text: name === local ? local : `${name} as ${element.name.getText(file)}`,
      },
    ],
  };
}

function defaultBinding(
  file: ts.SourceFile,
  { namedBindings }: ts.ImportClause,
  bound: ts.Identifier,
  isType: boolean,
): Taken {
  const local = bound.text;
  const start = bound.getStart(file);
  return {
    name: 'default',
    local,
    isType,
    rename(name) {
      const text = name === local ? local : `${name} as ${local}`;
      if (!namedBindings) return [{ start, end: bound.end, text: `{ ${text} }` }];
      if (ts.isNamespaceImport(namedBindings)) return undefined;
      const open = namedBindings.getStart(file);
      const separator = namedBindings.elements.length > 0 ? ',' : '';
      return [
        { start, end: open, text: '' },
        { start: open + 1, end: open + 1, text: ` ${text}${separator}` },
      ];
    },
  };
}

function namespaceBinding(
  file: ts.SourceFile,
  clause: ts.ImportClause,
  { name: bound }: ts.NamespaceImport,
  isType: boolean,
): Taken {
  const local = bound.text;
  const members = membersOfName(file, bound);
  return {
    name: '*',
    local,
    isType,
    ...(members && { members: members.map(({ name }) => name) }),
    rename(name) {
      if (clause.name || !clause.namedBindings) return undefined;
      const text = name === local ? `{ ${local} }` : `{ ${name} as ${local} }`;
      return [{ start: clause.namedBindings.getStart(file), end: clause.namedBindings.end, text }];
    },
  };
}

function fromExport(file: ts.SourceFile, { exportClause, isTypeOnly }: ts.ExportDeclaration): Taking {
  if (!exportClause) return { refused: 'It passes on everything that the module exports.' };
  if (!ts.isNamespaceExport(exportClause)) {
    return { names: exportClause.elements.map((element) => specifierOf(file, element, isTypeOnly)) };
  }
  const bound = exportClause.name.getText(file);
  const rename = (name: string) => {
    const text = name === bound ? `{ ${bound} }` : `{ ${name} as ${bound} }`;
    return [{ start: exportClause.getStart(file), end: exportClause.end, text }];
  };
  return { names: [{ name: '*', isType: isTypeOnly, rename }] };
}

function fromImportEquals(file: ts.SourceFile, { parent }: ts.ExternalModuleReference): Taking {
  return fromMembers(membersOfName(file, parent.name), parent.isTypeOnly);
}

function fromImportType(file: ts.SourceFile, { qualifier }: ts.ImportTypeNode): Taking {
  let first = qualifier;
  while (first && ts.isQualifiedName(first)) first = first.left;
  if (!first) return { refused: everything };
  const identifier = first;
  const rename = (name: string) => [{ start: identifier.getStart(file), end: identifier.end, text: name }];
  // A `typeof` reads the type of a value, but nothing of it is used at run time.
  return { names: [{ name: identifier.text, isType: true, rename }] };
}

function fromCall(file: ts.SourceFile, call: ts.CallExpression): Taking {
  if (call.arguments.length !== 1)
    return { refused: 'It is loaded with options, which belong to this file.' };
  const isDynamic = call.expression.kind === ts.SyntaxKind.ImportKeyword;
  return fromMembers(membersOfBinding(file, call, isDynamic), false);
}

function fromMembers(members: readonly TakenMember[] | undefined, isType: boolean): Taking {
  if (!members) return { refused: everything };
  if (members.length === 0) return { refused: 'Nothing of it is used but what it does when it loads.' };
  return { names: members.map((member) => ({ ...member, isType })) };
}
