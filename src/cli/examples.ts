/** A command line as it is pasted, and what it is for. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** Examples of each command: shown by `--help` and in the man page. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  init: [
    { line: 'zlink-release init --dry-run', does: 'show what it would write for this repository' },
    { line: 'zlink-release init --check', does: 'hold the configuration against the releases so far' },
  ],
  plan: [
    { line: 'zlink-release plan --repo OWNER/NAME --version minor', does: 'what the next minor release would do' },
    { line: 'zlink-release plan --repo OWNER/NAME --version 1.2.0 --json', does: 'the same for a script' },
  ],
  release: [
    {
      line: 'zlink-release release --repo OWNER/NAME --version 1.2.0 --verdict verdict.json',
      does: 'release what the verdict measured',
    },
    {
      line: 'zlink-release release --repo OWNER/NAME --version 1.2.0 --skip bench,gate',
      does: 'release without a measurement, and say so',
    },
  ],
  status: [
    { line: 'zlink-release status --repo OWNER/NAME --version 1.2.0', does: 'where it stands, and what goes on' },
  ],
  watch: [
    {
      line: 'zlink-release watch --repo OWNER/NAME --tag v1.2.0 --workflow build.yml',
      does: 'follow the run that the tag started',
    },
  ],
  verify: [
    {
      line: "zlink-release verify --repo OWNER/NAME --tag v1.2.0 --asset '*.tar.gz'",
      does: 'compare what is published with what is expected',
    },
  ],
  gate: [
    { line: 'zlink-release gate --baseline old --candidate new', does: 'judge two recorded results' },
    { line: 'zlink-release gate --candidate zlink-bench', does: 'judge the rounds of a duet' },
  ],
  bench: [
    { line: 'zlink-release bench --baseline-ref v1.1.0', does: 'measure the checkout against a release, in a duet' },
    { line: 'zlink-release bench --mode recorded --out zlink-bench', does: 'measure the checkout alone' },
  ],
  history: [
    {
      line: 'zlink-release history --file history.jsonl --add verdict.json --name v1.2.0 --page history.html',
      does: 'keep the figures of a verdict, and show them with those before',
    },
  ],
  rehearse: [
    { line: 'zlink-release rehearse', does: 'release a built-in sample' },
    {
      line: 'zlink-release rehearse --from . --version minor --keep ../rehearsal',
      does: 'release this clone, and keep what comes of it',
    },
    { line: 'zlink-release rehearse --fault run-fails:build.yml', does: 'see what a failing workflow looks like' },
  ],
  'embedded-github': [
    {
      line: 'zlink-release embedded-github --json',
      does: 'a GitHub for a test: the addresses as JSON, then it stays up',
    },
    {
      line: 'zlink-release embedded-github --world world.json --pace 60',
      does: 'a world of its own, an hour a minute',
    },
    {
      line: 'zlink-release embedded-github --like octo/hello',
      does: 'the rules, settings, workflows and labels of a real repository',
    },
  ],
  completion: [
    { line: 'zlink-release completion bash > ~/.local/share/bash-completion/completions/zlink-release', does: 'bash' },
    { line: 'zlink-release completion zsh > ~/.zfunc/_zlink-release', does: 'zsh, with ~/.zfunc in fpath' },
    { line: 'zlink-release completion fish > ~/.config/fish/completions/zlink-release.fish', does: 'fish' },
  ],
};

export const exampleText = (examples: readonly Example[]): string =>
  `\nExamples:\n${examples.map(({ line, does }) => `  ${line}\n      ${does}`).join('\n')}`;
