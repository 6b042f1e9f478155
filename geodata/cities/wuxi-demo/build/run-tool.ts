import { execFile } from 'node:child_process';
import { PackError } from '../../../pack/pack-error.ts';

/**
 * Runs a program and answers what it printed.
 *
 * @param input  what it reads
 * @throws PackError where it is not installed or fails
 */
export function runTool(program: string, args: string[], cwd: string, input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else
        reject(
          new PackError(`${program} ${args[0] ?? ''} failed: ${stderr.trim().split('\n').at(-1) ?? error.message}`),
        );
    });
    if (input !== '') child.stdin?.end(input);
  });
}
