// The server in a process of its own, spoken to over standard input and output as an editor does.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Trouble } from '../scripts/run.mjs';

const patience = 120_000;

export class LanguageClient {
  #cache;
  #child;
  #folder;
  #waiting = new Set();
  #replies = new Map();
  #buffer = Buffer.alloc(0);
  #lastId = 0;
  /** `performance.now()` just before the process was started. */
  started = performance.now();

  constructor(server, folder) {
    this.#folder = folder;
    // Nothing that an earlier server has kept: every start is a cold one.
    this.#cache = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-cold-'));
    this.#child = spawn(process.execPath, [server, '--stdio'], {
      cwd: folder,
      env: { ...process.env, PARAPET_CACHE: this.#cache },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#child.stdout.on('data', (chunk) => this.#read(chunk));
    const end = () => this.#child.kill();
    process.once('exit', end);
    this.#child.once('exit', () => {
      process.off('exit', end);
      fs.rmSync(this.#cache, { recursive: true, force: true });
    });
    this.#child.once('exit', (code) => this.#fail(new Trouble(`the server ended with ${code}.`)));
  }

  get pid() {
    return this.#child.pid;
  }

  uri(file) {
    return pathToFileURL(path.join(this.#folder, file)).href;
  }

  /** Opens the folder; resolves when the server has answered, not when it has judged. */
  async initialize() {
    const rootUri = pathToFileURL(this.#folder).href;
    const workspaceFolders = [{ uri: rootUri, name: 'corpus' }];
    await this.request('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders,
      capabilities: {},
      initializationOptions: { version: 'bench', commands: [] },
    });
    this.notify('initialized', {});
  }

  open(file, text) {
    const document = { uri: this.uri(file), languageId: 'typescript', version: 1, text };
    this.notify('textDocument/didOpen', { textDocument: document });
  }

  request(method, params) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#replies.set(id, { resolve, reject });
      this.#send({ id, method, params });
    });
  }

  notify(method, params) {
    this.#send({ method, params });
  }

  /** The moment (`performance.now()`) and the parameters of the next notification that `fits`. */
  next(method, fits = () => true) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Trouble(`the server sent no fitting ${method}.`)), patience);
      this.#waiting.add({
        method,
        fits,
        take: (arrival) => {
          clearTimeout(timer);
          resolve(arrival);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
  }

  /** The next analysis that is complete. */
  ready() {
    return this.next('parapet/status', ({ state }) => state === 'ready' || state === 'incomplete');
  }

  async stop() {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    await this.request('shutdown');
    this.notify('exit');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
    await gone;
    clearTimeout(timer);
  }

  #send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#child.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  #read(chunk) {
    const at = performance.now();
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.toString('latin1', 0, end))?.[1]);
      if (this.#buffer.length < end + 4 + length) return;
      const body = this.#buffer.toString('utf8', end + 4, end + 4 + length);
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      this.#receive(JSON.parse(body), at);
    }
  }

  #receive({ id, method, params, result, error }, at) {
    if (method !== undefined && id !== undefined) return this.#send({ id, result: null });
    if (method === undefined) {
      const reply = this.#replies.get(id);
      this.#replies.delete(id);
      return error ? reply?.reject(new Trouble(error.message)) : reply?.resolve(result);
    }
    for (const waiting of [...this.#waiting]) {
      if (waiting.method !== method || !waiting.fits(params)) continue;
      this.#waiting.delete(waiting);
      waiting.take({ at, params });
    }
  }

  #fail(error) {
    for (const { reject } of [...this.#waiting, ...this.#replies.values()]) reject(error);
    this.#waiting.clear();
    this.#replies.clear();
  }
}
