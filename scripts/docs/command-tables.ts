import type { Command, Option } from 'commander';
import { EXAMPLES } from '../../src/cli/examples.ts';
import { cell, withSection } from './marked-section.ts';

/** Pages that explain a command at length. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  plan: ['version-places.md', 'publishing.md'],
  release: ['errors.md', 'people-in-between.md'],
  watch: ['publishing.md'],
  verify: ['publishing.md'],
  status: ['errors.md'],
  init: ['init.md'],
  bench: ['bench.md', 'formats.md'],
  gate: ['verdict.md', 'formats.md'],
  history: ['verdict.md#history'],
  rehearse: ['rehearsal.md'],
  'embedded-github': ['embedded-github.md'],
};

/** Options that every command has, and that are told once. */
export const COMMON_OPTIONS: ReadonlySet<string> = new Set(['--json', '--config', '--lang', '--help']);

/** docs/commands.md with every option of every command, as `--help` shows them. */
export function withCommandTables(page: string, program: Command): string {
  return withSection(page, 'commands', [...program.commands.flatMap(partOf), '']);
}

function partOf(command: Command): string[] {
  const own = command.options.filter(({ hidden, long }) => !hidden && !COMMON_OPTIONS.has(long ?? ''));
  const name = command.name();
  const pages = PAGES[name] ?? [];
  const more = pages.length === 0 ? '' : ` See ${pages.map((each) => `[${each.split('#')[0]}](${each})`).join(', ')}.`;
  const said = command.description();
  const examples = EXAMPLES[name] ?? [];
  return [
    '',
    `## ${name}`,
    '',
    `${said.charAt(0).toUpperCase()}${said.slice(1)}.${more}`,
    ...(own.length === 0 ? [] : ['', '| option | |', '|---|---|', ...own.map(rowOf)]),
    ...(examples.length === 0 ? [] : ['', ...examples.map(({ line, does }) => `- ${does}: \`${line}\``)]),
  ];
}

function rowOf(option: Option): string {
  const given = typeof option.defaultValue === 'string' ? ` (default: \`${option.defaultValue}\`)` : '';
  return `| \`${option.flags.replaceAll('|', '\\|')}\` | ${cell(option.description)}${cell(given)} |`;
}
