import * as vscode from 'vscode';

/**
 * The channel for the traffic between VS Code and the server. The language client writes to it only while the channel's level is
 * Trace; here that follows the setting `promptlsp.trace.server` instead of a level that is set by hand for every window.
 */
export function traceChannel(subscriptions: vscode.Disposable[]): vscode.LogOutputChannel {
  const channel = vscode.window.createOutputChannel('PromptLsp Trace', { log: true });
  const levelChanged = new vscode.EventEmitter<vscode.LogLevel>();
  const level = (): vscode.LogLevel =>
    vscode.workspace.getConfiguration('promptlsp').get('trace.server', 'off') === 'off' ? vscode.LogLevel.Info : vscode.LogLevel.Trace;

  subscriptions.push(channel, levelChanged, vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('promptlsp.trace.server')) {
      levelChanged.fire(level());
    }
  }));

  return Object.create(channel, {
    logLevel: { get: level },
    onDidChangeLogLevel: { value: levelChanged.event },
    trace: { value: (message: string, ...args: unknown[]) => channel.info(message, ...args) },
  }) as vscode.LogOutputChannel;
}
