/** One thing that `sextant doctor` looked at. `warning`: it works, but not as well as it could. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'broken';
  readonly detail: string;
  /** What mends it. */
  readonly fix?: string;
}
