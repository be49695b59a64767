import type { CompletionItem, CompletionList, Hover, Location } from 'vscode-languageserver/node';
import type { TestServer } from './server.ts';

/** A policy, or another document, that is open in a server, asked about at the place of a `|` in its text. */
export class PolicyEditor {
  readonly #server: TestServer;
  readonly #path: string;

  constructor(server: TestServer, path = 'parapet.jsonc') {
    this.#server = server;
    this.#path = path;
  }

  /** Changes the text to what is marked, without the mark, and sends a request about its place. */
  async ask<Answer>(method: string, marked: string, more: object = {}): Promise<Answer> {
    const offset = marked.indexOf('|');
    const before = marked.slice(0, offset).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    return this.#about(method, marked.slice(0, offset) + marked.slice(offset + 1), { position, ...more });
  }

  /** Changes the text and sends a request about all of it. */
  askAll<Answer>(method: string, text: string): Promise<Answer> {
    return this.#about(method, text, {});
  }

  async completed(marked: string): Promise<readonly CompletionItem[]> {
    return (await this.ask<CompletionList>('textDocument/completion', marked)).items;
  }

  /** The Markdown of the hover; undefined without one. */
  async hovered(marked: string): Promise<string | undefined> {
    const hover = await this.ask<Hover | null>('textDocument/hover', marked);
    return (hover?.contents as { value: string } | undefined)?.value;
  }

  /** `path:line:column`, both from 1. */
  spots(locations: readonly Location[] | null): readonly string[] {
    const root = `${this.#server.uri('')}/`.replace(/\/+$/, '/');
    return (locations ?? []).map(
      ({ uri, range: { start } }) => `${uri.slice(root.length)}:${start.line + 1}:${start.character + 1}`,
    );
  }

  async #about<Answer>(method: string, text: string, more: object): Promise<Answer> {
    await this.#server.change(this.#path, text);
    const textDocument = { uri: this.#server.uri(this.#path) };
    return this.#server.connection.sendRequest(method, { textDocument, ...more });
  }
}

export const labels = (items: readonly CompletionItem[]): readonly string[] =>
  items.map(({ label }) => label);

/** The detail of a completion by its label. */
export const told = (items: readonly CompletionItem[], label: string): string | undefined =>
  items.find((item) => item.label === label)?.detail;
