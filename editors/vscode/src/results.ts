import * as vscode from 'vscode';

/** What the server's commands answer: a document for people to read. */
export interface ServerResult {
  readonly title: string;
  readonly languageId: string;
  readonly text: string;
}

const scheme = 'promptlsp-result';

/** Read-only documents that hold the outcome of commands, one a title. */
export class ResultDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly texts = new Map<string, string>();
  private readonly registrations: vscode.Disposable;

  /** Fires when the text of an open document is replaced. */
  readonly onDidChange = this.changed.event;

  constructor() {
    this.registrations = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document.uri.scheme === scheme) {
          this.texts.delete(document.uri.toString());
        }
      }));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** Opens the outcome beside the editor in front, or replaces the last one of the same title. */
  async show(result: ServerResult): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${result.title}` });
    this.texts.set(uri.toString(), result.text);
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, result.languageId);
    // Changing the language closes and opens the document for extensions, which drops its text from the map.
    this.texts.set(uri.toString(), result.text);
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
    await vscode.window.showTextDocument(document, {
      viewColumn: shown?.viewColumn ?? vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  dispose(): void {
    this.registrations.dispose();
  }
}
