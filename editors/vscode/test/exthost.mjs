// Runs exthost/index.cjs inside VS Code's extension host, the extension loaded from its folder.
import fs from 'node:fs';
import path from 'node:path';
import { within } from './lib/vscode.mjs';

const limitMs = 300_000;

export async function runExtensionHostTests(session, browser, extensionFolder, report) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const log = [];
  try {
    const done = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', (type, args) => log.push(`${type}: ${args.map(String).join(' ')}`));
    await page.goto(session.url(session.workspace('exthost'), [
      ['extensionDevelopmentPath', session.remote(extensionFolder)],
      ['extensionTestsPath', session.remote(path.join(extensionFolder, 'test/exthost/index.cjs'))],
    ]));
    const code = await within(done, 'the tests in the extension host did not end', limitMs);
    if (!fs.existsSync(session.results)) {
      throw new Error(`the extension host ended with ${code} and without results`);
    }

    for (const { name, passed, reason } of JSON.parse(fs.readFileSync(session.results, 'utf8'))) {
      if (passed) {
        report.pass(`extension host: ${name}`);
      } else {
        report.fail(`extension host: ${name}`, reason);
      }
    }
  } catch (error) {
    report.fail('extension host', `${error.stack}\n${log.slice(-20).join('\n')}`);
  } finally {
    await page.close();
  }
}
