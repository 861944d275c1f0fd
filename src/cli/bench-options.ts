/** Options of `bench`, as data: the help is printed without loading the runner. */
export const BENCH_OPTIONS = [
  { flags: '--mode <mode>', description: 'recorded or duet (default: duet where there is a baseline)' },
  { flags: '--duet <strategy>', description: 'balanced, shared, alternate or auto' },
  { flags: '--baseline-ref <ref>', description: 'commit, tag or branch to measure against' },
  { flags: '--anchor', description: 'measure against gate.anchor.ref, at its margin' },
  { flags: '--candidate <dir>', description: 'checkout of the candidate (default: the current directory)' },
  {
    flags: '--setup-command <json>',
    description: 'prepares a tree: an argument list as JSON, ["cmake", "--build", "…"]',
  },
  { flags: '--rounds <number>', description: 'rounds at most' },
  { flags: '--budget-minutes <number>', description: 'no further round begins after these minutes' },
  { flags: '--run-timeout-minutes <number>', description: 'time that one run of the harness may take' },
  { flags: '--shard <part>', description: 'measure one part of the cases, as 3/8; other machines measure the others' },
  { flags: '--durations <file>', description: 'how long each case took last time, as a JSON object: balances shards' },
  { flags: '--preview', description: 'run each side once, say what the rounds would cost, and end' },
  {
    flags: '--each-case',
    description: 'with --preview: run each case once by itself and leave durations.json, for dealing out shards',
  },
  { flags: '--harness <path>', description: 'comparison script below the tree; the runners lie beside it' },
  { flags: '--stack <stack...>', description: 'stacks to run' },
  { flags: '--scenario <scenario...>', description: 'scenarios, handed to the runners as SCENARIOS' },
  { flags: '--subject <stack...>', description: 'stacks that contain this library' },
  { flags: '--control <stack...>', description: 'stacks that do not contain the code under test' },
  {
    flags: '--out <dir>',
    description: 'folder for the rounds and the verdict; a bench that was begun there is continued',
  },
] as const;
