import { exportKeras } from './keras.js';
import type { ScriptInput } from './plan.js';
import { exportPytorch } from './pytorch.js';
import { exportSklearn } from './sklearn.js';
import { exportTfjs } from './tfjs.js';

export type { ScriptInput } from './plan.js';

export interface ScriptFormat {
  /** What it is written for. */
  readonly library: string;
  readonly fileName: string;
  readonly mediaType: string;
  /**
   * @throws SextantError `export_unsupported` where the library does not have what is recommended, `settings_invalid` when the
   * task needs labels and the schema has none
   */
  readonly write: (input: ScriptInput) => string;
}

const [python, javascript] = ['text/x-python', 'text/javascript'] as const;

/** Programs that train what is recommended on the file that it was recommended for. */
export const scriptFormats = {
  keras: { library: 'Keras', fileName: 'train_keras.py', mediaType: python, write: exportKeras },
  pytorch: { library: 'PyTorch', fileName: 'train_pytorch.py', mediaType: python, write: exportPytorch },
  sklearn: { library: 'scikit-learn', fileName: 'train_sklearn.py', mediaType: python, write: exportSklearn },
  tfjs: { library: 'TensorFlow.js', fileName: 'train_tfjs.mjs', mediaType: javascript, write: exportTfjs },
} as const satisfies Record<string, ScriptFormat>;

/** Those that have whatever is recommended; what scikit-learn has depends on the settings and the columns. */
export const generalFormats = ['keras', 'pytorch', 'tfjs'] as const satisfies (keyof typeof scriptFormats)[];

export const scriptFormatNames = Object.keys(scriptFormats) as (keyof typeof scriptFormats)[];
