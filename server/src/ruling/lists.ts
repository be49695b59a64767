import type { Edge } from '../model/rule.ts';
import { capital } from '../model/words.ts';
import { innermostApart, innermostFirst, isNamed, membersOf, sameMember, titleOf } from './members.ts';
import type { Ruler, Ruling } from './ruling.ts';

/** What the allow-lists of the importer's layer, slices and service say: they may import themselves and what is listed. */
export const ruleByList: Ruler = (from, to) =>
  membersOf(from).flatMap((member): readonly Ruling[] => {
    const { element } = member;
    if (!element.mayImport || sameMember(member, from, to)) return [];
    const listed = element.mayImport.find(({ text }) => isNamed(to, text));
    const rule = 'architecture/undeclared-dependency';
    if (listed) {
      const message = `${capital(titleOf(member))} lists "${listed.text}" in its "mayImport".`;
      const statement = { ...element, place: listed.place };
      return [{ rule, verdict: 'allowed', message: () => message, statement, related: [] }];
    }
    return [
      {
        rule,
        verdict: 'denied',
        message: (edge) =>
          `${capital(titleOf(member))} must not import ${targetOf(edge)}, which its "mayImport" does not list.`,
        statement: element,
        related: [{ element, message: `What ${titleOf(member)} may import is declared here.` }],
      },
    ];
  });

/** The innermost element of the target that the importer does not belong to; the file itself where there is none. */
function targetOf({ from, to }: Edge): string {
  const apart = innermostApart(to.standing, from.standing);
  if (apart) return titleOf(apart);
  const [around] = innermostFirst(to.standing);
  return around ? `"${to.path}" of ${titleOf(around)}` : `"${to.path}"`;
}
