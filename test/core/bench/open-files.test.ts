import { describe, expect, it } from 'vitest';
import { openFilesNote } from '../../../src/core/bench/open-files.ts';

const limits = (soft: string) =>
  [
    'Limit                     Soft Limit           Hard Limit           Units     ',
    'Max processes             96000                96000                processes ',
    `Max open files            ${soft.padEnd(20)} 1048576              files     `,
    '',
  ].join('\n');
const profile = (ccu: string) => new Map([['CCU', ccu]]);

describe('whether the connections of the profile have room among open files', () => {
  it.each([
    ['20000', '10000', /^A process may open 20,000 files here, and 10,000 connections take up to 30,100: raise/],
    ['30099', '10000', /30,099/],
    ['1024', '500', /1,024 files here, and 500 connections take up to 1,600/],
  ])('a limit of %s and %s connections: too few', (soft, ccu, said) => {
    expect(openFilesNote(limits(soft), profile(ccu))).toMatch(said);
  });

  it.each([
    ['room for all', limits('30100'), profile('10000')],
    ['no limit', limits('unlimited'), profile('10000')],
    ['no system that tells', '', profile('10000')],
    ['no connections in the profile', limits('10'), new Map([['SIZE', '1024']])],
    ['connections that are no number', limits('10'), profile('many')],
  ])('%s: nothing to say', (_, text, of) => {
    expect(openFilesNote(text, of)).toBeNull();
  });
});
