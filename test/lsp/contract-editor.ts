import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { CodeLens, Hover, Location, LocationLink } from 'vscode-languageserver/node';
import { makeFolder, TestServer } from '../support/server.ts';

export const dynamic = {
  textDocument: {
    codeLens: { dynamicRegistration: true },
    definition: { dynamicRegistration: true, linkSupport: true },
    references: { dynamicRegistration: true },
  },
  workspace: {
    codeLens: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
};

/** An editor that shows documents of a server and asks about them. */
export class Editor {
  readonly server: TestServer;
  readonly registered = new Set<string>();
  refreshes = 0;

  private constructor(server: TestServer) {
    this.server = server;
    server.connection.onRequest('client/registerCapability', ({ registrations }) => {
      for (const { id } of registrations) this.registered.add(id);
    });
    server.connection.onRequest('client/unregisterCapability', ({ unregisterations }) => {
      for (const { id } of unregisterations) this.registered.delete(id);
    });
    server.connection.onRequest('workspace/codeLens/refresh', () => {
      this.refreshes++;
    });
  }

  static async start(
    own: Readonly<Record<string, string>>,
    { isDynamic = true, folders }: { isDynamic?: boolean; folders?: readonly string[] } = {},
  ): Promise<Editor> {
    const root = makeFolder(own);
    const server = await TestServer.start(root, {
      commands: ['parapet.showContractPlaces'],
      folders: folders?.map((folder) => join(root, folder)) ?? [root],
      ...(isDynamic && { capabilities: dynamic }),
    });
    return new Editor(server);
  }

  #ask<Answer>(method: string, path: string, more: object = {}): Promise<Answer> {
    return this.server.connection.sendRequest(method, {
      textDocument: { uri: this.server.uri(path) },
      ...more,
    });
  }

  /** Without who calls and tests operations, which comes once nobody types. */
  async lenses(path: string): Promise<CodeLens[]> {
    return (await this.allLenses(path)).filter(({ command }) => !isOfUses(command?.title));
  }

  async allLenses(path: string): Promise<CodeLens[]> {
    return (await this.#ask<CodeLens[] | null>('textDocument/codeLens', path)) ?? [];
  }

  /** What is told of uses, once all of these are told. */
  async uses(path: string, expected: readonly string[]): Promise<readonly CodeLens[]> {
    const asked = this.refreshes;
    const own = async () => (await this.allLenses(path)).filter(({ command }) => isOfUses(command?.title));
    const told = (lenses: readonly CodeLens[]) =>
      lenses.map(({ range, command }) => `${range.start.line + 1} ${command?.title}`).join('\n');
    const isTold = (lenses: readonly CodeLens[]) => told(lenses) === expected.join('\n');
    let lenses = await own();
    if (!isTold(lenses)) await this.server.until(() => this.refreshes > asked, 'a refresh');
    if (!isTold(lenses)) lenses = await own();
    assert.deepEqual(told(lenses).split('\n'), expected);
    return lenses;
  }

  /** `line title`, lines from 1. */
  async titles(path: string): Promise<readonly string[]> {
    return (await this.lenses(path)).map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);
  }

  async hovered(path: string, text: string, word: string): Promise<string | undefined> {
    const hover = await this.#ask<Hover | null>('textDocument/hover', path, { position: at(text, word) });
    return (hover?.contents as { value: string } | undefined)?.value;
  }

  /** The spots that a definition leads to, and the text that is underlined. */
  async defined(path: string, text: string, word: string): Promise<readonly string[]> {
    const links = await this.#ask<(LocationLink | Location)[] | null>('textDocument/definition', path, {
      position: at(text, word),
    });
    return (links ?? []).map((link) =>
      'targetUri' in link
        ? this.#spot({ uri: link.targetUri, range: link.targetSelectionRange })
        : this.#spot(link),
    );
  }

  async referenced(path: string, text: string, word: string, includeDeclaration = true) {
    const locations = await this.#ask<Location[]>('textDocument/references', path, {
      position: at(text, word),
      context: { includeDeclaration },
    });
    return locations.map((location) => this.#spot(location));
  }

  /** Where a lens leads to. */
  async opened(lens: CodeLens | undefined): Promise<readonly string[]> {
    const [params] = lens?.command?.arguments ?? [];
    const places = await this.server.connection.sendRequest<Location[]>('parapet/contractPlaces', params);
    return places.map((place) => this.#spot(place));
  }

  #spot({ uri, range: { start } }: Location): string {
    const path = uri.slice(this.server.uri('').replace(/\/+$/, '/').length);
    return `${path.replace(/^\//, '')}:${start.line + 1}:${start.character + 1}`;
  }
}

function isOfUses(title: string | undefined): boolean {
  return /^(?:likely |possibly )?(?:called|tested) by /.test(title ?? '');
}

/** The position in the middle of a word; `|` in it is the cursor. */
function at(text: string, word: string) {
  const cut = Math.max(word.indexOf('|'), 0);
  const offset = text.indexOf(word.replace('|', '')) + cut;
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
