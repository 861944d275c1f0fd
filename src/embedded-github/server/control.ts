import type { Context, Hono } from 'hono';
import * as z from 'zod';
import { parseFaults } from '../fault-text.ts';
import type { Env } from './served-world.ts';
import { type Controlled, plan, standing, type WantedAct } from './steering.ts';

/** Where a test steers the world that it looks at. */
export const CONTROL_PATH = '/_control';

const LOGIN = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:\[bot\])?$/;

/** What a person does, as a test or a world file writes it. */
export const actFields = {
  who: z.string().regex(LOGIN, 'must be a login').describe('Login of the person.'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).describe('Method of the request that says what they do.'),
  path: z
    .string()
    .min(1)
    .max(2_000)
    .describe('Path below the repository, as in pulls/1/merge; with a slash before it, below the base of the API.'),
  body: z.unknown().optional().describe('Body of the request, as JSON.'),
};
export const momentFields = {
  after: z
    .number()
    .min(0)
    .max(1e9)
    .optional()
    .describe('Seconds on the clock of the world from now, or from its beginning, until they do it.'),
  before: z
    .string()
    .regex(/^(?:GET|POST|PUT|PATCH|DELETE) \S{1,2000}$/, 'must be METHOD path')
    .optional()
    .describe('METHOD path of the request that they come before, once; * stands for one segment.'),
};

const ACT: z.ZodType<WantedAct> = z.strictObject({ ...actFields, ...momentFields });
const FAULTS = z.strictObject({ faults: z.array(z.string()).min(1).max(100) });
const TIME = z
  .strictObject({
    advance: z.number().min(0).max(1e9).optional(),
    pace: z.number().min(0).max(100_000).optional(),
  })
  .refine(({ advance, pace }) => advance !== undefined || pace !== undefined, 'must have advance or pace');

/** Adds the endpoints that a test steers the world by. They are not GitHub's, and not in the list of requests. */
export function addControl(app: Hono<Env>, controlled: Controlled): void {
  const { github, time, inTurn } = controlled;
  app.get(CONTROL_PATH, (context) => inTurn(async () => context.json(standing(controlled))));
  app.get(`${CONTROL_PATH}/requests`, (context) => inTurn(async () => context.json(github.log.entries)));
  app.post(`${CONTROL_PATH}/acts`, (context) =>
    told(context, ACT, (wanted) =>
      inTurn(async () => {
        const reply = await plan(controlled, wanted);
        return context.json(reply === null ? { planned: true } : { status: reply.status, body: reply.body ?? null });
      }),
    ),
  );
  app.post(`${CONTROL_PATH}/time`, (context) =>
    told(context, TIME, ({ advance, pace }) =>
      inTurn(async () => {
        if (advance !== undefined && !time.skip(advance * 1_000))
          return context.json({ message: STANDS_BY_ITSELF }, 409);
        if (pace !== undefined) time.follow(pace);
        return context.json(standing(controlled));
      }),
    ),
  );
  app.post(`${CONTROL_PATH}/faults`, (context) =>
    told(context, FAULTS, ({ faults }) =>
      inTurn(async () => {
        const parsed = parseFaults(faults);
        if (!parsed.ok) return context.json(wrong(parsed.mistakes.map(({ what, remedy }) => `${what} ${remedy}`)), 422);
        github.plan.add(parsed.value);
        return context.json(standing(controlled));
      }),
    ),
  );
  app.delete(`${CONTROL_PATH}/faults`, (context) =>
    inTurn(async () => {
      github.plan.clear();
      return context.json(standing(controlled));
    }),
  );
  app.all(`${CONTROL_PATH}/*`, (context) => context.json({ message: 'Not Found' }, 404));
}

const STANDS_BY_ITSELF = 'The clock of this world is not a virtual one: it cannot be moved.';

const wrong = (errors: readonly string[]) => ({ message: 'The body cannot be used.', errors });

/** Does something with a body that is right; everything that is wrong with it is told at once. */
async function told<T>(
  context: Context<Env>,
  schema: z.ZodType<T>,
  use: (value: T) => Promise<Response>,
): Promise<Response> {
  // A page of another site can send text, but not JSON without being asked whether it may.
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? ''))
    return context.json({ message: 'Send application/json.' }, 415);
  const body: unknown = await context.req.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (parsed.success) return use(parsed.data);
  const errors = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
  return context.json(wrong(errors), 422);
}
