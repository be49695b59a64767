import { shopCopy } from './shop-copy.ts';

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
  const { write, declare, begin } = shopCopy(folder);
  declare(sections);
  write('node_modules/fastify/package.json', '{ "name": "fastify", "types": "index.d.ts" }\n');
  write('node_modules/fastify/index.d.ts', fastify);
  begin(branch);
}
