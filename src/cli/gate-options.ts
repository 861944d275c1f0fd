/** Options of `gate`, as data: the help is printed without loading the gate. */
export const GATE_OPTIONS = [
  { flags: '--baseline <dir...>', description: 'result folders of the baseline' },
  { flags: '--candidate <dir...>', description: 'result folders of the candidate, or folders with duet rounds' },
  { flags: '--shards <number>', description: 'shards that the candidate folders have to be (default: as they say)' },
  {
    flags: '--durations <file>',
    description: 'what bench --durations was given; durations.json, left beside the verdict of shards, goes on from it',
  },
  { flags: '--mode <mode>', description: 'recorded or duet (default: what the folders hold)' },
  { flags: '--default-stack <stack>', description: 'stack of scenario ids without one (s2)' },
  { flags: '--subject <stack...>', description: 'stacks that contain this library' },
  { flags: '--control <stack...>', description: 'stacks that do not contain the code under test' },
  { flags: '--allow-skipped <id...>', description: 'scenarios or stacks that may be missing or skipped' },
  { flags: '--alpha <number>', description: 'false-alarm rate of a duet over all its looks' },
  { flags: '--margin <fraction>', description: 'smallest slowdown that matters (0.05 is five per cent)' },
  { flags: '--recorded-margin <fraction>', description: 'slowdown that blocks in a recorded comparison' },
  { flags: '--on-inconclusive <action>', description: 'block or warn' },
  { flags: '--history <file>', description: 'history.jsonl: what the changes since the anchor add up to' },
  { flags: '--anchor <dir...>', description: 'folders with rounds beside the anchor (bench --anchor)' },
  { flags: '--out <dir>', description: 'folder for verdict.json, verdict.md and verdict.html' },
] as const;
