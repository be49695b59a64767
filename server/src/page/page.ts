import { count } from '../model/words.ts';
import type { PolicyChange } from '../protocol/architecture.ts';
import type { Picture } from '../report/picture.ts';
import type { Actions, Choice } from './actions.ts';
import { arrange } from './arrange.ts';
import { boxName } from './arrow-shapes.ts';
import { Canvas } from './canvas.ts';
import { type Counts, describeBox, draw, factsOf, type Scene } from './draw.ts';
import { panelOf } from './panel.ts';
import { orderOf, stepOf } from './policy-forms.ts';
import { Proposals } from './proposals.ts';
import type { Surroundings } from './surroundings.ts';
import { createToolbar, type Toolbar } from './toolbar.ts';
import { ancestry, groupingsOf, type Tree, type TreeBox, treeOf } from './tree.ts';
import { firstExpanded, viewOf } from './view.ts';

/** Fewer boxes than the first say little, more than the second cannot be taken in at once. */
const fewBoxes = 4;
const manyBoxes = 24;

const firstChoice: Choice = {
  grouping: undefined,
  showsTests: true,
  showsTypeOnly: true,
  expanded: undefined,
  focus: undefined,
  marked: [],
};

/** The page: one picture, what is chosen of it, and what is drawn. */
export class Page implements Actions {
  readonly #surroundings: Surroundings;
  readonly #canvas: Canvas;
  readonly #toolbar: Toolbar;
  readonly #proposals: Proposals;
  #choice: Choice;
  #picture: Picture | undefined;
  #tree: Tree = { boxes: [], roots: [], boxOf: [] };
  #scene: Scene | undefined;
  /** The keys of the ends of the arrow that was clicked. */
  #selected: readonly [from: string, to: string] | undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#choice = { ...firstChoice, ...(surroundings.kept() as Partial<Choice> | undefined) };
    this.#canvas = new Canvas(this, surroundings);
    this.#toolbar = createToolbar(this, this.#canvas);
    this.#proposals = new Proposals(surroundings, (sentence) => this.#say(sentence));
    this.#proposals.onWritten = () => this.choose({ marked: [] });
    surroundings.onMessage((message) => {
      if (message.kind === 'picture') this.show(JSON.parse(message.picture) as Picture);
      else this.#proposals.hear(message);
    });
    surroundings.send({ kind: 'ready' });
  }

  /** Draws a picture in place of the one before. */
  show(picture: Picture): void {
    this.#picture = picture;
    this.#redraw();
  }

  focus(id: number | undefined): void {
    this.#selected = undefined;
    this.choose({ focus: id === undefined ? undefined : this.#tree.boxes[id]?.key });
    const box = id === undefined ? undefined : this.#tree.boxes[id];
    this.#say(box && this.#scene ? `Only ${describeBox(box, this.#scene)}` : 'All boxes');
  }

  toggle(id: number): void {
    const box = this.#tree.boxes[id];
    if (!box || box.children.length === 0) return;
    const expanded = new Set(this.#expanded());
    const isOpen = expanded.delete(box.key);
    if (!isOpen) expanded.add(box.key);
    this.#canvas.current = id;
    this.choose({ expanded: [...expanded] });
    this.#say(
      `${boxName(box)} ${isOpen ? 'closed' : `opened, ${count(box.children.length, 'box').replace(/xs$/, 'xes')}`}`,
    );
  }

  mark(id: number): void {
    const box = this.#tree.boxes[id];
    if (box?.kind !== 'folder' || !this.#surroundings.canWrite) return;
    const { marked } = this.#choice;
    const isMarked = marked.includes(box.key);
    this.choose({ marked: isMarked ? marked.filter((own) => own !== box.key) : [...marked, box.key] });
    this.#say(`${boxName(box)} ${isMarked ? 'is no longer marked' : 'marked for a layer'}`);
  }

  propose(change: PolicyChange): void {
    this.#proposals.propose(change);
  }

  step(id: number, direction: 'up' | 'down'): void {
    const box = this.#tree.boxes[id];
    const place = box && this.#picture && stepOf(this.#picture, box, direction);
    if (place) this.propose(orderOf(box, place));
  }

  select(index: number | undefined): void {
    const arrow = index === undefined ? undefined : this.#scene?.view.arrows[index];
    this.#selected = arrow && [this.#keyOf(arrow.from), this.#keyOf(arrow.to)];
    this.#tell();
  }

  open(id: number): void {
    const { path, file } = this.#tree.boxes[id] as TreeBox;
    if (file !== undefined && path !== undefined) this.#surroundings.open(path);
  }

  choose(choice: Partial<Choice>): void {
    this.#choice = { ...this.#choice, ...choice };
    this.#surroundings.keep(this.#choice);
    this.#redraw();
  }

  reveal(path: string): void {
    const box = this.#tree.boxes.find((own) => own.path === path);
    if (!box) return;
    const around = ancestry(this.#tree, box.id).slice(1);
    const keys = around.flatMap((id) => this.#tree.boxes[id]?.key ?? []);
    this.#canvas.current = box.id;
    this.choose({ expanded: [...new Set([...this.#expanded(), ...keys])] });
    this.focus(box.id);
    this.#canvas.focusCurrent();
  }

  #keyOf(id: number): string {
    return this.#tree.boxes[id]?.key ?? '';
  }

  #expanded(): ReadonlySet<string> {
    const { expanded } = this.#choice;
    if (expanded) return new Set(expanded);
    return firstExpanded(this.#tree, this.#tree.roots.length < fewBoxes ? manyBoxes : 0);
  }

  #redraw(): void {
    const picture = this.#picture;
    if (!picture) return;
    const { grouping, showsTests, showsTypeOnly, focus, marked } = this.#choice;
    const tests = new Set(showsTests ? [] : picture.tests);
    const groupings = groupingsOf(picture);
    const outermost = grouping && groupings.includes(grouping) ? grouping : groupings[0];
    const tree = treeOf(picture, outermost ?? 'folder', (file) => !tests.has(file));
    this.#tree = tree;
    const focused = tree.boxes.find(({ key }) => key === focus)?.id;
    const view = viewOf(picture, tree, { expanded: this.#expanded(), focus: focused, showsTypeOnly });
    const counts = countsOf(picture, tree);
    this.#scene = {
      ...{ tree, view, focus: focused, marked: new Set(marked), ...counts },
      arrangement: arrange(tree, view, (box) => factsOf(box, counts)),
      current: this.#canvas.currentOf(view),
    };
    this.#canvas.show(draw(this.#scene, `Architecture of ${picture.title}`), this.#scene);
    this.#toolbar.show(this.#choice, picture, focused === undefined ? undefined : tree.boxes[focused]);
    this.#tell();
  }

  #tell(): void {
    if (!this.#scene || !this.#picture) return;
    const [from, to] = this.#selected ?? [];
    const arrow = this.#scene.view.arrows.find(
      (own) => this.#keyOf(own.from) === from && this.#keyOf(own.to) === to,
    );
    panelOf({
      actions: this,
      surroundings: this.#surroundings,
      picture: this.#picture,
      scene: this.#scene,
      arrow,
    });
  }

  #say(sentence: string): void {
    const status = document.getElementById('status');
    if (status) status.textContent = sentence;
  }
}

/** For each box, open or closed: findings about its files' imports, and files of it on cycles. */
function countsOf({ findings, edges }: Picture, tree: Tree): Counts {
  const cyclic = new Set<number>();
  for (let at = 0; at < edges.length; at += 5) if (edges[at + 4] === 1) cyclic.add(edges[at] as number);
  return {
    violations: tally(
      findings.map(({ from }) => from),
      tree,
    ),
    cyclicFiles: tally([...cyclic], tree),
  };
}

function tally(files: readonly number[], tree: Tree): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const file of files) {
    const box = tree.boxOf[file];
    if (box === undefined) continue;
    for (const id of ancestry(tree, box)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
