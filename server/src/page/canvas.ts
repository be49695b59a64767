import type { Actions } from './actions.ts';
import type { Scene } from './draw.ts';
import { dragLayers } from './layer-drag.ts';
import { nextBox } from './neighbours.ts';
import { orderOf } from './policy-forms.ts';
import type { Surroundings } from './surroundings.ts';
import type { TreeBox } from './tree.ts';
import type { View } from './view.ts';

const steps = [0.1, 0.17, 0.25, 0.35, 0.5, 0.7, 0.85, 1, 1.25, 1.6, 2] as const;

/** The scrolled part of the page with the drawing, and what mouse and keys do on it. */
export class Canvas {
  readonly #actions: Actions;
  /** In an editor a click on a file opens it, beside the picture. */
  readonly #opensFiles: boolean;
  readonly #frame = document.getElementById('canvas') as HTMLElement;
  #drawing: SVGSVGElement | undefined;
  #scene: Scene | undefined;
  #zoom: number | undefined;
  /** The box that the tab key leads to. */
  current: number | undefined;

  constructor(actions: Actions, { isEditor, canWrite }: Pick<Surroundings, 'isEditor' | 'canWrite'>) {
    this.#actions = actions;
    this.#opensFiles = isEditor;
    if (canWrite) {
      dragLayers(
        this.#frame,
        () => this.#scene?.tree,
        (layer, place) => actions.propose(orderOf(layer, place)),
      );
    }
    this.#frame.addEventListener('click', (event) => this.#click(event));
    this.#frame.addEventListener('dblclick', ({ target }) => {
      const id = boxAt(target);
      if (id !== undefined && !isEditor) actions.open(id);
    });
    this.#frame.addEventListener('keydown', (event) => {
      if (this.#press(event)) event.preventDefault();
    });
    this.#frame.addEventListener('focusin', ({ target }) => this.#enter(boxAt(target)));
    for (const name of ['pointerover', 'focusin']) {
      this.#frame.addEventListener(name, ({ target }) => this.#light(boxAt(target)));
    }
    this.#frame.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    window.addEventListener('resize', () => this.#scale());
  }

  show(drawing: SVGSVGElement, scene: Scene): void {
    const hadFocus = this.#frame.contains(document.activeElement) && document.activeElement !== this.#frame;
    this.#drawing = drawing;
    this.#scene = scene;
    this.#frame.replaceChildren(drawing);
    this.#scale();
    if (hadFocus) this.focusCurrent();
  }

  /** The box that the tab key leads to, as long as it is drawn. */
  currentOf({ closed, open }: View): number | undefined {
    if (this.current !== undefined && (closed.includes(this.current) || open.includes(this.current))) {
      return this.current;
    }
    this.current = open[0] ?? closed[0];
    return this.current;
  }

  focusCurrent(): void {
    this.#boxShape(this.current)?.focus();
  }

  /** One step nearer or farther around a point, at first the middle; 0 fits the drawing into its frame. */
  zoom(by: -1 | 0 | 1, point = middleOf(this.#frame)): void {
    const before = this.#drawing?.getBoundingClientRect();
    if (by === 0) this.#zoom = undefined;
    else {
      const now = this.#zoom ?? this.#fitting();
      const next =
        by > 0 ? steps.find((step) => step > now + 0.01) : steps.findLast((step) => step < now - 0.01);
      this.#zoom = next ?? now;
    }
    this.#scale();
    const after = this.#drawing?.getBoundingClientRect();
    if (!before || !after) return;
    const moved = after.width / before.width;
    this.#frame.scrollBy(
      after.left + (point.x - before.left) * moved - point.x,
      after.top + (point.y - before.top) * moved - point.y,
    );
  }

  #fitting(): number {
    const box = this.#drawing?.viewBox.baseVal;
    if (!box || box.width === 0) return 1;
    const { clientWidth, clientHeight } = this.#frame;
    return Math.max(steps[0], Math.min(clientWidth / box.width, (clientHeight - 4) / box.height, 1.15));
  }

  #scale(): void {
    const box = this.#drawing?.viewBox.baseVal;
    if (!this.#drawing || !box) return;
    const zoom = this.#zoom ?? this.#fitting();
    this.#drawing.setAttribute('width', String(Math.floor(box.width * zoom)));
    this.#drawing.setAttribute('height', String(Math.floor(box.height * zoom)));
  }

  #click(event: MouseEvent): void {
    const target = event.target as Element;
    const toggled = numberOf(target.closest('[data-toggle]'), 'toggle');
    const id = boxAt(target);
    if (toggled !== undefined) this.#actions.toggle(toggled);
    else if (id !== undefined && (event.shiftKey || event.ctrlKey || event.metaKey)) this.#actions.mark(id);
    else if (id !== undefined) this.#choose(id);
    else this.#actions.select(numberOf(target.closest('[data-arrow]'), 'arrow'));
  }

  #choose(id: number): void {
    const isFile = this.#scene?.tree.boxes[id]?.file !== undefined;
    const opens = isFile && this.#opensFiles;
    if (!opens || this.#scene?.focus !== id) this.#focusOn(id);
    if (opens) this.#actions.open(id);
  }

  #focusOn(id: number): void {
    this.current = id;
    this.#actions.focus(this.#scene?.focus === id ? undefined : id);
  }

  #press({ key, altKey, target }: KeyboardEvent): boolean {
    const id = boxAt(target);
    const box = id === undefined ? undefined : this.#scene?.tree.boxes[id];
    if (key === 'Escape') {
      this.#actions.focus(undefined);
      return true;
    }
    if (!box) return false;
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      this.#actions.step(box.id, key === 'ArrowUp' ? 'up' : 'down');
      return true;
    }
    const act = this.#keys(box)[key];
    act?.();
    return act !== undefined;
  }

  #keys(box: TreeBox): Readonly<Record<string, () => void>> {
    const isOpen = this.#scene?.view.open.includes(box.id) === true;
    const move = (direction: Parameters<typeof nextBox>[1]) => () => {
      const next = this.#scene && nextBox(box.id, direction, this.#scene);
      if (next !== undefined) this.#boxShape(next)?.focus();
    };
    const close = () => {
      if (isOpen) return this.#actions.toggle(box.id);
      if (box.parent !== undefined) this.#actions.toggle(box.parent);
    };
    return {
      Enter: () => this.#focusOn(box.id),
      ' ': () => this.#actions.mark(box.id),
      '+': () => !isOpen && this.#actions.toggle(box.id),
      '=': () => !isOpen && this.#actions.toggle(box.id),
      '-': close,
      o: () => this.#actions.open(box.id),
      ArrowUp: move('up'),
      ArrowDown: move('down'),
      ArrowLeft: move('left'),
      ArrowRight: move('right'),
      Home: move('first'),
      End: move('last'),
    };
  }

  #enter(id: number | undefined): void {
    if (id === undefined || id === this.current) return;
    this.#boxShape(this.current)?.setAttribute('tabindex', '-1');
    this.current = id;
    this.#boxShape(id)?.setAttribute('tabindex', '0');
  }

  /** Brings out what a box imports and what imports it. */
  #light(id: number | undefined): void {
    for (const lit of this.#frame.querySelectorAll('.lit')) lit.classList.remove('lit');
    if (id === undefined) return;
    const own = `.arrow[data-from="${id}"], .arrow[data-to="${id}"]`;
    for (const arrow of this.#frame.querySelectorAll(own)) arrow.classList.add('lit');
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 1 : -1, event);
  }

  #boxShape(id: number | undefined): SVGElement | null {
    return this.#frame.querySelector<SVGElement>(`[data-box="${id}"]`);
  }
}

function middleOf(frame: HTMLElement): { readonly x: number; readonly y: number } {
  const { left, top, width, height } = frame.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

function boxAt(target: EventTarget | null): number | undefined {
  return target instanceof Element ? numberOf(target.closest('[data-box]'), 'box') : undefined;
}

function numberOf(found: Element | null, name: string): number | undefined {
  const text = found?.getAttribute(`data-${name}`);
  return text === null || text === undefined ? undefined : Number(text);
}
