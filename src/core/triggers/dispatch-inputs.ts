import { type Checked, failed, Problems, problem } from '../problem.ts';
import { type WorkflowFile, type WorkflowInput, workflowFileName } from './workflow-file.ts';

/** What a dispatch stands for: the tag push of this release. */
export interface DispatchSubject {
  readonly version: string;
  /** Without `refs/tags/`. */
  readonly tag: string;
  readonly component: string | null;
}

export interface DispatchInput {
  readonly name: string;
  readonly value: string;
  /** Why this value, for a person who reads the plan. */
  readonly why: string;
}

/** Booleans that make a dispatched workflow publish, as a tag push makes it publish without asking. */
const PUBLISHING: ReadonlySet<string> = new Set([
  'publish',
  'upload',
  'release',
  'create_release',
  'publish_release',
  'do_publish',
]);
const REHEARSING: ReadonlySet<string> = new Set(['dry_run', 'dryrun']);

/**
 * Decides the inputs with which a workflow is dispatched in place of the tag push.
 *
 * In order: what the configuration says; the version for inputs named `version`, `release_version` or
 * `<component>_version`; the tag for `tag`, `tag_name`, `release_tag` or `<component>_tag`; true for a boolean that asks
 * whether to publish, false for one that asks for a dry run; and otherwise nothing, so that GitHub puts the default.
 * Only inputs that need sending are returned.
 *
 * @param configured values of `workflows.inputs` for this workflow, by input name
 * @returns the inputs, or every problem: `dispatch-unsupported`, `dispatch-input-missing`, `config-invalid`
 */
export function dispatchInputs(
  workflow: WorkflowFile,
  subject: DispatchSubject,
  configured: ReadonlyMap<string, string> = new Map(),
): Checked<readonly DispatchInput[]> {
  const trigger = workflow.triggers.get('workflow_dispatch');
  if (trigger === undefined) {
    return failed(
      problem('dispatch-unsupported', `${workflow.path} cannot be dispatched: it has no \`on.workflow_dispatch\`.`, {
        where: workflow.path,
      }),
    );
  }
  const problems = new Problems();
  const decided: DispatchInput[] = [];
  for (const name of configured.keys()) {
    if (trigger.inputs.has(name)) continue;
    const known = [...trigger.inputs.keys()];
    problems.add(
      problem(
        'config-invalid',
        `${workflow.path} has no dispatch input ${JSON.stringify(name)}; GitHub would refuse it.`,
        {
          where: `workflows.inputs.${workflowFileName(workflow.path)}.${name}`,
          remedy: known.length === 0 ? 'Remove it: the workflow takes no inputs.' : `It takes: ${known.join(', ')}.`,
        },
      ),
    );
  }
  for (const input of trigger.inputs.values()) {
    const given = configured.get(input.name);
    if (given !== undefined) {
      const fault = valueFault(input, given);
      if (fault === null) decided.push({ name: input.name, value: given, why: 'configured' });
      else {
        problems.add(
          problem('config-invalid', `${JSON.stringify(given)} is no value for the input ${input.name}: ${fault}.`, {
            where: `workflows.inputs.${workflowFileName(workflow.path)}.${input.name}`,
            remedy: 'Correct the value.',
          }),
        );
      }
      continue;
    }
    const derived = derive(input, subject);
    if (derived !== null && valueFault(input, derived.value) === null) decided.push(derived);
    else if (input.required && (input.default ?? '') === '') {
      problems.add(
        problem(
          'dispatch-input-missing',
          `${workflow.path} requires the input ${JSON.stringify(input.name)}, for which there is no value.`,
          {
            where: `workflows.inputs.${workflowFileName(workflow.path)}.${input.name}`,
          },
        ),
      );
    }
  }
  return problems.over(() => decided);
}

function derive(input: WorkflowInput, subject: DispatchSubject): DispatchInput | null {
  const plain = (text: string): string => text.toLowerCase().replaceAll('-', '_');
  const name = plain(input.name);
  const own = subject.component === null ? '' : `${plain(subject.component)}_`;
  if (input.type === 'boolean') {
    if (PUBLISHING.has(name)) return { name: input.name, value: 'true', why: 'a tag push publishes as well' };
    if (REHEARSING.has(name)) return { name: input.name, value: 'false', why: 'a tag push is no dry run' };
    return null;
  }
  if (input.type !== 'string' && input.type !== 'choice') return null;
  if (['version', 'release_version', `${own}version`].includes(name)) {
    return { name: input.name, value: subject.version, why: 'the version of this release' };
  }
  if (['tag', 'tag_name', 'release_tag', `${own}tag`].includes(name)) {
    return { name: input.name, value: subject.tag, why: 'the tag of this release' };
  }
  return null;
}

/** What GitHub would object to in a value, as a clause; null when it would take it. */
function valueFault(input: WorkflowInput, value: string): string | null {
  switch (input.type) {
    case 'boolean':
      return value === 'true' || value === 'false' ? null : 'it takes true or false';
    case 'number':
      return value.trim() !== '' && Number.isFinite(Number(value)) ? null : 'it takes a number';
    case 'choice':
      return input.options.includes(value) ? null : `it takes one of ${input.options.join(', ')}`;
    default:
      return null;
  }
}
