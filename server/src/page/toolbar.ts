import { count } from '../model/words.ts';
import type { Picture } from '../report/picture.ts';
import type { Actions, Choice } from './actions.ts';
import { boxName } from './arrow-shapes.ts';
import type { Canvas } from './canvas.ts';
import { button, element } from './elements.ts';
import { type Grouping, groupingsOf, type TreeBox } from './tree.ts';

export interface Toolbar {
  show(choice: Choice, picture: Picture, focus: TreeBox | undefined): void;
}

const mostMatches = 12;

const groupingNames = {
  layer: 'By layer',
  slice: 'By slice',
  service: 'By service',
  folder: 'By folder',
} as const satisfies Record<Grouping, string>;

/** The row above the drawing: what it is of, the search, what is shown and how near. */
export function createToolbar(actions: Actions, canvas: Canvas): Toolbar {
  const title = element('h1', {}, '');
  const summary = element('span', { class: 'summary' });
  const all = button('Show all', () => actions.focus(undefined), { hidden: true });
  const search = createSearch(actions);
  const tests = checkbox('Tests', (showsTests) => actions.choose({ showsTests }));
  const types = checkbox('Type-only imports', (showsTypeOnly) => actions.choose({ showsTypeOnly }));
  const grouping = element('select', { 'aria-label': 'Outermost boxes' });
  grouping.addEventListener('change', () =>
    actions.choose({ grouping: grouping.value as Grouping, expanded: undefined, focus: undefined }),
  );
  const near = [
    button('−', () => canvas.zoom(-1), { 'aria-label': 'Smaller', title: 'Smaller' }),
    button('Fit', () => canvas.zoom(0), { title: 'Fit into the window' }),
    button('+', () => canvas.zoom(1), { 'aria-label': 'Larger', title: 'Larger' }),
  ];
  document
    .getElementById('toolbar')
    ?.replaceChildren(
      title,
      summary,
      all,
      search.field,
      grouping,
      tests.label,
      types.label,
      element('span', { class: 'near' }, ...near),
    );
  return {
    show(choice, picture, focus) {
      title.textContent = `Architecture of ${picture.title}`;
      summary.textContent = focus
        ? `only ${boxName(focus)} and its neighbours`
        : `${count(picture.files.length, 'file')}, ${count(picture.findingCount, 'violation')}`;
      all.hidden = focus === undefined;
      tests.box.checked = choice.showsTests;
      tests.label.hidden = picture.tests.length === 0;
      types.box.checked = choice.showsTypeOnly;
      const groupings = groupingsOf(picture);
      grouping.replaceChildren(
        ...groupings.map((value) => element('option', { value }, groupingNames[value])),
      );
      grouping.value = choice.grouping ?? groupings[0] ?? 'folder';
      grouping.hidden = groupings.length < 2;
      search.of(picture);
    },
  };
}

function createSearch(actions: Actions) {
  const input = element('input', { type: 'search', placeholder: 'Find a file', 'aria-label': 'Find a file' });
  const matches = element('ul', { class: 'matches', hidden: true, 'aria-label': 'Files found' });
  let files: readonly string[] = [];
  const close = () => {
    matches.hidden = true;
    input.value = '';
  };
  const reveal = (path: string) => {
    close();
    actions.reveal(path);
  };
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found =
      words.length === 0
        ? []
        : files.filter((path) => words.every((word) => path.toLowerCase().includes(word)));
    const rows = found.slice(0, mostMatches).map((path) =>
      element(
        'li',
        {},
        button(path, () => reveal(path), { class: 'link' }),
      ),
    );
    const more =
      found.length > mostMatches ? [element('li', {}, `and ${found.length - mostMatches} more`)] : [];
    const none =
      words.length > 0 && found.length === 0 ? [element('li', {}, 'No file has this in its path.')] : [];
    matches.replaceChildren(...rows, ...more, ...none);
    matches.hidden = words.length === 0;
  });
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
    if (key === 'Enter') matches.querySelector('button')?.click();
  });
  const field = element('div', { class: 'search', role: 'search' }, input, matches);
  return {
    field,
    of(picture: Picture) {
      files = picture.files;
    },
  };
}

function checkbox(text: string, change: (checked: boolean) => void) {
  const box = element('input', { type: 'checkbox' });
  box.addEventListener('change', () => change(box.checked));
  return { box, label: element('label', {}, box, text) };
}
