import * as readline from 'node:readline';
import * as vscode from 'vscode';
import { CloseAction, CloseHandlerResult, ErrorAction, Executable, LanguageClient, LanguageClientOptions, State } from 'vscode-languageclient/node';
import { isServerCommand, runServerCommand } from './commands';
import { ResultDocuments } from './results';
import { locateServer } from './serverLocation';
import { traceChannel } from './trace';

const documents: { scheme: string; language?: string; pattern?: string }[] = [
  { scheme: 'file', language: 'promptlsp' },
  { scheme: 'untitled', language: 'promptlsp' },
  { scheme: 'file', pattern: '**/*.eval.yaml' },
  { scheme: 'file', pattern: '**/promptlsp.yaml' },
];

const crashWindowMs = 180_000;
const crashesAllowed = 4;
const stderrLinesKept = 8;

/** Keeps the client's own pop-ups away: it logs, and the session says what to do. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** The life of the one server process: found, started, watched, restarted. */
export class ServerSession {
  private client: LanguageClient | undefined;
  private readonly trace: vscode.LogOutputChannel;
  private crashes: number[] = [];
  private lastErrors: string[] = [];
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
    private readonly results: ResultDocuments) {
    this.trace = traceChannel(context.subscriptions);
  }

  /** The client while the server answers; undefined before, between and after. */
  get runningClient(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  /** Starts the server where it does not run; a failure is shown with what to do, never thrown. */
  start(): Promise<void> {
    return this.enqueue(() => this.startNow());
  }

  /** Stops the server where it runs. */
  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  /** Stops and starts the server, with the settings of now. */
  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  // One after the other: a restart that arrives while the server starts waits for it.
  private enqueue(action: () => Promise<void>): Promise<void> {
    const done = this.queue.then(action);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async startNow(): Promise<void> {
    if (this.runningClient !== undefined) {
      return;
    }

    const settings = vscode.workspace.getConfiguration('promptlsp.server');
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const location = locateServer(settings.get('path', ''), this.context.extensionPath, folder, process.env['PATH']);
    if (!location.found) {
      this.report(`the server cannot be found. ${location.problem}`);
      return;
    }

    this.log.info(`Server: ${location.path} (from ${location.source})`);
    this.lastErrors = [];
    this.crashes = [];
    const server: Executable = {
      command: location.path,
      args: ['serve', '--stdio', ...settings.get<string[]>('args', [])],
      options: { env: settings.get<Record<string, string>>('env', {}) },
    };
    this.client = new QuietClient('promptlsp', 'PromptLsp', server, this.clientOptions());
    try {
      await this.client.start();
    } catch (error) {
      const detail = this.lastErrors.join(' ') || (error instanceof Error ? error.message : String(error));
      this.report(`the server ${location.path} did not start: ${detail}`);
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.log.warn(`Stopping the server: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: documents,
      diagnosticCollectionName: 'promptlsp',
      outputChannel: this.log,
      traceOutputChannel: this.trace,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.onClosed(),
      },
      stdioOptions: {
        stdout: () => undefined,
        stderr: (input) => {
          readline.createInterface({ input, crlfDelay: Infinity }).on('line', (line) => this.onErrorLine(line));
        },
      },
      middleware: {
        executeCommand: async (command, args, next) => {
          const client = this.runningClient;
          if (client !== undefined && isServerCommand(command)) {
            await runServerCommand(client, this.results, command, args);
            return undefined;
          }

          return next(command, args);
        },
      },
    };
  }

  private onErrorLine(line: string): void {
    this.log.info(line);
    this.lastErrors = [...this.lastErrors, line].slice(-stderrLinesKept);
  }

  private onClosed(): CloseHandlerResult {
    if (this.client?.state !== State.Running) {
      // The first start reports its own failure; one that follows a crash has nobody else to do it.
      if (this.crashes.length > 0) {
        this.report(`the server ended unexpectedly and could not be started again. Last words: ${this.lastErrors.join(' ') || 'none'}`);
      }

      return { action: CloseAction.DoNotRestart, handled: true };
    }

    const now = Date.now();
    this.crashes = [...this.crashes.filter((time) => now - time < crashWindowMs), now];
    if (this.crashes.length <= crashesAllowed) {
      return { action: CloseAction.Restart, handled: true, message: 'The server ended unexpectedly and is started again.' };
    }

    this.report(`the server ended ${this.crashes.length} times within three minutes and is not started again. Last words: ${this.lastErrors.join(' ') || 'none'}`);
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private report(problem: string): void {
    this.log.error(problem);
    void vscode.window.showErrorMessage(`PromptLsp: ${problem}`, 'Open Settings', 'Show Log', 'Try Again').then((choice) => {
      switch (choice) {
        case 'Open Settings':
          return vscode.commands.executeCommand('workbench.action.openSettings', 'promptlsp.server');
        case 'Show Log':
          return this.log.show(true);
        case 'Try Again':
          return this.restart();
        default:
          return undefined;
      }
    });
  }
}
