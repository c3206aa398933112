const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * A curve as a row of bars, at most `width` of them: means of equal stretches, from the least (lowest bar) to the
 * greatest value. Numbers that are not finite are blanks. A flat curve is all lowest bars.
 */
export function sparkline(values: readonly number[], width: number): string {
  const points = stretch(values, Math.max(1, Math.min(width, values.length)));
  const finite = points.filter(Number.isFinite);
  const least = Math.min(...finite);
  const span = Math.max(...finite) - least;
  return points
    .map((value) => {
      if (!Number.isFinite(value)) return ' ';
      const level = span > 0 ? Math.round(((value - least) / span) * (BARS.length - 1)) : 0;
      return BARS[level] ?? ' ';
    })
    .join('');
}

function stretch(values: readonly number[], count: number): number[] {
  return Array.from({ length: values.length === 0 ? 0 : count }, (_, index) => {
    const part = values.slice(
      Math.floor((index * values.length) / count),
      Math.floor(((index + 1) * values.length) / count),
    );
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
