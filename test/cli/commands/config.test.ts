import { describe, expect, it } from 'vitest';
import { createDesk } from '../helpers.js';

const desk = createDesk();

describe('config', () => {
  it('shows flag before environment before file before default, secrets masked', async () => {
    desk.write('sextant.config.json', JSON.stringify({ port: 9000, logLevel: 'info' }));
    const env = { LOG_LEVEL: 'debug', DATABASE_URL: 'postgres://me:secret@localhost/db' };
    const { code, stdout } = await desk.sextant(['config', '--json', '--backend', 'cpu'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ port: 9000, logLevel: 'debug', backend: 'cpu', host: '127.0.0.1' });
    expect(stdout).not.toContain('secret');
    expect(code).toBe(0);
  });

  it('names the place of a wrong value', async () => {
    const { code, stderr } = await desk.sextant(['config'], { env: { PORT: 'many' } });
    expect(stderr).toContain('PORT');
    expect(code).toBe(2);
  });

  it('uses colour on a terminal only, and not where NO_COLOR is set', async () => {
    const escape = '\u001B[';
    expect((await desk.sextant(['config'], { isTTY: true })).stdout).toContain(escape);
    expect((await desk.sextant(['config'])).stdout).not.toContain(escape);
    expect((await desk.sextant(['config'], { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain(escape);
  });
});
