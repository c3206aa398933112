import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

const programs = {
  count: new URL('./count.ts', import.meta.url),
  hold: new URL('./hold.ts', import.meta.url),
  write: new URL('./write.ts', import.meta.url),
};

/** Runs one of the programs of this folder in a process of its own. */
export function startProgram(
  name: keyof typeof programs,
  dataDirectory: string,
): ChildProcessByStdio<null, Readable, null> {
  const program = fileURLToPath(programs[name]);
  return spawn(process.execPath, ['--import', tsx, program, dataDirectory], { stdio: ['ignore', 'pipe', 'inherit'] });
}

export const exitOf = (child: ReturnType<typeof startProgram>): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', (code) => resolve(code)));

/** What the program printed up to the first line's end. */
export const firstLineOf = (child: ReturnType<typeof startProgram>): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('exit', () => reject(new Error(`the program ended early: ${text}`)));
  });
