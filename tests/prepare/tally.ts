// A Vitest reporter that writes down what ran, for the closing lines of `npm test`.
import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

interface Count {
  passed: number;
  failed: number;
  /** With a reason. */
  notRun: number;
}

export interface Tally {
  /** By project: how its tests ended. */
  readonly projects: Record<string, Count>;
  /** What did not run, each with its reason. */
  readonly notRun: string[];
  /** Failures by name: tests, files that could not be loaded, hooks, errors that nobody caught. */
  readonly failures: string[];
}

export default class TallyReporter implements Reporter {
  private readonly tally: Tally = { projects: {}, notRun: [], failures: [] };

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message: string }[]): void {
    for (const testModule of modules) this.count(testModule);
    for (const error of unhandled) this.tally.failures.push(`unhandled error: ${error.message}`);
    const file = process.env.FENGSUI_TEST_TALLY;
    if (file) writeFileSync(file, JSON.stringify(this.tally));
  }

  private count(testModule: TestModule): void {
    const name = testModule.project.name;
    const project = (this.tally.projects[name] ??= { passed: 0, failed: 0, notRun: 0 });
    for (const broken of [testModule, ...testModule.children.allSuites()].filter((part) => part.errors().length > 0)) {
      project.failed += 1;
      this.tally.failures.push(`${name} ${nameOf(broken)}: ${broken.errors()[0]?.message ?? ''}`);
    }
    for (const test of testModule.children.allTests()) this.countTest(test, project);
  }

  private countTest(test: TestCase, project: Count): void {
    const result = test.result();
    const name = `${test.project.name} ${test.module.relativeModuleId} > ${test.fullName}`;
    const reason = reasonToSkip(test);
    if (result.state === 'passed') project.passed += 1;
    else if (result.state === 'skipped' && reason) {
      project.notRun += 1;
      this.tally.notRun.push(`not run: ${name}: ${reason}`);
    } else {
      project.failed += 1;
      this.tally.failures.push(result.state === 'failed' ? name : `${name}: ${result.state}, and nobody said why`);
    }
  }
}

/** The note of `context.skip(note)`, else what follows "not run:" in the name of the test or of its suites. */
function reasonToSkip(test: TestCase): string | undefined {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? /not run: (.+)/.exec(test.fullName)?.[1];
}

const nameOf = (part: TestModule | TestSuite) => (part.type === 'module' ? part.relativeModuleId : part.fullName);
