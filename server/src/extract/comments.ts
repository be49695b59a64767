import type { CommentPlace } from '../format/directive.ts';
import { findScripts } from '../format/script-blocks.ts';
import { isSourceName, markupOf } from '../model/source-path.ts';
import type { Span } from '../model/span.ts';
import { allowsJsx } from './imports.ts';
import { Tokens } from './tokens.ts';
import { walk } from './walk.ts';
import { WalkState } from './walk-state.ts';

/**
 * Where the comments of a text are, in order, with their delimiters; the path tells the language. Sources and JSON are
 * read by the lexer, so that what looks like a comment in a string, a template or JSX text is none. Of the formats
 * whose comments start with `#` only lines that are nothing else count, since their strings are not told apart.
 */
export function commentsOf(path: string, text: string): readonly Span[] {
  const markup = markupOf(path);
  if (markup) {
    const { blocks, comments } = findScripts(text, markup);
    const scripts = blocks.flatMap(({ name, start, end }) =>
      lexed(name, text.slice(start, end)).map((span) => ({
        start: span.start + start,
        end: span.end + start,
      })),
    );
    const own = comments.map(({ start, end }) => ({ start, end }));
    return [...own, ...scripts].sort((a, b) => a.start - b.start);
  }
  if (isSourceName(path) || /\.(?:jsonc?|json5|code-workspace)$/.test(path)) return lexed(path, text);
  if (/\.(?:css|scss|less)$/.test(path)) return matches(text, /\/\*[\s\S]*?\*\//g);
  if (/\.(?:md|mdx|html?|svg|xml)$/.test(path)) return matches(text, /<!--[\s\S]*?-->/g);
  return hashes.test(path) ? matches(text, /(?<=^[ \t]*)#.*$/gm) : [];
}

const hashes =
  /\.(?:ya?ml|toml|sh|bash|zsh|py|rb|graphqls?|gql|tf|ini|properties|env)$|(?:^|\/)(?:Dockerfile|Makefile|CODEOWNERS|\.gitignore)[^/]*$/;

function matches(text: string, expression: RegExp): readonly Span[] {
  return [...text.matchAll(expression)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

function lexed(path: string, text: string): readonly Span[] {
  const found: Span[] = [];
  const visitor = {
    word: () => 0,
    comment: ({ start, end }: CommentPlace) => {
      found.push({ start, end });
    },
  };
  walk(new WalkState(text, allowsJsx(path), new Tokens(), /\/[/*]/g, visitor, (_, end) => end - 2));
  return found;
}
