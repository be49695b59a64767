import type { Markup } from '../model/source-path.ts';
import type { Span } from '../model/span.ts';
import { detached } from './detached.ts';
import type { Attribute, Tag } from './markup-tag.ts';

/** The file that a `<script src>` names. The span is that of the attribute's value, with its quotes. */
export interface ScriptSource extends Span {
  readonly specifier: string;
  /** Offset of the tag. */
  readonly statement: number;
}

/** JavaScript under its names of https://mimesniff.spec.whatwg.org/#javascript-mime-type, and TypeScript under its own. */
const scriptType =
  /^(?:module|(?:text|application)\/(?:x-)?(?:java|ecma|type)script|(?:text\/)?(?:ts|babel))$/i;

/** What `lang` may say; a script without it is JavaScript. */
const languages: Readonly<Record<string, string>> = {
  '': 'js',
  js: 'js',
  javascript: 'js',
  jsx: 'jsx',
  ts: 'ts',
  typescript: 'ts',
  tsx: 'tsx',
};

/** The extension of a file in the language of a script; undefined when no compiler of ours reads it. */
export function scriptLanguage({ attributes }: Tag, markup: Markup): string | undefined {
  // Any other attribute makes Astro send the script to the browser as it is. `hoist` is from before its first version.
  if (markup === 'astro')
    return attributes.every(({ name }) => name === 'src' || name === 'hoist') ? 'ts' : undefined;
  const type = written(attributes, 'type');
  if (type !== '' && !scriptType.test(type)) return undefined;
  const name = written(attributes, 'lang');
  const language = Object.hasOwn(languages, name) ? languages[name] : undefined;
  // Svelte has no JSX, and one typed script makes the others typed: JavaScript is read the same way.
  return markup === 'svelte' && language !== undefined ? 'ts' : language;
}

/** What `src` names instead of a text between the tags; `elsewhere` is no file of the workspace. */
export function externalScript(
  { attributes, start: statement }: Tag,
  markup: Markup,
): ScriptSource | 'elsewhere' | undefined {
  const source = attributes.find(({ name }) => name === 'src');
  if (source === undefined) return undefined;
  const { start, end, value = '' } = source;
  return isSpecifier(value, markup) ? { specifier: detached(value), start, end, statement } : 'elsewhere';
}

/** An address or a path from the server's root is left to the browser; in Svelte so is all that is not relative. */
function isSpecifier(value: string, markup: Markup): boolean {
  return markup === 'svelte'
    ? value.startsWith('.')
    : value !== '' && !/^(?:[a-z][a-z\d+.-]*:|\/)/i.test(value);
}

function written(attributes: readonly Attribute[], sought: string): string {
  return attributes.find(({ name }) => name === sought)?.value?.trim() ?? '';
}
