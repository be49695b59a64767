import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findScripts } from '../../server/src/format/script-blocks.ts';
import type { Markup } from '../../server/src/model/source-path.ts';

/** A text with what is found in it: scripts by their language and text, and `src=…` for one that is elsewhere. */
type Case = readonly [text: string, ...found: readonly string[]];

/** Each answer is that of the markup's own compiler, unless the text is broken. */
const cases: Readonly<Record<Markup, Readonly<Record<string, readonly Case[]>>>> = {
  vue: {
    scripts: [
      ['<script>a</script>', 'js a'],
      ['<script setup lang="ts">\na\n</script>', 'ts \na\n'],
      ["<script lang=tsx>a</script><script setup lang='tsx'>b</script>", 'tsx a', 'tsx b'],
      ['<script lang="jsx">a</script>', 'jsx a'],
      ['\uFEFF<script>a</script >\r\n<template/>', 'js a'],
      ['<script\r\n  setup\r\n  generic="T extends A<\'>\'>"\r\n>\r\na\r\n</script>', 'js \r\na\r\n'],
      ['<script>a = "</script>"</script>', 'js a = "'],
      ['<script>a</SCRIPT>b', 'js a'],
      ['<script>// <!--\na</script><script setup>b</script>', 'js // <!--\na', 'js b'],
      ['text <script>a</script>', 'js a'],
      ['<script></script><script/>'],
      ['<script lang="coffee">a</script><SCRIPT>b</SCRIPT>'],
      ['<Script>a</Script><scripts>a</scripts>'],
      ['<script type="application/json">{}</script><script type="text/template">a</script>'],
      ['<script type="module">a</script><script type=" text/typescript ">b</script>', 'js a', 'js b'],
    ],
    'scripts elsewhere': [
      ['<script src="./x.ts" lang="ts"></script>', 'src="./x.ts"'],
      ["<script src='./x' /><script setup>b</script>", "src='./x'", 'js b'],
      ['<script src=./x.ts>a</script>', 'src=./x.ts'],
      ['<script src="@/x"></script>', 'src="@/x"'],
      ['<script src="https://x.org/a.js"></script><script src="//x"></script><script src></script>'],
      ['<script data-src="./x">a</script>', 'js a'],
    ],
    'what is around': [
      ['<!-- <script>no</script> --><script>a</script>', 'js a'],
      ['<!--><script>a</script>', 'js a'],
      ['<template><script>no</script></template><script>a</script>', 'js a'],
      ['<template><p a="<script>">{{ "</template><script>" }}</p></template><script>a</script>', 'js a'],
      ['<template><p>{{ a < b }} {{</p></template><script>a</script>', 'js a'],
      ['<template><template #a="{ b }"></template><br><x/></template><script>a</script>', 'js a'],
      ['<template><textarea></template><script></textarea></template><script>a</script>', 'js a'],
      ['<template lang="pug">\np <script>no</script>\n</template><script>a</script>', 'js a'],
      ['<template lang="html"><script></template></script></template><script>a</script>', 'js a'],
      ["<docs>don't <template> <script>no</script></docs><script>a</script>", 'js a'],
      ['<style>a { content: "<script>" }</style><script>a</script>', 'js a'],
      ['<!doctype html><?xml "?><script>a</script>', 'js a'],
      ['<template><div @click="a > b" :[key]=\'"\'></div></template><script>a</script>', 'js a'],
    ],
    'what is broken': [
      ['<script>a', 'js a'],
      ['<!-- <script>no</script>'],
      ['<template><div a="x></template>\n<script lang="ts">a</script>', 'ts a'],
      ['<template><div></template>\n<script>a</script>', 'js a'],
      ['<template><div>\n<script>a</script>', 'js a'],
      ['<i\n<script>a</script>', 'js a'],
      ['<script>a</script>\n<template>\n<script>b</script> <script>no</script>', 'js a', 'js b'],
      ['</template><script>a</script>', 'js a'],
      ['<'],
      ['<script'],
      ['<script src="./x'],
    ],
  },
  svelte: {
    scripts: [
      ['<script>a</script><p/>', 'ts a'],
      ['<script module lang="ts">a</script>\n<script>b</script>', 'ts a', 'ts b'],
      ['<script context="module">a</script\n>', 'ts a'],
      ['<script>a</SCRIPT>b</script>', 'ts a</SCRIPT>b'],
      ['<script lang="coffee">a</script><Script>b</Script>'],
      ['<script type="application/ld+json">{}</script>'],
      ['<script src="./x.js"></script>', 'src="./x.js"'],
      ['<script src="x.js"></script><script src="/x.js"></script><script src={x}></script>'],
      ['<script src="./{x}.js"></script>'],
    ],
    'what is around': [
      ['<svelte:head><script>no</script></svelte:head><script>a</script>', 'ts a'],
      ['{#if a}<script>no</script>{:else}{/if}<script>a</script>', 'ts a'],
      ['{#each a as b, i (b)}{#await c then d}<p>{d}</p>{/await}{ /each }<script>a</script>', 'ts a'],
      ['<div><script>no</script></div><script>a</script>', 'ts a'],
      ['{@html `<script>no<\\/script>${"}`"}`}<script>a</script>', 'ts a'],
      ['{"<script>"}{/* }<script> */ a}{a // }\n}<script>a</script>', 'ts a'],
      ['{a.replace(/["{]/g, "") / 2}<script>a</script>', 'ts a'],
      ['<p title="{a ? "<script>" : "}"}" on:click={() => b > `}`}>don\'t</p><script>a</script>', 'ts a'],
      ["<p a=b{c}d/e {...f} {g} // it's >\n/* > */ h>x</p><script>a</script>", 'ts a'],
      ['<!--><script>no</script>--><script>a</script>', 'ts a'],
      ['<input><br><textarea>{a}<script></textarea><script>a</script>', 'ts a'],
      ['<li>a<ul></li><script>a</script>', 'ts a'],
    ],
    'what is broken': [
      ['<div>\n<script>a</script>\n<p>', 'ts a'],
      ['{#if a}\n<script>a</script>', 'ts a'],
      ['{a\n<script>a</script>', 'ts a'],
      ['<p a={b\n<script>a</script>', 'ts a'],
      ['{/if}</p><script>a</script>', 'ts a'],
    ],
  },
  astro: {
    'front matter': [
      ['---\na\n---\n<p/>', 'ts \na\n'],
      ['\uFEFF\r\n---\r\na\r\n---\r\n', 'ts \r\na\r\n'],
      ['<!-- --- c -->\n---\na\n---', 'ts \na\n'],
      ['---\n"---", `---`, /---/ // ---\n/* --- */\n---\n', 'ts \n"---", `---`, /---/ // ---\n/* --- */\n'],
      ["---\n// don't\n---\n<script>a</script>", "ts \n// don't\n", 'ts a'],
      ['---\nlet a = "x\n---\n<script>b</script>', 'ts \nlet a = "x\n', 'ts b'],
      ['---\nlet a = `x\n---\n<script>b</script>', 'ts \nlet a = `x\n', 'ts b'],
      ['---\n`\n --- `', 'ts \n`\n --- `'],
      ['---a---b---', 'ts a'],
      ['------\n<script>a</script>', 'ts a'],
      ['---\na', 'ts \na'],
      ['<p>---\na\n---</p>'],
      ['{a}\n---\na\n---'],
      ['no fence'],
    ],
    scripts: [
      ['<script>a</script><div><script >b</script></div>', 'ts a', 'ts b'],
      ['<script src="../x.ts" /><script src=\'x\'></script>', 'src="../x.ts"', "src='x'"],
      ['<script src="https://x.org/a.js"></script><script src="/a.js"></script><script src={a}></script>'],
      ['<script is:inline>a</script><script lang="ts">a</script><script define:vars={{ a }}>a</script>'],
      ['<script type="module">a</script><script {...b}>a</script><Script>a</Script><SCRIPT>a</SCRIPT>'],
      ['<script type="application/ld+json" set:html={a} />'],
      ['<script>"</script>"', 'ts "'],
      ['<script>a</SCRIPT>b', 'ts a'],
      ['<script>a', 'ts a'],
    ],
    'what is around': [
      ['{a && <script>b</script>}', 'ts b'],
      ["{a.map((x) => { return <li>don't {x}</li> })}<script>b</script>", 'ts b'],
      ['{a < 1 ? <>it\'s</> : "<script>no</script>"}<script>b</script>', 'ts b'],
      ['{`<script>${`}`}</script>`}{/* <script> */}{// <script>\n}<script>b</script>', 'ts b'],
      ['{a.map<string>((x) => <li/>)}<script>b</script>', 'ts b'],
      ['{/[{"]/.test(a) / 2}{a / "b" / c}{\'\\\'\' + \\u0061}<script>b</script>', 'ts b'],
      ['<svg><script>no</script></svg><noscript><script>no</script></noscript><script>b</script>', 'ts b'],
      ['<template><script>no</script></template><title><script></title><script>b</script>', 'ts b'],
      ['<Markdown is:raw>{"<script>no</script></Markdown><script>b</script>', 'ts b'],
      ['<p a=`x${"`"}<script>` b={() => "}"} c="{<script>"/><script>b</script>', 'ts b'],
      ['<p set:html="<script>no</script>"/><!-- <script>no</script> --><script>b</script>', 'ts b'],
      ['<p>{a && <li>b}</p><script>b</script>', 'ts b'],
      ['<style>a { content: "<script>" }</style><script>b</script>', 'ts b'],
      ["<div\n// it's\n><script>b</script></div>", 'ts b'],
    ],
  },
};

