import { Project } from 'ts-morph';

/** Where the compiler believes its own declarations to be; no folder of a disk has this name. */
export const libFolder = '/node_modules/typescript/lib';

/** The declarations that come with the compiler: those of the workspace may be missing or of another version. */
export function createLibTexts(): (path: string) => string | undefined {
  const host = new Project({ useInMemoryFileSystem: true }).getModuleResolutionHost();
  return (path) => (path.startsWith(`${libFolder}/`) ? host.readFile?.(path) : undefined);
}
