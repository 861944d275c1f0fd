import { GATE_CHECK_NAME, RELEASE_CHECK_NAME } from '../core/check/commit-check.ts';
import type { PullRequestFacts } from '../core/release/facts.ts';
import { type KeptEvidence, readEvidenceMark, readEvidenceTitle } from '../core/release/kept-evidence.ts';
import type { GateRecord } from '../core/release/record.ts';
import { isSameName } from '../core/repository-name.ts';
import type { GitHubClient } from './client.ts';
import { RequestFailure } from './request-policy.ts';

/** A release as its reports name it. */
interface Subject {
  readonly pullRequest: Pick<PullRequestFacts, 'number' | 'headSha'>;
  readonly tag: string;
  /** Whose token this is; null where GitHub does not tell. */
  readonly viewer: string | null;
}

/** One report that may hold the evidence, and who made it. */
interface Report {
  readonly gate: GateRecord | null;
  readonly author: string | null;
}

/**
 * What earlier invocations have said of a release's evidence: in the check run at the head of its pull request, else in the
 * comment there, else in the commit status, since not every token may write every one. Only what this very identity wrote
 * counts: anybody may comment. One to three requests.
 */
export async function readKeptEvidence(client: GitHubClient, subject: Subject): Promise<KeptEvidence> {
  const { viewer, pullRequest } = subject;
  if (viewer === null)
    return nothing('GitHub does not tell whose token this is, so no report can be known as its own.');
  const foreign = new Set<string>();
  const unreadable: string[] = [];
  for (const [name, read] of PLACES) {
    try {
      for await (const { gate, author } of read(client, subject)) {
        if (gate === null) continue;
        if (author !== null && isSameName(author, viewer)) return { kind: 'found', gate };
        foreign.add(`The ${name} says ${gate.status}, and was made by ${author ?? 'nobody known'}, not by ${viewer}.`);
      }
    } catch (error) {
      // Where it may not be read, another place may; an outage is told as one.
      if (!(error instanceof RequestFailure) || error.uncertain) throw error;
      if (!['forbidden', 'not-found', 'refused'].includes(error.kind)) throw error;
      unreadable.push(`The ${name} could not be read (${error.status ?? 'no answer'}).`);
    }
  }
  const why = [...foreign].slice(0, 3);
  return nothing(
    [...why, ...unreadable].join(' ') || `There is no report of ${viewer} at pull request #${pullRequest.number}.`,
  );
}

const nothing = (why: string): KeptEvidence => ({ kind: 'nothing', why });

type Place = (client: GitHubClient, subject: Subject) => AsyncGenerator<Report>;
const PLACES: readonly (readonly [string, Place])[] = [
  ['check', checks],
  ['comment', comments],
  ['commit status', statuses],
];

const at = ({ pullRequest, viewer }: Subject, what: string, url: string | null | undefined): string =>
  `${what} pull request #${pullRequest.number}, made by the same identity (${viewer})${url == null ? '' : `: ${url}`}`;

async function* checks(client: GitHubClient, subject: Subject): AsyncGenerator<Report> {
  const { pullRequest, tag } = subject;
  // The gate's check says the most: it is posted with a verdict alone. A commit may have hundreds of others.
  for (const check_name of [GATE_CHECK_NAME, RELEASE_CHECK_NAME]) {
    const runs = client.items('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
      ref: pullRequest.headSha,
      filter: 'all',
      check_name,
    });
    for await (const run of runs) {
      if (run.external_id !== `release/${tag}`) continue;
      const where = at(subject, `the check \`${run.name}\` at the head of`, run.html_url);
      const { title, summary } = run.output;
      const gate = readEvidenceMark(summary ?? '', where) ?? readEvidenceTitle(title ?? '', where);
      const slug = run.app?.slug;
      yield { gate, author: slug === undefined ? null : `${slug}[bot]` };
    }
  }
}

async function* comments(client: GitHubClient, subject: Subject): AsyncGenerator<Report> {
  const list = client.items('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    issue_number: subject.pullRequest.number,
  });
  for await (const { body, user, html_url: url } of list) {
    if (body?.startsWith('<!-- zlink-release: release -->') !== true) continue;
    yield { gate: readEvidenceMark(body, at(subject, 'the comment at', url)), author: user?.login ?? null };
  }
}

async function* statuses(client: GitHubClient, subject: Subject): AsyncGenerator<Report> {
  const list = client.items('GET /repos/{owner}/{repo}/commits/{ref}/statuses', { ref: subject.pullRequest.headSha });
  for await (const { context, description, creator, target_url: url } of list) {
    if (!context.startsWith('zlink-release / ')) continue;
    const where = at(subject, `the commit status \`${context}\` at the head of`, url);
    yield { gate: readEvidenceTitle(description ?? '', where), author: creator?.login ?? null };
  }
}
