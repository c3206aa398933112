import { describe, expect, it } from 'vitest';
import { createDesk } from '../helpers.js';

const desk = createDesk();
const keyPattern = /^sx_[A-Za-z0-9_-]{43}$/m;

describe('sextant keys', () => {
  it('makes, lists and ends keys; shows a key once', async () => {
    const none = await desk.sextant(['keys', 'list']);
    expect(none.stdout).toBe('There are no keys.\n');
    const made = await desk.sextant(['keys', 'create', 'billing', '--scope', 'advise', 'probe', '--days', '30']);
    expect(made.stderr).toMatch(/^note: from now on .* makes no others\./);
    const [key = ''] = keyPattern.exec(made.stdout) ?? [];
    const [id = ''] = /key_[0-9a-f-]+/.exec(made.stdout) ?? [];
    expect(key).not.toBe('');
    const second = await desk.sextant(['keys', 'create', 'second']);
    expect(second.stderr).toBe('');
    await desk.sextant(['keys', 'revoke', /key_[0-9a-f-]+/.exec(second.stdout)?.[0] ?? '']);
    const listed = await desk.sextant(['keys', 'list']);
    expect(listed.stdout).toMatch(new RegExp(`\n${id} .* good until .* advise, probe +billing\n$`));
    expect(listed.stdout).not.toContain(key);
    const ended = await desk.sextant(['keys', 'revoke', id]);
    expect(ended).toMatchObject({ code: 0, stdout: `${id} opens nothing any more.\n` });
    expect((await desk.sextant(['keys', 'list'])).stdout).toMatch(/ revoked /);
  });

  it('answers as JSON', async () => {
    const made = await desk.sextant(['keys', 'create', 'other', '--workspace', 'lab', '--json']);
    expect(JSON.parse(made.stdout)).toMatchObject({
      name: 'other',
      scopes: ['advise', 'probe', 'audit'],
      revokedAt: null,
    });
    const { keys } = JSON.parse((await desk.sextant(['keys', 'list', '--json'])).stdout);
    expect(keys.map(({ name }: { name: string }) => name)).not.toContain('other');
    const ofLab = await desk.sextant(['keys', 'list', '--workspace', 'lab']);
    expect(ofLab.stdout).toContain('other');
    const { id } = JSON.parse(made.stdout);
    expect((await desk.sextant(['keys', 'revoke', id])).stderr).toContain('no key');
    expect((await desk.sextant(['keys', 'revoke', id, '--workspace', 'lab'])).code).toBe(0);
    expect((await desk.sextant(['keys', 'list', '--workspace', 'none'])).stderr).toContain('no workspace');
  });

  it('lets no name speak to the terminal', async () => {
    await desk.sextant(['keys', 'create', '\u001b]0;owned\u0007\nsecond line']);
    const { stdout } = await desk.sextant(['keys', 'list', '--limit', '1']);
    expect(stdout).toMatch(/ {2}\]0;owned second line\n$/);
    expect(stdout.trimEnd().replaceAll('\n', '')).not.toMatch(/[\p{Cc}]/u);
  });

  it.each([
    ['a scope that is none', ['keys', 'create', 'x', '--scope', 'everything'], /advise, probe, audit, rules, admin/],
    ['no name', ['keys', 'create'], /name/],
    ['a key that is not there', ['keys', 'revoke', 'key_none'], /no key key_none/],
  ])('says what is legal for %s', async (_what, argv, says) => {
    const { code, stderr } = await desk.sextant(argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });
});
