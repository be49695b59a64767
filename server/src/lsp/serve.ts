import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { registerServer } from './server.ts';

/**
 * Serves one client until it goes: over Node's IPC with `--node-ipc`, else over standard input and output.
 * The library ends the process when the client's process ends or the stream closes.
 */
export function serve(argv: readonly string[]): void {
  const connection = argv.includes('--node-ipc')
    ? createConnection(ProposedFeatures.all)
    : createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  registerServer(connection);
  connection.listen();
}
