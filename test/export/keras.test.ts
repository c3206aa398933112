import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportKeras } from '../../src/export/keras.js';
import { pythonComment, pythonText } from '../../src/export/python/literals.js';
import type { TableSchema } from '../../src/profile/table.js';
import { inputOf, type Variant, variantNamed, variants } from '../fixtures/script-variants.js';
import { hostileNames as hostile } from '../fixtures/script-names.js';
import { binaryRecommendation, regressionRecommendation } from '../fixtures/recommendation.js';
import { hasPython, runPython } from './python.js';

const scriptOf = (variant: Variant, file = 'table.csv'): string => exportKeras(inputOf(variant, file));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sextant-keras-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('exportKeras', () => {
  it('writes the settings that the recommendation ends with', () => {
    const script = exportKeras({
      recommendation: binaryRecommendation(),
      schema: { features: [{ name: 'plas', kind: 'numeric' }], target: { columns: ['class'], labels: ['a', 'b'] } },
      file: 'diabetes.csv',
      target: ['class'],
    });
    expect(script).toContain('LEARNING_RATE = 0.004\n');
    expect(script).toContain('HIDDEN_LAYERS = 2\n');
    expect(script).toContain('"silu"');
    expect(script).toContain('beta_1=0.9, beta_2=0.95, epsilon=1e-7');
    expect(script).toMatch(/# adjusted from \S+, of which was said: Below 1,000 rows a network soon learns/);
  });

  it('standardises the target of a regression and keeps predictions within what was seen', () => {
    const script = exportKeras({
      recommendation: regressionRecommendation(),
      schema: { features: [{ name: 'weight', kind: 'numeric' }], target: { columns: ['mpg'] } },
      file: 'autompg.csv',
      target: ['mpg'],
    });
    expect(script).toContain('transform = TargetScale(truth[train])');
    expect(script).toContain('np.clip(predicted, truth[train].min(), truth[train].max())');
    expect(script).toContain('keras.losses.Huber(delta=1)');
  });

  it.each([
    ['binary-grouped', ['foldKind grouped', 'dropoutSchedule', 'weightDecaySchedule', 'finalModel ensemble']],
    ['binary-recipe', ['initializer dataDriven']],
    ['classes-embedded', ['mixup']],
    ['classes-sparse', ['warm-up', 'decisionThreshold calibrated']],
    ['multilabel', ['classWeights', 'calibration temperature']],
  ] as const)('says what it leaves out: %s', (name, expected) => {
    const [, omitted = ''] = scriptOf(variantNamed(name)).split('# Left out of this script:');
    for (const text of expected) expect(omitted).toContain(`# - ${text}`);
  });

  it('holds what learns at a rate of its own divided by that rate, and by its root where steps are plain', () => {
    const adaptive = scriptOf(variantNamed('binary-recipe'));
    expect(adaptive).toContain('return inputs * (6) * self.factor');
    expect(adaptive).toContain('+ (0.1) * self.bias');
    const plain = scriptOf(variantNamed('binary-recipe-descent'));
    expect(plain).toContain('return inputs * (6**0.5) * self.factor');
    expect(plain).toContain('+ (0.1**0.5) * self.bias');
    expect(plain).toMatch(/bias\.assign\(\(np\.log.*\) \/ \(0\.1\*\*0\.5\)\)/);
    expect(plain).not.toContain('PeriodicEmbedding');
  });

  it('averages the weights before any other callback looks, and lowers the rate by the measure of the stop', () => {
    const averaged = scriptOf(variantNamed('binary-averaged'));
    expect(averaged).toContain('share = 9 / (self.steps // 4 + 8)');
    expect(averaged).toMatch(/return \[\n {8}AveragedWeights\(\),\n {8}\w*\.?\w*\.?(EarlyStopping|GrowingPatience)/);
    expect(scriptOf(variantNamed('binary-mixup'))).not.toContain('AveragedWeights');
    expect(scriptOf(variantNamed('classes-sparse'))).toContain('factor=0.5, patience=2, min_delta=0)');
  });

  it('normalises before gain and bias, and adds what a hidden layer was given', () => {
    const plain = scriptOf(variantNamed('binary-averaged'));
    expect(plain).toContain('layers.Dense(HIDDEN_UNITS, use_bias=False, kernel');
    expect(plain).toContain('hidden = layers.LayerNormalization(epsilon=0.001)(hidden)');
    expect(plain).toContain('x = layers.Add()([x, hidden]) if depth > 0 else hidden');
    expect(scriptOf(variantNamed('binary-mixup'))).toContain(
      'layers.BatchNormalization(momentum=0.9, epsilon=0.001)(hidden)',
    );
    const recipe = scriptOf(variantNamed('binary-recipe-normalized'));
    expect(recipe).toContain('hidden = TangentDense(HIDDEN_UNITS, SEED + depth, use_bias=False)(x)');
    expect(recipe).toContain('BatchNormalization(momentum=0.9, epsilon=0.001, center=False, scale=False)(hidden)');
    expect(recipe).toContain('hidden = TangentAffine(SEED + depth)(hidden)');
    expect(recipe).toContain('return (0.1) * (self.gain * inputs + self.bias)');
    expect(scriptOf(variantNamed('classes-layer-normalized'))).toContain('return (0.1**0.5) * (self.gain * inputs');
    expect(scriptOf(variantNamed('binary-recipe'))).not.toContain('TangentAffine');
  });

  it('trains ordered classes step by step, as the probe does', () => {
    const script = scriptOf(variantNamed('ordinal'));
    expect(script).toContain('loss = step_loss\n');
    expect(script).toContain('return -keras.ops.sum(truth * passed + (reached - truth) * stopped, axis=1)');
    expect(script).toContain('alike = np.arange(steps, 0, -1, dtype="float32") / (steps + 1)');
    expect(script).toContain('np.log(mean / np.maximum(np.append(1, mean[:-1]) - mean, 1e-6))');
    expect(script).toContain('above = np.cumprod(outputs, axis=1)');
    expect(script).toContain('"meanAbsoluteError": metrics.mean_absolute_error(truth, predicted)');
  });

  it('gives one output of two classes a loss that it can learn from, whatever cross-entropy was asked for', () => {
    const losses = ['binaryCrossentropy', 'categoricalCrossentropy', 'sparseCategoricalCrossentropy'] as const;
    for (const loss of losses) {
      const variant = variantNamed('binary-threshold');
      const script = scriptOf({ ...variant, settings: { ...variant.settings, loss } });
      expect(script).toContain('loss = keras.losses.BinaryCrossentropy(');
    }
  });

  it('refuses a classification without labels', () => {
    const schema: TableSchema = { features: [], target: { columns: ['class'] } };
    const recommendation = binaryRecommendation();
    expect(() => exportKeras({ recommendation, schema, file: 'a.csv', target: ['class'] })).toThrowError(/two labels/);
  });

  it.each([
    ['table.parquet', 'pd.read_parquet(path)'],
    ['table.pq', 'pd.read_parquet(path)'],
    ['table.jsonl.gz', 'lines=True'],
    ['table', 'pd.read_csv('],
  ])('reads %s by its ending', (file, reading) => {
    expect(scriptOf(variantNamed('binary-threshold'), file)).toContain(reading);
  });

  it.skipIf(!hasPython)('is Python, whatever the settings', () => {
    const names = variants.flatMap((variant) =>
      ['csv', 'parquet', 'ndjson', 'json'].map((extension) => {
        const name = `${variant.name}-${extension}.py`;
        writeFileSync(join(folder, name), scriptOf(variant, `table.${extension}`));
        return name;
      }),
    );
    const { status, output } = runPython('python3', ['-W', 'error', '-m', 'py_compile', ...names], folder);
    expect(output).toBe('');
    expect(status).toBe(0);
  });

  it.skipIf(!hasPython)(
    'keeps every name as data: the program is the same for hostile names and labels as for plain ones',
    () => {
      const plain = hostile.map((_, index) => `name ${index}`);
      writeFileSync(join(folder, 'plain.py'), scriptWith(plain, 'a plain reason'));
      writeFileSync(join(folder, 'hostile.py'), scriptWith(hostile, hostile.join(' ')));
      writeFileSync(join(folder, 'compare.py'), COMPARE);
      const { status, output } = runPython('python3', ['compare.py'], folder);
      expect(status, output).toBe(0);
      const seen: unknown = JSON.parse(output);
      expect(seen).toEqual({ same: true, numeric: hostile, labels: hostile, file: hostile[0] });
    },
  );
});

describe('literals', () => {
  it('quotes text so that nothing ends the string or the line', () => {
    expect(pythonText('a"b\\c\nd\u2028\u202E')).toBe('"a\\"b\\\\c\\u000ad\\u2028\\u202e"');
    expect(pythonText('größe')).toBe('"größe"');
    expect(pythonText('\u{E0001}')).toBe('"\\U000e0001"');
  });

  it('keeps a comment a comment', () => {
    const lines = pythonComment(`first\nimport os\r\u2028raise ${'word '.repeat(40)}`);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(line).toMatch(/^# /);
      expect(line).not.toMatch(/[\n\r\u2028]/);
      expect(line.length).toBeLessThanOrEqual(88);
    }
  });
});

function scriptWith(names: readonly string[], because: string): string {
  const recommendation = binaryRecommendation();
  const advice = recommendation.advice.map((item) => ({ ...item, because }));
  return exportKeras({
    recommendation: { ...recommendation, advice },
    schema: {
      features: [
        ...names.map((name) => ({ name, kind: 'numeric' as const })),
        ...names.map((name, index) => ({ name: `${name} ${index}`, kind: 'categorical' as const, levels: names })),
        { name: `${names[1]}!`, kind: 'boolean', falseText: names[0] ?? '', trueText: names[1] ?? '' },
      ],
      target: { columns: [names[0] ?? ''], labels: names },
    },
    file: names[0] ?? '',
    target: [names[0] ?? ''],
  });
}

/** The syntax trees with every text blanked must be equal. */
const COMPARE = `
import ast, json

def tree(path):
    parsed = ast.parse(open(path, encoding="utf-8").read())
    for node in ast.walk(parsed):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(parsed)

values = {}
for node in ast.parse(open("hostile.py", encoding="utf-8").read()).body:
    if isinstance(node, ast.Assign) and node.targets[0].id in ("NUMERIC", "LABELS", "FILE"):
        values[node.targets[0].id] = ast.literal_eval(node.value)
print(json.dumps({"same": tree("plain.py") == tree("hostile.py"), "numeric": values["NUMERIC"], "labels": values["LABELS"], "file": values["FILE"]}))
`;
