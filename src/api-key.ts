import { createHash } from 'node:crypto';

/** What a key may do. `admin`: keys, metrics; it does not include the others. */
export const scopes = ['advise', 'probe', 'audit', 'rules', 'admin'] as const;
export type Scope = (typeof scopes)[number];

const keyPattern = /^sx_[A-Za-z0-9_-]{43}$/;

/** `sx_` and 256 random bits in base64url: what a caller sends as `Authorization: Bearer`. */
export const newApiKey = (randomBytes: (count: number) => Uint8Array): string =>
  `sx_${Buffer.from(randomBytes(32)).toString('base64url')}`;

/** Whether a text could be a key, so that nothing else is looked up. */
export const isApiKey = (text: string): boolean => keyPattern.test(text);

/** What is kept of a key: SHA-256, lower-case hex. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key, 'utf8').digest('hex');
