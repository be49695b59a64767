const ending = '\\.[cm]?[jt]sx?$';
const words = '(?:tests?|specs?|e2e)';

/** Folders and endings that say it whatever stands around them. */
const surely = new RegExp(
  `(?:^|/)(?:${words}|__tests__|__mocks__|(?:__)?fixtures(?:__)?)/|(?:^|[./_-])${words}${ending}`,
  'i',
);
/** `test-utils/`, `test-server.ts`, `app.test.setup.ts`. */
const partly = new RegExp(`(?:^|/)(?:${words}|fixtures)[._-]|[._-]${words}[._-][^/]*$`, 'i');
/** `integration-tests/`; elsewhere than in the source `penetration-tests/` as well, which may be what a product is about. */
const kinds =
  'unit|integration|e2e|end-to-end|api|system|acceptance|functional|smoke|contract|load|perf|performance|ui|component';
const ofKind = new RegExp(`(?:^|/)(?:${kinds})[._-]${words}/`, 'i');
const suffixed = new RegExp(`[._-]${words}/`, 'i');
const source = /(?:^|\/)(?:src|app|lib)\//;
/** What a file is by its own name. */
const serving = new RegExp(`[/.](?:controller|routes?|router)${ending}`, 'i');
/** What Next.js serves by its place: what stands before that, and the file. */
const placed = new RegExp(`^(.*?)(?:app/(?:.*/)?(route${ending.slice(0, -1)})|pages/api/(?:.*/)?([^/]*))$`);

/**
 * Whether a file is test code, which serves and promises nothing. A folder that is only called a little like one is the
 * product's: what is left out here is told nowhere.
 */
export function isTestCode(path: string): boolean {
  const [, before, route, page] = placed.exec(path) ?? [];
  if (before !== undefined) return surely.test(before) || isTestPage(route ?? page ?? '');
  if (surely.test(path)) return true;
  if (serving.test(path)) return false;
  return partly.test(path) || ofKind.test(path) || (suffixed.test(path) && !source.test(path));
}

/** A page that is called `test` is served. */
function isTestPage(file: string): boolean {
  return surely.test(file) && file.split('.').length > 2;
}
