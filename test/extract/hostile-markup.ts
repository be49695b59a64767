import fc from 'fast-check';
import type { Markup } from '../../server/src/model/source-path.ts';
import { hostileSource } from './hostile-source.ts';

/** One script of a generated file. */
export interface Script {
  /** A file name that tells its language. */
  readonly file: string;
  readonly source: string;
  readonly start: number;
}

export interface MarkupFile {
  readonly text: string;
  readonly scripts: readonly Script[];
}

type Piece = string | { readonly file: string; readonly source: string };

/** What looks like a script, or like the end of one, and is neither. */
const silent: Readonly<Record<Markup | 'any', readonly string[]>> = {
  any: [
    "<p>don't import 'no' /* ` // \" require('no')</p>",
    `<p title="<script>import 'no'</script>" b='"'>it's</p>`,
    "<!-- <script>import 'no'</script> -->",
    "<!-- it's ` { -->",
    "<style>a { content: '<script>' } /* it's ` */</style>",
    "<Script>import 'no'</Script>",
    "<textarea><script>import 'no'</textarea>",
  ],
  vue: [
    '<template><br>\r\n<input disabled />\n<i><b c=d></b></i></template>',
    "<template><script>import 'no'</script></template>",
    `<template><p>{{ a < b ? "</template>" : '<script>' }}</p><template #a="{ b }">{</template></template>`,
    "<template lang='pug'>\np <script>import 'no'</script> it's `\n</template>",
    "<docs>import 'no' <template> it's `</docs>",
    `<script type="application/ld+json">{ "a": "import('no')" }</script>`,
    "<SCRIPT>import 'no'</SCRIPT>",
  ],
  svelte: [
    '<br>\r\n<input disabled />\n<i><b c=d></b></i>',
    "<svelte:head><script>import 'no'</script></svelte:head>",
    "{#if a > `}`}<script>import 'no'</script>{:else}it's{/if}",
    "{@html `<script>${'`'}import 'no'<\\/script>`}",
    `<p a="{b ? "<script>" : '}'}" on:click={() => { c(/"/) }} {...d}>{"</p>"}</p>`,
    `<script type="application/ld+json">{ "a": "import('no')" }</script>`,
  ],
  astro: [
    '<br>\r\n<input disabled />\n<i><b c=d></b></i>',
    "{a && <p>don't {`<script>${b}`}</p>}",
    "{a.map((b) => { /* } */ return <li>it's</li> })}",
    "<svg><script>import 'no'</script></svg>",
    "<script is:inline>import 'no'</script>",
    `<script type="application/ld+json" set:html={"import 'no'"} />`,
    `<Code is:raw>{ "<script>import 'no'</script></Code>`,
    '<p a=`x${"`"}<script>` b={() => "}"}/>',
  ],
};

const tags: Readonly<Record<Markup, readonly (readonly [tag: string, file: string])[]>> = {
  vue: [
    ['<script>', 'a.js'],
    ['<script setup lang="ts">', 'a.ts'],
    ['<script\r\n  generic="T extends A<B>"\r\n  lang=tsx\r\n>', 'a.tsx'],
    ["<script lang='jsx' >", 'a.jsx'],
  ],
  svelte: [
    ['<script module>', 'a.ts'],
    ['<script context="module" lang="ts">', 'a.ts'],
    ['<script generics="T extends A<\'>\'>">', 'a.ts'],
  ],
  astro: [
    ['<script>', 'a.ts'],
    ['<div><script >', 'a.ts'],
    ['{a && <script>', 'a.ts'],
  ],
};

/** Files of markup around hostile sources. */
export function hostileMarkup(markup: Markup): fc.Arbitrary<MarkupFile> {
  const noise = fc.constantFrom(...silent.any, ...silent[markup], '\n', '\r\n');
  const script = fc
    .constantFrom(...tags[markup])
    .chain(([tag, file]) =>
      sourceOf(file).map((source): readonly Piece[] => [tag, { file, source }, endOf(tag)]),
    );
  const piece = fc.oneof(
    { weight: 3, arbitrary: noise.map((text): readonly Piece[] => [text]) },
    { weight: 2, arbitrary: script },
  );
  return fc
    .tuple(frontMatter(markup), fc.array(piece, { maxLength: 6 }))
    .map(([first, pieces]) => laidOut([...first, ...pieces.flat()]));
}

function sourceOf(file: string): fc.Arbitrary<string> {
  return hostileSource({ jsx: !file.endsWith('.ts'), types: !file.includes('.js') });
}

function endOf(tag: string): string {
  if (tag.startsWith('<div>')) return '</script></div>';
  return tag.startsWith('{') ? '</script>}' : '</script\n>';
}

/**
 * Behind a bracket the search for the fence takes every slash for a division, so that quotes in a regular expression
 * there may lead it astray. Telling the two apart takes the tokens of the script, and where that ends is the question.
 */
const misleading = /[)}\]](?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*\/[^/*\n]*["'`]/;

function frontMatter(markup: Markup): fc.Arbitrary<readonly Piece[]> {
  if (markup !== 'astro') return fc.constant([]);
  const fenced = sourceOf('a.ts')
    .filter((source) => !misleading.test(source))
    .map((source): readonly Piece[] => ['---', { file: 'a.ts', source }, '\n---\n']);
  return fc.oneof(fc.constant(['<p/>']), fenced);
}

function laidOut(pieces: readonly Piece[]): MarkupFile {
  let text = '';
  const scripts: Script[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else {
      // Before the end of its block a source ends its last comment.
      const source = `\n${piece.source}\n`;
      scripts.push({ file: piece.file, source, start: text.length });
      text += source;
    }
  }
  return { text, scripts };
}
