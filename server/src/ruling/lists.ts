import type { Edge, Membership, Standing } from '../model/rule.ts';
import { capital } from '../model/words.ts';
import { isNamed, membersOf, sameMember, titleOf } from './members.ts';
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
          `${capital(titleOf(member))} must not import ${targetOf(to, edge)}, which its "mayImport" does not list.`,
        statement: element,
        related: [{ element, message: `What ${titleOf(member)} may import is declared here.` }],
      },
    ];
  });

/** The innermost element that a target belongs to, or the file where it belongs to none. */
function targetOf(to: Standing, edge: Edge): string {
  const member: Membership | undefined = to.slices.at(-1) ?? to.service ?? to.layer;
  return member ? titleOf(member) : `"${edge.to.path}"`;
}
