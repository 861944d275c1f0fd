import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { type InitOptions, initCommand } from '../../../src/cli/init-command.ts';
import type { Output } from '../../../src/cli/output.ts';
import { silentProgress } from '../../../src/report/progress.ts';
import { ENGLISH } from '../../../src/report/words.ts';
import { smallRepository } from '../../support/small-repository.ts';

const CONFIG = '.github/zlink-release.yml';

/** A terminal with a person at it who types what is said, when it is asked or before. */
class Person {
  readonly input = Object.assign(new PassThrough(), { isTTY: true });
  readonly output = Object.assign(new PassThrough(), { isTTY: true });
  asked = '';

  /** @param answers null: the input ends */
  constructor(answers: readonly (string | null)[], isAhead = false) {
    const left = [...answers];
    const type = () => {
      const answer = left.shift();
      if (answer === null) this.input.end();
      else if (answer !== undefined) this.input.write(`${answer}\n`);
    };
    if (isAhead) while (left.length > 0) type();
    this.output.on('data', (bytes: Buffer) => {
      this.asked += bytes.toString();
      if (bytes.toString().endsWith('> ')) type();
    });
  }

  get questions(): number {
    return this.asked.split('> ').length - 1;
  }
}

async function init(folder: string, person: Person, options: Partial<InitOptions> & { readonly json?: boolean } = {}) {
  const { json = false, ...given } = options;
  const said: string[] = [];
  const colors = pc.createColors(false);
  const output: Output = {
    json,
    words: ENGLISH,
    colors,
    resultColors: colors,
    say: (line) => said.push(line),
    result: (lines) => said.push(...lines),
    progress: () => silentProgress,
    settle: () => {},
    aside: (work) => work(),
  };
  const exitCode = await initCommand({ from: folder, actionRef: 'v1', ...given }, output, '1.0.0', person);
  const path = join(folder, CONFIG);
  return { exitCode, said: said.join('\n'), config: existsSync(path) ? readFileSync(path, 'utf8') : null };
}

/** Two lines that say the version and may be this project's own, and nothing tells. */
const undecided = () =>
  smallRepository(
    {
      VERSION: '1.2.0\n',
      'src/load.c': 'int f(void) {\n  return load("gadget-1.2.0.so");\n}\n',
      'src/name.c': 'int g(void) {\n  return name("tool-1.2.0");\n}\n',
    },
    ['v1.2.0'],
  ).folder;

const components = () =>
  smallRepository({
    'core/VERSION': '1.2.0\n',
    'sdk/package.json': '{\n  "name": "sdk",\n  "version": "0.4.0"\n}\n',
  }).folder;

/** What init asks a person, and what becomes of the answers. */
describe('init at a terminal', () => {
  it.each([false, true])('writes what was answered; typed ahead: %s', async (isAhead) => {
    const person = new Person(['c', 'l'], isAhead);
    const { exitCode, config, said } = await init(undecided(), person);
    expect(exitCode, said).toBe(0);
    expect(person.questions).toBe(2);
    expect(person.asked).toContain('src/load.c:2 says 1.2.0 too');
    expect(config).toContain('gadget-{version}.so');
    expect(config).toContain('added when it was asked about');
    expect(config).toContain('src/name.c:2');
    expect(config).not.toContain('tool-{version}');
    expect(config).not.toContain('For you to decide');
  });

  it('asks again where the answer is none of the choices', async () => {
    const person = new Person(['x', ' c ', 'change', 'l']);
    const { config } = await init(undecided(), person);
    expect(person.questions).toBe(4);
    expect(config).toContain('gadget-{version}.so');
  });

  it.each([
    ['nothing is typed', ['', '']],
    ['the input ends', [null]],
  ] as const)('leaves open what is not answered: %s', async (_, answers) => {
    const { exitCode, config, said } = await init(undecided(), new Person(answers));
    expect(exitCode).toBe(0);
    expect(config).toContain('For you to decide');
    expect(said).toContain('src/load.c:2');
  });

  it('asks which of several components is released', async () => {
    const folder = components();
    const person = new Person(['7', '2']);
    const { exitCode, config } = await init(folder, person);
    expect(exitCode).toBe(0);
    expect(person.asked).toContain('1  core 1.2.0 (core/VERSION)');
    expect(person.asked).toContain('2  sdk 0.4.0 (sdk/package.json)');
    expect(config).toContain('component: sdk');
    expect(config).not.toContain('core/VERSION');
  });

  it('writes nothing where that is not answered', async () => {
    const { exitCode, config } = await init(components(), new Person([null])).catch((error: { exitCode: number }) => ({
      exitCode: error.exitCode,
      config: null,
    }));
    expect([exitCode, config]).toEqual([2, null]);
  });

  it.each<[string, Partial<InitOptions> & { json?: boolean }, Partial<{ isTTY: boolean }>]>([
    ['--yes', { yes: true }, {}],
    ['--json', { json: true }, {}],
    ['no terminal', {}, { isTTY: false }],
  ])('asks nothing with %s', async (_, options, input) => {
    const person = new Person(['c', 'c']);
    Object.assign(person.input, input);
    const { exitCode, config, said } = await init(undecided(), person, options);
    expect(exitCode).toBe(0);
    expect(person.asked).toBe('');
    expect(config).toContain('For you to decide');
    expect(said).toContain('were not asked');
  });
});
