import type { DocumentLink } from 'vscode-languageserver';
import { contractFile, isContractFile } from '../../authoring/contract-places.ts';
import { globPlaces, isGlobPlace } from '../../authoring/globs.ts';
import { type JsonPath, type PathPattern, select } from '../../authoring/json-path.ts';
import { uriOfPath } from '../../host/file-uri.ts';
import { absoluteOf } from '../../host/relative.ts';
import { type JsonString, strings } from '../../model/json.ts';
import { joinPath } from '../../model/path.ts';
import { toRange } from '../to-lsp.ts';
import { isFile, targetOfPath } from './files.ts';
import type { PolicyView } from './view.ts';

/** Where texts that may be files stand. */
const places: readonly PathPattern[] = [
  ['$schema'],
  ['extends'],
  ...globPlaces,
  contractFile,
  ['reach', '*', 'from'],
  ['reach', '*', 'mustNotReach'],
  ['except', '*', 'from'],
  ['except', '*', 'to'],
];

/** A link for each text that is the path of a file: what is extended, the schema, and globs that name one file. */
export function links(view: PolicyView): DocumentLink[] {
  return places.flatMap((pattern) =>
    select(view.root, pattern).flatMap(({ node, path }) =>
      strings(node).flatMap((text) => linkOf(view, path, text)),
    ),
  );
}

/** The file that a text at an offset leads to. */
export function fileAt(view: PolicyView, offset: number): string | undefined {
  const position = view.lines.position(offset);
  return links(view).find(
    ({ range: { start, end } }) =>
      start.line === position.line &&
      start.character <= position.character &&
      position.character <= end.character,
  )?.target;
}

function linkOf(view: PolicyView, path: JsonPath, { value, span }: JsonString): readonly DocumentLink[] {
  const target =
    isGlobPlace(path) || isContractFile(path) ? targetOfGlob(view, value) : targetOfPath(view, value);
  if (target === undefined || !isFile(view, target)) return [];
  const range = toRange(view.lines, { start: span.start + 1, end: span.end - 1 });
  return [{ range, target: uriOfPath(absoluteOf(view.session.root, target)) }];
}

function targetOfGlob({ folder }: PolicyView, glob: string): string | undefined {
  return glob === '' || /[*?{}]/.test(glob) ? undefined : joinPath(folder, glob);
}
