// YAML as people and generators mostly write it: two spaces, plain scalars where they are safe, quotes elsewhere.

/** @param {object} value plain JSON @returns {string} */
export function yamlText(value) {
  const lines = [];
  emitObject(value, '', lines);
  return `${lines.join('\n')}\n`;
}

function emitObject(object, indent, lines) {
  for (const [key, value] of Object.entries(object))
    emitEntry(`${indent}${scalar(key)}:`, value, indent, lines);
}

function emitEntry(start, value, indent, lines) {
  if (isEmpty(value)) lines.push(`${start} ${Array.isArray(value) ? '[]' : '{}'}`);
  else if (Array.isArray(value)) {
    lines.push(start);
    for (const item of value) emitItem(item, `${indent}  `, lines);
  } else if (typeof value === 'object') {
    lines.push(start);
    emitObject(value, `${indent}  `, lines);
  } else lines.push(`${start} ${scalar(value)}`);
}

/** The first key of an object stands beside the dash. */
function emitItem(item, indent, lines) {
  if (typeof item !== 'object' || item === null || isEmpty(item))
    return lines.push(`${indent}- ${scalar(item)}`);
  const own = [];
  emitObject(item, `${indent}  `, own);
  lines.push(`${indent}- ${own[0].slice(indent.length + 2)}`, ...own.slice(1));
}

const isEmpty = (value) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

function scalar(value) {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain =
    /^[$A-Za-z/](?:[\w ,./(){};-]*[\w./)}])?$/.test(value) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value);
  return isPlain ? value : `'${value.replaceAll("'", "''")}'`;
}
