// Makes promptlsp-VERSION.vsix, byte for byte the same from the same sources.
//   node package.mjs [--out FILE] [--target linux-x64 --server FOLDER]
// With --server the published executable and the files beside it travel inside the extension, for that platform only.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const folder = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const { values } = parseArgs({ options: { out: { type: 'string' }, target: { type: 'string' }, server: { type: 'string' } } });
if ((values.target === undefined) !== (values.server === undefined)) {
  console.error('--target and --server belong together: an executable runs on one platform.');
  process.exit(2);
}

const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
const suffix = values.target === undefined ? '' : `-${values.target}`;
const out = path.resolve(values.out ?? path.join(folder, `promptlsp-${version}${suffix}.vsix`));
const bundled = path.join(folder, 'server');
const vsce = createRequire(path.join(folder, 'package.json')).resolve('@vscode/vsce/vsce');

fs.rmSync(bundled, { recursive: true, force: true });
try {
  if (values.server !== undefined) {
    fs.cpSync(values.server, bundled, { recursive: true });
  }

  execFileSync(process.execPath, [path.join(folder, 'esbuild.mjs')], { cwd: folder, stdio: 'inherit' });
  execFileSync(
    process.execPath,
    [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', out,
      ...(values.target === undefined ? [] : ['--target', values.target])],
    // 1980 is where the dates of a zip file begin.
    { cwd: folder, stdio: 'inherit', env: { ...process.env, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? '315532800' } });
} finally {
  fs.rmSync(bundled, { recursive: true, force: true });
}
