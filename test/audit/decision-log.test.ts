import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decisionLine, decisionLineSchema } from '../../src/audit/decision-line.js';
import { createDecisionLog } from '../../src/audit/decision-log.js';
import { createRecording, ruleSet } from '../fixtures/decisions.js';
import { temporaryFolder } from '../store/backends.js';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const entry = { chainId: 'wsp_1', seq: 7, payloadHash: 'a'.repeat(64), entryHash: 'b'.repeat(64) };

const logged = (actor = 'ada') => {
  const [record] = createRecording().decisions;
  if (record === undefined) throw new Error('the fixture has no decision');
  return { record: { ...record, actor }, entry };
};

describe('the decision log', () => {
  it('says which rule gave each slot its value', () => {
    const one = logged();
    expect(JSON.parse(decisionLine(one))).toEqual({
      event: 'decision',
      version: 1,
      time: one.record.occurredAt,
      decisionId: one.record.id,
      parentId: null,
      recommendationId: one.record.recommendationId,
      kind: 'recommendation',
      actor: 'ada',
      requestId: null,
      ruleSet: { name: 'handbook', version: '1.2.0', hash: ruleSet.hash },
      settings: {
        optimizer: { value: 'adam', ruleId: 'optimizer.adam' },
        dropout: { value: 0.1, ruleId: 'dropout.small' },
        batchSize: { value: 64, ruleId: null },
        metrics: [
          { value: 'prAuc', ruleId: 'metrics.imbalanced' },
          { value: 'accuracy', ruleId: 'metrics.accuracy' },
        ],
      },
      outcome: { slots: 4, rulesFired: 4 },
      ...entry,
      durationMs: 4.2,
    });
  });

  it('leaves out what it is told to, says so, and stays a witness', async () => {
    const one = logged();
    const line: Record<string, unknown> = JSON.parse(
      decisionLine(one, ['actor', 'settings.dropout', 'traceId', 'outcome.nothing']),
    );
    expect(line).toMatchObject({ ...entry, decisionId: one.record.id, redacted: ['actor', 'settings.dropout'] });
    expect(line).not.toHaveProperty('actor');
    expect(Object.keys(line['settings'] as object)).toEqual(['optimizer', 'batchSize', 'metrics']);
    // What is recorded is not touched.
    expect(one.record.actor).toBe('ada');
    const log = createDecisionLog(folder, { redact: ['settings'] });
    await log.append([one]);
    expect(readFileSync(join(folder, 'decisions.ndjson'), 'utf8')).toContain('"redacted":["settings"]');
  });

  it('writes lines of its schema', () => {
    for (const redact of [[], ['actor', 'requestId', 'settings', 'outcome']])
      expect(decisionLineSchema.safeParse(JSON.parse(decisionLine(logged(), redact))).error).toBeUndefined();
  });

  it('keeps a decision on one line whatever it holds', () => {
    const hostile = 'a\nb\r\u0085\u2028\u2029\u001b[2J\u009b\u202e"\\';
    const line = decisionLine(logged(hostile));
    expect(line).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
    expect(JSON.parse(line).actor).toBe(hostile);
  });

  it('adds to what is there, and starts a new line after one that was cut off', async () => {
    const log = createDecisionLog(folder);
    const path = join(folder, 'decisions.ndjson');
    await log.append([]);
    await log.append([logged('one'), logged('two')]);
    appendFileSync(path, '{"event":"dec');
    await log.append([logged('three')]);
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines).toHaveLength(5);
    expect([0, 1, 3].map((index) => JSON.parse(lines[index] ?? '').actor)).toEqual(['one', 'two', 'three']);
  });

  it('writes what many log at once, all of it and in their order, into a folder that is not there yet', async () => {
    const log = createDecisionLog(join(folder, 'new'));
    const actors = Array.from({ length: 200 }, (_, i) => `actor ${i}`);
    await Promise.all(actors.map((actor) => log.append([logged(actor)])));
    const lines = readFileSync(join(folder, 'new/decisions.ndjson'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).actor)).toEqual(actors);
  });

  it('tells each of those who log at once that the disk does not take their lines', async () => {
    writeFileSync(join(folder, 'file'), '');
    const log = createDecisionLog(join(folder, 'file'));
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => log.append([logged()])));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'store_failed' } });
  });
});
