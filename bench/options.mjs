import path from 'node:path';
import { parseArgs } from 'node:util';
import { Trouble } from '../scripts/run.mjs';

export const usage = `npm run bench -- [options]
  --corpus [NAME=]PATH[:POLICY]  a real code base, judged by POLICY (relative to PATH), else by its own, else by what
                                 "parapet init" proposes; repeatable; the first one carries the editor's rows
  --generated N,N                sizes of the generated workspaces (default 5000,50000)
  --runs N                       counted runs of each (default 5)
  --idle SECONDS                 how long an idle server is watched (default 10; the issue's row says 60)
  --against FOLDER               a checkout of an earlier commit with node_modules, for the rows that compare with it
  --history REPOSITORY:FILE      a contract whose revisions are held against the peers, one after the other; repeatable
  --only ROW                     only this file of bench/rows; repeatable
  --write                        put the table into bench/README.md`;

/** @returns {{ corpora: { name: string, folder: string, policy?: string }[], generated: number[], runs: number, idle: number, only: string[], against?: string, histories: { repository: string, file: string }[], write: boolean, help: boolean }} */
export function readOptions(argv) {
  const { values } = parse(argv);
  const runs = count('runs', values.runs ?? '5');
  const options = {
    corpora: (values.corpus ?? []).map(readCorpus),
    generated: (values.generated ?? '5000,50000').split(',').map((size) => count('generated', size)),
    runs,
    idle: count('idle', values.idle ?? '10'),
    only: values.only ?? [],
    histories: (values.history ?? []).map(readHistory),
    ...(values.against && { against: path.resolve(values.against) }),
    write: values.write ?? false,
    help: values.help ?? false,
  };
  if (options.write && options.only.length > 0)
    throw new Trouble('--write takes the whole table, not --only a row.');
  return options;
}

function parse(argv) {
  try {
    return parseArgs({
      args: argv,
      options: {
        corpus: { type: 'string', multiple: true },
        generated: { type: 'string' },
        runs: { type: 'string' },
        idle: { type: 'string' },
        against: { type: 'string' },
        history: { type: 'string', multiple: true },
        only: { type: 'string', multiple: true },
        write: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Trouble(`${error.message}\n${usage}`);
  }
}

function count(name, text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Trouble(`--${name} takes whole numbers, not "${text}".`);
  return number;
}

function readCorpus(text) {
  const [, name, folder, policy] = /^(?:([^=]+)=)?([^:]+)(?::(.+))?$/.exec(text) ?? [];
  if (folder === undefined) throw new Trouble(`--corpus takes [NAME=]PATH[:POLICY], not "${text}".`);
  const absolute = path.resolve(folder);
  return {
    name: name ?? path.basename(absolute),
    folder: absolute,
    ...(policy && { policy: path.resolve(absolute, policy) }),
  };
}

function readHistory(text) {
  const [, repository, file] = /^([^:]+):(.+)$/.exec(text) ?? [];
  if (file === undefined) throw new Trouble(`--history takes REPOSITORY:FILE, not "${text}".`);
  return { repository: path.resolve(repository), file };
}
