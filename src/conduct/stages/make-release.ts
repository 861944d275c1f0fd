import { counted } from '../../core/counted.ts';
import { problem, Stop } from '../../core/problem.ts';
import { type DraftStep, draftMark, nextDraftStep } from '../../core/release/draft-step.ts';
import type { ReleaseFacts, TagFacts } from '../../core/release/facts.ts';
import type { RunRecord } from '../../core/release/record.ts';
import { earlierReleases, makesLatest } from '../../core/release/release-form.ts';
import { releaseTagReader } from '../../core/release/release-tags.ts';
import { nameTemplates } from '../../core/settings/name-templates.ts';
import { explaining } from '../../github/explain-failure.ts';
import { orNull, readReleases, readTagObject, toAssetFacts } from '../../github/read-release.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import { AssetBytes } from './asset-bytes.ts';
import { gatherReleaseFiles, type ReleaseFile } from './release-files.ts';
import type { ReleaseContext } from './stage-context.ts';

/** The longest notes that GitHub takes. Characters. */
const LONGEST_NOTES = 125_000;

/**
 * Makes the GitHub release of the tag, unless it is there: a draft, its files attached and proven one by one, and published last,
 * since nothing can be added to an immutable one. After a kill at any point the draft is found again and gone on with.
 *
 * @param runs what the tag has started: their artifacts are attached
 * @throws Stop when somebody has left a draft of the tag, or a file is not there
 */
export async function makeRelease(context: ReleaseContext, tag: TagFacts, runs: readonly RunRecord[]): Promise<void> {
  const making = new Making(context, tag, runs);
  while (await making.step()) {
    // Each step looks at what the one before has left.
  }
}

class Making {
  readonly #context: ReleaseContext;
  readonly #tag: TagFacts;
  readonly #runs: readonly RunRecord[];
  readonly #writes: WriteAttempts;
  readonly #proven = new Map<number, string>();
  /** Read when a release has to be made. */
  #files: readonly ReleaseFile[] | null = null;
  /** As read, with what was uploaded since; null: they have to be read. */
  #releases: readonly ReleaseFacts[] | null = null;
  /** Nothing was written since they were read. */
  #isFresh = false;

  constructor(context: ReleaseContext, tag: TagFacts, runs: readonly RunRecord[]) {
    this.#context = context;
    this.#tag = tag;
    this.#runs = runs;
    this.#writes = new WriteAttempts(context.clock);
  }

