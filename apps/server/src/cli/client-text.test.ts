import { expect, it } from 'vitest';
import { parseDuration } from './parse-duration.ts';
import { parseMembers } from './parse-members.ts';
import { textTable } from './text-table.ts';

it('columns stand under their headings, and a hostile name moves no cursor and turns no direction', () => {
  const table = textTable(
    ['ID', 'NAME'],
    [
      ['partner-web', 'Partner'],
      ['x', 'evil\u001b[2J\u202Ename\u0007\n'],
    ],
  );
  expect(table.split('\n')).toEqual(['ID           NAME', 'partner-web  Partner', 'x            evil[2Jname']);
});

it.each([
  ['90s', 90],
  ['30m', 1800],
  ['24h', 86_400],
  ['7d', 604_800],
  ['15', 15],
  ['0', 0],
  ['1w', null],
  ['-1h', null],
  ['1.5h', null],
  ['', null],
])('the duration %s is %s seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

it('a member’s value is JSON where it reads as JSON, and text otherwise', () => {
  expect(parseMembers(['pkce=required', 'jwks={"keys":[]}', 'refresh_token_rotation=false', 'description=a=b'])).toEqual({
    pkce: 'required',
    jwks: { keys: [] },
    refresh_token_rotation: false,
    description: 'a=b',
  });
  expect(() => parseMembers(['no value'])).toThrow('member=value');
});
