import { compileGlob } from '../../format/glob.ts';
import { isBelow, relativeTo } from '../../model/path.ts';
import { defineRule } from '../../model/rule.ts';

export default defineRule({
  id: 'done/unmatched-scope',
  scope: 'change',
  severity: 'warning',
  declaredBy: 'policy',
  docs: {
    summary:
      'The paths that an item of the Definition of Done is about match some file of the repository, or of the change, and those of documents that accept vulnerabilities some document.',
    why: 'An item whose paths were mistyped never comes up, and looks as if it were done; a document that is gone accepts nothing.',
    policy: `{ "done": { "threat-model": { "kind": "attest", "level": "should", "when": { "paths": ["src/auth/**"] } } } }`,
    bad: `//- parapet.jsonc
{ "done": { "threat-model": { "kind": "attest", "level": "should", "when": { "paths": ["src/aut/**"] } } } }
//                                                                                     ^^^^^^^^^^^^ warning: Nothing in the repository matches "src/aut/**", so that "threat-model" never comes up for it.
//- src/auth/login.ts @base
export const login = 1;
//- src/auth/login.ts
export const login = 2;`,
    good: `//- src/auth/login.ts @base
export const login = 1;
//- src/auth/login.ts
export const login = 2;`,
    ways: ['Name files that are there, or that the change adds.', 'Remove the pattern.'],
  },
  *check({ policy, paths, change, evidence }) {
    const known = [
      ...paths,
      ...change.files.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from])),
    ];
    const local = known.flatMap((path) =>
      isBelow(policy.folder, path) ? [relativeTo(policy.folder, path)] : [],
    );
    for (const { id, when } of policy.done) {
      for (const { glob, place } of when?.paths ?? []) {
        if (place.path !== policy.path) continue;
        const { matches } = compileGlob(glob);
        if (local.some(matches)) continue;
        const message = `Nothing in the repository matches "${glob}", so that "${id}" never comes up for it.`;
        yield { ...place, message, subject: `${id} ${glob}` };
      }
    }
    for (const { glob, place } of evidence.acceptances?.missing ?? []) {
      if (place.path !== policy.path) continue;
      const message = `No document matches "${glob}", by which the gate "vulnerabilities" is to accept some.`;
      yield { ...place, message, subject: `accept ${glob}` };
    }
  },
});
