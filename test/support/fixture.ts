/** One expected finding, as a caret marker states it. Line and columns from 0. */
export interface Marker {
  readonly path: string;
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly severity: string;
  readonly message: string;
}

export interface Fixture {
  readonly files: ReadonlyMap<string, string>;
  /** What differs in the base, by path; null for a file that it lacks. Absent where the fixture has no base. */
  readonly base?: ReadonlyMap<string, string | null>;
  readonly markers: readonly Marker[];
}

/** Without a comment sign where the marked code begins with its line. */
const markerLine = /^\s*(?:\/\/|#)?(\s*)(\^+) (error|warning|info): (.*)$/;

/**
 * Reads a fixture: `//- path` starts a file, `//- path @base` the same file in the base, and `//- path @new` a file that
 * the base lacks. A comment line of carets marks the code above it; marker lines are not part of the files.
 */
export function readFixture(text: string): Fixture {
  const files = new Map<string, string>();
  const markers: Marker[] = [];
  let path: string | undefined;
  let lines: string[] = [];
  const base = new Map<string, string | null>();
  let side: string | undefined;
  const finish = () => {
    const text = `${lines.join('\n')}\n`;
    if (path !== undefined && side === 'base') base.set(path, text);
    else if (path !== undefined) files.set(path, text);
    if (path !== undefined && side === 'new') base.set(path, null);
    lines = [];
  };
  for (const line of text.split('\n')) {
    const header = /^\/\/- (\S+)(?: @(base|new))?$/.exec(line);
    const marker = markerLine.exec(line);
    if (header) {
      finish();
      [, path, side] = header;
    } else if (marker && path !== undefined) {
      const from = line.indexOf('^');
      const [, , carets = '', severity = '', message = ''] = marker;
      markers.push({ path, line: lines.length - 1, from, to: from + carets.length, severity, message });
    } else {
      lines.push(line);
    }
  }
  finish();
  return { files, markers, ...(base.size > 0 && { base }) };
}
