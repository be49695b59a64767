import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: 'policy/invalid-policy',
  scope: 'workspace',
  reads: 'policy',
  severity: 'error',
  declaredBy: 'policy',
  docs: {
    summary: 'The policy says only what Parapet understands.',
    why: 'A statement that is misspelt or cannot be read guards nothing, and nobody would notice.',
    policy: '{ "layers": [{ "name": "ui", "files": "ui/**" }] }',
    bad: `//- parapet.jsonc
{
  "layer": []
//^^^^^^^ error: The policy has no "layer". Did you mean "layers"?
}
//- ui/page.ts
export const page = 1;`,
    good: `//- ui/page.ts
export const page = 1;`,
    ways: ['Correct the statement; the message and the schema say what is expected.'],
  },
  *check(policy) {
    for (const { code, place, message } of policy?.problems ?? []) {
      yield { ...place, message, subject: `${code} ${message}`, detail: code };
    }
  },
});
