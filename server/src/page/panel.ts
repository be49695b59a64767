import { count } from '../model/words.ts';
import type { Picture, PictureFinding } from '../report/picture.ts';
import type { Actions } from './actions.ts';
import { boxName, describeArrow } from './arrow-shapes.ts';
import type { Scene } from './draw.ts';
import { button, element } from './elements.ts';
import { replaceContent } from './keep-input.ts';
import { keyHelp } from './key-help.ts';
import { metricsList, metricsTable } from './metrics-view.ts';
import { arrowForms, type FormSource, forbidForm, layerForm, orderButtons } from './policy-forms.ts';
import type { Surroundings } from './surroundings.ts';
import { ancestry, type TreeBox } from './tree.ts';
import type { Arrow } from './view.ts';

export interface PanelSource {
  readonly actions: Actions;
  readonly surroundings: Surroundings;
  readonly picture: Picture;
  readonly scene: Scene;
  /** The arrow that was clicked. */
  readonly arrow: Arrow | undefined;
}

const mostRows = 100;

/** Writes the panel beside the drawing: of an arrow, of the box in focus, or of the whole. */
export function panelOf(source: PanelSource): void {
  const { scene, arrow } = source;
  const box = scene.focus === undefined ? undefined : scene.tree.boxes[scene.focus];
  const content = arrow ? ofArrow(source, arrow) : box ? ofBox(source, box) : ofAll(source);
  const forms = source.surroundings.canWrite ? layerForm(formSource(source)) : [];
  const panel = document.getElementById('panel');
  const ends = arrow ? [arrow.from, arrow.to] : [scene.focus ?? -1];
  const subject = [...ends.map((id) => scene.tree.boxes[id]?.key ?? ''), ...scene.marked].join('\n');
  if (panel) replaceContent(panel, subject, [...forms, ...content]);
}

function formSource({ actions, picture, scene }: PanelSource): FormSource {
  return {
    ...{ picture, tree: scene.tree, marked: scene.marked },
    propose: (change) => actions.propose(change),
    unmark: (id) => actions.mark(id),
  };
}

function ofAll(source: PanelSource): readonly Node[] {
  const { picture } = source;
  return [
    element('h2', {}, 'Violations'),
    findingList(source, picture.findings, picture.findingCount),
    ...metricsTable(picture, (index) => {
      const box = source.scene.tree.boxes.find(({ box: own }) => own === index);
      if (box) source.actions.focus(box.id);
    }),
    keyHelp(source.surroundings),
  ];
}

function ofBox(source: PanelSource, box: TreeBox): readonly Node[] {
  const { actions, surroundings, picture, scene } = source;
  const isWithin = (file: number): boolean => {
    const own = scene.tree.boxOf[file];
    return own !== undefined && ancestry(scene.tree, own).includes(box.id);
  };
  const found = picture.findings.filter(({ from }) => isWithin(from));
  const against = picture.findings.filter(
    ({ from, to }) => to !== undefined && isWithin(to) && !isWithin(from),
  );
  const isOpen = scene.view.open.includes(box.id);
  const metrics = box.box === undefined ? undefined : picture.boxes[box.box]?.metrics;
  return [
    element('h2', {}, boxName(box)),
    element(
      'p',
      { class: 'kind' },
      box.kind === 'file' ? 'File' : `${box.kind}, ${count(box.files, 'file')}`,
    ),
    element(
      'p',
      { class: 'actions' },
      ...(box.file !== undefined && box.path !== undefined
        ? [surroundings.opener(box.path, 'Open the file')]
        : []),
      ...(box.children.length > 0
        ? [button(isOpen ? 'Close the box' : 'Open the box', () => actions.toggle(box.id))]
        : []),
      button('Show all', () => actions.focus(undefined)),
    ),
    ...(surroundings.canWrite
      ? [...orderButtons(box, formSource(source)), ...forbidForm(box, allBoxes(source), formSource(source))]
      : []),
    ...(metrics ? [metricsList(metrics)] : []),
    ...(found.length > 0 ? [element('h3', {}, 'Violations'), findingList(source, found, found.length)] : []),
    ...(against.length > 0
      ? [element('h3', {}, 'Violations of others'), findingList(source, against, against.length)]
      : []),
    ...neighbours(source, 'Imports', isInside(source, box), 'from', 'to'),
    ...neighbours(source, 'Imported by', isInside(source, box), 'to', 'from'),
    ...contents(source, box),
  ];
}

