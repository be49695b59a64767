import { type Picture, pictureText } from './picture.ts';

/** What the page is made of besides the picture. */
export interface PageParts {
  /** The bundled script and style sheet. */
  readonly script: string;
  readonly style: string;
  /** What the content policy lets run: `'nonce-…'` or `'sha256-…'` of each, with their single quotes. */
  readonly allowedScript: string;
  readonly allowedStyle: string;
  /** The nonce of an editor's page; a page for a file names hashes, so that it is the same at each run. */
  readonly nonce?: string;
  /** What the script is told about where the page stands; plain JSON. */
  readonly options: unknown;
}

/** The graph as one page that needs no network and lets nothing run but its own script. */
export function graphPage(picture: Picture, parts: PageParts): string {
  const { script, style, allowedScript, allowedStyle, options } = parts;
  const nonce = parts.nonce === undefined ? '' : ` nonce="${parts.nonce}"`;
  const policy = `default-src 'none'; script-src ${allowedScript}; style-src ${allowedStyle}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Architecture of ${escaped(picture.title)}</title>
<style${nonce}>${style}</style>
</head>
<body>
<header id="toolbar"></header>
<main id="canvas" aria-label="Boxes and their imports"></main>
<aside aria-label="Details"><section id="proposal" hidden></section><div id="panel"></div></aside>
<p id="status" class="quietly" role="status"></p>
<noscript>This page draws its picture with a script, which is switched off.</noscript>
<script type="application/json" id="picture">${pictureText(picture)}</script>
<script type="application/json" id="options">${JSON.stringify(options).replace(/</g, '\\u003c')}</script>
<script${nonce}>${script}</script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}
