import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { scanXml } from '../../server/src/format/xml.ts';

interface Seen {
  readonly names: readonly string[];
  readonly texts: string;
  readonly values: readonly (string | undefined)[];
  readonly problem: string | undefined;
}

function scan(text: string, attribute = 'a'): Seen {
  const names: string[] = [];
  const values: (string | undefined)[] = [];
  let texts = '';
  const problem = scanXml(text, {
    open(name, read) {
      names.push(name);
      values.push(read(attribute));
    },
    close: (name) => names.push(`/${name}`),
    text: (piece) => {
      texts += piece;
    },
  });
  return { names, texts, values, problem };
}

test('elements, attributes and text are told in order, without prefixes', () => {
  const seen = scan(
    `<?xml version="1.0"?><!DOCTYPE x SYSTEM "x.dtd">\n<c:r xmlns:c="u"><!-- <no/> --><i a = '1 > 0' b="2"/>t&lt;&#65;&#x42;<![CDATA[<&amp;]]></c:r>\n`,
  );
  assert.deepEqual(seen, {
    names: ['r', 'i', '/i', '/r'],
    texts: 't<AB<&amp;',
    values: [undefined, '1 > 0'],
    problem: undefined,
  });
});

test('an attribute is found by its whole name only, and not in the value of another', () => {
  assert.deepEqual(scan('<r xa="1" n:a="2" b="a=3" a="4"/>').values, ['4']);
  assert.deepEqual(scan('<r ab="1" b=" a=2"/>').values, [undefined]);
});

test('entities are neither declared nor expanded', () => {
  const bomb = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>';
  assert.equal(scan(bomb).problem, 'The document declares entities, which are never expanded (line 1).');
  assert.deepEqual(scan(bomb).names, []);
  assert.equal(scan('<r>&b;&nbsp;&#x110000;</r>').texts, '&b;&nbsp;&#x110000;');
  assert.equal(scan('<!DOCTYPE r [<!ELEMENT r ANY> <!ATTLIST r a CDATA "]>">]><r/>').problem, undefined);
});

for (const [text, problem] of [
  ['', 'The document holds no element.'],
  ['<a><b>', 'The document is cut off: it ends within <b>.'],
  ['<a>\n<b x="1', 'The document is cut off within "<b x="1" (line 2).'],
  ['<a><!-- x', 'The document is cut off within "-- x" (line 1).'],
  ['<a></b>', '</b> closes an element where <a> is open (line 1).'],
  ['<a/>\n</a>', '</a> closes an element where nothing is open (line 2).'],
  ['<a/><a/>', 'A second document begins (line 1).'],
  ['<a/>more', 'There is text outside of the root (line 1).'],
  ['<a b="1"<c/></a>', '"<a b="1"<c/></a>" is no tag (line 1).'],
  ['<>', '"<>" is no tag (line 1).'],
] as const) {
  test(`not well-formed: ${JSON.stringify(text)}`, () => assert.equal(scan(text).problem, problem));
}

test('whatever it is given, it ends and does not throw', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '/',
    'a',
    '"',
    "'",
    '=',
    ' ',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    '<!DOCTYPE',
    '[',
    ']',
    '&',
    ';',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      scan(parts.join(''));
    }),
    { numRuns: 2000 },
  );
});

test('deep nesting takes no stack, and many open brackets no time', () => {
  const deep = `${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}`;
  assert.equal(scan(deep).problem, undefined);
  assert.notEqual(scan(`<r>${'<!DOCTYPE ['.repeat(20_000)}`).problem, undefined);
});
