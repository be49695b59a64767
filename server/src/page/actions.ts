import type { PolicyChange } from '../protocol/architecture.ts';
import type { Grouping } from './tree.ts';

/** What a person has chosen to see; kept over pictures by the keys of boxes. */
export interface Choice {
  /** Undefined for the best of the picture. */
  readonly grouping: Grouping | undefined;
  readonly showsTests: boolean;
  readonly showsTypeOnly: boolean;
  /** Undefined until a box was opened or closed by hand. */
  readonly expanded: readonly string[] | undefined;
  readonly focus: string | undefined;
  readonly marked: readonly string[];
}

/** What can be done on the page, by mouse, by key and from the panel. */
export interface Actions {
  focus(id: number | undefined): void;
  toggle(id: number): void;
  mark(id: number): void;
  select(arrow: number | undefined): void;
  open(id: number): void;
  /** Asks what a change of the policy would find. */
  propose(change: PolicyChange): void;
  /** Moves a layer by one step in the policy's order. */
  step(id: number, direction: 'up' | 'down'): void;
  choose(choice: Partial<Choice>): void;
  /** Shows a file or folder wherever it is. */
  reveal(path: string): void;
}
