// What a user sees: the packed extension, installed, in VS Code in a browser. Screenshots go to the folder that PROMPTLSP_TEST_SHOTS names.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const limitMs = 60_000;

export async function runEndToEndTests(session, browser, report) {
  const shots = process.env.PROMPTLSP_TEST_SHOTS;
  if (shots) {
    fs.mkdirSync(shots, { recursive: true });
  }

  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(limitMs);
  const user = new User(page, shots);
  // A step needs the state that the one before it left, so that the first failure ends the scenario.
  const scenario = [
    ['an undefined variable is underlined', () => user.seesUndefinedVariable(session)],
    ['its hover says what is wrong', () => user.hoversOverTheFault()],
    ['the quick fix takes the line away', () => user.appliesTheQuickFix()],
    ['the lens above a prompt shows its tokens', () => user.seesTheLens()],
    ['each message shows its tokens', () => user.seesTheHints()],
    ['roles, front matter and tags have colours', () => user.seesColours()],
    ['hover tells about a variable', () => user.hoversOverAVariable()],
    ['braces close themselves and completion offers the inputs', () => user.completes()],
    ['the total follows the edit', () => user.seesAnotherTotal()],
    ['the lens Render opens the rendered prompt beside it', () => user.renders()],
    ['the command palette runs the prompt', () => user.runsFromThePalette()],
    ['the problems panel lists the fault', () => user.seesTheProblem()],
    ['a server that is not there is named, with what to do', () => user.missesTheServer(session)],
  ];
  try {
    for (const [name, step] of scenario) {
      if (!await report.test(`browser: ${name}`, step)) {
        await user.shot('failure');
        break;
      }
    }
  } finally {
    await page.close();
  }
}

class User {
  constructor(page, shots) {
    this.page = page;
    this.shots = shots;
    this.count = 0;
  }

  async shot(name) {
    if (this.shots) {
      await this.page.screenshot({ path: path.join(this.shots, `${String(++this.count).padStart(2, '0')}-${name}.png`) });
    }
  }

