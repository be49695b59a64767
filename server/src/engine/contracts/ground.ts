import type { ReadResult } from '../../model/host.ts';
import type { WorkspaceFacts } from '../../model/workspace-facts.ts';
import type { Policies } from '../policies.ts';

/** What contracts and routes rest on besides documents of their own. */
export interface ContractGround {
  policies(): Pick<Policies, 'inForce' | 'governing'>;
  /** Unsaved text wins. */
  read(path: string): ReadResult;
  facts(): WorkspaceFacts;
  /** Documents that are contracts by their names, in order of path. */
  named(): readonly string[];
  follow(from: string, specifier: string): string | undefined;
}
