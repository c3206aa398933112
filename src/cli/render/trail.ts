import type { TrailReport } from '../../audit/verify-trail.js';
import type { Finding } from '../../audit/findings.js';
import { plainText } from '../../plain-text.js';
import { joinBlocks, type Layout, renderList } from './notes.js';
import { type Item, renderOutline } from './outline.js';
import { paletteOf } from './paint.js';
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
  const { chainId, from, to, entries, intact, findings } = report;
  const verdict = intact ? palette.good('no damage was found') : palette.bad('damaged');
  const head = `Chain ${plainText(chainId)}, ${entries === 0 ? 'no entries' : `entries ${from} to ${to}`}: ${verdict}`;
  const [damage = [], others = []] = [true, false].map((isDamage) =>
    findings
      .filter(({ severity }) => (severity === 'damage') === isDamage)
      .map(({ code, message }) => `${code}: ${message}`),
  );
  const toKnow = [...others, ...startOf(report)];
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

const headed = (text: string, below: readonly string[]): Item[] => (below.length === 0 ? [] : [{ text, below }]);

const startOf = ({ from }: RenderedTrail): string[] =>
  from === 1 ? [] : [`Entries before ${from} were pruned; verification begins with the hashes that are kept of them.`];

function witnessesOf({ notes, witnessed, unwitnessed, keys }: RenderedTrail): string[] {
  const { count, verified, notChecked } = notes;
  const good = `Signed notes: ${count}, of which ${verified} are good${witnessed > 0 ? ` and vouch for the entries up to ${witnessed}` : ''}.`;
  const open = notChecked > 0 ? ` ${notChecked} could not be compared, for want of entries.` : '';
  const tail =
    unwitnessed === 0
      ? 'unwitnessed: 0. What came later, if anything did, no note has seen.'
      : `unwitnessed: ${unwitnessed}. No good note has seen these last entries: they may have been changed, and others cut off after them.`;
  const trust =
    keys === 'given'
      ? []
      : [
          `The signatures were checked by the keys in the ${keys}. Whoever makes a trail anew makes keys for it as well: give keys from a source you trust by --keys or --public-key.`,
        ];
  return [`${good}${open}`, tail, ...trust];
}
