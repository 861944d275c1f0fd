import { nodeId } from '../accounts.ts';
import type { ApiReply, ApiRequest } from '../route.ts';
import { isPull, type Subject, setMilestone } from '../subjects.ts';
import type { PullRequestState } from '../world-state.ts';
import { type Args, FieldError } from './sources.ts';

/** The one argument of every mutation. The schema has been asked already: what must be there is. */
export type Input = Readonly<Record<string, unknown>>;
export const inputOf = (args: Args): Input => (args.input ?? {}) as Input;

/** What a mutation answers besides what it has made: the caller's own word for it. */
export const answered = (input: Input, fields: Readonly<Record<string, unknown>> = {}) => ({
  clientMutationId: input.clientMutationId ?? null,
  ...fields,
});

export const text = (input: Input, name: string): string | undefined => {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
};

/** A refusal of the same act by REST, as GraphQL words it. */
export function refuseAs(reply: ApiReply | null): void {
  if (reply === null) return;
  const { message = 'refused', errors } = (reply.body ?? {}) as {
    readonly message?: string;
    readonly errors?: readonly unknown[];
  };
  const [first] = errors ?? [];
  const detail = typeof first === 'string' ? first : (first as { readonly message?: string } | undefined)?.message;
  throw new FieldError(reply.status === 403 ? 'FORBIDDEN' : 'UNPROCESSABLE', detail ?? message);
}

const notANode = (id: unknown): never => {
  throw new FieldError('NOT_FOUND', `Could not resolve to a node with the global id of '${String(id)}'`);
};

export function pullOf({ world }: Pick<ApiRequest, 'world'>, id: unknown): PullRequestState {
  return world.state.pulls.find((each) => nodeId('PR', each.id) === id) ?? notANode(id);
}

/** An issue or a pull request. */
export function subjectById({ world }: Pick<ApiRequest, 'world'>, id: unknown): Subject {
  const every: readonly Subject[] = [...world.state.issues, ...world.state.pulls];
  return every.find((each) => nodeId(isPull(each) ? 'PR' : 'I', each.id) === id) ?? notANode(id);
}

export function requireRepository({ world }: Pick<ApiRequest, 'world'>, id: unknown): void {
  if (id !== nodeId('R', world.state.repositoryId)) notANode(id);
}

export const missingNode = notANode;

/** Gives an issue or pull request the milestone that is named; null takes it away, and what is left out stays. */
export function applyMilestone({ world }: Pick<ApiRequest, 'world'>, { number }: Subject, id: unknown): void {
  if (id === undefined) return;
  const milestone =
    id === null ? null : ((world.state.milestones ?? []).find((each) => nodeId('MI', each.id) === id) ?? notANode(id));
  setMilestone(world, number, milestone?.number ?? null);
}
