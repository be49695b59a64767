/**
 * The patterns of the `packages` list of a pnpm-workspace.yaml. Only this list is read, in its block form and in its
 * flow form on one line: enough to know the workspace's folders without a YAML parser in every cold start.
 */
export function pnpmPackages(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /^packages\s*:/.test(line));
  if (start < 0) return [];
  const flow = /^packages\s*:\s*\[(.*)\]/.exec(lines[start] as string);
  if (flow) return (flow[1] as string).split(',').map(unquoted).filter(Boolean);
  const patterns: string[] = [];
  for (const line of lines.slice(start + 1)) {
    const item = /^\s*-\s+(.*)$/.exec(line);
    if (item) patterns.push(unquoted(item[1] as string));
    else if (!/^\s*(?:#.*)?$/.test(line)) break;
  }
  return patterns.filter(Boolean);
}

function unquoted(text: string): string {
  const quoted = /^\s*(["'])(.*?)\1/.exec(text);
  return quoted ? (quoted[2] as string) : text.replace(/\s#.*$/, '').trim();
}