function ofArrow(source: PanelSource, arrow: Arrow): readonly Node[] {
  const { actions, surroundings, picture, scene } = source;
  const { from, to } = arrow;
  const nameOf = (id: number) => boxName(scene.tree.boxes[id] as TreeBox);
  const isOfArrow = (source: number, target: number | undefined) =>
    target !== undefined && scene.view.drawnOf[source] === from && scene.view.drawnOf[target] === to;
  const found = picture.findings.filter((finding) => isOfArrow(finding.from, finding.to));
  const imports: Node[] = [];
  for (let at = 0; at < picture.edges.length && imports.length < mostRows; at += 5) {
    const [source, target] = picture.edges.slice(at, at + 2) as [number, number];
    if (!isOfArrow(source, target)) continue;
    const [importer, imported] = [picture.files[source] ?? '', picture.files[target] ?? ''];
    imports.push(
      element(
        'li',
        {},
        surroundings.opener(importer, importer),
        ' → ',
        surroundings.opener(imported, imported),
      ),
    );
  }
  return [
    element('h2', {}, `${nameOf(from)} → ${nameOf(to)}`),
    element('p', { class: 'kind' }, describeArrow(arrow, nameOf).replace(/^.*: /, '')),
    element(
      'p',
      { class: 'actions' },
      button(`Only ${nameOf(from)}`, () => actions.focus(from)),
      button(`Only ${nameOf(to)}`, () => actions.focus(to)),
    ),
    ...(surroundings.canWrite ? arrowForms(arrow, formSource(source)) : []),
    ...(found.length > 0 ? [element('h3', {}, 'Violations'), findingList(source, found, found.length)] : []),
    element('h3', {}, 'Imports'),
    element('ul', {}, ...imports),
  ];
}

/** What a policy names, and the outermost folders of the rest. */
function allBoxes({ scene }: PanelSource): readonly number[] {
  return scene.tree.boxes
    .filter(({ kind, depth }) => depth === 0 || (kind !== 'folder' && kind !== 'file' && kind !== 'range'))
    .map(({ id }) => id);
}

function isInside({ scene }: PanelSource, box: TreeBox): (id: number) => boolean {
  return (id) => ancestry(scene.tree, id).includes(box.id);
}

/** The boxes at the other ends of a box's arrows, those with most imports first. */
function neighbours(
  { actions, scene }: PanelSource,
  title: string,
  isOwn: (id: number) => boolean,
  own: 'from' | 'to',
  other: 'from' | 'to',
): readonly Node[] {
  const sums = new Map<number, { imports: number; violations: number; arrow?: number }>();
  for (const [index, arrow] of scene.view.arrows.entries()) {
    if (!isOwn(arrow[own]) || isOwn(arrow[other])) continue;
    const sum = sums.get(arrow[other]) ?? { imports: 0, violations: 0 };
    sum.imports += arrow.imports;
    sum.violations += arrow.violations;
    if (arrow[own] === scene.focus) sum.arrow = index;
    sums.set(arrow[other], sum);
  }
  if (sums.size === 0) return [];
  const rows = [...sums].sort(([, a], [, b]) => b.imports - a.imports).slice(0, mostRows);
  return [
    element('h3', {}, `${title} (${sums.size})`),
    element(
      'ul',
      {},
      ...rows.map(([id, { imports, violations, arrow }]) =>
        element(
          'li',
          { class: violations > 0 ? 'bad' : undefined },
          button(boxName(scene.tree.boxes[id] as TreeBox), () => actions.focus(id), { class: 'link' }),
          ` ${count(imports, 'import')}${violations > 0 ? `, ${count(violations, 'violation')}` : ''} `,
          arrow === undefined
            ? undefined
            : button('details', () => actions.select(arrow), {
                class: 'link',
                'aria-label': `The imports between this and ${boxName(scene.tree.boxes[id] as TreeBox)}`,
              }),
        ),
      ),
    ),
  ];
}

function contents({ actions, scene }: PanelSource, box: TreeBox): readonly Node[] {
  if (box.children.length === 0) return [];
  const children = box.children.flatMap((id) => scene.tree.boxes[id] ?? []).slice(0, mostRows);
  return [
    element('h3', {}, 'Contains'),
    element(
      'ul',
      {},
      ...children.map((child) =>
        element(
          'li',
          {},
          button(child.label, () => actions.focus(child.id), { class: 'link' }),
          child.kind === 'file' ? undefined : ` ${count(child.files, 'file')}`,
        ),
      ),
    ),
  ];
}

function findingList(
  { surroundings, picture }: PanelSource,
  findings: readonly PictureFinding[],
  all: number,
): Node {
  if (all === 0) return element('p', {}, 'None.');
  const rows = findings.slice(0, mostRows).map(({ from, rule, severity, message, line, column }) => {
    const path = picture.files[from] ?? '';
    return element(
      'li',
      { class: severity },
      element('span', {}, message),
      ' ',
      surroundings.opener(path, `${path}:${line}`, { line, column }),
      element('span', { class: 'rule' }, ` ${severity}, ${rule}`),
    );
  });
  const more = all > rows.length ? [element('li', {}, `and ${all - rows.length} more`)] : [];
  return element('ul', { class: 'findings' }, ...rows, ...more);
}
