// Runs programs of the machine for the preparation of a test run.
import { spawn, spawnSync, type SpawnOptions } from 'node:child_process';

/** The standard output of a short command, or undefined where it is missing or fails. */
export function ask(program: string, args: readonly string[]): string | undefined {
  const answer = spawnSync(program, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return answer.status === 0 ? answer.stdout.trim() : undefined;
}

/** Runs a command to its end with its output shown; answers its exit code (1 where a signal ended it). */
export function run(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a command that must succeed and shows its output only where it does not. */
export function must(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`${program} ${args.join(' ')} ended with ${String(code)}:\n${Buffer.concat(said).toString()}`),
        );
    });
  });
}
