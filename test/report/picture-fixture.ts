import type { Workspace } from '../../server/src/engine/workspace.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import { type Picture, pictureOf } from '../../server/src/report/picture.ts';
import { readFixture } from '../support/fixture.ts';
import { openWorkspace } from '../support/workspace.ts';

/** Layers across features: what a picture can be drawn by in more than one way. */
export const policy = `{
  "tests": ["**/*.test.ts"],
  "layers": [
    { "name": "ui", "files": "src/*/*/ui/**" },
    { "name": "domain", "files": ["src/*/*/domain/**", "shared/**"] }
  ],
  "slices": [{ "name": "feature", "files": "src/features/{feature}/**", "siblings": "none" }]
}`;

export const fixture = `
//- src/features/cart/ui/page.ts
import { cart } from '../domain/cart';
import { pay } from '../../pay/domain/pay';
//- src/features/cart/domain/cart.ts
import type { Money } from '../../../../shared/money';
import '../ui/page';
//- src/features/cart/domain/cart.test.ts
import { cart } from './cart';
import '../../pay/domain/pay';
//- src/features/pay/domain/pay.ts
import type { Money } from '../../../../shared/money';
//- shared/money.ts
import type { Rate } from './rate';
//- shared/rate.ts
import type { Money } from './money';
//- main.ts
import './src/features/cart/ui/page';
`;

export function openFixture(text = fixture, rules = policy): Promise<Workspace> {
  return openWorkspace(new Map([['parapet.jsonc', rules], ...readFixture(text).files]));
}

/** The picture of a workspace that was read. */
export function pictureIn(workspace: Workspace, files = workspace.facts().files): Picture {
  const facts = workspace.facts();
  const lines = (path: string) => {
    const result = workspace.read(path);
    return result.ok ? createLineTable(result.text) : undefined;
  };
  return pictureOf({
    ...{ title: 'shop', files, all: facts.files, findings: workspace.findings(), lines },
    knots: facts.knots(['value', 'dynamic']),
  });
}
