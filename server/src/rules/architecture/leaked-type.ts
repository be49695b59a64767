import type { Problem } from '../../model/finding.ts';
import type { Annotation, WayOut } from '../../model/fix.ts';
import type { InferredExport, TypeOrigin } from '../../model/inferred.ts';
import { defineRule, type SourceFile, type WorkspaceFacts } from '../../model/rule.ts';
import { type Forbidden, forbiddenNaming } from '../../ruling/naming.ts';

/** An export that leaks more types than this has one cause. */
const mostPerExport = 3;
/** Where types are looked for, after what the file imports. */
const mostFarther = 200;

export default defineRule({
  id: 'architecture/leaked-type',
  scope: 'deep',
  severity: 'warning',
  declaredBy: 'name',
  docs: {
    summary: 'The inferred type of an exported name comes from a place that its file may import.',
    why: 'Nobody wrote the import, and yet every user of the name now depends on a type from behind the boundary: it cannot be renamed or moved without them.',
    policy: `{
  "layers": [
    { "name": "infrastructure", "files": "infrastructure/**" },
    { "name": "application", "files": "application/**" },
    { "name": "domain", "files": "domain/**" }
  ],
  "except": [
    { "from": "application/ports.ts", "to": "infrastructure", "why": "leaves with #812" }
  ],
  "rules": { "architecture/leaked-type": "warning" }
}`,
    bad: `//- application/find-order.ts
import { load } from './ports';
export const findOrder = (id: string) => load(id);
//           ^^^^^^^^^ warning: The inferred type of "findOrder" contains "OrderRow" of layer "infrastructure", which layer "application" must not import.
//- application/ports.ts
import { loadRow } from '../infrastructure/rows';
export const load: typeof loadRow = loadRow;
//- domain/order.ts
export interface Order { id: string; total: number }
//- infrastructure/rows.ts
export interface OrderRow { id: string; total_cents: number }
export async function loadRow(id: string): Promise<OrderRow> { return { id, total_cents: 0 }; }
`,
    good: `//- application/find-order.ts
import type { Order } from '../domain/order';
import { load } from './ports';
export const findOrder = async (id: string): Promise<Order> => ({ id, total: (await load(id)).total_cents });
//- application/ports.ts
import { loadRow } from '../infrastructure/rows';
export const load: typeof loadRow = loadRow;
//- domain/order.ts
export interface Order { id: string; total: number }
//- infrastructure/rows.ts
export interface OrderRow { id: string; total_cents: number }
export async function loadRow(id: string): Promise<OrderRow> { return { id, total_cents: 0 }; }
`,
    ways: [
      'Annotate the exported name with a type of this layer or below, and convert at the boundary.',
      'Let the lower layer declare the type, and let the upper one produce it.',
      'Where the type is meant to be used here, let a file that may be imported export it.',
    ],
  },
  concerns: ({ standing, isTest }) =>
    !isTest && (standing.layer !== undefined || standing.slices.length > 0 || standing.service !== undefined),
  *check(file, types, workspace) {
    for (const exported of types.exports) {
      const told = new Set<string>();
      for (const origin of exported.origins) {
        // Types without a name are many where one alias was taken apart.
        const identity = `${origin.name}\n${origin.places[0]?.path}`;
        if (told.size === mostPerExport || told.has(identity)) continue;
        const forbidden = leak(file, origin, workspace);
        if (!forbidden) continue;
        told.add(identity);
        yield toProblem(file, exported, origin, forbidden);
      }
    }
  },
  async *fix({ path, span, subject }, workspace, { types }) {
    const file = workspace.fileAt(path);
    const [name = '', type = ''] = subject.split(': ');
    if (!file || !types || name === '') return;
    const allowed = nameable(file, workspace);
    for (const annotation of await types.annotations({ path, start: span.start, type, allowed }))
      yield toWay(name, annotation);
  },
});

function toWay(name: string, annotation: Annotation): WayOut {
  const writeOut = { id: 'write-type-out', title: `Write the type of "${name}" out` };
  if ('refused' in annotation) return { ...writeOut, refused: annotation.refused };
  const { edits, name: type } = annotation;
  const annotate = type !== undefined && { id: 'annotate', title: `Annotate "${name}" with "${type}"` };
  return { ...(annotate || writeOut), edits, safe: false };
}

/** Why a type must not be named here; undefined where a file that may be imported offers it, or an import of one that does says so already. */
function leak(file: SourceFile, origin: TypeOrigin, workspace: WorkspaceFacts): Forbidden | undefined {
  const declared = origin.places.map(({ path }) => workspace.fileAt(path));
  const denied = declared.map((to) => to && forbiddenNaming(file, to, workspace));
  if (denied.includes(undefined)) return undefined;
  const offering = origin.offeredBy.map((path) => workspace.fileAt(path));
  const isNameable = [...declared, ...offering].some(
    (by) => by && (imports(file, by) || by.id === file.id || !forbiddenNaming(file, by, workspace)),
  );
  return isNameable ? undefined : denied[0];
}

function imports({ targets }: SourceFile, { id }: SourceFile): boolean {
  return targets.some((target) => target.to === 'file' && target.file === id);
}

function toProblem(
  file: SourceFile,
  { name, span, extent }: InferredExport,
  origin: TypeOrigin,
  { ruling, own, other }: Forbidden,
): Problem {
  const { why, owner } = ruling.statement;
  const type = origin.name === '' ? 'an unnamed type' : `"${origin.name}"`;
  const verb = origin.isWhole ? 'is' : 'contains';
  return {
    path: file.path,
    span,
    extent,
    message: `The inferred type of "${name}" ${verb} ${type} of ${other}, which ${own} must not import.`,
    subject: `${name}: ${origin.name}`,
    confidence: origin.name === '' ? 'likely' : 'certain',
    related: [
      ...origin.places.map((place) => ({ ...place, message: 'The type is declared here.' })),
      ...ruling.related.map(({ element, message }) => ({ ...element.place, message })),
    ],
    ...(why !== undefined && { why }),
    ...(owner !== undefined && { owner }),
  };
}

/** The files whose types may be named: those that are imported, what these import, then neighbours of the same folder and layer. */
function nameable(file: SourceFile, workspace: WorkspaceFacts): readonly string[] {
  const importedBy = ({ targets }: SourceFile) =>
    targets.flatMap((target) => (target.to === 'file' ? [workspace.file(target.file)] : []));
  const imported = importedBy(file);
  const neighbours = workspace.files.filter(({ standing, isTest }) => !isTest && standing === file.standing);
  const farther = [...imported.flatMap(importedBy), ...neighbours].filter(
    (other) => !imported.includes(other),
  );
  return [...new Set([...imported, ...[...new Set(farther)].slice(0, mostFarther)])]
    .filter((other) => other.id !== file.id && forbiddenNaming(file, other, workspace) === undefined)
    .map(({ path }) => path);
}
