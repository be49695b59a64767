/** How code around what is written looks. */
export interface CodeStyle {
  readonly isTypeScript: boolean;
  /** `import` and `export`; else `require`. */
  readonly isModule: boolean;
  readonly quote: "'" | '"';
  /** One step of indentation. */
  readonly indent: string;
  readonly hasSemicolons: boolean;
}

/** `import` is `require` where the file is no module. */
export function importOf(names: string, specifier: string, style: CodeStyle): string {
  const from = textLiteral(specifier, style);
  const isList = names.startsWith('{');
  if (style.isModule) return ended(`import ${names} from ${from}`, style);
  return ended(`const ${isList ? names.replaceAll(' as ', ': ') : names} = require(${from})`, style);
}

export function ended(statement: string, { hasSemicolons }: CodeStyle): string {
  return hasSemicolons ? `${statement};` : statement;
}

/** A text as a literal of JavaScript, whatever is in it. */
export function textLiteral(text: string, { quote }: Pick<CodeStyle, 'quote'>): string {
  const escaped = JSON.stringify(text).replace(/[\u2028\u2029]/g, (one) =>
    one === '\u2028' ? '\\u2028' : '\\u2029',
  );
  if (quote === '"') return escaped;
  return `'${escaped.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A text as a part of a template literal. */
export function templatePart(text: string): string {
  return text
    .replace(/[\\`]|\$(?=\{)/g, '\\$&')
    .replace(/[\r\n\u2028\u2029]/g, (one) => JSON.stringify(one).slice(1, -1));
}

/** A property's name, in quotes where it has to be. */
export function propertyKey(name: string, style: Pick<CodeStyle, 'quote'>): string {
  return isIdentifier(name) ? name : textLiteral(name, style);
}

/** How a value's member is reached. */
export function memberOf(object: string, name: string, style: Pick<CodeStyle, 'quote'>): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${textLiteral(name, style)}]`;
}

export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

/** `order-line.v1` → `OrderLineV1`. */
export function typeName(text: string): string {
  const joined = wordsOf(text).map(capitalised).join('');
  return /^[A-Z]/.test(joined) ? joined : `Type${joined}`;
}

/** `Read order` → `readOrder`; a reserved word gets another one behind it. */
export function functionName(text: string): string {
  const [first = '', ...rest] = wordsOf(text);
  const joined = first.charAt(0).toLowerCase() + first.slice(1) + rest.map(capitalised).join('');
  const name = /^[a-z]/.test(joined) ? joined : `call${capitalised(joined)}`;
  return reserved.has(name) ? `${name}Operation` : name;
}

/** A name for an operation that has none: `GET /orders/{id}` → `get orders by id`. */
export function wordsOfOperation(method: string, template: string): string {
  const parts = template.replace(/\{([^{}]*)\}/g, (_, name: string) => ` by ${name}`);
  return `${method.toLowerCase()} ${parts}`;
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const reserved: ReadonlySet<string> = new Set(
  (
    'arguments async await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof undefined var void while with yield fetch send server request'
  ).split(' '),
);

/** The name, or the name with the first number that makes it free. */
export function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}${count}`;
  taken.add(free);
  return free;
}
