// Counts and prints: one line a test, `ok` or `FAIL` with the reason.
const started = performance.now();

export class Report {
  passed = 0;
  failed = 0;

  log(text) {
    console.log(`[${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s] ${text}`);
  }

  pass(name) {
    this.passed++;
    this.log(`ok   ${name}`);
  }

  fail(name, reason) {
    this.failed++;
    this.log(`FAIL ${name}\n${String(reason).replace(/^/gm, '       ')}`);
  }

  /** Runs one test; a failure is noted and the run goes on. */
  async test(name, action) {
    try {
      await action();
      this.pass(name);
      return true;
    } catch (error) {
      this.fail(name, error?.stack ?? error);
      return false;
    }
  }

  /** Prints the last line and gives the exit code. */
  end() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 && this.passed > 0 ? 0 : 1;
  }
}
