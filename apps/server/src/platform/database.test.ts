import { describe, expect, it } from 'vitest';
import { isDatabaseUnavailable } from './database.ts';

const withCode = (code: string, message = 'as the database words it') => Object.assign(new Error(message), { code });

describe('a database is unavailable', () => {
  it.each([
    ['its disk is full', withCode('53100')],
    ['it has no connection left', withCode('53300')],
    ['it is stopped by its operator', withCode('57P01')],
    ['it starts itself anew after a panic', withCode('57P02')],
    ['it is starting up', withCode('57P03')],
    ['it takes no changes', withCode('25006')],
    ['nobody listens', withCode('ECONNREFUSED')],
    ['the connection broke', new Error('Connection terminated unexpectedly')],
    ['none could be made in time', new Error('timeout exceeded when trying to connect')],
    ['the connection broke amid a transaction', new Error('Client has encountered a connection error and is not queryable')],
  ])('when %s', (_when, error) => expect(isDatabaseUnavailable(error)).toBe(true));

  it.each([
    ['a value is taken', withCode('23505')],
    ['a statement is wrong', withCode('42601')],
    ['the fault is ours', new TypeError('x is not a function')],
  ])('not when %s', (_when, error) => expect(isDatabaseUnavailable(error)).toBe(false));
});
