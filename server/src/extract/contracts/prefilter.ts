import { isTestCode } from '../test-code.ts';
import { wordSearch } from '../word-search.ts';
import { contractAdapters } from './adapters/index.ts';

const source = /\.[cm]?[jt]sx?$/;

const holdsWord = wordSearch(contractAdapters.flatMap((adapter) => adapter.words));

/** Whether a file may hold a contract in TypeScript, by a few searches for plain words. */
export function mayHoldContract(path: string, text: string): boolean {
  if (!source.test(path) || isTestCode(path) || /\.d\.[cm]?ts$/.test(path)) return false;
  return holdsWord(text);
}
