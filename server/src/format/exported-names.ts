import type { Span } from '../model/span.ts';

const declaration =
  /^[ \t]*export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const\s+enum|function\s*\*?|class|const|let|var|interface|type|enum|namespace|module)\s+([\w$]+)/gm;
const list = /^[ \t]*export\s+(?:type\s+)?\{([^{}]*)\}/gm;
const whole = /^[ \t]*export\s+(?:type\s+)?\*\s*(?:as\s+([\w$]+)\s+)?from\s*["']([^"']+)["']/gm;

/**
 * What a source file exports by name, `* from "./x"` for all of another file and `default`; sorted, each once. Reads
 * the beginnings of lines, so that it is right for code as formatters leave it; comments, whose places are given, are
 * passed over.
 */
export function exportedNames(text: string, comments: readonly Span[]): readonly string[] {
  const code = without(text, comments);
  const names = new Set<string>();
  for (const [, name = ''] of code.matchAll(declaration)) names.add(name);
  for (const [, inner = ''] of code.matchAll(list)) {
    for (const part of inner.split(',')) {
      const name = /(?:\bas\s+)?([\w$]+)\s*$/.exec(part.trim())?.[1];
      if (name !== undefined) names.add(name);
    }
  }
  for (const [, name, from] of code.matchAll(whole)) names.add(name ?? `* from "${from}"`);
  if (/^[ \t]*export\s+default\b|^[ \t]*export\s*=|^[ \t]*module\.exports\s*=/m.test(code))
    names.add('default');
  return [...names].sort();
}

function without(text: string, comments: readonly Span[]): string {
  const kept: string[] = [];
  let from = 0;
  for (const { start, end } of comments) {
    kept.push(text.slice(from, start), ' ');
    from = end;
  }
  return kept.join('') + text.slice(from);
}
