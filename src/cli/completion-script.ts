import type { Command } from 'commander';

export type Shell = 'bash' | 'zsh' | 'fish';

interface Completed {
  readonly name: string;
  readonly description: string;
  readonly options: readonly { readonly long: string; readonly description: string; readonly takesValue: boolean }[];
  /** Words that it takes. */
  readonly words: readonly string[];
}

/** What completes the commands and options of the program in a shell: made from what `--help` shows, nothing is run. */
export function completionScript(program: Command, shell: Shell): string {
  const commands = program.commands.map(completed);
  switch (shell) {
    case 'bash':
      return bashScript(commands);
    case 'zsh':
      return zshScript(commands);
    case 'fish':
      return fishScript(commands);
  }
}

const completed = (command: Command): Completed => ({
  name: command.name(),
  description: command.description(),
  options: command.options
    .filter(({ hidden, long }) => !hidden && long !== null && long !== undefined)
    .map(({ long, description, required, optional }) => ({
      long: long ?? '',
      description,
      takesValue: required || optional,
    })),
  words: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
});

/** A text inside single quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function bashScript(commands: readonly Completed[]): string {
  const cases = commands.map(({ name, options, words }) => {
    const flags = [...options.map(({ long }) => long), '--help', ...words].join(' ');
    const values = options.filter(({ takesValue }) => takesValue).map(({ long }) => long);
    return `    ${name}) words='${flags}'; values=' ${values.join(' ')} ' ;;`;
  });
  return `# bash completion of zlink-release
_zlink_release() {
  local words='' values='' current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} --help --version' -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  # What follows an option with a value is left to the file names.
  case "$values" in *" $before "*) return ;; esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _zlink_release zlink-release
`;
}

function zshScript(commands: readonly Completed[]): string {
  const described = (text: string) => text.replaceAll(/[[\]:\\]/g, '\\$&');
  const list = commands.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}`);
  const cases = commands.map(({ name, options, words }) => {
    const specs = [
      ...options.map(({ long, description, takesValue }) =>
        quoted(`*${long}[${described(description)}]${takesValue ? ':value:_files' : ''}`),
      ),
      "'--help[help]'",
      ...(words.length === 0 ? [] : [quoted(`1:word:(${words.join(' ')})`)]),
    ];
    return `        ${name}) _arguments ${specs.join(' \\\n          ')} ;;`;
  });
  return `#compdef zlink-release
_zlink_release() {
  local -a commands
  commands=(
${list.join('\n')}
  )
  _arguments -C '--help[help]' '--version[version]' '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${cases.join('\n')}
      esac ;;
  esac
}
# Both as a file of fpath and where it is read by source.
if [ "$funcstack[1]" = "_zlink-release" ]; then _zlink_release "$@"; else compdef _zlink_release zlink-release; fi
`;
}

function fishScript(commands: readonly Completed[]): string {
  const lines = commands.flatMap(({ name, description, options, words }) => [
    `complete -c zlink-release -n __fish_use_subcommand -f -a ${name} -d ${fishQuoted(description)}`,
    ...options.map(
      ({ long, description: text, takesValue }) =>
        `complete -c zlink-release -n '__fish_seen_subcommand_from ${name}' -l ${long.slice(2)}${takesValue ? ' -r' : ''} -d ${fishQuoted(text)}`,
    ),
    ...words.map((word) => `complete -c zlink-release -n '__fish_seen_subcommand_from ${name}' -f -a ${word}`),
  ]);
  return `# fish completion of zlink-release\n${lines.join('\n')}\n`;
}

/** fish has \\' inside of single quotes. */
const fishQuoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
