import * as vscode from 'vscode';
import { runServerCommand, ServerCommand } from './commands';
import { ResultDocuments } from './results';
import { ServerSession } from './session';

let session: ServerSession | undefined;

/** Called by VS Code when the first prompt, suite or workspace with one is opened. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('PromptLsp', { log: true });
  const results = new ResultDocuments();
  const current = new ServerSession(context, log, results);
  session = current;

  const onFile = (id: string, command: ServerCommand): vscode.Disposable =>
    vscode.commands.registerCommand(id, (target?: unknown) => commandOnFile(current, results, command, target));

  context.subscriptions.push(
    log,
    results,
    onFile('promptlsp.renderFile', 'promptlsp.render'),
    onFile('promptlsp.runFile', 'promptlsp.run'),
    onFile('promptlsp.evaluateFile', 'promptlsp.eval'),
    vscode.commands.registerCommand('promptlsp.restartServer', () => current.restart()),
    vscode.commands.registerCommand('promptlsp.showServerLog', () => log.show(true)),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration('promptlsp.server')) {
        await current.restart();
      }
    }),
  );

  await current.start();
}

/** Called by VS Code at its end. */
export async function deactivate(): Promise<void> {
  await session?.stop();
}

async function commandOnFile(
  current: ServerSession, results: ResultDocuments, command: ServerCommand, target: unknown): Promise<void> {
  const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) {
    void vscode.window.showInformationMessage('PromptLsp: open a .prompt or .eval.yaml file first; the command works on the file in front.');
    return;
  }

  const client = current.runningClient;
  if (client === undefined) {
    await current.start();
    return;
  }

  await runServerCommand(client, results, command, [client.code2ProtocolConverter.asUri(uri)]);
}
