/** Files that build, test or describe a package and are no part of what it ships; relative to the package. */
const tools = [
  // Files and folders of tools: `.eslintrc.js`, `.storybook/preview.tsx`.
  /(?:^|\/)\.[^/]+/,
  /\.(?:config|conf|setup|stor(?:y|ies)|bench|test-d)\.[^/]+$/,
  /(?:^|[/._-])(?:jest|vitest|test)[._-]?setup[^/]*$/i,
  /(?:^|\/)setup[._-]?(?:jest|vitest|tests?)[^/]*$/i,
  /^(?:gulpfile|gruntfile|jakefile|dangerfile|build|release|esbuild)[^/]*$/i,
  /^(?:scripts?|tools?|tooling|build|bench(?:mark)?s?|perf|docs?|demos?)\//,
  /(?:^|\/)(?:stories|storybook|cypress|playwright|__benchmarks__)\//,
] as const;

/** Code that is shown, copied or fed to a test, and brings its own dependencies where it is used. */
const material =
  /(?:^|\/)(?:__)?(?:(?:test)?fixtures?|testdata|templates?|examples?|sandbox(?:es)?|snippets?|playgrounds?)(?:__)?\//;

const anyTool = new RegExp(tools.map(({ source }) => source).join('|'), 'i');

/** True for a path, relative to its package, of code that only those run who work on the package. */
export function isToolPath(path: string): boolean {
  return anyTool.test(path);
}

/** True for a path, relative to its package, of code that is not the package's own: fixtures, templates, examples. */
export function isMaterialPath(path: string): boolean {
  return material.test(path);
}
