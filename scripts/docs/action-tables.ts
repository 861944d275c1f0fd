import { parse } from 'yaml';
import { cell, withSection } from './marked-section.ts';

/** What an action.yml says to its users. */
interface ActionFile {
  readonly inputs?: Readonly<
    Record<string, { readonly description: string; readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs?: Readonly<Record<string, { readonly description: string }>>;
}

/**
 * A page with the tables of an action's inputs and outputs, between the markers `NAME inputs` and `NAME outputs`.
 *
 * @param name of the action, as in the markers
 * @param actionFile the text of its action.yml
 */
export function withActionTables(page: string, name: string, actionFile: string): string {
  const { inputs = {}, outputs = {} } = parse(actionFile) as ActionFile;
  const inputRows = Object.entries(inputs).map(
    ([input, { description, required, default: fallback }]) =>
      `| \`${input}\` | ${cell(description)} | ${required === true ? 'required' : fallback ? `\`${cell(fallback)}\`` : ''} |`,
  );
  const outputRows = Object.entries(outputs).map(
    ([output, { description }]) => `| \`${output}\` | ${cell(description)} |`,
  );
  return withSection(
    withSection(page, `${name} inputs`, ['| input | | default |', '|---|---|---|', ...inputRows]),
    `${name} outputs`,
    ['| output | |', '|---|---|', ...outputRows],
  );
}
