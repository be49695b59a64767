/** A type as it is written. What is not looked into is a `name`: literals, `typeof x`, `keyof T`. */
export type TypeText =
  | { readonly is: 'name'; readonly text: string }
  | { readonly is: 'union' | 'both'; readonly arms: readonly TypeText[] }
  | { readonly is: 'array'; readonly of: TypeText; readonly isReadonly: boolean }
  | { readonly is: 'tuple'; readonly items: readonly ParameterText[]; readonly isReadonly: boolean }
  | { readonly is: 'applied'; readonly name: string; readonly args: readonly TypeText[] }
  | { readonly is: 'object'; readonly members: readonly MemberText[] }
  | {
      readonly is: 'function';
      /** `new` and type parameters. */
      readonly head: string;
      readonly parameters: readonly ParameterText[];
      readonly gives: TypeText;
    };

export interface ParameterText {
  readonly type: TypeText;
  readonly isOptional: boolean;
  readonly isRest: boolean;
}

export interface MemberText {
  readonly key: string;
  readonly type: TypeText;
  readonly isOptional: boolean;
  readonly isReadonly: boolean;
}

/** The same text for types that differ only in how they are written. */
export function textOf(type: TypeText): string {
  switch (type.is) {
    case 'name':
      return type.text;
    case 'union':
    case 'both': {
      const arms = [...new Set(type.arms.map(textOf))].sort();
      return arms.length === 1 ? (arms[0] ?? '') : `(${arms.join(type.is === 'union' ? ' | ' : ' & ')})`;
    }
    case 'array':
      return `${type.isReadonly ? 'readonly ' : ''}${textOf(type.of)}[]`;
    case 'tuple':
      return `${type.isReadonly ? 'readonly ' : ''}[${type.items.map(parameterText).join(', ')}]`;
    case 'applied':
      return `${type.name}<${type.args.map(textOf).join(', ')}>`;
    case 'object':
      return `{ ${type.members.map(memberText).sort().join('; ')} }`;
    case 'function':
      return `(${type.head}(${type.parameters.map(parameterText).join(', ')}) => ${textOf(type.gives)})`;
  }
}

function parameterText({ type, isOptional, isRest }: ParameterText): string {
  return `${isRest ? '...' : ''}${isOptional ? '?' : ''}${textOf(type)}`;
}

function memberText({ key, type, isOptional, isReadonly }: MemberText): string {
  return `${isReadonly ? 'readonly ' : ''}${key}${isOptional ? '?' : ''}: ${textOf(type)}`;
}
