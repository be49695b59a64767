import type { Terminal } from './terminal.ts';

/**
 * The address of the repository's files at the revision that a CI job works on, ended by a slash, as GitHub Actions and
 * GitLab CI name it in their variables; undefined elsewhere. Comments and summaries need it: they lie beside no file.
 */
export function blobsAddress({
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository,
  GITHUB_SHA: commit,
  CI_PROJECT_URL: project,
  CI_COMMIT_SHA: projectCommit,
}: Terminal['env']): string | undefined {
  if (server && repository && commit) return `${server}/${repository}/blob/${commit}/`;
  if (project && projectCommit) return `${project}/-/blob/${projectCommit}/`;
  return undefined;
}
