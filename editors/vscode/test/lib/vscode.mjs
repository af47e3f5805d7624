// A real VS Code (code-server) on a copy of the fixture workspace, and a browser to look at it.
import { execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

const limitMs = 90_000;

const settings = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Files of one session: workspace, settings, installed extensions. Deleted by `remove`. */
export class Session {
  constructor(installation, fixture, serverPath) {
    this.installation = installation;
    this.folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'promptlsp-vscode-')));
    this.extensions = path.join(this.folder, 'extensions');
    this.results = path.join(this.folder, 'results.json');
    this.log = path.join(this.folder, 'code-server.log');
    this.setServer(serverPath);
    fs.writeFileSync(path.join(this.folder, 'config.yaml'), '');
    this.fixture = fixture;
  }

  /** Writes the settings, of the user and of the machine, with this server. */
  setServer(serverPath) {
    for (const place of ['User', 'Machine']) {
      const folder = path.join(this.folder, 'data', place);
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ ...settings, 'promptlsp.server.path': serverPath }, null, 2));
    }
  }

  /** A fresh copy of the fixture under a name of its own. */
  workspace(name) {
    const folder = path.join(this.folder, name);
    fs.cpSync(this.fixture, folder, { recursive: true });
    return folder;
  }

  arguments() {
    return [
      this.installation.codeServer, '--config', path.join(this.folder, 'config.yaml'),
      '--user-data-dir', path.join(this.folder, 'data'), '--extensions-dir', this.extensions,
    ];
  }

  environment() {
    return {
      ...process.env,
      PATH: `${this.installation.nodeFolder}${path.delimiter}${process.env.PATH}`,
      EXTENSIONS_GALLERY: '{}',
      PROMPTLSP_TEST_RESULTS: this.results,
    };
  }

  /** Installs a packed extension as a user would. */
  installExtension(vsix) {
    execFileSync(this.installation.node, [...this.arguments(), '--install-extension', vsix], {
      env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Starts code-server; gives its address. */
  async start() {
    this.process = spawn(this.installation.node, [
      ...this.arguments(), '--bind-addr', '127.0.0.1:0', '--auth', 'none', '--disable-telemetry', '--disable-update-check',
      '--disable-workspace-trust', '--disable-getting-started-override', '--disable-proxy', '--vscode-option', 'enable-smoke-test-driver',
    ], { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: this.environment() });
    const log = fs.createWriteStream(this.log);
    this.process.stderr.pipe(log);
    const lines = readline.createInterface({ input: this.process.stdout });
    this.address = await within(new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        log.write(`${line}\n`);
        const match = /HTTP server listening on (http:\S+?)\/?$/.exec(line);
        if (match) {
          resolve(match[1]);
        }
      });
      this.process.once('exit', (code) => reject(new Error(`code-server ended with ${code}; see ${this.log}`)));
    }), 'code-server did not start');
    return this.address;
  }

  /** The address of a workspace in the browser. */
  url(workspace, payload = []) {
    return `${this.address}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
  }

  /** How a file of this machine is named by the browser's side. */
  remote(file) {
    return `vscode-remote://${new URL(this.address).host}${file}`;
  }

  async stop() {
    if (this.process === undefined || this.process.exitCode !== null || this.process.signalCode !== null) {
      return;
    }

    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    signalGroup(this.process, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(this.process, 'SIGKILL'), 5_000);
    await ended;
    clearTimeout(timer);
    signalGroup(this.process, 'SIGKILL');
  }

  remove() {
    fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Starts Debian's Chromium, or the one that CHROMIUM names. */
export async function launchBrowser(installation) {
  const { chromium } = createRequire(installation.packages)('playwright-core');
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    timeout: limitMs,
  });
}

/** The promise, or an error once the limit has passed. */
export async function within(promise, problem, ms = limitMs) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${problem} within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}
