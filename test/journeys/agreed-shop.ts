import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** What the copy has in place of the framework, so that TypeScript underlines nothing of its own. */
const fastify = `export interface FastifyInstance {
  get<T = unknown>(path: string, handler: (request: any, reply: any) => unknown): void;
  post<T = unknown>(path: string, handler: (request: any, reply: any) => unknown): void;
  listen(options: { host: string; port: number }): Promise<string>;
}
export default function Fastify(options: object): FastifyInstance;
`;

/** What a change is held against, and what it must not leave open. */
const sections = `
  "base": "main",
  "done": { "contract-first": { "level": "must" } },
`;

/** Makes a repository of a copy of the shop, with a branch for a change of which nothing is written yet. */
export function startChange(folder: string, branch: string): void {
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  const policy = fs.readFileSync(path.join(folder, 'parapet.jsonc'), 'utf8');
  write('parapet.jsonc', policy.replace('\n  "cover": [', `${sections}\n  "cover": [`));
  write('.gitignore', 'node_modules\n');
  // Without one, the editor takes workspaces for those of another package manager.
  write('package-lock.json', '{ "name": "shop", "lockfileVersion": 3, "packages": {} }\n');
  write('node_modules/fastify/package.json', '{ "name": "fastify", "types": "index.d.ts" }\n');
  write('node_modules/fastify/index.d.ts', fastify);
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Jane');
  git('config', 'user.email', 'jane@example.com');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'chore: open the shop');
  git('switch', '--quiet', '--create', branch);
}
