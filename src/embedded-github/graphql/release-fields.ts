import { isoTime, nodeId } from '../accounts.ts';
import { releasePage, repositoryPage, repositoryUrl, urlPath } from '../commit-answers.ts';
import { latestRelease } from '../latest-release.ts';
import type { ApiRequest } from '../route.ts';
import { account } from './account-fields.ts';
import { connection, none } from './connection.ts';
import { commitSource, refSource } from './git-sources.ts';
import { reactionGroups } from './issue-fields.ts';
import { type Args, type FieldResolver, pathOf, type Resolvers, type Sources, source } from './sources.ts';

const downloadUrl = ({ release, asset }: Sources['ReleaseAsset'], request: ApiRequest): string =>
  `${repositoryPage(request)}/releases/download/${urlPath(release.tagName)}/${encodeURIComponent(asset.name)}`;

/** The commit of a release's tag; of a draft, which has none yet, there is none. */
async function tagCommit({ release }: Sources['Release'], _: Args, request: ApiRequest) {
  const { git } = request.world;
  const sha = await git.resolveRef(`refs/tags/${release.tagName}`);
  return commitSource(request, sha === null ? null : await git.peel(sha));
}

export const RELEASE_FIELDS: Resolvers = {
  Release: {
    id: ({ release }) => nodeId('RE', release.id),
    databaseId: ({ release }) => release.id,
    tagName: ({ release }) => release.tagName,
    name: ({ release }) => release.name,
    description: ({ release }) => release.body,
    shortDescriptionHTML: () => null,
    isDraft: ({ release }) => release.draft,
    isPrerelease: ({ release }) => release.prerelease,
    immutable: ({ release }) => release.immutable,
    isLatest: ({ release }, _, { world }) => latestRelease(world) === release,
    createdAt: ({ release }) => isoTime(release.createdAt),
    updatedAt: ({ release }) => isoTime(release.publishedAt ?? release.createdAt),
    publishedAt: ({ release }) => (release.publishedAt === null ? null : isoTime(release.publishedAt)),
    author: ({ release }) => (release.author.type === 'Bot' ? null : source('User', { actor: release.author })),
    url: ({ release }, _, request) => releasePage(request, release),
    resourcePath: ({ release }, _, request) => pathOf(releasePage(request, release)),
    repository: () => source('Repository', { fork: null }),
    tag: ({ release }, _, request) => refSource(request, `refs/tags/${release.tagName}`),
    tagCommit,
    mentions: none('mentions'),
    reactionGroups: ({ release }, _, { world }) => reactionGroups(world, 'release', release.id),
    releaseAssets: ({ release }, args) => {
      const assets =
        typeof args.name === 'string' ? release.assets.filter(({ name }) => name === args.name) : release.assets;
      return connection('releaseAssets', args, assets, (asset) => source('ReleaseAsset', { release, asset }));
    },
  },
  ReleaseAsset: {
    id: ({ asset }) => nodeId('RA', asset.id),
    name: ({ asset }) => asset.name,
    size: ({ asset }) => asset.size,
    contentType: ({ asset }) => asset.contentType,
    digest: ({ asset }) => asset.digest,
    downloadCount: () => 0,
    createdAt: ({ asset }) => isoTime(asset.createdAt),
    updatedAt: ({ asset }) => isoTime(asset.createdAt),
    downloadUrl: (from, _, request) => downloadUrl(from, request),
    url: ({ asset }, _, request) => `${repositoryUrl(request)}/releases/assets/${asset.id}`,
    uploadedBy: ({ asset }) => account(asset.uploader),
    release: ({ release }) => source('Release', { release }),
  },
};

/** `release`, `releases` and `latestRelease` of a repository. Drafts are seen by those who may push. */
export const REPOSITORY_RELEASES: Record<string, FieldResolver<Sources['Repository']>> = {
  // `gh release view` looks for a draft here while it asks for the published one.
  release: (_, { tagName }, { world }) => {
    const release = world.state.releases.find((each) => each.tagName === tagName);
    return release === undefined ? null : source('Release', { release });
  },
  releases: (_, args, { world }) => {
    const order = args.orderBy as { readonly field?: string; readonly direction?: string } | null | undefined;
    const releases = world.state.releases.toSorted((a, b) =>
      order?.field === 'NAME' ? (a.tagName < b.tagName ? -1 : 1) : a.createdAt - b.createdAt || a.id - b.id,
    );
    // Newest first where nothing else is asked for.
    if (order?.direction !== 'ASC') releases.reverse();
    return connection('releases', args, releases, (release) => source('Release', { release }));
  },
  latestRelease: (_, __, { world }) => {
    const release = latestRelease(world);
    return release === null ? null : source('Release', { release });
  },
};