  /** @returns false when the release is published */
  async step(): Promise<boolean> {
    const { client } = this.#context;
    if (this.#releases === null) {
      this.#releases = await explaining('reading the releases', () => readReleases(client));
      this.#isFresh = true;
    }
    const releases = this.#releases;
    const isThere = releases.some((each) => each.tag === this.#tag.name && !each.draft);
    // A release that is there is not made again: its files are for `verify` to look at.
    if (!isThere) this.#files ??= await gatherReleaseFiles(this.#context, this.#tag, this.#runs);
    const step = nextDraftStep(this.#tag.name, releases, this.#files ?? [], this.#proven);
    if (step.kind === 'done') return false;
    if (step.kind === 'publish' && !this.#isFresh) {
      // Somebody may have been at the draft meanwhile.
      this.#releases = null;
      return true;
    }
    await this.#do(step, releases);
    return true;
  }

  async #do(step: DraftStep, releases: readonly ReleaseFacts[]): Promise<void> {
    const { client, progress } = this.#context;
    switch (step.kind) {
      case 'stop':
        throw new Stop([step.problem]);
      case 'create':
        if (this.#planned.isAtOnce) return this.#createPublished(releases);
        return this.#write(`making the draft of ${this.#tag.name}`, () =>
          client.request('POST /repos/{owner}/{repo}/releases', {
            tag_name: this.#tag.name,
            name: this.#planned.title,
            body: `${draftMark(this.#tag.name)}\n`,
            draft: true,
            prerelease: this.#planned.prerelease,
          }),
        );
      case 'delete-draft':
        progress.note(`another draft of ${this.#tag.name} of this program is taken away: ${step.draft.url}`);
        return this.#write('deleting a draft', () =>
          orNull(client.request('DELETE /repos/{owner}/{repo}/releases/{release_id}', { release_id: step.draft.id })),
        );
      case 'delete-asset':
        progress.note(`${step.asset.name} is uploaded again: ${step.why}`);
        return this.#write(`taking ${step.asset.name} out of the draft`, () =>
          orNull(
            client.request('DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}', { asset_id: step.asset.id }),
          ),
        );
      case 'prove':
        return this.#prove(step.asset);
      case 'upload':
        return this.#upload(step, releases);
      case 'publish':
        return this.#publish(step.draft, releases);
    }
  }

  get #planned() {
    const { release } = this.#context.plan.publication;
    if (release === null) throw new Error('a release that this program makes is planned');
    return release;
  }

  /** Sends a write once; whatever became of it is looked at. */
  async #write(what: string, send: () => Promise<unknown>): Promise<void> {
    this.#releases = null;
    await explaining(what, () => this.#writes.attempt(send()));
  }

  async #upload({ draft, file }: DraftStep & { kind: 'upload' }, releases: readonly ReleaseFacts[]): Promise<void> {
    const { client, progress } = this.#context;
    const found = this.#files?.find(({ name }) => name === file.name);
    if (found === undefined) throw new Error('what is wanted was gathered');
    progress.note(`uploading ${file.name} (${counted(file.size, 'byte')})`);
    const uploaded = await explaining(`uploading ${file.name}`, () =>
      this.#writes.attempt(client.upload(draft.uploadUrl, found)),
    );
    if (uploaded === null) {
      this.#releases = null;
      return;
    }
    const asset = toAssetFacts({ ...uploaded, digest: uploaded.digest ?? null, browser_download_url: '' });
    const added = { ...draft, assets: [...draft.assets, asset] };
    this.#releases = releases.map((each) => (each.id === draft.id ? added : each));
    this.#isFresh = false;
  }

  /** Downloads what the server gives no digest of. */
  async #prove(asset: ReleaseFacts['assets'][number]): Promise<void> {
    const bytes = new AssetBytes(this.#context);
    const seen = await bytes.see(asset, new Set());
    const fault = bytes.problem;
    if (fault !== null) throw new Stop([fault]);
    this.#proven.set(asset.id, `sha256:${seen?.digests.get('sha256') ?? ''}`);
  }

  async #publish(draft: ReleaseFacts, releases: readonly ReleaseFacts[]): Promise<void> {
    const { client, progress } = this.#context;
    const published = await this.#published(releases, draft.url);
    await this.#write(`publishing the release of ${this.#tag.name}`, () =>
      client.request('PATCH /repos/{owner}/{repo}/releases/{release_id}', { release_id: draft.id, ...published }),
    );
    progress.note(`published the GitHub release of ${this.#tag.name}`);
  }

  /** Without files nothing has to be waited for. Of two of these writes GitHub refuses the second. */
  async #createPublished(releases: readonly ReleaseFacts[]): Promise<void> {
    const { client, progress } = this.#context;
    const published = await this.#published(releases, this.#tag.name);
    await this.#write(`making the release of ${this.#tag.name}`, () =>
      client.request('POST /repos/{owner}/{repo}/releases', published),
    );
    progress.note(`published the GitHub release of ${this.#tag.name}`);
  }

  /** @param where it is told if the tag is not there any more */
  async #published(releases: readonly ReleaseFacts[], where: string) {
    const { client, plan, config } = this.#context;
    const notes = await this.#notes();
    // Publishing what has no tag would make one, at another commit.
    const present = await explaining('reading the tag', () => readTagObject(client, this.#tag.name));
    if (present !== this.#tag.object) {
      throw new Stop([
        problem(
          'tag-taken',
          `Tag ${this.#tag.name} was moved or deleted while its release was made: it is not published.`,
          {
            where,
            remedy: 'Find out who did it; put the tag back where it was, and run the same command again.',
          },
        ),
      ]);
    }
    const versionOf = releaseTagReader(nameTemplates(config.templates, plan.component));
    const earlier = earlierReleases(releases, versionOf, this.#tag.name);
    return {
      tag_name: this.#tag.name,
      name: this.#planned.title,
      body: notes,
      draft: false,
      prerelease: this.#planned.prerelease,
      make_latest: makesLatest(plan.version, earlier, releases),
    };
  }

  /** The section of the changelog, or what GitHub makes of pull requests. */
  async #notes(): Promise<string> {
    const { client, plan } = this.#context;
    const section = plan.changelogSection.trim();
    if (this.#planned.notes === 'changelog') return cut(section);
    const { previousTag } = this.#planned;
    const generated = await explaining('generating the notes of the release', () =>
      orNull(
        client.request('POST /repos/{owner}/{repo}/releases/generate-notes', {
          tag_name: this.#tag.name,
          ...(previousTag === null ? {} : { previous_tag_name: previousTag }),
        }),
      ),
    );
    return cut(generated?.body ?? section);
  }
}

const cut = (notes: string): string =>
  notes.length <= LONGEST_NOTES ? notes : `${notes.slice(0, LONGEST_NOTES - 10)}\n\n…`;
