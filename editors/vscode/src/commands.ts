import * as vscode from 'vscode';
import { ExecuteCommandRequest, LanguageClient, WorkDoneProgress } from 'vscode-languageclient/node';
import { ResultDocuments, ServerResult } from './results';

/** The commands that the server executes and whose outcome is a document to read. */
export const serverCommands = ['promptlsp.render', 'promptlsp.run', 'promptlsp.eval'] as const;

/** One of {@link serverCommands}. */
export type ServerCommand = (typeof serverCommands)[number];

const titles: Record<ServerCommand, string> = {
  'promptlsp.render': 'Rendering',
  'promptlsp.run': 'Running',
  'promptlsp.eval': 'Evaluating',
};

let lastToken = 0;

/** True for a command of the server whose outcome is a document. */
export function isServerCommand(command: string): command is ServerCommand {
  return (serverCommands as readonly string[]).includes(command);
}

/**
 * Has the server execute a command, shows its progress with a button that cancels it, and opens the outcome.
 * A failure is shown as the server words it.
 */
export async function runServerCommand(
  client: LanguageClient, results: ResultDocuments, command: ServerCommand, args: unknown[]): Promise<void> {
  try {
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `PromptLsp: ${titles[command]}`, cancellable: true },
      (progress, cancellation) => execute(client, command, args, progress, cancellation));
    if (result !== null) {
      await results.show(result);
    }
  } catch (error) {
    if (!(error instanceof vscode.CancellationError)) {
      void vscode.window.showErrorMessage(`PromptLsp: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

async function execute(
  client: LanguageClient, command: ServerCommand, args: unknown[],
  progress: vscode.Progress<{ message?: string; increment?: number }>, cancellation: vscode.CancellationToken): Promise<ServerResult | null> {
  const workDoneToken = `promptlsp-${++lastToken}`;
  let percentage = 0;
  const reports = client.onProgress(WorkDoneProgress.type, workDoneToken, (report) => {
    if (report.kind === 'end') {
      return;
    }

    const reached = Math.max(percentage, report.percentage ?? 0);
    progress.report({ ...(report.message === undefined ? {} : { message: report.message }), increment: reached - percentage });
    percentage = reached;
  });
  try {
    const params = { command, arguments: args, workDoneToken };
    return (await client.sendRequest(ExecuteCommandRequest.type, params, cancellation)) as ServerResult | null;
  } catch (error) {
    throw cancellation.isCancellationRequested ? new vscode.CancellationError() : error;
  } finally {
    reports.dispose();
  }
}
