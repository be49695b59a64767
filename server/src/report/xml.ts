/** Characters that no XML document may hold, not even escaped, and halves of surrogate pairs. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** An element of text; an attribute that is undefined is left out, and without children it closes itself. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: readonly string[] = [],
): string {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attributeText(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${given}/>` : `<${name}${given}>${children.join('')}</${name}>`;
}

/** Text between tags. */
export function xmlText(text: string): string {
  return text.replace(forbidden, '\ufffd').replace(/[&<>\r]/g, (unit) => entities[unit] ?? unit);
}

/** A reader would turn line breaks of an attribute into blanks, if they were not written as numbers. */
function attributeText(text: string): string {
  return text.replace(forbidden, '\ufffd').replace(/[&<>"\t\n\r]/g, (unit) => entities[unit] ?? unit);
}
