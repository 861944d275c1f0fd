import { describe, expect, it } from 'vitest';
import { measuresThroughput, parseScenarioId } from '../../../src/core/measurements/scenario-id.ts';

describe('scenario ids', () => {
  it.each([
    ['zlink-s2', 'zlink', 's2', true],
    ['net-zlink-s2', 'net-zlink', 's2', true],
    ['zlink-s3-hwm-300000', 'zlink', 's3-hwm-300000', true],
    ['net-zlink-s3-buf-65536', 'net-zlink', 's3-buf-65536', true],
    ['zlink-s4-tcp-s0', 'zlink', 's4-tcp-s0', false],
    ['zlink-s4-wss-s2', 'zlink', 's4-wss-s2', true],
    ['s2', null, 's2', true],
    ['s4-tls-s1', null, 's4-tls-s1', false],
    ['asio-s0', 'asio', 's0', false],
    ['asio-s10', 'asio', 's10', true],
  ])('splits %s', (text, stack, scenario, load) => {
    expect(parseScenarioId(text)).toEqual({ stack, scenario });
    expect(measuresThroughput(scenario)).toBe(load);
  });

  it.each([
    '',
    'zlink',
    'zlink-',
    '-s2',
    '__proto__-s2',
    'zlink s2',
    'zlink-s2\n',
    'zlink-sx',
    `${'a'.repeat(200)}-s2`,
  ])('refuses %j', (text) => expect(parseScenarioId(text)).toBeNull());
});
