import type { Finding } from '../model/finding.ts';
import type { Rename } from '../model/renames.ts';
import type { SourceFile } from '../model/rule.ts';
import { judge } from './judge.ts';
import { supposedImporter } from './supposed-import.ts';
import { type MoveGround, type SupposedMove, supposeMove } from './supposed-move.ts';

/** An import that nobody has made yet: the file as if it had it, and what would be found on it. */
export interface SupposedFile {
  readonly file: SourceFile;
  readonly findings: readonly Finding[];
}

/** What would be found if something were so that is not; nothing of the workspace is touched. */
export class Suppositions {
  readonly #ground: () => MoveGround;

  constructor(ground: () => MoveGround) {
    this.#ground = ground;
  }

  /** One file's import of another that it does not have. */
  import(from: SourceFile, to: SourceFile): SupposedFile {
    return this.imports(from, [to]);
  }

  /** As `import` for many targets; a finding starts where the target stands in the list. */
  imports(from: SourceFile, targets: readonly SourceFile[]): SupposedFile {
    const file = supposedImporter(from, targets);
    const { runs, facts } = this.#ground();
    return { file, findings: judge(runs.onFile(file, facts), runs.settings, facts.owners.of) };
  }

  /** What a move of files and folders would do; `texts` are documents that it would change, by their paths of now. */
  move(renames: readonly Rename[], texts: ReadonlyMap<string, string>): SupposedMove {
    return supposeMove(this.#ground(), renames, texts);
  }
}
