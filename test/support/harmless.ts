import { expect } from 'vitest';

/** What a log must not hold, whoever wrote it: workflow commands of the runner, terminal escapes, hidden characters. */
export function expectHarmless(output: string): void {
  for (const line of output.split('\n')) {
    expect(line.trimStart().startsWith('::'), line).toBe(false);
    expect(line).not.toContain('##[');
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
}

/** What Markdown for GitHub must not hold outside code: mentions, references, links, tags of others. */
export function expectPlainMarkdown(markdown: string): void {
  const outsideCode = markdown
    .replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
    .replace(/<!-- zlink-release[^>]*-->/g, '');
  expect(outsideCode).not.toMatch(/@octocat|#12\b|(?<!\\)\]\(|https:\/\/evil|<(?!\/?(details|summary)>)/);
  expect(outsideCode).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
}
