import { createHash } from 'node:crypto';
import { type Checked, orStop, Problems, problem } from '../../core/problem.ts';
import type { WantedFile } from '../../core/release/draft-step.ts';
import type { TagFacts } from '../../core/release/facts.ts';
import { chooseFiles, sameName } from '../../core/release/planned-release.ts';
import type { RunRecord } from '../../core/release/record.ts';
import { uploadedName } from '../../core/triggers/release-assets.ts';
import { unpackArtifact } from '../../github/artifact-zip.ts';
import { explaining } from '../../github/explain-failure.ts';
import { downloadArtifact, readArtifacts } from '../../github/read-artifacts.ts';
import { readCommitTree } from '../../github/read-commit.ts';
import { readListing } from '../../github/read-tree.ts';
import type { ReleaseContext } from './stage-context.ts';

/** A file that is attached, with its bytes. */
export interface ReleaseFile extends WantedFile {
  readonly bytes: Uint8Array;
}

/**
 * Everything that the GitHub release gets, before anything of it is made: files of the tagged tree, what the artifacts of its
 * runs hold, and the list of their checksums.
 *
 * @throws Stop when something is not there, or two files have one name
 */
export async function gatherReleaseFiles(
  context: ReleaseContext,
  tag: TagFacts,
  runs: readonly RunRecord[],
): Promise<readonly ReleaseFile[]> {
  const planned = context.plan.publication.release;
  if (planned === null) return [];
  const gathered = new Gathered();
  if (planned.files.length > 0) await addTreeFiles(context, tag, planned.files, gathered);
  const problems = new Problems();
  for (const wanted of planned.artifacts) problems.take(await addArtifacts(context, wanted, runs, gathered));
  const files = problems.take(gathered.files());
  problems.stop();
  const list = planned.checksums;
  return list === null || files === null ? (files ?? []) : [...files, checksumsOf(list, files)];
}

/** Files by name, each with the place that it comes from. */
class Gathered {
  readonly #files = new Map<string, { readonly place: string; readonly file: ReleaseFile }>();
  readonly #problems = new Problems();

  add(name: string, bytes: Uint8Array, place: string): void {
    const shown = uploadedName(name);
    const other = this.#files.get(shown);
    if (bytes.byteLength === 0) {
      this.#problems.add(
        problem('release-file-missing', `${place} is empty: GitHub takes no file without content.`, {
          where: 'release',
        }),
      );
    } else if (other !== undefined) this.#problems.add(sameName(shown, [other.place, place], 'release'));
    else this.#files.set(shown, { place, file: fileOf(shown, bytes) });
  }

  files(): Checked<readonly ReleaseFile[]> {
    return this.#problems.over(() => [...this.#files.values()].map(({ file }) => file));
  }
}

const fileOf = (name: string, bytes: Uint8Array): ReleaseFile => ({
  name,
  bytes,
  size: bytes.byteLength,
  digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
});

/** As `sha256sum` writes it. */
function checksumsOf(name: string, files: readonly ReleaseFile[]): ReleaseFile {
  const lines = files
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((file) => `${file.digest.slice('sha256:'.length)}  ${file.name}\n`);
  return fileOf(name, Buffer.from(lines.join('')));
}

/** Files as the tag has them: a checkout of the commit before it would still say the old version. */
async function addTreeFiles(
  { client, store }: ReleaseContext,
  tag: TagFacts,
  patterns: readonly string[],
  gathered: Gathered,
): Promise<void> {
  await explaining('reading the files of the release', async () => {
    const tree = await readCommitTree(client, tag.commit);
    const { listing } = await readListing(client, tree, patterns);
    const chosen = orStop(chooseFiles(patterns, listing));
    const blobs = await store.read(
      client,
      chosen.map(({ blob }) => blob),
    );
    for (const { name, path, blob } of chosen) gathered.add(name, blobs.get(blob) ?? new Uint8Array(), path);
  });
}

async function addArtifacts(
  { client, progress }: ReleaseContext,
  wanted: { readonly workflow: string | null; readonly name: string },
  runs: readonly RunRecord[],
  gathered: Gathered,
): Promise<Checked<null>> {
  const ofRuns = runs.filter(
    ({ workflow }) =>
      wanted.workflow === null || workflow === wanted.workflow || workflow.endsWith(`/${wanted.workflow}`),
  );
  const problems = new Problems();
  const found = await explaining('reading the artifacts', () =>
    readArtifacts(
      client,
      ofRuns.map(({ id }) => id),
      wanted.name,
    ),
  );
  if (found.length === 0) {
    const from = ofRuns.map(({ workflow }) => workflow).join(', ');
    problems.add(
      problem(
        'release-file-missing',
        `There is no artifact ${JSON.stringify(wanted.name)} of ${from === '' ? 'a run that the tag has started' : from}.`,
        { where: 'release.artifacts' },
      ),
    );
  }
  for (const artifact of found) {
    if (artifact.expired) {
      problems.add(
        problem('release-file-missing', `The artifact ${JSON.stringify(artifact.name)} has expired.`, {
          where: artifact.runUrl,
          remedy: 'Rerun all jobs of that run, then run the same command again.',
        }),
      );
      continue;
    }
    progress.note(`downloading the artifact ${artifact.name}`);
    const packed = await explaining(`downloading the artifact ${artifact.name}`, () =>
      downloadArtifact(client, artifact),
    );
    const unpacked = problems.take(await unpackArtifact(artifact.name, packed));
    for (const { name, bytes } of unpacked ?? []) gathered.add(name, bytes, `${artifact.name}: ${name}`);
  }
  return problems.over(() => null);
}
