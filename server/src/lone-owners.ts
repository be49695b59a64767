import { Ownership } from './engine/ownership.ts';
import { Policies } from './engine/policies.ts';
import { serviceOwners } from './engine/service-owner.ts';
import { extractDirectives } from './extract/imports.ts';
import { createNodeHost } from './host/node-host.ts';
import type { Owners, OwnersDocument } from './model/owners.ts';
import { ownershipParts } from './ownership-parts.ts';
import { readPolicy } from './policy/read-policy.ts';
import { rules } from './rules/index.ts';
import { version } from './version.ts';

export interface LoneOwners {
  readonly owners: Owners;
  /** The text of a document below the root, or above it as `../x`. */
  read(path: string): string | undefined;
}

/** Who owns what below an absolute root, without reading a single source file; `document` instead of what is there. */
export function loneOwners(root: string, boundary: string, document?: OwnersDocument): LoneOwners {
  const host = createNodeHost(root);
  const policies = new Policies(
    {
      readPolicy: (path, read) => readPolicy(path, { read, rules, version }),
      extractDirectives,
    },
    {},
  );
  const ownership = new Ownership(
    { host, ownership: ownershipParts(root, boundary) },
    {
      read: (path) => host.read(path),
      serviceOwner: serviceOwners(policies),
    },
  );
  policies.load(host.walk().policies, (path) => host.read(path));
  ownership.load(policies.inForce.map(({ policy }) => policy));
  if (document) ownership.use(document);
  return {
    owners: ownership.owners,
    read(path) {
      const result = host.read(path);
      return result.ok ? result.text : undefined;
    },
  };
}
