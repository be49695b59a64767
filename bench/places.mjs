import os from 'node:os';
import path from 'node:path';
import { root } from '../scripts/run.mjs';

export const benchFolder = path.join(root, 'bench');
/** Generated workspaces stay here between runs. */
export const keptFolder = path.join(os.tmpdir(), 'parapet-bench');
