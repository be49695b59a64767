import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: 'policy/ambiguous-file',
  scope: 'workspace',
  reads: 'policy',
  severity: 'warning',
  declaredBy: 'policy',
  docs: {
    summary: 'A file fits one layer, one slice and one service better than any other.',
    why: 'A file that fits two layers or slices equally well belongs to neither, so that no boundary judges it.',
    policy: `{
  "layers": [
    { "name": "ui", "files": "src/**/*.tsx" },
    { "name": "shop", "files": "src/{shop,cart}/**" }
  ]
}`,
    bad: `//- parapet.jsonc
{
  "layers": [
    { "name": "ui", "files": "src/**/*.tsx" },
    { "name": "shop", "files": "src/{shop,cart}/**" }
//            ^^^^^^ warning: "src/shop/page.tsx" fits layer "ui" and layer "shop" equally well and belongs to neither.
  ]
}
//- src/shop/page.tsx
export const page = 1;
//- src/cart/order.ts
export const order = 1;`,
    good: `//- src/page.tsx
export const page = 1;
//- src/shop/order.ts
export const order = 1;`,
    ways: [
      'Make one of the two patterns begin with a longer folder; the longest literal beginning wins.',
      'Move the file.',
    ],
  },
  *check(policy, workspace) {
    for (const tie of workspace.belonging.ambiguous) {
      if (tie.policy !== policy) continue;
      const [first, second] = tie.elements;
      const [file, ...others] = tie.files;
      if (!file) continue;
      const both = `${first.kind} "${first.name}" and ${second.kind} "${second.name}" equally well`;
      const message =
        others.length === 0
          ? `"${file.path}" fits ${both} and belongs to neither.`
          : `${others.length + 1} files, such as "${file.path}", fit ${both} and belong to neither.`;
      yield {
        ...second.place,
        message,
        subject: `${first.name} ${second.name}`,
        related: [
          { ...first.place, message: `The ${first.kind} "${first.name}" is declared here.` },
          { path: file.path, span: { start: 0, end: 0 }, message: 'This file fits both.' },
        ],
      };
    }
  },
});
