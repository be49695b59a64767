import { ts } from 'ts-morph';

/** A replacement within one file. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One use of a module's export through the module's object. */
export interface TakenMember {
  readonly name: string;
  rename(name: string): readonly Piece[] | undefined;
}

/**
 * What is used of a module that is bound to a name: undefined when the object itself goes anywhere, or when the name is
 * declared anew somewhere in the file, because then the uses cannot be told apart.
 */
export function membersOfName(file: ts.SourceFile, bound: ts.Identifier): readonly TakenMember[] | undefined {
  const members: TakenMember[] = [];
  const visit = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && node !== bound && node.text === bound.text && !isNameOnly(node)) {
      const member = memberAt(node);
      if (!member) return true;
      members.push(toMember(file, member));
    }
    return ts.forEachChild(node, visit) ?? false;
  };
  return visit(file) ? undefined : members;
}

/** What is used of the module that a call gives: `import('./x')` or `require('./x')`. */
export function membersOfBinding(
  file: ts.SourceFile,
  call: ts.CallExpression,
  isDynamic: boolean,
): readonly TakenMember[] | undefined {
  const awaited = outward(call);
  if (!isDynamic) return membersOfValue(file, awaited);
  const { parent } = awaited;
  if (ts.isAwaitExpression(parent)) return membersOfValue(file, outward(parent));
  return ts.isPropertyAccessExpression(parent) && parent.name.text === 'then'
    ? membersOfCallback(file, parent)
    : undefined;
}

function outward(node: ts.Node): ts.Node {
  let at = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  return at;
}

function membersOfValue(file: ts.SourceFile, value: ts.Node): readonly TakenMember[] | undefined {
  const { parent } = value;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === value && ts.isIdentifier(parent.name))
    return [toMember(file, parent.name)];
  if (ts.isVariableDeclaration(parent) && parent.initializer === value && !parent.type)
    return membersOfTarget(file, parent.name);
  return undefined;
}

function membersOfCallback(
  file: ts.SourceFile,
  then: ts.PropertyAccessExpression,
): readonly TakenMember[] | undefined {
  const call = then.parent;
  if (!ts.isCallExpression(call) || call.expression !== then) return undefined;
  const [callback] = call.arguments;
  if (!callback || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) return undefined;
  const [parameter, ...others] = callback.parameters;
  if (!parameter || others.length > 0 || parameter.type || parameter.initializer) return undefined;
  return membersOfTarget(file, parameter.name);
}

function membersOfTarget(file: ts.SourceFile, target: ts.BindingName): readonly TakenMember[] | undefined {
  if (ts.isIdentifier(target)) return isExported(target) ? undefined : membersOfName(file, target);
  if (ts.isArrayBindingPattern(target)) return undefined;
  const members: TakenMember[] = [];
  for (const element of target.elements) {
    const named = element.propertyName ?? element.name;
    if (element.dotDotDotToken || !ts.isIdentifier(named)) return undefined;
    members.push({
      name: named.text,
      rename: (name) => [
        {
          start: named.getStart(file),
          end: named.end,
          text: element.propertyName ? name : `${name}: ${named.text}`,
        },
      ],
    });
  }
  return members;
}

function isExported(name: ts.Identifier): boolean {
  const statement = name.parent.parent?.parent;
  return statement !== undefined && ts.isVariableStatement(statement) && statement.modifiers !== undefined;
}

/** The name behind the dot. */
function memberAt(node: ts.Identifier): ts.Identifier | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node && ts.isIdentifier(parent.name))
    return parent.name;
  if (ts.isQualifiedName(parent) && parent.left === node) return parent.right;
  return undefined;
}

function toMember(file: ts.SourceFile, name: ts.Identifier): TakenMember {
  return {
    name: name.text,
    rename: (text) => [{ start: name.getStart(file), end: name.end, text }],
  };
}

/** A property's name is no reference. */
export function isNameOnly(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isPropertyAssignment(parent) || ts.isJsxAttribute(parent)) return parent.name === node;
  if (ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.name === node;
  return (ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) && parent.name === node;
}
