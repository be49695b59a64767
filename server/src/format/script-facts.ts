import type { DirectiveFact, FileFacts, ImportFact, NamedRule } from '../model/facts.ts';
import type { Span } from '../model/span.ts';
import { directiveWord, readDirectives } from './directive.ts';
import type { ScriptBlocks } from './script-blocks.ts';

/**
 * The facts of a file of markup, from those of its scripts and from its own comments.
 * @param read gives the facts of one script, with offsets from its start
 */
export function factsOfScripts(
  text: string,
  { blocks, sources, comments }: ScriptBlocks,
  read: (name: string, script: string) => FileFacts,
): FileFacts {
  const imports: ImportFact[] = sources.map((source) => ({ kind: 'value', ...source }));
  const directives = text.includes(directiveWord)
    ? comments.flatMap((comment) => readDirectives(text, comment))
    : [];
  for (const { name, start, end } of blocks) {
    const facts = read(name, text.slice(start, end));
    for (const fact of facts.imports) imports.push(moveImport(fact, start));
    for (const fact of facts.directives) directives.push(moveDirective(fact, start));
  }
  return {
    imports: imports.sort((a, b) => a.start - b.start),
    directives: directives.sort((a, b) => a.span.start - b.span.start),
  };
}

function moveImport({ kind, specifier, start, end, statement }: ImportFact, by: number): ImportFact {
  return { kind, specifier, start: start + by, end: end + by, statement: statement + by };
}

function moveDirective({ span, rules, reason, until, line }: DirectiveFact, by: number): DirectiveFact {
  return {
    span: move(span, by),
    rules: rules.map(({ id, span: named }): NamedRule => ({ id, span: move(named, by) })),
    reason,
    ...(until !== undefined && { until: { text: until.text, span: move(until.span, by) } }),
    line: move(line, by),
  };
}

function move({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
