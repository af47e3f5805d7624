// The tests of the extension: types, grammar, package, and a real VS Code in two ways.
//   PROMPTLSP_SERVER=/path/to/promptlsp node test/run.mjs [--only types,grammar,package,exthost,e2e]
// Needs Linux x64, npm, Chromium (Debian's package, or the one that CHROMIUM names). The rest comes from npm by lock file.
// Ends with `N passed, N failed`.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { runEndToEndTests } from './e2e.mjs';
import { runExtensionHostTests } from './exthost.mjs';
import { install, installBuildTools } from './lib/install.mjs';
import { Report } from './lib/report.mjs';
import { launchBrowser, Session } from './lib/vscode.mjs';

const extension = path.resolve(import.meta.dirname, '..');
const fixture = path.resolve(extension, '../fixture');
const all = ['types', 'grammar', 'package', 'exthost', 'e2e'];
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = new Set(values.only?.split(',') ?? all);
const report = new Report();

/** Runs a tool of the extension's own packages; its output is the reason when it fails. */
async function tool(node, script, args) {
  try {
    return await promisify(execFile)(node, [path.join(extension, script), ...args], { cwd: extension });
  } catch (error) {
    throw new Error(`${error.stdout ?? ''}${error.stderr ?? ''}` || error.message);
  }
}

async function checkSources() {
  installBuildTools(extension, (text) => report.log(text));
  if (chosen.has('types')) {
    await report.test('types: TypeScript finds no fault', () => tool(process.execPath, 'node_modules/typescript/bin/tsc', ['--noEmit']));
  }

  if (chosen.has('grammar')) {
    await report.test('grammar: scopes are as marked in test/grammar', () => tool(process.execPath, 'node_modules/vscode-tmgrammar-test/dist/unit.js', [
      '-g', 'syntaxes/promptlsp.tmLanguage.json', '-g', 'test/grammar/yaml-stub.tmLanguage.json', 'test/grammar/*.prompt']));
  }
}

async function checkPackage(node, session) {
  const files = ['first.vsix', 'second.vsix'].map((name) => path.join(session.folder, name));
  await report.test('package: the same bytes twice', async () => {
    for (const file of files) {
      await tool(node, 'package.mjs', ['--out', file]);
    }

    if (!fs.readFileSync(files[0]).equals(fs.readFileSync(files[1]))) {
      throw new Error('two packages of the same sources differ');
    }
  });
  return files[0];
}

async function runInEditor(server) {
  const installation = install((text) => report.log(text));
  const session = new Session(installation, fixture, server);
  let browser;
  try {
    const vsix = await checkPackage(installation.node, session);
    if (chosen.has('exthost') || chosen.has('e2e')) {
      session.installExtension(vsix);
      await session.start();
      browser = await launchBrowser(installation);
      report.log(`VS Code at ${session.address}, Chromium ${browser.version()}`);
    }

    if (chosen.has('exthost')) {
      await runExtensionHostTests(session, browser, extension, report);
    }

    if (chosen.has('e2e')) {
      await runEndToEndTests(session, browser, report);
    }
  } finally {
    await browser?.close();
    await session.stop();
    session.remove();
  }
}

await checkSources();
if (['package', 'exthost', 'e2e'].some((part) => chosen.has(part))) {
  const server = process.env.PROMPTLSP_SERVER;
  if (!server || !fs.existsSync(server)) {
    console.error(`PROMPTLSP_SERVER must name the promptlsp executable to test; it is ${server ? `${server}, which does not exist` : 'not set'}.`);
    process.exit(2);
  }

  await report.test('editor: VS Code starts and ends', () => runInEditor(path.resolve(server)));
}

process.exit(report.end());
