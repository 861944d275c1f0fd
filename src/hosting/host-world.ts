import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Problems } from '../core/problem.ts';
import { personNamed } from '../embedded-github/accounts.ts';
import { standardTokens, type TokenGrant, type TokenTable } from '../embedded-github/auth.ts';
import type { Fault } from '../embedded-github/fault-text.ts';
import { STANDARD_LIMITS } from '../embedded-github/rate-limits.ts';
import { repositoryIdentity } from '../embedded-github/repository-identity.ts';
import {
  type EmbeddedGitHub,
  type EmbeddedGitHubOptions,
  startEmbeddedGitHub,
} from '../embedded-github/server/server.ts';
import { VirtualClock } from '../embedded-github/virtual-clock.ts';
import type { World } from '../embedded-github/world.ts';
import { type CreatedWorld, createWorld, type WorldOptions, type WorldSource } from '../rehearse/create-world.ts';
import { faultOptions } from '../rehearse/fault-options.ts';
import { furnish, writeHistory } from './furnish-world.ts';
import type { GivenWorld } from './read-world.ts';
import type { WorldFile } from './world-file.ts';

export interface HostOptions extends GivenWorld {
  /** Of a clone; left out: the world file's history, or the sample. */
  readonly repository?: string | undefined;
  readonly at?: string | undefined;
  /** Left out: a free one. */
  readonly port?: number | undefined;
  /** Left out: a temporary one. */
  readonly directory?: string | undefined;
  readonly warn?: ((line: string) => void) | undefined;
  /** With a certificate of its own. */
  readonly https?: boolean | undefined;
}

export interface Hosted {
  readonly server: EmbeddedGitHub;
  readonly world: World;
  readonly directory: string;
  /** File of the certificate of https; null: it is plain HTTP. */
  readonly certificate: string | null;
  close(): Promise<void>;
}

/**
 * Makes a world and serves it.
 *
 * @throws Stop with everything that is wrong
 */
export async function host(options: HostOptions): Promise<Hosted> {
  const { file, where, repository = null, at = null } = options;
  const isTemporary = options.directory === undefined;
  const folder = options.directory ?? mkdtempSync(join(tmpdir(), 'embedded-github-'));
  const remove = () => {
    if (isTemporary) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const world = await makeHostedWorld({ file, repository, at, isTemporary }, resolve(folder));
    const certificate =
      options.https === true ? await (await import('./certificate.ts')).makeCertificate(resolve(folder)) : null;
    const server = await startEmbeddedGitHub({
      world,
      ...(certificate === null ? {} : { tls: certificate }),
      port: options.port ?? 0,
      ...serverFacts(world, file),
      ...(options.warn === undefined ? {} : { warn: options.warn }),
      pages: async (app, servedAt) => (await import('./later-pages.ts')).addPagesLater(app, servedAt),
    });
    const close = async () => {
      await server.close();
      await world.git.close();
      remove();
    };
    const problems = new Problems();
    problems.add(...(await furnish(world, server.control, file, where)));
    if (!problems.none) await close();
    problems.stop();
    server.control.addFaults(faultsOf(file));
    server.followRealTime(file.pace ?? 1);
    return { server, world, directory: folder, certificate: certificate?.path ?? null, close };
  } catch (error) {
    remove();
    throw error;
  }
}

/** What a world is made from. */
export interface HostedSource {
  readonly file: WorldFile;
  /** Of a clone; null: the world file's history, or the sample. */
  readonly repository: string | null;
  readonly at: string | null;
  /** Whether nobody goes on with it: its folder is removed at the end. */
  readonly isTemporary?: boolean;
}

/** Makes the world of a file in a folder; what people have done in it comes later (`furnish`). */
export async function makeHostedWorld(
  { file, repository, at, isTemporary = false }: HostedSource,
  directory: string,
  start = file.now === undefined ? new Date() : new Date(file.now),
  clock = new VirtualClock(start),
): Promise<CreatedWorld> {
  const [owner, repo] = file.repository?.split('/', 2) ?? [];
  const clone = await repositoryIdentity(repository);
  return createWorld({
    directory,
    from: sourceOf({ file, repository, at }, start.getTime()),
    clock,
    owner: owner ?? clone.owner,
    repo: repo ?? clone.repo,
    settings: (file.settings ?? {}) as NonNullable<WorldOptions['settings']>,
    rulesets: await rulesetsOf(file),
    isTemporary,
  });
}

async function rulesetsOf({ rulesets = [] }: WorldFile): Promise<NonNullable<WorldOptions['rulesets']>> {
  if (rulesets.length === 0) return [];
  const { withChange } = await import('../embedded-github/rest/rules.ts');
  return rulesets.map((ruleset, index) => ({
    ...withChange(index + 1, ruleset),
    ...(ruleset.bypassLogins === undefined ? {} : { bypassLogins: ruleset.bypassLogins }),
  }));
}

function sourceOf({ file, repository, at }: HostedSource, start: number): WorldSource {
  if (repository !== null) return { kind: 'clone', path: repository, ...(at === null ? {} : { at }) };
  if (file.history === undefined) return { kind: 'sample' };
  return {
    kind: 'written',
    write: (git, branch) => writeHistory(git, branch, file, start),
    defaultBranch: file.defaultBranch ?? 'main',
  };
}

/** What a world file says of the server that serves its world. */
export const serverFacts = (
  world: World,
  file: WorldFile,
): Pick<EmbeddedGitHubOptions, 'tokens' | 'limits' | 'control'> => ({
  control: true,
  tokens: tokensOf(world, file),
  limits: limitsOf(file),
});

function tokensOf(world: World, { tokens = [] }: WorldFile): TokenTable {
  const standard = standardTokens();
  const ofKind = (kind: TokenGrant['tokenKind']) => [...standard.values()].find(({ tokenKind }) => tokenKind === kind);
  const more = tokens.flatMap(({ token, kind, login, permissions }): [string, TokenGrant][] => {
    const usual = ofKind(kind);
    if (usual === undefined) return [];
    const actor = login === undefined ? usual.actor : personNamed(world, login);
    const given =
      permissions === undefined
        ? usual.permissions
        : new Map(Object.entries({ metadata: 'read' as const, ...permissions }));
    return [[token, { tokenKind: kind, actor, permissions: given }]];
  });
  return new Map([...standard, ...more]);
}

function limitsOf({ limits = {} }: WorldFile) {
  const { perHour, ...others } = limits;
  const known = Object.entries(others).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(known), perHour: { ...STANDARD_LIMITS.perHour, ...(perHour as object | undefined) } };
}

export function faultsOf({ faults = [] }: WorldFile): readonly Fault[] {
  const parsed = faultOptions(faults);
  return parsed.ok ? parsed.value : [];
}
