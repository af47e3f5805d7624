import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** Where the server was looked for and what was found. */
export type ServerLocation =
  | { readonly found: true; readonly path: string; readonly source: 'setting' | 'extension' | 'PATH' }
  | { readonly found: false; readonly problem: string };

const executable = process.platform === 'win32' ? 'promptlsp.exe' : 'promptlsp';

/**
 * Finds the server: the setting, then the executable that came with the extension, then `PATH`. A setting that leads nowhere is an
 * error, never passed over: what the user named is what runs.
 */
export function locateServer(
  setting: string, extensionFolder: string, workspaceFolder: string | undefined, searchPath: string | undefined): ServerLocation {
  if (setting !== '') {
    const named = path.resolve(workspaceFolder ?? os.homedir(), setting.replace(/^~(?=$|[/\\])/, os.homedir()));
    return isFile(named)
      ? { found: true, path: named, source: 'setting' }
      : { found: false, problem: `The setting promptlsp.server.path names ${named}, and no such file exists. Correct the setting or empty it.` };
  }

  const bundled = path.join(extensionFolder, 'server', executable);
  if (isFile(bundled)) {
    return { found: true, path: bundled, source: 'extension' };
  }

  const onPath = (searchPath ?? '').split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, executable))
    .find(isFile);
  return onPath !== undefined
    ? { found: true, path: onPath, source: 'PATH' }
    : {
      found: false,
      problem: `No ${executable} in the extension (${path.dirname(bundled)}) or on PATH. Put the PromptLsp executable on PATH, or name it in the setting promptlsp.server.path.`,
    };
}

function isFile(candidate: string): boolean {
  return fs.statSync(candidate, { throwIfNoEntry: false })?.isFile() === true;
}
