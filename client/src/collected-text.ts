import type { CollectedSection } from '../../server/src/protocol.ts';

/**
 * The document that Collect Diagnostics opens, as Markdown.
 *
 * @param home absolute path of the home folder, written as `~` because the document is made to be shared
 */
export function collectedText(
  sections: readonly CollectedSection[],
  logLines: readonly string[],
  home: string,
): string {
  const body = sections.map(sectionText).join('\n');
  const log = logLines.length === 0 ? 'The log is empty.\n' : fenced(logLines.join('\n'));
  const text = `# Parapet diagnostics\n\nNo source text is in this document. Read it before you share it.\n\n${body}\n## Last log lines\n\n${log}`;
  return home.length > 1 ? withoutHome(text, home) : text;
}

function withoutHome(text: string, home: string): string {
  // `/home/ann` is not the beginning of `/home/annette`.
  const parts = text.split(home);
  return parts.reduce((left, right) => `${left}${/^[\w.-]/.test(right) ? home : '~'}${right}`);
}

function sectionText(section: CollectedSection): string {
  const rows = section.entries.map(
    ([name, value]) => `- ${name}: ${String(value).replaceAll(/\s+/g, ' ')}\n`,
  );
  return `## ${section.title}\n\n${rows.length === 0 ? 'Nothing.\n' : rows.join('')}`;
}

// The fence is longer than any run of backticks inside, so that no log line can end it.
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}\n`;
}
