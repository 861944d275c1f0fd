/** The workflow run of GitHub Actions that an invocation of this program is part of. */
export interface WorkflowRun {
  /** The same for every attempt. Digits. */
  readonly id: string;
  /** 1 for the first one; a rerun counts up. */
  readonly attempt: number;
  /** owner/name of the repository whose workflow it is; not always the one that is released. */
  readonly repository: string | null;
  /** The commit that the run was started for, in every attempt the same; null where it is unknown. */
  readonly commit: string | null;
}

/** What a pull request says of a workflow run that worked on its release. */
export interface RunMark {
  readonly run: string;
  readonly version: string;
  readonly tag: string;
}

/**
 * The line that a release pull request carries for each workflow run that worked on it: whoever runs an old job again, on
 * whatever machine, learns from it which release that job was about. Hidden in the page; escaped, so that no name ends it.
 */
export const runMark = ({ run, version, tag }: RunMark): string =>
  `<!-- zlink-release: run=${run} version=${encodeURIComponent(version)} tag=${encodeURIComponent(tag)} -->`;

const MARK = /<!-- zlink-release: run=(\d{1,20}) version=([^\s<>]{1,200}) tag=([^\s<>]{1,1000}) -->/g;

/** The marks in the text of a pull request. Anyone who may edit the pull request may have written them. */
export function runMarks(body: string | null | undefined): RunMark[] {
  return [...(body ?? '').matchAll(MARK)].flatMap(([, run = '', version = '', tag = '']) => {
    try {
      return [{ run, version: decodeURIComponent(version), tag: decodeURIComponent(tag) }];
    } catch {
      return [];
    }
  });
}

/** The text of a pull request with a mark added; the same text where it is there already. */
export function withRunMark(body: string | null | undefined, mark: RunMark): string {
  const line = runMark(mark);
  const text = body ?? '';
  if (text.includes(line)) return text;
  return text === '' ? line : `${text.replace(/\s*$/, '')}\n\n${line}`;
}
