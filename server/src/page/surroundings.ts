import type { EditorMessage, PageMessage } from '../protocol/architecture.ts';
import { button, element } from './elements.ts';

/** How a file is opened from a page that stands by itself. */
export type Links =
  /** `base` leads from the page to the workspace: empty or ending in a slash. */
  | { readonly kind: 'relative'; readonly base: string }
  /** `root` is the absolute folder of the workspace. */
  | { readonly kind: 'vscode'; readonly root: string };

/** What the page is told about where it stands. */
export interface PageOptions {
  readonly links: Links;
  /** The editor judges this folder by a policy, so that the policy can be written. */
  readonly canWrite?: boolean;
}

/** Where the page stands: in a browser, or in an editor that opens files and writes the policy. */
export interface Surroundings {
  readonly isEditor: boolean;
  /** The policy can be changed from the page. */
  readonly canWrite: boolean;
  /** A link or button that opens a file at a place. */
  opener(path: string, text: string, at?: FilePlace): HTMLElement;
  /** Opens a file; nothing happens where only a link can. */
  open(path: string, at?: FilePlace): void;
  send(message: PageMessage): void;
  onMessage(listen: (message: EditorMessage) => void): void;
  /** What {@link keep} was given before the page was loaded again. */
  kept(): unknown;
  keep(state: unknown): void;
}

export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

interface EditorApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare const acquireVsCodeApi: (() => EditorApi) | undefined;

export function surroundings({ links, canWrite = false }: PageOptions): Surroundings {
  return typeof acquireVsCodeApi === 'function' ? inEditor(acquireVsCodeApi(), canWrite) : inBrowser(links);
}

function inEditor(api: EditorApi, canWrite: boolean): Surroundings {
  const open = (path: string, at?: FilePlace) => api.postMessage({ kind: 'open', path, ...at });
  return {
    isEditor: true,
    canWrite,
    open,
    opener: (path, text, at) => button(text, () => open(path, at), { class: 'link' }),
    send: (message) => api.postMessage(message),
    onMessage: (listen) =>
      window.addEventListener('message', ({ data }: MessageEvent<EditorMessage>) => listen(data)),
    kept: () => api.getState(),
    keep: (state) => api.setState(state),
  };
}

function inBrowser(links: Links): Surroundings {
  const address = (path: string, at?: FilePlace): string => {
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    if (links.kind === 'relative') return `${links.base}${encoded}`;
    const root = links.root.split('/').map(encodeURIComponent).join('/').replace(/%3A/gi, ':');
    return `vscode://file${root.startsWith('/') ? '' : '/'}${root}/${encoded}${at ? `:${at.line}:${at.column}` : ''}`;
  };
  return {
    isEditor: false,
    canWrite: false,
    open: (path, at) => window.open(address(path, at), '_blank', 'noopener'),
    opener: (path, text, at) => element('a', { href: address(path, at), class: 'link' }, text),
    send: () => undefined,
    onMessage: () => undefined,
    kept: () => undefined,
    keep: () => undefined,
  };
}
