/** Draws as many units as there are with replacement: into `times`, how often each was drawn. */
export function drawAgain(times: Int32Array, random: () => number): void {
  times.fill(0);
  for (let i = 0; i < times.length; i++) {
    const drawn = Math.floor(random() * times.length);
    times[drawn] = (times[drawn] ?? 0) + 1;
  }
}
