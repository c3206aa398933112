import { decodeBase64, parseNote } from './signed-note.js';

/** What a note says of a chain: its first `size` entries have this Merkle root, and the last of them this hash. */
export interface Checkpoint {
  /** `sextant/<installation>/<chain id>`: a note of one chain is no note of another. */
  readonly origin: string;
  readonly size: number;
  /** Hexadecimal, as the hashes of entries. */
  readonly root: string;
  readonly lastEntryHash: string;
}

export const originOf = (installation: string, chainId: string): string => `sextant/${installation}/${chainId}`;

/** Of the keys of an installation, in notes on all its chains. */
export const keyNameOf = (installation: string): string => `sextant/${installation}`;

/** Whether the origin is of this chain, in any installation. */
export function isOriginOf(chainId: string, origin: string): boolean {
  const installation = origin.slice('sextant/'.length, -chainId.length - 1);
  return installation !== '' && !installation.includes('/') && origin === originOf(installation, chainId);
}

/** The text that is signed. */
export const checkpointText = ({ origin, size, root, lastEntryHash }: Checkpoint): string =>
  `${origin}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\n${lastEntryHash}\n`;

/** Undefined where the text is not of this form to the byte. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [, origin, digits, root, lastEntryHash] =
    /^([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n([0-9a-f]{64})\n$/.exec(text) ?? [];
  const bytes = decodeBase64(root ?? '');
  const size = Number(digits);
  if (origin === undefined || lastEntryHash === undefined || bytes?.length !== 32) return undefined;
  return Number.isSafeInteger(size) ? { origin, size, root: bytes.toString('hex'), lastEntryHash } : undefined;
}

/** What a note says, whoever signed it; undefined where it says nothing of a chain. */
export const checkpointOf = (note: string): Checkpoint | undefined => parseCheckpoint(parseNote(note)?.text ?? '');

/** The chain that a note names, whoever signed it; undefined where it names none that could be one. */
export function chainOfNote(note: string): string | undefined {
  const { origin = '' } = checkpointOf(note) ?? {};
  return /^sextant\/[^/]+\/([A-Za-z0-9_-]+)$/.exec(origin)?.[1];
}
