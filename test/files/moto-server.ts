import { spawn } from 'node:child_process';
import { canMakeEnvironments, environmentTimeoutMs, pythonWith } from '../../scripts/generators/python/environment.js';

/** An S3-compatible storage in a process of its own: moto's server, which keeps objects in memory. */
export interface MotoServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The S3 part of moto and what its server needs. */
const packages = ['moto[s3]==5.2.5', 'flask==3.1.3', 'flask-cors==6.0.5'];

/** The first start on a machine installs the server, which takes a while: give it `motoTimeoutMs`. */
export async function startMoto(): Promise<MotoServer> {
  const program = ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'];
  const server = spawn(await pythonWith(packages), program, { stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (part: Buffer) => {
      said += part.toString();
      const found = /Running on (http:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', () => reject(new Error(`moto did not start: ${said}`)));
  });
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM');
    await ended;
    process.off('exit', kill);
  };
  return { url, stop };
}

export const motoTimeoutMs = environmentTimeoutMs;
export const isMotoPossible = canMakeEnvironments;

/** What the AWS SDK finds: moto lets everybody in. */
export const motoKeys = { AWS_ACCESS_KEY_ID: 'AKIATESTER', AWS_SECRET_ACCESS_KEY: 'a-secret-that-nobody-is-told' };

/** A new, empty bucket. */
export async function createBucket(url: string, name: string): Promise<void> {
  const response = await fetch(`${url}/${name}`, { method: 'PUT' });
  if (!response.ok) throw new Error(`the bucket was refused: ${response.status}`);
}

/** An object of somebody else's. */
export async function putObject(
  url: string,
  bucket: string,
  { key, body }: { key: string; body: string },
): Promise<void> {
  const response = await fetch(`${url}/${bucket}/${key}`, { method: 'PUT', body });
  if (!response.ok) throw new Error(`the object was refused: ${response.status}`);
}

/** Keys of all objects, in order. */
export async function keysOf(url: string, bucket: string): Promise<string[]> {
  const text = await (await fetch(`${url}/${bucket}?list-type=2`)).text();
  return [...text.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key = '']) => key);
}