for (const [markup, sections] of Object.entries(cases)) {
  for (const [name, texts] of Object.entries(sections)) {
    describe(`${name} in ${markup}`, () => {
      for (const [text, ...found] of texts) {
        test(JSON.stringify(text), () => assert.deepEqual(read(text, markup as Markup), found));
      }
    });
  }
}

function read(text: string, markup: Markup): readonly string[] {
  const { blocks, sources } = findScripts(text, markup);
  const inside = blocks.map(({ name, start, end }) => ({
    start,
    is: `${name.replace('script.', '')} ${text.slice(start, end)}`,
  }));
  const outside = sources.map(({ start, end, statement, specifier }) => {
    assert.ok(text.startsWith('<script', statement));
    assert.equal(text.slice(start, end).replace(/["']/g, ''), specifier);
    return { start, is: `src=${text.slice(start, end)}` };
  });
  return [...inside, ...outside].sort((a, b) => a.start - b.start).map(({ is }) => is);
}

const many = 50_000;

/** Texts that nobody wrote by hand; each has to be read in a moment, whatever is made of it. */
const monsters: Readonly<Record<string, string>> = {
  'open elements': '<a>'.repeat(many),
  'closing elements': `${'<a>'.repeat(many)}${'</b>'.repeat(many)}`,
  'open braces': '{'.repeat(many),
  'open interpolations': `<template>${'{{'.repeat(many)}`,
  'open comments': '<!--'.repeat(many),
  'open tags': '<a '.repeat(many),
  'open values': '<a b="'.repeat(many),
  'one tag': `<a ${'b={c} '.repeat(many)}>`,
  'white space in a tag': `<a b${' '.repeat(many)}`,
  scripts: '<script>a</script>'.repeat(many),
  'open scripts': '\n<div>\n<script>'.repeat(many),
  'quotes in an expression': `{${"'".repeat(many)}\\'`.repeat(2),
  'regular expressions without end': `{${'=/['.repeat(many)}`,
  'open templates': `{${'`${'.repeat(many)}`,
  'elements in expressions': '{<a>'.repeat(many),
  'closing tags without end': `{${'</'.repeat(many)}`,
  fences: `---${"'---".repeat(many)}`,
  'slashes after white space': `{${' /'.repeat(many)}`,
};

for (const markup of ['vue', 'svelte', 'astro'] as const) {
  for (const [name, text] of Object.entries(monsters)) {
    test(`${name} in ${markup}`, () => {
      const start = performance.now();
      findScripts(text, markup);
      const milliseconds = performance.now() - start;
      assert.ok(milliseconds < 10_000, `${milliseconds} ms`);
    });
  }
}
