import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from '../src/log.js';

function capture(level: 'info' | 'warn') {
  const lines: unknown[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(JSON.parse(chunk.toString()));
      done();
    },
  });
  return { lines, log: createLog({ level, clock: { now: () => 1234 }, destination }) };
}

describe('log', () => {
  it('writes one JSON line with the level by name and the time of the clock', () => {
    const { lines, log } = capture('info');
    log.info({ rows: 3 }, 'read');
    expect(lines).toEqual([{ level: 'info', time: 1234, pid: process.pid, rows: 3, msg: 'read' }]);
  });

  it('leaves out what is below its level', () => {
    const { lines, log } = capture('warn');
    log.info('no');
    log.warn('yes');
    expect(lines).toMatchObject([{ msg: 'yes' }]);
  });

  it('masks secrets', () => {
    const { lines, log } = capture('info');
    log.info({ databaseUrl: 'postgres://a:secret@b/c', headers: { authorization: 'secret', accept: 'x' } });
    expect(JSON.stringify(lines)).not.toContain('secret');
    expect(lines).toMatchObject([{ headers: { accept: 'x' } }]);
  });

  it('writes the cause of an error', () => {
    const { lines, log } = capture('info');
    log.error({ err: new Error('outer', { cause: new Error('inner') }) });
    expect(lines).toMatchObject([{ err: { message: 'outer', cause: { message: 'inner' } } }]);
  });
});
