import { lstat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { compareConfiguration } from '../commands/compare-configuration.ts';
import { type LeftOverAnswer, placeOf, questionLine } from '../commands/init-places.ts';
import { componentsOf, type InitProposal, type InitSource, proposeInit } from '../commands/recognise-repository.ts';
import { type Checked, checked, failed, orStop, type Problem, Problems, problem } from '../core/problem.ts';
import { DEFAULT_CONFIG_PATH } from '../core/settings/load-config.ts';
import { Conversation, canAsk, OWN_TERMINAL, type Terminal } from '../effects/ask.ts';
import { writeFiles } from '../effects/write-files.ts';
import { runGit } from '../embedded-github/git/git-process.ts';
import { commandLine } from '../report/command-line.ts';
import { checkLines, initLines } from '../report/init-text.ts';
import { printable } from '../report/printable.ts';
import { readLocal, withHistory } from './local-source.ts';
import { type Output, reportProblems } from './output.ts';

export interface InitOptions {
  readonly from?: string;
  readonly at?: string;
  readonly component?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly yes?: boolean;
  readonly check?: boolean;
  readonly actionRef: string;
}

/** `init`: looks at a local repository and writes its configuration and release workflow, or checks them. */
export async function initCommand(
  options: InitOptions,
  output: Output,
  programVersion: string,
  terminal: Terminal = OWN_TERMINAL,
): Promise<number> {
  const isAsked = options.yes !== true && options.check !== true && !output.json && canAsk(terminal);
  const person = isAsked ? new Conversation(terminal) : null;
  try {
    return await initialise(options, output, programVersion, person);
  } finally {
    person?.close();
  }
}

/** @param person null: nobody is asked */
async function initialise(
  options: InitOptions,
  output: Output,
  programVersion: string,
  person: Conversation | null,
): Promise<number> {
  const from = options.from ?? '.';
  const local = await readLocal(from, options.at ?? 'HEAD');
  const component = options.component ?? (person === null ? null : await askComponent(local, person));
  const known = await withHistory(local, component);
  if (options.check === true) return checkConfiguration(known, output);
  const problems = new Problems();
  const pin = { ref: options.actionRef, version: programVersion };
  const proposal = (answers: ReadonlyMap<string, LeftOverAnswer>) => proposeInit(known, { component, pin, answers });
  let proposed = problems.take(proposal(new Map()));
  if (person !== null && proposed !== null && proposed.questions.length > 0)
    proposed = problems.take(proposal(await askLeftOvers(proposed.questions, person)));
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/.test(options.actionRef)) {
    problems.add(
      problem('input-invalid', `${JSON.stringify(options.actionRef)} is no tag, branch or commit.`, {
        where: '--action-ref',
      }),
    );
  }
  const writes = options.dryRun !== true;
  const root = writes ? problems.take(await worktreeOf(from)) : null;
  const files = new Map(proposed?.files ?? []);
  if (root !== null) {
    // A workflow of ours beside a configuration that is kept: everything is there already.
    const isKept = !files.has(DEFAULT_CONFIG_PATH);
    for (const path of [...files.keys()]) {
      if (isKept && options.force !== true && (await isThere(root, path))) files.delete(path);
      else problems.add(...(await obstacles(root, path, options.force === true)));
    }
  }
  if (!problems.none || proposed === null) {
    // Whatever keeps files from being written is bad input here: nothing has failed that was begun.
    reportProblems(output, problems.found);
    return 2;
  }
  if (root !== null) {
    for (const [path, text] of files)
      orStop(await writeFiles(join(root, dirname(path)), new Map([[basename(path), text]])));
  }
  tell({ ...proposed, files }, { from, written: root !== null, isAsked: person !== null }, output);
  return 0;
}

