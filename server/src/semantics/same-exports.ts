import { ts } from 'ts-morph';
import { moduleExports } from './module-exports.ts';

/** Where the importer is put as it would be, beside itself as it is. */
export const afterName = 'parapet-after';

/**
 * A module that type-checks only when one module can take another's place for everybody: each value of the second is
 * assignable to that of the first, and so is each type. What is private to a class is left out, because two
 * declarations of it are never the same. Undefined when the exports cannot be told one by one.
 */
export function comparison(file: ts.SourceFile, specifier: string, after: string): string | undefined {
  const { names, stars, isOpaque } = moduleExports(file);
  if (stars.length > 0 || isOpaque) return undefined;
  const lines = [`import type * as before from '${specifier}';`, `import type * as after from '${after}';`];
  let at = 0;
  const same = (type: (module: string) => string, from = 'after', to = 'before') => {
    at++;
    lines.push(`declare const a${at}: ${type(from)};`, `export const b${at}: ${type(to)} = a${at};`);
  };
  for (const [name, exported] of names) {
    if (exported.by === 'module') continue;
    const statement = file.statements.find((one) => declares(one, name));
    const isGeneric = statement && 'typeParameters' in statement && statement.typeParameters;
    if (isGeneric) return undefined;
    if (statement && ts.isClassDeclaration(statement)) {
      same((module) => `{ [K in keyof ${module}.${name}]: ${module}.${name}[K] }`);
      same((module) => `Omit<typeof ${module}.${name}, 'prototype'>`);
      same((module) => `ConstructorParameters<typeof ${module}.${name}>`, 'before', 'after');
    } else if (exported.isType) {
      same((module) => `${module}.${name}`);
      same((module) => `${module}.${name}`, 'before', 'after');
    } else
      same((module) => (name === 'default' ? `typeof ${module}['default']` : `typeof ${module}.${name}`));
  }
  return `${lines.join('\n')}\n`;
}

function declares(statement: ts.Statement, name: string): boolean {
  const isNamed =
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement);
  return isNamed && statement.name?.text === name;
}
