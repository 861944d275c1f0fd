import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completionScript } from '../../src/cli/completion-script.ts';
import { program } from '../../src/cli/program.ts';
import { scratchFolder } from '../support/scratch.ts';

/** Completions as the shells themselves take them; a shell that is not there is skipped, and said. */

const described = program('0.0.0');
const has = (shell: string): boolean => {
  try {
    execFileSync(shell, ['-c', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** What a shell offers for words that are typed so far. */
function bashOffers(words: readonly string[]): string[] {
  const folder = scratchFolder('completion');
  writeFileSync(join(folder, 'completion.bash'), completionScript(described, 'bash'));
  const script = `source completion.bash; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _zlink_release; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' }).trim().split('\n').filter(Boolean);
}

describe('completion', () => {
  it('in bash offers commands, their options, and file names after an option with a value', () => {
    expect(bashOffers(['zlink-release', 're'])).toEqual(expect.arrayContaining(['release', 'rehearse']));
    expect(bashOffers(['zlink-release', 'release', '--ver'])).toEqual(['--version', '--verdict'].sort().reverse());
    expect(bashOffers(['zlink-release', 'release', '--verdict', ''])).toEqual([]);
    expect(bashOffers(['zlink-release', 'completion', ''])).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
  });

  it.skipIf(!has('zsh'))('in zsh is syntax that zsh takes', () => {
    const path = join(scratchFolder('completion'), '_zlink-release');
    writeFileSync(path, completionScript(described, 'zsh'));
    execFileSync('zsh', ['-n', path]);
  });

  it.skipIf(!has('fish'))('in fish offers commands and options', () => {
    const home = scratchFolder('completion');
    mkdirSync(join(home, 'completions'));
    writeFileSync(join(home, 'zlink.fish'), completionScript(described, 'fish'));
    const offers = execFileSync('fish', ['-c', `source zlink.fish; complete -C 'zlink-release release --verd'`], {
      cwd: home,
      env: { ...process.env, HOME: home },
      encoding: 'utf8',
    });
    expect(offers).toContain('--verdict');
  });

  it.each(['bash', 'zsh', 'fish'] as const)('%s knows every command and option of the help', (shell) => {
    const script = completionScript(described, shell);
    for (const command of described.commands) {
      expect(script).toContain(command.name());
      for (const { long, hidden } of command.options)
        if (!hidden) expect(script).toContain(shell === 'fish' ? `-l ${long?.slice(2)}` : long);
    }
  });
});
