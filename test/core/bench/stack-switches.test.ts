import { describe, expect, it } from 'vitest';
import { stackSwitches } from '../../../src/core/bench/stack-switches.ts';

const FIVE = ['asio', 'cppserver', 'dotnet', 'net-zlink', 'zlink'];

describe('which stacks the comparison script is told to run', () => {
  it('switches the asked ones on and all others off, by the names that the STREAM harness has', () => {
    expect(stackSwitches(FIVE, ['zlink', 'net-zlink'])).toEqual({
      RUN_ASIO: '0',
      RUN_CPPSERVER: '0',
      RUN_DOTNET: '0',
      RUN_NET_ZLINK: '1',
      RUN_ZLINK: '1',
    });
  });

  it('says nothing where nobody asked', () => {
    expect(stackSwitches(FIVE, null)).toEqual({});
  });
});
