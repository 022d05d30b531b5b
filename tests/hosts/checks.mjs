// A list of checks with one closing line, `N passed, N failed`, which `cargo xtask test` sums.

/** Runs checks one after the other; a check fails by throwing. */
export class Checks {
  #passed = 0;
  #failed = 0;

  async check(name, body) {
    try {
      await body();
      this.#passed += 1;
    } catch (error) {
      this.#failed += 1;
      console.log(`FAILED ${name}\n    ${error}`);
    }
  }

  /** The last line of a runner, and its exit code. */
  finish() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    process.exitCode = this.#failed > 0 || this.#passed === 0 ? 1 : 0;
  }
}
