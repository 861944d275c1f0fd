import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { scratchFolder } from '../support/scratch.ts';

/** One's own rules and settings in a rehearsal, as GitHub's API prints them. */

const RULES = {
  id: 99,
  name: 'main is reviewed',
  target: 'branch',
  source_type: 'Repository',
  source: 'OWNER/NAME',
  enforcement: 'active',
  conditions: { ref_name: { exclude: [], include: ['~DEFAULT_BRANCH'] } },
  rules: [
    { type: 'required_linear_history' },
    { type: 'code_scanning', parameters: { code_scanning_tools: [] } },
    { type: 'pull_request', parameters: { required_approving_review_count: 1 } },
  ],
  bypass_actors: [{ actor_id: 1, actor_type: 'Integration', bypass_mode: 'always' }],
  _links: { self: { href: 'https://api.github.com/' } },
};

function rehearse(rules: unknown, ...more: string[]) {
  const folder = scratchFolder('rules');
  const file = join(folder, 'rules.json');
  writeFileSync(file, JSON.stringify(rules));
  return runCli(['rehearse', '--only', 'plan', '--rulesets', file, ...more], { cwd: folder });
}

describe('rehearse', () => {
  it('goes by the rules that it is given, and says which of them are only listed', async () => {
    const { exitCode, stdout, stderr } = await rehearse(RULES, '--setting', 'delete_branch_on_merge=true');
    const told = `${stdout}${stderr}`;
    expect(told).toContain('rules "main is reviewed" (branch): required_linear_history, pull_request');
    expect(told).toContain('listed, but not enforced here: code_scanning');
    expect(told).toMatch(/1 approving review/);
    expect(exitCode, told).toBe(0);
  });

  it('tells everything that is wrong with them, and with a setting, at once', async () => {
    const { exitCode, stderr } = await rehearse(
      [
        { ...RULES, enforcement: 'sometimes' },
        { ...RULES, name: '' },
      ],
      ...['--setting', 'squash=yes', '--setting', 'private=yes'],
    );
    expect(exitCode).toBe(2);
    for (const place of ['rulesets.0.enforcement', 'rulesets.1.name', '"squash=yes"']) expect(stderr).toContain(place);
  });

  it('says that GitHub’s list of rulesets leaves out their rules', async () => {
    const { rules: _, ...short } = RULES;
    const { exitCode, stderr } = await rehearse([short]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('gh api repos/OWNER/NAME/rulesets/ID')]);
  });
});
