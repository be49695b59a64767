import type { LayerPlace } from '../protocol/architecture.ts';
import { elementName } from './policy-forms.ts';
import type { Tree, TreeBox } from './tree.ts';

/** So far the pointer may move while a box is only clicked. */
const slack = 6;

interface Drag {
  readonly shape: SVGElement;
  readonly id: number;
  readonly x: number;
  readonly y: number;
  isMoving: boolean;
}

/**
 * Lets a layer be dragged onto another one: its upper third means above it, its lower third below, its middle beside.
 * Between layers the nearest one counts.
 */
export function dragLayers(
  frame: HTMLElement,
  tree: () => Tree | undefined,
  drop: (layer: TreeBox, place: LayerPlace) => void,
): void {
  let drag: Drag | undefined;
  let wasDragged = false;
  const layerShapes = () => [...frame.querySelectorAll<SVGElement>('.box.layer')];
  const end = () => {
    drag?.shape.classList.remove('dragged');
    for (const shape of layerShapes()) shape.classList.remove('above', 'beside', 'below');
    drag = undefined;
  };
  frame.addEventListener('pointerdown', ({ target, button, clientX: x, clientY: y }) => {
    wasDragged = false;
    const shape = target instanceof Element ? target.closest<SVGElement>('[data-box]') : null;
    if (button !== 0 || !shape?.classList.contains('layer')) return;
    drag = { shape, id: Number(shape.dataset['box']), x, y, isMoving: false };
  });
  frame.addEventListener('pointermove', (event) => {
    if (!drag) return;
    drag.isMoving ||= Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > slack;
    if (!drag.isMoving) return;
    const { shape: dragged } = drag;
    dragged.classList.add('dragged');
    const found = placeAt(layerShapes(), dragged, event);
    for (const shape of layerShapes()) {
      shape.classList.remove('above', 'beside', 'below');
      if (shape === found?.shape) shape.classList.add(found.at);
    }
  });
  frame.addEventListener('pointerup', (event) => {
    const { shape, id, isMoving } = drag ?? {};
    const found = shape && isMoving ? placeAt(layerShapes(), shape, event) : undefined;
    wasDragged = isMoving === true;
    end();
    const boxes = tree()?.boxes ?? [];
    const [own, other] = [boxes[id ?? -1], boxes[Number(found?.shape.dataset['box'])]];
    if (found && own && other) {
      drop(own, { at: found.at, layer: elementName(other.label) });
    }
  });
  frame.addEventListener('pointercancel', end);
  // The click at the end of a drag is none.
  frame.addEventListener(
    'click',
    (event) => {
      if (wasDragged) event.stopImmediatePropagation();
      wasDragged = false;
    },
    true,
  );
}

interface Found {
  readonly shape: SVGElement;
  readonly at: LayerPlace['at'];
}

function placeAt(
  shapes: readonly SVGElement[],
  dragged: SVGElement,
  { clientX, clientY }: MouseEvent,
): Found | undefined {
  let best: Found | undefined;
  let least = Infinity;
  for (const shape of shapes) {
    if (shape === dragged) continue;
    const { left, right, top, bottom, height } = shape.getBoundingClientRect();
    const aside = Math.max(left - clientX, clientX - right, 0);
    const apart = Math.max(top - clientY, clientY - bottom, 0);
    const distance = apart * 3 + aside;
    if (distance >= least) continue;
    least = distance;
    const share = (clientY - top) / height;
    const isOn = apart === 0 && share > 1 / 3 && share < 2 / 3;
    best = { shape, at: isOn ? 'beside' : share < 0.5 ? 'above' : 'below' };
  }
  return best;
}
