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
  readonly markers: readonly Marker[];
}

/** Without a comment sign where the marked code begins with its line. */
const markerLine = /^\s*(?:\/\/|#)?(\s*)(\^+) (error|warning|info): (.*)$/;

/**
 * Reads a fixture: `//- path` starts a file, a comment line of carets marks the code above it.
 * Marker lines are not part of the files.
 */
export function readFixture(text: string): Fixture {
  const files = new Map<string, string>();
  const markers: Marker[] = [];
  let path: string | undefined;
  let lines: string[] = [];
  const finish = () => {
    if (path !== undefined) files.set(path, `${lines.join('\n')}\n`);
    lines = [];
  };
  for (const line of text.split('\n')) {
    const header = /^\/\/- (\S+)$/.exec(line);
    const marker = markerLine.exec(line);
    if (header) {
      finish();
      path = header[1];
    } else if (marker && path !== undefined) {
      const from = line.indexOf('^');
      const [, , carets = '', severity = '', message = ''] = marker;
      markers.push({ path, line: lines.length - 1, from, to: from + carets.length, severity, message });
    } else {
      lines.push(line);
    }
  }
  finish();
  return { files, markers };
}
