import { isDeepStrictEqual } from 'node:util';
import { readGateInputs } from '../../src/action/gate-inputs.ts';
import { INPUT_NAMES, inputsOfPlan, inputVariable, readInputs } from '../../src/action/release-inputs.ts';
import { checkSubject, measuredRun } from '../../src/core/check/check-event.ts';
import { parseOutcome, problemsOf } from '../../src/core/check/gate-conclusion.ts';
import { PROBLEM_KINDS, type Problem } from '../../src/core/problem.ts';
import { refNameFault } from '../../src/core/ref-name.ts';
import { pathFault } from '../../src/core/repository-path.ts';
import { benchSettings } from '../../src/core/settings/bench-settings.ts';
import { defaultConfig } from '../../src/core/settings/load-config.ts';
import { type FuzzTarget, must } from './fuzz-target.ts';
import { typed } from './version-targets.ts';

const HEAD = 'a'.repeat(40);
const BASE = 'b'.repeat(40);

const known = (problems: readonly Problem[]): void => {
  for (const each of problems) {
    must(each.code in PROBLEM_KINDS, `a problem of the table: ${each.code}`);
    must(each.what.length <= 2_000, `no input is told at full length: ${each.what.length}`);
  }
};

const inputs: FuzzTarget = {
  name: 'inputs',
  samples: ['1.2.0', 'minor', 'true', '1,2\n3', 'results/a\nresults/b', 'abc', '--upload-pack=x', '../run.sh', '[1]'],
  words: [',', '\n', '0', '1', 'true', 'false', 'plan', 'bench', '/', '..', '-', 'PATH', 'LD_PRELOAD', 'squash', '30'],
  check(text) {
    const given = { ...Object.fromEntries(INPUT_NAMES.map((name) => [inputVariable(name), text])), ZLINK_VERDICT: '' };
    const read = readInputs(given);
    known(read.ok ? [] : read.problems);
    // One input at a time, alone: which one, the length says.
    const name = INPUT_NAMES[text.length % INPUT_NAMES.length] ?? 'version';
    const one = readInputs({ ZLINK_VERSION: '1.2.0', [inputVariable(name)]: text });
    known(one.ok ? [] : one.problems);
    if (one.ok) {
      must(
        one.value.supersede.every((each) => Number.isSafeInteger(each)),
        'numbers are numbers',
      );
      const handedOn = inputsOfPlan({ ZLINK_INPUTS: JSON.stringify(one.value) });
      must(
        handedOn.ok && isDeepStrictEqual(handedOn.value, JSON.parse(JSON.stringify(one.value))),
        'what is handed on arrives',
      );
    }
    must(!read.ok || read.value.version !== '', 'a version is given or missed');
    const settings = benchSettings(
      { baselineRef: text, harness: text, stacks: [text], scenarios: [text], setupCommand: [text], mode: 'duet' },
      { ...defaultConfig(), bench: { profile: { [text]: text } } },
    );
    typed(settings);
    if (settings.ok) must(refNameFault(text) === null && pathFault(text) === null, 'what is accepted is safe');
  },
};

const gateInputs: FuzzTarget = {
  name: 'gate-inputs',
  samples: ['10', 'block', 'warn', 'true', 'false', 'linux x64', 'core/**\n!core/doc/**', 'results/a\nresults/b'],
  words: ['-', '--', '-->', '<!--', '\n', '**', '*', '!', '?', '[', ']', '1', 'a', ' ', '.', '_', '/', '\\'],
  check(text) {
    const names = 'ROUNDS ON_INCONCLUSIVE LABEL PATHS PATHS_IGNORE BASELINE CANDIDATE COMMENT ARTIFACT'.split(' ');
    for (const name of [...names, 'TRUST_FORK_MEASUREMENTS', 'BASELINE_REF', 'WORKING_DIRECTORY']) {
      const inputs = readGateInputs({ [`ZLINK_${name}`]: text });
      known(inputs.ok ? [] : inputs.problems);
      if (!inputs.ok) continue;
      const read = inputs.value;
      must(!/--|[<>\n]/.test(read.marker), `the marker cannot end its comment: ${read.marker}`);
      must(read.checkName.length < 80, 'a check has a name');
      must(read.rounds === undefined || read.rounds > 0, 'rounds are counted from one');
      must(!read.trustForkMeasurements || text.trim() === 'true', 'trust is asked for by its word only');
    }
  },
};

const repository = (name: string) => ({ full_name: name, owner: { login: name.split('/')[0] } });
const event: FuzzTarget = {
  name: 'event-payload',
  samples: [
    JSON.stringify({
      pull_request: {
        number: 7,
        head: { sha: HEAD, repo: repository('o/fork') },
        base: { sha: BASE, repo: repository('o/r') },
      },
    }),
    JSON.stringify({ merge_group: { head_sha: HEAD, base_sha: BASE } }),
    JSON.stringify({
      workflow_run: {
        id: 1,
        run_attempt: 1,
        event: 'pull_request',
        conclusion: 'success',
        html_url: 'https://github.com/o/r/actions/runs/1',
        head_sha: HEAD,
        head_branch: 'main',
        head_repository: repository('o/r'),
      },
      repository: repository('o/r'),
    }),
  ],
  words: ['null', '"sha"', '"repo"', '"full_name"', '"O/R"', '1', '-1', '0.5', '1e99', '{}', '[]', '"', ',', ':', '..'],
  check(text) {
    let payload: unknown = text;
    try {
      payload = JSON.parse(text);
    } catch {
      // What is no JSON is tried as a text.
    }
    for (const name of ['pull_request', 'pull_request_target', 'merge_group', 'push', text]) {
      const subject = checkSubject(name, payload, text);
      if (!subject.ok) known(subject.problems);
      else must(/^[0-9a-f]{40}$/.test(subject.value.sha), 'a check belongs to a commit');
    }
    const run = measuredRun('workflow_run', payload);
    if (!run.ok) known(run.problems);
    else {
      must(/^https?:/.test(run.value.url) && run.value.id >= 1, 'a run can be linked to');
      must(/^[\w.-]+\/[\w.-]+$/.test(run.value.head.repository), 'a repository has a name');
    }
  },
};

const outcome: FuzzTarget = {
  name: 'outcome-json',
  samples: [
    '{"formatVersion":1,"kind":"judged"}',
    JSON.stringify({
      formatVersion: 1,
      kind: 'unchanged',
      change: { ignored: 2, baseline: null, candidate: HEAD },
    }),
    '{"formatVersion":1,"kind":"stopped","problems":[{"code":"input-invalid","what":"x","where":"y"}]}',
  ],
  words: [
    '"kind"',
    '"judged"',
    '"stopped"',
    '"problems"',
    '"code"',
    '"remedy"',
    'null',
    '1',
    '[]',
    '{}',
    '"',
    ',',
    ':',
  ],
  check(text) {
    const read = parseOutcome(text, 'outcome.json');
    if (!read.ok) return known(read.problems);
    const again = parseOutcome(JSON.stringify(read.value), 'again');
    must(again.ok && isDeepStrictEqual(again.value, read.value), 'what was read can be read again');
    if (read.value.kind !== 'stopped') return;
    for (const each of problemsOf(read.value)) must(each.code in PROBLEM_KINDS, 'the remedy is ours');
  },
};

export const ACTION_TARGETS: readonly FuzzTarget[] = [inputs, gateInputs, event, outcome];
