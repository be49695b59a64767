import { JsonEditError } from '../../format/jsonc-edit.ts';
import type { PolicyChange } from '../../protocol/architecture.ts';
import { allow, forbid } from './imports.ts';
import { nameLayer, orderLayer } from './layers.ts';
import { type ChangedPolicy, type Ground, refuse } from './outcome.ts';

/** What a policy document would say after a change; nothing is written. Total: what cannot be done is a reason. */
export function changePolicy(change: PolicyChange, ground: Ground): ChangedPolicy {
  try {
    switch (change.kind) {
      case 'layer':
        return nameLayer(change, ground);
      case 'order':
        return orderLayer(change, ground);
      case 'forbid':
        return forbid(change.from, change.to, ground);
      case 'allow':
        return allow(change.from, change.to, change.why, ground);
    }
  } catch (thrown) {
    if (thrown instanceof JsonEditError) return refuse(thrown.message);
    throw thrown;
  }
}
