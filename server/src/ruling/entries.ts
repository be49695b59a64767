import { relativeTo } from '../model/path.ts';
import type { Slice } from '../model/policy.ts';
import type { Edge, Membership, Standing } from '../model/rule.ts';
import { capital, firstOf } from '../model/words.ts';
import { membersOf, sameMember, titleOf } from './members.ts';
import type { Ruler, Ruling } from './ruling.ts';

/** What slices of one family may import of each other. */
export const ruleBySiblings: Ruler = (from, to) =>
  siblingsOf(from, to).flatMap(([own, other]): readonly Ruling[] => {
    const family = own.element;
    if (family.siblings === 'public') return [];
    const isFree = family.siblings === 'free';
    const message = isFree
      ? `Slices of "${family.name}" may import each other freely.`
      : `Slice "${own.name}" must not import slice "${other.name}": slices of "${family.name}" do not import each other.`;
    return [
      {
        rule: 'architecture/sibling-import',
        verdict: isFree ? 'allowed' : 'denied',
        message: () => message,
        statement: family,
        related: [{ element: family, message: `The slices of "${family.name}" are declared here.` }],
      },
    ];
  });

/** What the boundaries around the target say that the importer crosses: from outside only what is public. */
export const ruleByEntry: Ruler = (from, to) => {
  const free = siblingsOf(from, to).flatMap(([own, other]) =>
    own.element.siblings === 'free' ? [other] : [],
  );
  return membersOf(to).flatMap((member): readonly Ruling[] => {
    const { element, entry } = member;
    if (entry === 'open' || sameMember(member, to, from) || free.includes(member as Membership<Slice>))
      return [];
    const isPublic = entry === 'public';
    return [
      {
        rule: 'architecture/private-import',
        verdict: isPublic ? 'allowed' : 'denied',
        message: (edge) => sentence(member, from, edge),
        statement: element,
        related: [{ element, message: `What ${titleOf(member)} offers is declared here.` }],
        ...(entry === 'package' && { offeredBy: member }),
      },
    ];
  });
};

/** Memberships of one family with different captures. */
function siblingsOf(
  from: Standing,
  to: Standing,
): readonly (readonly [own: Membership<Slice>, other: Membership<Slice>])[] {
  if (from.policy !== to.policy) return [];
  return from.slices.flatMap((own) => {
    const other = to.slices.find(({ element, name }) => element === own.element && name !== own.name);
    return other ? [[own, other] as const] : [];
  });
}

const mostShown = 3;

function sentence(member: Membership, from: Standing, { to }: Edge): string {
  const { element, folder, entry } = member;
  const importer = from.slices.at(-1) ?? from.service ?? from.layer;
  const file = relativeTo(folder, to.path);
  const which = titleOf(member);
  if (entry === 'public') return `"${file}" is a public entry of ${which}.`;
  const offered =
    entry === 'package'
      ? 'which its package.json does not offer'
      : `which is private: only ${listed(element.public?.map(({ glob }) => glob) ?? [])}`;
  return importer && importer.name !== member.name
    ? `${capital(titleOf(importer))} must not import "${file}" of ${which}, ${offered}.`
    : `Nothing outside of ${which} must import its "${file}", ${offered}.`;
}

function listed(globs: readonly string[]): string {
  if (globs.length === 0) return 'nothing is public';
  const shown = firstOf(
    globs.map((glob) => `"${glob}"`),
    mostShown,
  );
  return `${shown} ${globs.length === 1 ? 'is' : 'are'} public`;
}
