import type { Finding, FindingCode } from './findings.js';

type Words = (finding: Finding) => string;

/** `Entry 12`, or `3 entries, the first of them 12, the last 40,`. */
const entries: Words = ({ count, first, last }) =>
  count === 1 ? `Entry ${first}` : `${count} entries, the first of them ${first}, the last ${last},`;

const notes: Words = ({ count, first, file }) => {
  const upTo = first === null ? '' : ` on ${first} entries`;
  return count === 1 ? `The note ${file}${upTo}` : `${count} notes, the first of them${upTo || ` ${file}`},`;
};

const was = ({ count }: Finding): string => (count === 1 ? 'was' : 'were');
const does = ({ count }: Finding): string => (count === 1 ? 'does' : 'do');
const is = ({ count }: Finding): string => (count === 1 ? 'is' : 'are');

const words: { readonly [C in FindingCode]: Words } = {
  fork: (found) => `${entries(found)} ${is(found)} there a second time, on one predecessor: the chain was forked.`,
  gap: ({ count, first, last }) => {
    const isUnsaid = first === 1 ? ', and no pruning that a good note vouches for says so' : '';
    return count === 1
      ? `Entry ${first} is missing${isUnsaid}.`
      : `${count} entries are missing between ${first} and ${last}${isUnsaid}.`;
  },
  content_edited: (found) => `${entries(found)} ${was(found)} changed after writing: the hashes do not recompute.`,
  link_broken: (found) =>
    `${entries(found)} ${does(found)} not follow the entry before: entries were put in, swapped, or made anew.`,
  copy_differs: (found) => `${entries(found)} ${does(found)} not say in the copy for queries what the payload says.`,
  time_order: (found) =>
    `${entries(found)} ${is(found)} earlier than the entry before: a clock was set back. This alone is no damage.`,
  erased: (found) => `${entries(found)} ${was(found)} erased, as a later entry says. The chain still holds.`,
  signature_bad: (found) =>
    `${notes(found)} ${is(found)} not signed by a key that is trusted for this chain and its time.`,
  truncated: ({ first, last, file }) =>
    `The end was cut off: entries ${first} to ${last} are missing, which ${file === null ? 'the range promises' : 'a note vouches for'}.`,
  mismatch: (found) =>
    `${notes(found)} ${is(found)} not of these entries: up to that place the chain was made anew after the note was signed.`,
  rule_set_differs: ({ count, file }) =>
    count === 1 ? `The rule set ${file} was changed.` : `${count} rule sets were changed, among them ${file}.`,
};

/** One sentence for a reader who does not know the codes. */
export const describeFinding = (finding: Finding): string => words[finding.code](finding);
