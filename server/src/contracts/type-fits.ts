import { type MemberText, type ParameterText, type TypeText, textOf } from './type-text.ts';

/** What a caller gets of the contract, or gives to it. */
type Way = 'got' | 'given';

type Member = Omit<MemberText, 'key'>;
type Function = Extract<TypeText, { readonly is: 'function' }>;

/** Whether who calls by the old member goes on as before with the new one, as far as types are written. */
export function goesOn(old: Member, now: Member): boolean {
  return memberFits(now, old, 'got');
}

/** The same to who calls; one that is no longer optional or read-only is, too. */
export function isSame(old: Member, now: Member): boolean {
  if (textOf(old.type) !== textOf(now.type)) return false;
  return !(now.isReadonly && !old.isReadonly) && !(now.isOptional && !old.isOptional);
}

/**
 * Whether what there is can stand where something else was wanted: of what callers get that is the new type for the old one, of
 * what they give the old one for the new. What is not looked into fits only itself.
 */
function fits(there: TypeText, wanted: TypeText, way: Way): boolean {
  const [own, other] = [textOf(there), textOf(wanted)];
  if (own === other || other === 'any' || other === 'unknown' || own === 'never') return true;
  if (there.is === 'union') return there.arms.every((arm) => fits(arm, wanted, way));
  if (wanted.is === 'both') return wanted.arms.every((arm) => fits(there, arm, way));
  if (wanted.is === 'union') return wanted.arms.some((arm) => fits(there, arm, way));
  if (there.is === 'both') return there.arms.some((arm) => fits(arm, wanted, way));
  if (there.is === 'name') return wanted.is === 'name' && literals.get(wanted.text)?.test(own) === true;
  if (there.is === 'array' && wanted.is === 'array')
    return (wanted.isReadonly || !there.isReadonly) && fits(there.of, wanted.of, way);
  if (there.is === 'applied' && wanted.is === 'applied')
    return (
      there.name === wanted.name &&
      holding.has(there.name) &&
      there.args.length === wanted.args.length &&
      there.args.every((arg, index) => fits(arg, wanted.args[index] ?? arg, way))
    );
  if (there.is === 'object' && wanted.is === 'object') return objectFits(there.members, wanted.members, way);
  return there.is === 'function' && wanted.is === 'function' && functionFits(there, wanted, way);
}

const literals: ReadonlyMap<string, RegExp> = new Map([
  ['string', /^"/],
  ['number', /^(?:- )?\d[\d_.]*$/],
  ['boolean', /^(?:true|false)$/],
]);

/** Types that hold others and only give them away. */
const holding: ReadonlySet<string> = new Set(
  'Promise PromiseLike Iterable AsyncIterable Iterator AsyncIterator ReadonlySet ReadonlyMap Readonly'.split(
    ' ',
  ),
);

function objectFits(there: readonly MemberText[], wanted: readonly MemberText[], way: Way): boolean {
  const all = new Map(there.map((member) => [member.key, member]));
  // Overloads are told by their whole text.
  if (all.size < there.length || new Set(wanted.map(({ key }) => key)).size < wanted.length) return false;
  const keys = new Set(wanted.map(({ key }) => key));
  // An object that is written where it is given may not have more than is known.
  if (way === 'given' && there.some(({ key }) => !keys.has(key))) return false;
  return wanted.every((member) => {
    const own = all.get(member.key);
    if (own === undefined) return way === 'given' && member.isOptional;
    return memberFits(own, member, way);
  });
}

const nothing: TypeText = { is: 'name', text: 'undefined' };

function memberFits(there: Member, wanted: Member, way: Way): boolean {
  if (way === 'got' && there.isReadonly && !wanted.isReadonly) return false;
  if (way === 'given' && there.isOptional && !wanted.isOptional) return false;
  return fits(whole(there), whole(wanted), way);
}

function whole({ type, isOptional }: Pick<Member, 'type' | 'isOptional'>): TypeText {
  return isOptional ? { is: 'union', arms: [...(type.is === 'union' ? type.arms : [type]), nothing] } : type;
}

/** Functions that callers get they call with as many arguments as before; those that they give may take fewer. */
function functionFits(there: Function, wanted: Function, way: Way): boolean {
  if (there.head !== wanted.head) return false;
  const isVoid = textOf(wanted.gives) === 'void';
  if (!isVoid && !fits(there.gives, wanted.gives, way)) return false;
  const [own, other] = [there.parameters, wanted.parameters];
  if (own.slice(other.length).some(({ isOptional, isRest }) => !isOptional && !isRest)) return false;
  return other.every((parameter, index) => {
    const mine = own[index] ?? own.findLast(({ isRest }) => isRest);
    return mine === undefined ? way === 'given' : takes(mine, parameter, way);
  });
}

/** Whether a parameter takes what was passed for another one; what is passed goes the other way. */
function takes(there: ParameterText, passed: ParameterText, way: Way): boolean {
  if (passed.isRest && !there.isRest) return false;
  const isLeftOut = passed.isOptional && !there.isOptional && !there.isRest;
  const back = way === 'got' ? 'given' : 'got';
  // Nobody can call with fewer arguments than are asked for; a callback only sees that one is undefined.
  if (isLeftOut && (way === 'got' || !fits(nothing, there.type, back))) return false;
  const item = there.isRest && !passed.isRest && there.type.is === 'array' ? there.type.of : there.type;
  return fits(passed.type, there.isOptional ? whole({ type: item, isOptional: true }) : item, back);
}
