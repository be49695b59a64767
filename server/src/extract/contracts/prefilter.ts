import { isTestCode } from '../test-code.ts';
import { wordSearch } from '../word-search.ts';
import { contractAdapters } from './adapters/index.ts';

const source = /\.[cm]?[jt]sx?$/;

const holdsWord = wordSearch(contractAdapters.flatMap(({ words }) => words));
const names = contractAdapters.flatMap(({ names = [] }) => names);
const holdsName = wordSearch(names);
const wholeName = new RegExp(`(?<![\\w$])(?:${names.join('|')})(?![\\w$])`);

/** Whether a file may hold a contract in TypeScript, by a few searches for plain words. */
export function mayHoldContract(path: string, text: string): boolean {
  if (!source.test(path) || isTestCode(path) || /\.d\.[cm]?ts$/.test(path)) return false;
  return holdsWord(text) || (holdsName(text) && wholeName.test(text));
}
