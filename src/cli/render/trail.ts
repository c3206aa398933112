import type { TrailReport } from '../../audit/verify-trail.js';
import type { Finding } from '../../audit/findings.js';
import type { VerifiedChains } from '../../decide/verify-chains.js';
import { plainText } from '../../plain-text.js';
import { joinBlocks, type Layout, renderList } from './notes.js';
import { type Item, renderOutline } from './outline.js';
import { type Palette, paletteOf } from './paint.js';
import type { RenderOptions } from './recommendation.js';
import { wrap } from './width.js';

export interface RenderedTrail extends TrailReport {
  /** Whose keys were believed. */
  readonly keys: 'given' | 'bundle' | 'store';
  readonly findings: readonly (Finding & { readonly message: string })[];
}

/** What verification found: whether the trail holds, what is wrong, and what of it nobody vouches for. */
export function renderTrail(report: RenderedTrail, { width, color, markdown }: RenderOptions): string {
  const palette = paletteOf(color);
  const head = headOf(report, palette);
  const { damage, toKnow } = foundIn(report);
  const witnesses = witnessesOf(report);
  if (markdown)
    return renderOutline([[head, ...headed('Damage', damage), ...headed('To know', toKnow), ...witnesses]], {
      markdown,
    });
  const layout: Layout = { width, palette };
  return joinBlocks([
    [head],
    renderList('Damage', damage, layout, '!'),
    renderList('To know', toKnow, layout),
    witnesses.flatMap((sentence) => wrap(sentence, width)),
  ]);
}

/** What was found of every trail: a line for each, the findings of those that have some, and who vouches for them. */
export function renderChains(
  { chains, keys, scope, server = '' }: VerifiedChains & { readonly server?: string | undefined },
  { width, color, markdown }: RenderOptions,
): string {
  const palette = paletteOf(color);
  const heads = chains.map((chain) => `${headOf(chain, palette)}, unwitnessed: ${chain.unwitnessed}`);
  const found = chains.map((chain) => ({ name: nameOf(chain), ...foundIn(chain) }));
  const closing = [tailOfChains, ...trustIn(keys), ...(scope === 'workspace' ? [onlyThere(server)] : [])];
  if (markdown) {
    const lists = found.flatMap(({ name, damage, toKnow }) => [
      ...headed(`Damage in ${name}`, damage),
      ...headed(`To know of ${name}`, toKnow),
    ]);
    return renderOutline([[...heads, ...lists, ...closing]], { markdown });
  }
  const layout: Layout = { width, palette };
  const lists = found.flatMap(({ name, damage, toKnow }) => [
    renderList(`Damage in ${name}`, damage, layout, '!'),
    renderList(`To know of ${name}`, toKnow, layout),
  ]);
  return joinBlocks([heads, ...lists, closing.flatMap((sentence) => wrap(sentence, width))]);
}

const tailOfChains =
  'unwitnessed: so many of the last entries no good note has seen. They may have been changed, and others cut off after them.';

const onlyThere = (server: string): string =>
  `The server at ${server} shows the trail of the key’s workspace alone. The others, and that of the service, are verified by this command on the database itself, when no server holds the folder.`;

type Shown = Pick<TrailReport, 'chainId' | 'from' | 'to' | 'entries' | 'intact'> & {
  /** Name of the workspace, where it is known. */
  readonly workspace?: string | null;
};

const nameOf = ({ chainId, workspace }: Shown): string =>
  `${plainText(chainId)}${workspace ? ` (workspace ${plainText(workspace)})` : ''}`;

function headOf(report: Shown, palette: Palette): string {
  const { from, to, entries, intact } = report;
  const verdict = intact ? palette.good('no damage was found') : palette.bad('damaged');
  return `Chain ${nameOf(report)}, ${entries === 0 ? 'no entries' : `entries ${from} to ${to}`}: ${verdict}`;
}

function foundIn({ findings, from }: Pick<RenderedTrail, 'findings' | 'from'>) {
  const said = (isDamage: boolean): string[] =>
    findings
      .filter(({ severity }) => (severity === 'damage') === isDamage)
      .map(({ code, message }) => `${code}: ${message}`);
  return { damage: said(true), toKnow: [...said(false), ...startOf(from)] };
}

const headed = (text: string, below: readonly string[]): Item[] => (below.length === 0 ? [] : [{ text, below }]);

const startOf = (from: number): string[] =>
  from === 1 ? [] : [`Entries before ${from} were pruned; verification begins with the hashes that are kept of them.`];

function witnessesOf({ notes, witnessed, unwitnessed, keys }: RenderedTrail): string[] {
  const { count, verified, notChecked } = notes;
  const good = `Signed notes: ${count}, of which ${verified} are good${witnessed > 0 ? ` and vouch for the entries up to ${witnessed}` : ''}.`;
  const open = notChecked > 0 ? ` ${notChecked} could not be compared, for want of entries.` : '';
  const tail =
    unwitnessed === 0
      ? 'unwitnessed: 0. What came later, if anything did, no note has seen.'
      : `unwitnessed: ${unwitnessed}. No good note has seen these last entries: they may have been changed, and others cut off after them.`;
  return [`${good}${open}`, tail, ...trustIn(keys)];
}

const trustIn = (keys: RenderedTrail['keys']): string[] =>
  keys === 'given'
    ? []
    : [
        `The signatures were checked by the keys in the ${keys}. Whoever makes a trail anew makes keys for it as well: give keys from a source you trust by --keys or --public-key.`,
      ];
