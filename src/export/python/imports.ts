interface Imports {
  /** Modules of the standard library. */
  readonly standard: readonly string[];
  /** Lines that parts of the script ask for; some twice. */
  readonly parts: readonly string[];
  /** Lines of what the network is trained with. */
  readonly library: readonly string[];
}

/** The import lines of a script, in the usual order. */
export function importLines({ standard, parts, library }: Imports): string[] {
  const from = [...new Set(parts)];
  const isStandard = (line: string): boolean => line.startsWith('from collections');
  const others = [
    ...library,
    'import numpy as np',
    'import pandas as pd',
    'from sklearn import metrics',
    ...from.filter((line) => !isStandard(line)),
  ];
  return [
    ...standard.toSorted().map((name) => `import ${name}`),
    ...from.filter(isStandard),
    '',
    ...others.filter((line) => line.startsWith('import ')).toSorted(),
    ...others.filter((line) => line.startsWith('from ')).toSorted(),
  ];
}
