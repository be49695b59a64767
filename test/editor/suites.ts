import { activation } from './activation.suite.ts';
import { changes } from './changes.suite.ts';
import { crash } from './crash.suite.ts';
import { done } from './done.suite.ts';
import { fixes } from './fixes.suite.ts';
import { marks } from './marks.suite.ts';
import { plain } from './plain.suite.ts';
import { policy } from './policy.suite.ts';
import type { Suite } from './suite.ts';
import { typing } from './typing.suite.ts';
import { untrusted } from './untrusted.suite.ts';

/** Every suite, in the order in which they run. */
export const suites: readonly Suite[] = [
  activation,
  typing,
  fixes,
  marks,
  policy,
  changes,
  crash,
  done,
  untrusted,
  plain,
];
