import type { DescribedDataset, ReadOptions } from '../profile/read.js';

/** Reads a file and states its facts. Nothing is decided and nothing is recorded. */
export async function profileFile(request: ReadOptions): Promise<DescribedDataset> {
  const { describeDataset } = await import('../profile/read.js');
  return describeDataset(request);
}