  async open(file) {
    await this.page.keyboard.press('Control+P');
    await this.page.keyboard.type(file);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: file }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active', { hasText: file }).waitFor();
  }

  line(text) {
    return this.page.locator('.editor-group-container.active .view-line', { hasText: text }).first();
  }

  /** The innermost piece of a line that is exactly the text. */
  word(lineText, word) {
    return this.line(lineText).locator('span > span').filter({ hasText: new RegExp(`^\\s*${word}\\s*$`) }).first();
  }

  /** Presses a key, again where the editor was too busy to heed it, until something shows. */
  async pressUntil(key, locator) {
    for (const end = Date.now() + limitMs; ;) {
      await this.page.keyboard.press(key);
      try {
        return await locator.waitFor({ timeout: 4_000 });
      } catch (error) {
        if (Date.now() > end) {
          throw error;
        }
      }
    }
  }

  lens(text) {
    return this.page.locator('.codelens-decoration', { hasText: text }).first();
  }

  async total() {
    const lens = this.lens(/\d tokens?/);
    await lens.waitFor();
    return /[\d,.  ]*\d tokens?/.exec(await lens.innerText())[0];
  }

  async seesUndefinedVariable(session) {
    const workspace = session.workspace('browser');
    await this.page.goto(session.url(workspace, [['openFile', session.remote(`${workspace}/broken.prompt`)]]));
    await this.line(/^Greet/).waitFor();
    await this.page.locator('.squiggly-error').first().waitFor();
    await this.shot('squiggle');
  }

  async hoversOverTheFault() {
    await this.word(/^Greet/, 'custmer').hover();
    await this.page.locator('.monaco-hover:visible', { hasText: 'PL0301' }).waitFor();
    await this.shot('fault-hover');
    await this.page.keyboard.press('Escape');
  }

  async appliesTheQuickFix() {
    await this.word(/^Greet/, 'custmer').click();
    const action = this.page.locator('.action-widget .monaco-list-row', { hasText: /declare/i }).first();
    await this.pressUntil('Control+.', action);
    await this.shot('quick-fix');
    await action.click();
    await this.line('custmer:').waitFor();
    await this.page.locator('.squiggly-error').waitFor({ state: 'detached' });
    await this.shot('fixed');
  }

  async seesTheLens() {
    await this.open('support.prompt');
    assert.match(await this.total(), /\d+/);
    for (const command of ['Render', 'Run', 'Evaluate']) {
      await this.lens(command).waitFor();
    }
  }

  async seesTheHints() {
    for (const role of ['system:', 'user:']) {
      await this.line(new RegExp(`^${role}.*\\d+\\s*tokens?`)).waitFor();
    }

    await this.shot('lens-and-hints');
  }

  async seesColours() {
    const classOf = async (line, word) => {
      const found = await this.word(line, word).getAttribute('class');
      return /mtk\d+/.exec(found)[0];
    };
    const plain = await this.line(/^Question:/).locator('span > span').first().getAttribute('class');
    const body = /mtk\d+/.exec(plain)[0];
    assert.notEqual(await classOf(/^system:/, 'system:'), body, 'role line');
    assert.notEqual(await classOf('description:', 'description'), body, 'front matter key');
    assert.notEqual(await classOf('include', 'include'), body, 'keyword');
    assert.notEqual(await classOf('include', "'partials/rules'"), body, 'string');
    assert.notEqual(await classOf(/^Question:/, 'question'), body, 'variable');
  }

  async hoversOverAVariable() {
    await this.word(/^Question:/, 'question').hover();
    const hover = this.page.locator('.monaco-hover:visible', { hasText: 'question' });
    await hover.waitFor();
    await this.shot('hover');
    await this.page.keyboard.press('Escape');
    await hover.waitFor({ state: 'hidden' });
  }

  async completes() {
    this.before = await this.total();
    await this.line(/^Question:/).click();
    await this.page.keyboard.press('Control+End');
    await this.page.keyboard.type('Again, slowly and in full: {{ quest');
    await this.pressUntil('Control+Space', this.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'question' }).first());
    await this.shot('completion');
    await this.page.keyboard.press('Enter');
    await this.line(/full:\s\{\{\squestion\s?\}\}/).waitFor();
  }

  async seesAnotherTotal() {
    await this.page.waitForFunction(
      (before) => [...document.querySelectorAll('.codelens-decoration')]
        .some((lens) => /\d tokens?/.test(lens.textContent) && !lens.textContent.includes(before)),
      this.before);
    await this.shot('edited');
  }

  async renders() {
    await this.lens('Render').locator('a', { hasText: 'Render' }).click();
    const group = this.page.locator('.editor-group-container', { has: this.page.locator('.tab.active', { hasText: 'support.prompt (' }) });
    await group.locator('.view-line', { hasText: /You\sanswer\sin\sa\sfriendly\stone\./ }).first().waitFor();
    await this.shot('rendered');
  }

  async runsFromThePalette() {
    await this.open('echo.prompt');
    await this.lens('Run').waitFor();
    await this.page.keyboard.press('F1');
    await this.page.keyboard.type('PromptLsp: Run Prompt');
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Run Prompt' }).first().waitFor();
    await this.page.keyboard.press('Enter');
    const group = this.page.locator('.editor-group-container', { has: this.page.locator('.tab.active', { hasText: 'echo.prompt (' }) });
    await group.locator('.view-line', { hasText: /Say\stangerine\./ }).first().waitFor();
    await this.shot('run');
  }

  async seesTheProblem() {
    await this.line(/^Say/).click();
    await this.page.keyboard.press('End');
    await this.page.keyboard.type(' {{ wrod');
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Control+Shift+M');
    await this.page.locator('.markers-panel .monaco-list-row', { hasText: 'wrod' }).first().waitFor();
    await this.shot('problems');
  }

  async missesTheServer(session) {
    session.setServer('/nowhere/promptlsp');
    // VS Code keeps toasts away while it is driven; the bell has what they would say.
    await this.page.locator('.monaco-alert', { hasText: 'promptlsp.server.path' }).first().waitFor({ state: 'attached' });
    await this.page.locator('[id="status.notifications"]').click();
    const message = this.page.locator('.notifications-center .notification-list-item', { hasText: 'promptlsp.server.path names /nowhere/promptlsp' }).first();
    await message.waitFor();
    await message.locator('.monaco-button', { hasText: 'Open Settings' }).waitFor();
    await this.shot('no-server');
  }
}
