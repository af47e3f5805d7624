// Tests inside VS Code's own extension host. VS Code calls `run`; the outcome goes to the file that PROMPTLSP_TEST_RESULTS names.
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

const limitMs = 45_000;
const tests = [];
const test = (name, action) => tests.push({ name, action });

exports.run = async function run() {
  const results = [];
  for (const { name, action } of tests) {
    try {
      await action();
      results.push({ name, passed: true });
    } catch (error) {
      results.push({ name, passed: false, reason: error?.stack ?? String(error) });
    }

    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }

  fs.writeFileSync(process.env.PROMPTLSP_TEST_RESULTS, JSON.stringify(results));
};

const uriOf = (name) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);

async function open(name) {
  const document = await vscode.workspace.openTextDocument(uriOf(name));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Asks again until the answer satisfies; says what the last one was when it never does. */
async function eventually(what, ask, satisfies = (answer) => answer !== undefined && answer !== null && answer.length !== 0) {
  const end = Date.now() + limitMs;
  let answer;
  for (;;) {
    answer = await ask();
    if (satisfies(answer)) {
      return answer;
    }

    assert.ok(Date.now() < end, `${what} did not come about; last: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const diagnostics = (document) => vscode.languages.getDiagnostics(document.uri);
const withCode = (code) => (found) => found.some((diagnostic) => codeOf(diagnostic) === code);
const without = (code) => (found) => !found.some((diagnostic) => codeOf(diagnostic) === code);
const codeOf = (diagnostic) => String(typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code);
const positionOf = (document, text, offset = 0) => document.positionAt(document.getText().indexOf(text) + offset);
const wholeOf = (document) => new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);

const lenses = (document) => eventually(
  'a lens with tokens', () => vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 20),
  (found) => found?.some((lens) => /\d.* tokens?/.test(lens.command?.title ?? '')));

const totalLens = async (document) => (await lenses(document)).find((lens) => / tokens?/.test(lens.command.title)).command.title;

const hints = (document) => vscode.commands.executeCommand('vscode.executeInlayHintProvider', document.uri, wholeOf(document));
const labelOf = (hint) => (typeof hint.label === 'string' ? hint.label : hint.label.map((part) => part.value).join(''));

const resultText = (title) => eventually(
  `the document ${title}`,
  () => vscode.window.visibleTextEditors
    .find(({ document }) => document.uri.scheme === 'promptlsp-result' && document.uri.path.includes(title))?.document.getText());

async function replace(document, range, text) {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
}

async function revert(document) {
  await vscode.window.showTextDocument(document, { preview: false });
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

test('a .prompt file is of the language promptlsp, a .prompt.md file is not', async () => {
  assert.equal((await open('support.prompt')).languageId, 'promptlsp');
  const chatPrompt = await vscode.workspace.openTextDocument(vscode.Uri.parse('untitled:review.prompt.md'));
  assert.notEqual(chatPrompt.languageId, 'promptlsp');
});

test('an undefined variable is a diagnostic on its very name', async () => {
  const document = await open('broken.prompt');
  const found = await eventually('the diagnostic', () => diagnostics(document), withCode('PL0301'));
  const diagnostic = found.find((candidate) => codeOf(candidate) === 'PL0301');
  assert.equal(document.getText(diagnostic.range), 'custmer');
  assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
  assert.match(diagnostic.message, /custmer/);
});

test('a prompt without faults has no diagnostic', async () => {
  const document = await open('support.prompt');
  await lenses(document);
  assert.deepEqual(diagnostics(document).map((diagnostic) => diagnostic.message), []);
});

test('the lenses give the total against the window and the three commands', async () => {
  const document = await open('support.prompt');
  const found = await lenses(document);
  assert.match(await totalLens(document), /\d+.*tokens?.*128[,. ]?000/);
  const commands = found.map((lens) => lens.command.command);
  for (const command of ['promptlsp.render', 'promptlsp.run', 'promptlsp.eval']) {
    assert.ok(commands.includes(command), `${command} is not among ${commands}`);
  }
});

test('the lens tells the same total as the command line', async () => {
  const document = await open('support.prompt');
  const server = vscode.workspace.getConfiguration('promptlsp.server').get('path');
  const counted = JSON.parse(execFileSync(server, ['count', document.uri.fsPath, '--json'], { encoding: 'utf8' }));
  assert.equal(/^[\d,]+/.exec(await totalLens(document))[0].replaceAll(',', ''), String(counted.tokens.total));
});

test('each message has an inlay hint with its tokens', async () => {
  const document = await open('support.prompt');
  const found = await eventually('two hints', () => hints(document), (answer) => answer?.length >= 2);
  for (const [index, role] of ['system:', 'user:'].entries()) {
    assert.equal(found[index].position.line, positionOf(document, `\n${role}`, 1).line);
    assert.match(labelOf(found[index]), /\d+ tokens?/);
  }
});

test('hover tells about a variable', async () => {
  const document = await open('support.prompt');
  const found = await eventually(
    'a hover', () => vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, positionOf(document, '{{ tone', 4)));
  assert.match(found.flatMap((hover) => hover.contents).map((content) => content.value ?? content).join('\n'), /tone/);
});

test('completion in a tag offers the inputs', async () => {
  const document = await open('support.prompt');
  const found = await eventually(
    'completion', () => vscode.commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, positionOf(document, '{{ tone', 4)),
    (list) => list?.items.some((item) => (item.label.label ?? item.label) === 'question'));
  assert.ok(found.items.some((item) => (item.label.label ?? item.label) === 'tone'));
});

test('definition leads from a variable to its declaration', async () => {
  const document = await open('support.prompt');
  const found = await eventually(
    'a definition', () => vscode.commands.executeCommand('vscode.executeDefinitionProvider', document.uri, positionOf(document, '{{ tone', 4)));
  const range = found[0].targetSelectionRange ?? found[0].range ?? found[0].targetRange;
  assert.equal(range.start.line, positionOf(document, '  tone:').line);
});

test('definition leads from an include to the partial', async () => {
  const document = await open('support.prompt');
  const found = await eventually(
    'a definition', () => vscode.commands.executeCommand('vscode.executeDefinitionProvider', document.uri, positionOf(document, 'partials/rules', 3)));
  assert.equal(path.basename((found[0].targetUri ?? found[0].uri).fsPath), 'rules.md');
});

test('the outline and the folds hold the messages', async () => {
  const document = await open('support.prompt');
  const symbols = await eventually('symbols', () => vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', document.uri));
  const flat = (list) => list.flatMap((symbol) => [symbol, ...flat(symbol.children ?? [])]);
  const lines = flat(symbols).map((symbol) => (symbol.range ?? symbol.location.range).start.line);
  const folds = await eventually('folds', () => vscode.commands.executeCommand('vscode.executeFoldingRangeProvider', document.uri));
  for (const role of ['\nsystem:', '\nuser:']) {
    const line = positionOf(document, role, 1).line;
    assert.ok(lines.includes(line), `no symbol at line ${line}: ${lines}`);
    assert.ok(folds.some((fold) => fold.start === line), `no fold at line ${line}: ${JSON.stringify(folds)}`);
  }
});

test('an edit changes counts and diagnostics, and its undoing changes them back', async () => {
  const document = await open('support.prompt');
  const before = await totalLens(document);
  const end = document.lineAt(document.lineCount - 1).range.end;
  await replace(document, new vscode.Range(end, end), 'Answer in one sentence of at most twelve plain words.\n');
  await eventually('another total', () => totalLens(document), (title) => title !== before);
  const now = document.lineAt(document.lineCount - 1).range.end;
  await replace(document, new vscode.Range(now, now), 'For {{ custmer }}.\n');
  await eventually('the diagnostic', () => diagnostics(document), withCode('PL0301'));
  await revert(document);
  await eventually('no diagnostic', () => diagnostics(document), without('PL0301'));
  await eventually('the first total', () => totalLens(document), (title) => title === before);
});

test('the quick fix declares the variable', async () => {
  const document = await open('broken.prompt');
  const found = await eventually('the diagnostic', () => diagnostics(document), withCode('PL0301'));
  const { range } = found.find((diagnostic) => codeOf(diagnostic) === 'PL0301');
  const actions = await eventually(
    'a quick fix', () => vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, 'quickfix', 20),
    (list) => list?.some((action) => action.edit !== undefined && /declare/i.test(action.title)));
  assert.ok(await vscode.workspace.applyEdit(actions.find((action) => /declare/i.test(action.title)).edit));
  await eventually('no diagnostic', () => diagnostics(document), without('PL0301'));
  assert.match(document.getText().split('\n---')[0], /^ {2}custmer:/m);
  await revert(document);
});

test('suites and promptlsp.yaml reach the server', async () => {
  const document = await open('echo.eval.yaml');
  assert.equal(document.languageId, 'yaml');
  const range = new vscode.Range(positionOf(document, 'type: contains', 6), positionOf(document, 'type: contains', 14));
  await replace(document, range, 'contanis');
  await eventually('a diagnostic', () => diagnostics(document));
  await revert(document);
  await eventually('no diagnostic', () => diagnostics(document), (found) => found.length === 0);

  const configuration = await open('promptlsp.yaml');
  await replace(configuration, new vscode.Range(0, 0, 0, 5), 'stroe');
  await eventually('a diagnostic', () => diagnostics(configuration));
  await revert(configuration);
});

test('render opens the rendered prompt', async () => {
  await open('support.prompt');
  await vscode.commands.executeCommand('promptlsp.renderFile');
  const text = await resultText('support.prompt');
  assert.match(text, /You answer in a friendly tone\./);
  assert.match(text, /Keep to what the documents say\./);
  assert.match(text, /Question: How do I reset my password\?/);
  assert.doesNotMatch(text, /\{\{/);
});

test('render follows the text that is not saved, and the same document shows it', async () => {
  const document = await open('echo.prompt');
  await vscode.commands.executeCommand('promptlsp.renderFile');
  assert.match(await resultText('echo.prompt'), /Say tangerine\./);
  const say = positionOf(document, 'Say', 0);
  await replace(document, new vscode.Range(say, say.translate(0, 3)), 'Whisper');
  await vscode.window.showTextDocument(document, { preview: false });
  await vscode.commands.executeCommand('promptlsp.renderFile');
  await eventually('the new text', () => resultText('echo.prompt'), (text) => /Whisper tangerine\./.test(text));
  await revert(document);
});

test('run prints the answer', async () => {
  await open('echo.prompt');
  await vscode.commands.executeCommand('promptlsp.runFile');
  assert.match(await resultText('echo.prompt'), /Say tangerine\./);
});

test('evaluate prints the verdict', async () => {
  await open('echo.eval.yaml');
  await vscode.commands.executeCommand('promptlsp.evaluateFile');
  const text = await resultText('echo.eval.yaml');
  assert.match(text, /50(\.0)?\s?%/);
  assert.match(text, /fail.*says-something-else.*vinegar/);
});

test('a server that dies is started again', async () => {
  const document = await open('broken.prompt');
  await eventually('the diagnostic', () => diagnostics(document), withCode('PL0301'));
  const first = serverProcesses();
  assert.equal(first.length, 1, `server processes: ${first}`);
  process.kill(first[0], 'SIGKILL');
  const second = await eventually('another server', serverProcesses, (found) => found.length === 1 && found[0] !== first[0]);
  await lenses(await open('support.prompt'));
  assert.deepEqual(serverProcesses(), second);
});

/** Processes that this extension host started and whose command line has `serve --stdio`. */
function serverProcesses() {
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((id) => {
    try {
      const parent = Number(/^PPid:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${id}/status`, 'utf8'))[1]);
      return parent === process.pid && fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').includes('serve');
    } catch (error) {
      if (error.code === 'ENOENT' || error.code === 'ESRCH') {
        return false;
      }

      throw error;
    }
  });
}
