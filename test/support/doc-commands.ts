import { type CodeBlock, codeBlocks, type DocPage } from './doc-pages.ts';

/** The commands of a page in a shell, as a reader types them. */
export const commandsOf = (page: DocPage): string[] =>
  codeBlocks(page)
    .filter((block) => block.language === 'sh')
    .flatMap(commandsIn);

/** Continued lines joined, comments left out; a command keeps the lines that it reads (`<<'EOF'`) as they are. */
function commandsIn({ code }: CodeBlock): string[] {
  const commands: string[] = [];
  const lines = code.replace(/\\\n\s*/g, '').split('\n');
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const command = line.replace(/\s+#.*$|^#.*$/, '').trim();
    const [, end] = /<<'(\w+)'/.exec(command) ?? [];
    const read = end === undefined ? [] : lines.splice(0, lines.indexOf(end) + 1);
    if (command !== '') commands.push([command, ...read].join('\n'));
  }
  return commands;
}
