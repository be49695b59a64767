import type { CodeStyle } from './names.ts';

/** How a file of code is written, by what it has most of. */
export function styleOf(path: string, text: string): CodeStyle {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return {
    isTypeScript: /\.[cm]?tsx?$/.test(path),
    isModule:
      !/\.c[jt]s$/.test(path) && !(count(/\brequire\(/g) > 0 && count(/^(?:import|export)\b/gm) === 0),
    quote: count(/"/g) > count(/'/g) ? '"' : "'",
    indent: /^(\t| {1,8})\S/m.exec(text)?.[1] ?? '  ',
    hasSemicolons: text.trim() === '' || count(/;\s*$/gm) * 4 > count(/[\w)\]}]\s*$/gm),
  };
}
