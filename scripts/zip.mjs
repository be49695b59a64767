// Adds files to a finished VSIX with the packer's own zip library.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { pipeline } from 'node:stream/promises';

/**
 * Writes the archive anew with further files in it; the order of the others stays.
 * @param {string} archive absolute path.
 * @param {{ file: string, name: string }[]} added absolute path on disk and name in the archive.
 */
export async function addToZip(archive, added) {
  const { reader, writer } = zipLibrary();
  const zip = new writer.ZipFile();
  for await (const { entry, bytes } of entriesOf(reader, archive))
    zip.addBuffer(bytes, entry.fileName, { mtime: entry.getLastModDate() });
  for (const { file, name } of added) zip.addBuffer(fs.readFileSync(file), name);
  zip.end();
  const part = `${archive}.part`;
  await pipeline(zip.outputStream, fs.createWriteStream(part));
  fs.renameSync(part, archive);
}

/** @param {string} archive absolute path. @returns {Promise<Map<string, Buffer>>} what is in it, by name. */
export async function filesInZip(archive) {
  const files = new Map();
  for await (const { entry, bytes } of entriesOf(zipLibrary().reader, archive))
    files.set(entry.fileName, bytes);
  return files;
}

async function* entriesOf(reader, archive) {
  const zip = await reader.openPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    const chunks = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    yield { entry, bytes: Buffer.concat(chunks) };
  }
}

function zipLibrary() {
  const require = createRequire(createRequire(import.meta.url).resolve('@vscode/vsce'));
  return { reader: require('yauzl'), writer: require('yazl') };
}
