import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';

describe('the backend', () => {
  it('is the one asked for', async () => {
    const { name, reason, tf } = await loadBackend('cpu');
    expect({ name, reason }).toEqual({ name: 'cpu', reason: undefined });
    expect(tf.getBackend()).toBe('cpu');
  });

  it('is the native one where it loads', async () => {
    const { name, reason, tf } = await loadBackend('auto');
    expect({ name, reason, registered: tf.getBackend() }).toEqual({
      name: 'native',
      reason: undefined,
      registered: 'tensorflow',
    });
  });
});

describe('without the native library', () => {
  beforeEach(() => {
    vi.doMock('@tensorflow/tfjs-node', () => {
      throw new Error('libtensorflow is not there');
    });
  });
  afterEach(() => {
    vi.doUnmock('@tensorflow/tfjs-node');
  });

  it('is the next one that loads, and says why', async () => {
    const { name, reason } = await loadBackend('auto');
    expect(name).toBe('wasm');
    expect(reason).toMatch(/^native: /);
  });

  it('is an error that says what to do when it alone was asked for', async () => {
    await expect(loadBackend('native')).rejects.toMatchObject({
      code: 'backend_unavailable',
      message: expect.stringMatching(/^No TensorFlow\.js backend loads \(native: /),
      hint: expect.stringContaining('npm run setup'),
    });
  });
});
