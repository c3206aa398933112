import type { Dataset, ReadOptions } from '../profile/read.js';

/** Reads a file and states its facts. Nothing is decided and nothing is recorded. */
export async function profileFile(request: ReadOptions): Promise<Dataset> {
  const { readDataset } = await import('../profile/read.js');
  return readDataset(request);
}
