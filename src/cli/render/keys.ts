import type { ApiKey } from '../../decide/keys.js';
import { paletteOf } from './paint.js';
import type { RenderOptions } from './recommendation.js';
import { type Column, renderTable } from './table.js';

const columns: readonly Column[] = [
  { title: 'id' },
  { title: 'made' },
  { title: 'state' },
  { title: 'may' },
  { title: 'name', isFlexible: true },
];

/** Keys of a workspace, a line for each; whether one is still good is by `now`. */
export function renderKeys(keys: readonly ApiKey[], now: number, { width, color, markdown }: RenderOptions): string {
  if (keys.length === 0) return 'There are no keys.\n';
  const palette = paletteOf(color);
  const rows = keys.map((key) => [
    { text: key.id },
    { text: day(key.createdAt) },
    { text: stateOf(key, now) },
    { text: key.scopes.join(', ') },
    { text: key.name, paint: palette.bold },
  ]);
  return `${renderTable({ columns, rows, width, paintTitle: palette.bold, markdown }).join('\n')}\n`;
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

function stateOf({ expiresAt, revokedAt }: ApiKey, now: number): string {
  if (revokedAt !== null) return `revoked ${day(revokedAt)}`;
  if (expiresAt === null) return 'good';
  return `${expiresAt > now ? 'good until' : 'expired'} ${day(expiresAt)}`;
}