function tell(
  { found, open, files, current, component, questions }: InitProposal,
  { from, written, isAsked }: { readonly from: string; readonly written: boolean; readonly isAsked: boolean },
  output: Output,
): void {
  const next = commandLine('rehearse', { from, version: 'patch', skip: 'bench,gate' });
  output.result(initLines({ found, open, files, written }, output.resultColors), {
    ok: true,
    written: written && files.size > 0,
    current,
    component,
    found,
    open,
    files: Object.fromEntries(files),
    next,
  });
  output.say('');
  if (!isAsked && questions.length > 0)
    output.say(
      `${questions.length === 1 ? 'One thing was' : `${questions.length} things were`} not asked, and left open: see above.`,
    );
  if (!written) output.say('Nothing was written.');
  else if (files.size === 0) output.say(`Everything is there already. Rehearse a release:  ${next}`);
  else output.say(`Commit ${[...files.keys()].join(' and ')}, then rehearse a release:  ${next}`);
}

/** `init --check`: 0 where configuration and history agree, 1 where they differ. */
function checkConfiguration(local: InitSource, output: Output): number {
  const compared = compareConfiguration(local);
  if (!compared.ok) {
    reportProblems(output, compared.problems);
    return 2;
  }
  const differences = compared.value;
  output.result(checkLines(differences, output.resultColors), { ok: differences.length === 0, differences });
  return differences.length === 0 ? 0 : 1;
}

/** What only a person can know: which of several components. */
async function askComponent(local: InitSource, person: Conversation): Promise<string | null> {
  if (local.source.files.has(DEFAULT_CONFIG_PATH)) return null;
  const components = componentsOf(local);
  if (components.length === 0) return null;
  return person.ask(
    'There are several components. Which one is released?',
    components.map(({ name, version, from }, index) => ({
      key: String(index + 1),
      label: printable(`${name} ${version} (${from})`),
      answer: name,
    })),
  );
}

async function askLeftOvers(
  questions: InitProposal['questions'],
  person: Conversation,
): Promise<ReadonlyMap<string, LeftOverAnswer>> {
  const answers = new Map<string, LeftOverAnswer>();
  for (const each of questions) {
    const answer = await person.ask<LeftOverAnswer>(printable(questionLine(each), 500), [
      { key: 'c', label: 'change it with every release', answer: 'change' },
      { key: 'l', label: 'leave it alone', answer: 'leave' },
    ]);
    if (answer !== null) answers.set(placeOf(each), answer);
  }
  return answers;
}

/** Where the files go; a bare repository has no such place. */
async function worktreeOf(from: string): Promise<Checked<string>> {
  const answer = await runGit(['-C', resolve(from), 'rev-parse', '--show-toplevel']);
  const root = answer.stdout.toString('utf8').replace(/\n$/, '');
  if (answer.exitCode === 0 && root !== '') return checked(root);
  return failed(
    problem('input-invalid', 'It is a bare repository: there is no place for files in it.', {
      where: '--from',
      remedy: 'Give the folder of a clone, or --dry-run to see what would be written.',
    }),
  );
}

const isThere = async (root: string, path: string): Promise<boolean> =>
  (await lstat(join(root, path)).catch(() => null))?.isFile() === true;

/** What is in the way of a file: one that is there already, or a link that leads elsewhere. */
async function obstacles(root: string, path: string, force: boolean): Promise<Problem[]> {
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const at = parts.slice(0, depth).join('/');
    const found = await lstat(join(root, at)).catch(() => null);
    if (found === null) return [];
    const isLast = depth === parts.length;
    if (found.isSymbolicLink())
      return [problem('path-outside-repository', `${at} is a symbolic link.`, { where: path })];
    if (isLast ? !found.isFile() : !found.isDirectory())
      return [problem('output-unwritable', `${at} is in the way.`, { where: path })];
    if (isLast && !force) {
      return [
        problem('output-unwritable', `${path} is there already.`, {
          where: path,
          remedy: 'Look at what would be written with --dry-run; --force writes over it.',
        }),
      ];
    }
  }
  return [];
}
