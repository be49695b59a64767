import type { Picture } from '../report/picture.ts';
import { Page } from './page.ts';
import { type PageOptions, surroundings } from './surroundings.ts';

start();

function start(): void {
  const page = new Page(surroundings(embedded<PageOptions>('options')));
  page.show(embedded<Picture>('picture'));
}

/** What stands in the page as JSON; the page's builder wrote it. */
function embedded<Value>(id: string): Value {
  return JSON.parse(document.getElementById(id)?.textContent ?? 'null') as Value;
}
