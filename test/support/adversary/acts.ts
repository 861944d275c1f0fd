import { connectionError } from '../../../src/embedded-github/server/in-process.ts';
import { PEOPLE } from './people.ts';
import type { Stage } from './stage.ts';

/**
 * What happens to one request; `killed` ends the run there. Each says what is sent on, and what comes back of it.
 */
type RequestAct = (stage: Stage, send: () => Promise<Response>) => Promise<Response | 'killed'>;

const badGateway = () =>
  new Response('<html>502 Bad Gateway</html>\n', { status: 502, headers: { 'content-type': 'text/html' } });
const MINUTE = 60_000;

export const REQUEST_ACTS = {
  'killed before a request': async () => 'killed',
  'killed after a request': async (_stage, send) => {
    await send();
    return 'killed';
  },
  'answer lost': async (_stage, send) => {
    await send();
    throw connectionError({ cut: 'close' });
  },
  'connection reset': async () => {
    throw connectionError({ cut: 'reset' });
  },
  '502': async () => badGateway(),
  '502, applied': async (_stage, send) => {
    await send();
    return badGateway();
  },
  'no answer in time, applied': async (_stage, send) => {
    await send();
    throw connectionError({ cut: 'hold' });
  },
  'secondary rate limit': async ({ server, world }, send) => {
    server.service.limits.block('app', world.now() + MINUTE);
    return send();
  },
  'token expired': async ({ server }, send) => {
    server.service.tokenExpired = true;
    return send();
  },
} satisfies Record<string, RequestAct>;

/** What GitHub does with what the tag starts, from now on. */
export const RUN_ACTS = {
  'a run fails': (stage: Stage) => stage.addFault({ name: 'run-fails', argument: 'release.yml' }),
  'a run is cancelled': (stage: Stage) => stage.addFault({ name: 'run-cancelled', argument: 'release.yml' }),
  'the release comes late': (stage: Stage) => stage.addFault({ name: 'release-late', argument: null }),
} satisfies Record<string, (stage: Stage) => void>;

/** How the release is gone on with; a run that is under way is killed for it. */
export const STARTS = {
  'the same command again': null,
  'the printed command': null,
  'the job again': null,
  'a job by keyword': null,
} as const;

/** Somebody else's release, to its end or as far as it comes before it is killed. */
export const OTHER_RELEASES = { 'another release': null, 'another release, killed': null } as const;

export const ACTS = [
  ...(Object.keys(PEOPLE) as (keyof typeof PEOPLE)[]),
  ...(Object.keys(REQUEST_ACTS) as (keyof typeof REQUEST_ACTS)[]),
  ...(Object.keys(RUN_ACTS) as (keyof typeof RUN_ACTS)[]),
  ...(Object.keys(STARTS) as (keyof typeof STARTS)[]),
  ...(Object.keys(OTHER_RELEASES) as (keyof typeof OTHER_RELEASES)[]),
] as const;

export type Act = (typeof ACTS)[number];

/** One act of a sequence. */
export interface Step {
  readonly act: Act;
  /** Requests of the release between the act before it and this one. */
  readonly gap: number;
  /** Chooses where an act has variants. */
  readonly pick: number;
}

export interface Sequence {
  readonly library: number;
  /** Which remedy is done where a message names several; the first when left out. */
  readonly way?: number;
  readonly steps: readonly Step[];
}

const isIn = <T extends object>(table: T, act: string): act is string & keyof T => Object.hasOwn(table, act);

export const isPersons = (act: Act): act is keyof typeof PEOPLE => isIn(PEOPLE, act);
export const isRequestAct = (act: Act): act is keyof typeof REQUEST_ACTS => isIn(REQUEST_ACTS, act);
export const isRunAct = (act: Act): act is keyof typeof RUN_ACTS => isIn(RUN_ACTS, act);
export const isStart = (act: Act): act is keyof typeof STARTS => isIn(STARTS, act);
export const isOtherRelease = (act: Act): act is keyof typeof OTHER_RELEASES => isIn(OTHER_RELEASES, act);
