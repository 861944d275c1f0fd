/** A remark at a line of a file, as check runs show it. */
export interface Annotation {
  readonly path: string;
  readonly line: number;
  readonly level: 'notice' | 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
}

/** What a commit is told about itself: shown as a check run or, where the token may not, as a commit status. */
export interface CheckReport {
  readonly name: string;
  /** Tells reports of different releases of one commit apart. */
  readonly externalId: string;
  /** Success and neutral satisfy a rule that requires the check; failure and action_required do not. */
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'action_required';
  /** One line. */
  readonly title: string;
  /** Markdown, escaped already. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly detailsUrl: string | null;
  /** The commit was made just now: no report of ours can be there yet. */
  readonly isNew: boolean;
}

/**
 * The name users make a required check. It says that somebody measured: it is posted with a verdict, by the gate for a change
 * that its path filter leaves out (which then says so), or as a failure; never by a release that did not measure.
 */
export const GATE_CHECK_NAME = 'zlink-release / perf gate';

/** The report of a release at its pull request, whether it was measured or not. No rule needs it. */
export const RELEASE_CHECK_NAME = 'zlink-release / release';

/** Whether a name is the gate's; a label may follow it, as the gate action's input `label` writes it. */
export const isGateCheck = (name: string): boolean =>
  name === GATE_CHECK_NAME || (name.startsWith(`${GATE_CHECK_NAME} (`) && name.endsWith(')'));
