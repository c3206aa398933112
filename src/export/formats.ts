import type { Recommendation } from '../settings/recommendation.js';
import { exportKeras } from './keras.js';
import type { ScriptInput } from './plan.js';
import { exportPytorch } from './pytorch.js';
import { exportSklearn } from './sklearn.js';
import { isInSklearn } from './sklearn/expressible.js';
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

export const scriptFormatNames = Object.keys(scriptFormats) as (keyof typeof scriptFormats)[];

/** Those that have what is recommended: all but scikit-learn have it whatever it is. */
export const formatsFor = (recommendation: Recommendation): typeof scriptFormatNames =>
  scriptFormatNames.filter((name) => name !== 'sklearn' || isInSklearn(recommendation));
