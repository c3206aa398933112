import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createRandom } from '../../dist/random.js';

const COLUMNS = { numbers: 9, integers: 3, categories: 6 } as const;
/** Levels of each category, and whole numbers of each integer. */
const LEVELS = [2, 5, 12, 40, 200, 2000] as const;
const SPANS = [10, 1000, 1_000_000] as const;
/** Share of cells without a value in the columns that have such. */
const MISSING = 0.05;
const LINES_OF_A_PIECE = 5_000;

const names = (letter: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${letter}${i}`);

/**
 * Writes a table of 20 columns, the same at every time: numbers of three kinds of distribution, whole numbers, categories, yes and
 * no, and three classes that follow from some of them; a third of the columns has missing cells.
 */
export async function writeTable(path: string, rows: number): Promise<void> {
  const random = createRandom(0, 'upload');
  const file = createWriteStream(path);
  const { numbers, integers, categories } = COLUMNS;
  const header = [...names('n', numbers), ...names('i', integers), ...names('c', categories), 'b', 'y'];
  file.write(`${header.join(',')}\n`);
  for (let from = 0; from < rows; from += LINES_OF_A_PIECE) {
    const lines = Array.from({ length: Math.min(LINES_OF_A_PIECE, rows - from) }, () => lineOf(random));
    if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

function lineOf(random: () => number): string {
  const { numbers, integers, categories } = COLUMNS;
  const some = (index: number, cell: string): string => (index % 3 === 0 && random() < MISSING ? '' : cell);
  const drawn = Array.from({ length: numbers }, (_, i) => numberOf(i, random));
  const cells = drawn.map((value, i) => some(i, value.toFixed(4)));
  for (let i = 0; i < integers; i++) cells.push(some(i, String(Math.floor(random() * (SPANS[i] ?? 1)))));
  for (let i = 0; i < categories; i++) cells.push(some(i, `level ${Math.floor(random() ** 2 * (LEVELS[i] ?? 1))}`));
  cells.push(random() < 0.3 ? 'yes' : 'no');
  const score = (drawn[0] ?? 0) + (drawn[1] ?? 0) + random();
  cells.push(score > 2 ? 'high' : score > 1 ? 'middle' : 'low');
  return cells.join(',');
}

/** Even, bell-shaped, or with a long tail. */
function numberOf(index: number, random: () => number): number {
  if (index % 3 === 0) return random();
  if (index % 3 === 1) return random() + random() + random() - 1.5;
  return -Math.log(1 - random()) * 100;
}
