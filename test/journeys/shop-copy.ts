import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The address that git knows for whoever works in a copy. */
export const author = 'jane@example.com';

/** A copy of the shop that becomes a repository: everything up to `begin` is its base. */
export interface ShopCopy {
  write(file: string, text: string): void;
  change(file: string, edit: (text: string) => string): void;
  /** Puts sections into the policy, beside those that it has. */
  declare(sections: string): void;
  /** Puts scripts into the manifest: ``"name": "command",` each. */
  script(lines: string): void;
  /** Commits all of it as branch `main`, with these paths ignored, and goes on in a branch of its own. */
  begin(branch: string, ignored?: readonly string[]): void;
  commit(message: string): void;
}

export function shopCopy(folder: string): ShopCopy {
  const write = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  const change = (file: string, edit: (text: string) => string) =>
    write(file, edit(fs.readFileSync(path.join(folder, file), 'utf8')));
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  const commit = (message: string) => {
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
  };
  return {
    write,
    change,
    declare: (sections) =>
      change('parapet.jsonc', (text) => text.replace('\n  "cover": [', `${sections}\n  "cover": [`)),
    script: (lines) =>
      change('package.json', (text) => text.replace('"scripts": {', `"scripts": {\n    ${lines}`)),
    begin: (branch, ignored = []) => {
      // Without one, the editor takes workspaces for those of another package manager.
      if (!fs.existsSync(path.join(folder, 'package-lock.json')))
        write('package-lock.json', '{ "name": "shop", "lockfileVersion": 3, "packages": {} }\n');
      write('.gitignore', `${['node_modules', ...ignored].join('\n')}\n`);
      git('init', '--quiet', '--initial-branch=main');
      git('config', 'user.name', 'Jane');
      git('config', 'user.email', author);
      commit('chore: open the shop');
      git('switch', '--quiet', '--create', branch);
    },
    commit,
  };
}
