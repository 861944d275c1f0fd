import { createHash } from 'node:crypto';
import * as z from 'zod';
import { isoTime } from '../accounts.ts';
import { repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { answerPage } from '../pagination.ts';
import { readBody, validationFailed } from '../request-body.ts';
import type { ApiReply, ApiRequest, Route } from '../route.ts';
import type { AutolinkState, DeployKeyState, HookState } from '../world-state.ts';
import { notFound, numberParam } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

// --- webhooks ---

const hooksOf = ({ world }: ApiRequest): readonly HookState[] => world.state.hooks ?? [];
const hookAt = (request: ApiRequest) => hooksOf(request).find(({ id }) => id === numberParam(request, 'hook_id'));

/** GitHub never gives a secret out again. */
const configAnswer = ({ config }: HookState) => ({
  ...config,
  ...(config.secret === undefined ? {} : { secret: '********' }),
});

function hookAnswer(request: ApiRequest, hook: HookState) {
  const url = `${repositoryUrl(request)}/hooks/${hook.id}`;
  return {
    type: 'Repository',
    id: hook.id,
    name: 'web',
    active: hook.active,
    events: hook.events,
    config: configAnswer(hook),
    updated_at: isoTime(hook.updatedAt),
    created_at: isoTime(hook.createdAt),
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: { code: null, status: 'unused', message: null },
  };
}

const Config = z.object({
  url: z.string().optional(),
  content_type: z.string().optional(),
  secret: z.string().optional(),
  insecure_ssl: z.union([z.string(), z.number()]).optional(),
});
const Events = z.array(z.string());
const hookFault = (more: object) => validationFailed({ resource: 'Hook', ...more });

const withConfig = (had: Partial<HookState['config']>, sent: z.infer<typeof Config>): HookState['config'] => {
  const secret = sent.secret ?? had.secret;
  return {
    content_type: sent.content_type ?? had.content_type ?? 'form',
    insecure_ssl: String(sent.insecure_ssl ?? had.insecure_ssl ?? '0'),
    url: sent.url ?? had.url ?? '',
    ...(secret === undefined ? {} : { secret }),
  };
};

/** Source: GitHub REST documentation, "Create a repository webhook"; its refusal of a second one as clients have quoted it. */
function createHook(request: ApiRequest): ApiReply {
  const body = readBody(
    request.body ?? {},
    z.strictObject({
      name: z.string().optional(),
      config: Config.optional(),
      events: Events.optional(),
      active: z.boolean().optional(),
    }),
  );
  if (!body.ok) return body.reply;
  const { name = 'web', config = {}, events = ['push'], active = true } = body.value;
  if (name !== 'web') return hookFault({ code: 'custom', message: 'The "name" attribute must be "web"' });
  const isAddress = /^https?:\/\/\S+$/.test(config.url ?? '');
  if (!isAddress) return hookFault({ code: 'custom', field: 'url', message: 'Config must contain URL for webhooks' });
  const isSame = (hook: HookState) =>
    hook.config.url === config.url && [...hook.events].sort().join() === [...events].sort().join();
  if (hooksOf(request).some(isSame))
    return hookFault({ code: 'custom', message: 'Hook already exists on this repository' });
  const now = request.world.now();
  const hook: HookState = {
    id: request.world.nextId(),
    createdAt: now,
    updatedAt: now,
    active,
    events,
    config: withConfig({}, config),
  };
  request.world.state.hooks = [...hooksOf(request), hook];
  return { status: 201, body: hookAnswer(request, hook) };
}

const onHook =
  (handle: (request: ApiRequest, hook: HookState) => ApiReply) =>
  (request: ApiRequest): ApiReply => {
    const hook = hookAt(request);
    return hook === undefined ? notFound() : handle(request, hook);
  };

const updateHook = onHook((request, hook) => {
  const body = readBody(
    request.body ?? {},
    z.object({
      config: Config.optional(),
      events: Events.optional(),
      add_events: Events.optional(),
      remove_events: Events.optional(),
      active: z.boolean().optional(),
    }),
  );
  if (!body.ok) return body.reply;
  const { config, events, active, add_events: added = [], remove_events: removed = [] } = body.value;
  // The whole config is replaced, its secret too.
  if (config !== undefined) hook.config = withConfig({ url: hook.config.url }, config);
  hook.events = [...new Set([...(events ?? hook.events), ...added])].filter((each) => !removed.includes(each));
  hook.active = active ?? hook.active;
  hook.updatedAt = request.world.now();
  return { status: 200, body: hookAnswer(request, hook) };
});

const updateConfig = onHook((request, hook) => {
  const body = readBody(request.body ?? {}, Config);
  if (!body.ok) return body.reply;
  hook.config = withConfig(hook.config, body.value);
  hook.updatedAt = request.world.now();
  return { status: 200, body: configAnswer(hook) };
});

const deleteHook = onHook((request, hook) => {
  request.world.state.hooks = hooksOf(request).filter((each) => each !== hook);
  return { status: 204 };
});

/** Nothing is sent from here, so nothing was delivered. */
const nothingSent = onHook(() => ({ status: 204 }));
const deliveries = onHook(() => ({ status: 200, body: [] }));

// --- deploy keys ---

const keysOf = ({ world }: ApiRequest): readonly DeployKeyState[] => world.state.deployKeys ?? [];

const keyAnswer = (request: ApiRequest, key: DeployKeyState) => ({
  id: key.id,
  key: key.key,
  url: `${repositoryUrl(request)}/keys/${key.id}`,
  title: key.title,
  verified: true,
  created_at: isoTime(key.createdAt),
  read_only: key.readOnly,
  added_by: key.addedBy,
  last_used: null,
  enabled: true,
});

const PUBLIC_KEY = /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp\d+|sk-\S+) [A-Za-z0-9+/]+=*(?: |$)/;
const keyFault = (message: string) =>
  validationFailed({ resource: 'PublicKey', code: 'custom', field: 'key', message });

/** Source: GitHub REST documentation, "Create a deploy key"; the refusals as clients have quoted them. */
function createKey(request: ApiRequest): ApiReply {
  const body = readBody(
    request.body,
    z.object({ title: z.string().optional(), key: z.string(), read_only: z.boolean().optional() }),
  );
  if (!body.ok) return body.reply;
  const text = body.value.key.trim();
  if (!PUBLIC_KEY.test(text)) return keyFault('key is invalid. You must supply a key in OpenSSH public key format');
  const [kind = '', value = ''] = text.split(' ');
  const plain = `${kind} ${value}`;
  if (keysOf(request).some((each) => each.key === plain)) return keyFault('key is already in use');
  const key: DeployKeyState = {
    id: request.world.nextId(),
    key: plain,
    title: body.value.title ?? createHash('sha256').update(plain).digest('base64'),
    readOnly: body.value.read_only === true,
    createdAt: request.world.now(),
    addedBy: request.requester.actor.login,
  };
  request.world.state.deployKeys = [...keysOf(request), key];
  return { status: 201, body: keyAnswer(request, key) };
}

// --- autolinks ---

const linksOf = ({ world }: ApiRequest): readonly AutolinkState[] => world.state.autolinks ?? [];

const linkAnswer = ({ id, prefix, template, isAlphanumeric }: AutolinkState) => ({
  id,
  key_prefix: prefix,
  url_template: template,
  is_alphanumeric: isAlphanumeric,
});

/** Source: GitHub REST documentation, "Create an autolink reference for a repository". */
function createLink(request: ApiRequest): ApiReply {
  const body = readBody(
    request.body,
    z.object({ key_prefix: z.string().min(1), url_template: z.string(), is_alphanumeric: z.boolean().optional() }),
  );
  if (!body.ok) return body.reply;
  const { key_prefix: prefix, url_template: template, is_alphanumeric: isAlphanumeric = true } = body.value;
  const fault = (field: string, code: string, more: object = {}) =>
    validationFailed({ resource: 'KeyLink', field, code, ...more });
  if (!template.includes('<num>'))
    return fault('url_template', 'custom', { message: 'url_template is missing a <num> token' });
  if (linksOf(request).some((each) => each.prefix === prefix)) return fault('key_prefix', 'already_exists');
  const link = { id: request.world.nextId(), prefix, template, isAlphanumeric };
  request.world.state.autolinks = [...linksOf(request), link];
  return { status: 201, body: linkAnswer(link) };
}

/** Reading and removing one of a list by its number. */
function oneOf<T extends { readonly id: number }>(
  parameter: string,
  of: (request: ApiRequest) => readonly T[],
  keep: (request: ApiRequest, left: T[]) => void,
  answer: (request: ApiRequest, one: T) => unknown,
): readonly Route[] {
  const path = `${REPO}/${parameter === 'key_id' ? 'keys' : 'autolinks'}/{${parameter}}`;
  const found = (request: ApiRequest) => of(request).find(({ id }) => id === numberParam(request, parameter));
  return [
    {
      method: 'GET',
      path,
      handle: (request) => {
        const one = found(request);
        return one === undefined ? notFound() : { status: 200, body: answer(request, one) };
      },
    },
    {
      method: 'DELETE',
      path,
      handle: (request) => {
        const one = found(request);
        if (one === undefined) return notFound();
        keep(
          request,
          of(request).filter((each) => each !== one),
        );
        return { status: 204 };
      },
    },
  ];
}

const HOOK = `${REPO}/hooks/{hook_id}`;

/** Webhooks, of which nothing is sent; deploy keys, by which nobody gets in; autolinks. */
export const hookAndKeyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${REPO}/hooks`,
    handle: (request) =>
      answerPage(request, `${repositoryPath(request)}/hooks`, hooksOf(request), (hook) => hookAnswer(request, hook)),
  },
  { method: 'POST', path: `${REPO}/hooks`, handle: createHook },
  { method: 'GET', path: HOOK, handle: onHook((request, hook) => ({ status: 200, body: hookAnswer(request, hook) })) },
  { method: 'PATCH', path: HOOK, handle: updateHook },
  { method: 'DELETE', path: HOOK, handle: deleteHook },
  { method: 'GET', path: `${HOOK}/config`, handle: onHook((_, hook) => ({ status: 200, body: configAnswer(hook) })) },
  { method: 'PATCH', path: `${HOOK}/config`, handle: updateConfig },
  { method: 'GET', path: `${HOOK}/deliveries`, handle: deliveries },
  { method: 'GET', path: `${HOOK}/deliveries/{delivery_id}`, handle: notFound },
  { method: 'POST', path: `${HOOK}/deliveries/{delivery_id}/attempts`, handle: notFound },
  { method: 'POST', path: `${HOOK}/pings`, handle: nothingSent },
  { method: 'POST', path: `${HOOK}/tests`, handle: nothingSent },
  {
    method: 'GET',
    path: `${REPO}/keys`,
    handle: (request) =>
      answerPage(request, `${repositoryPath(request)}/keys`, keysOf(request), (key) => keyAnswer(request, key)),
  },
  { method: 'POST', path: `${REPO}/keys`, handle: createKey },
  ...oneOf(
    'key_id',
    keysOf,
    ({ world }, left) => {
      world.state.deployKeys = left;
    },
    keyAnswer,
  ),
  {
    method: 'GET',
    path: `${REPO}/autolinks`,
    handle: (request) => ({ status: 200, body: linksOf(request).map(linkAnswer) }),
  },
  { method: 'POST', path: `${REPO}/autolinks`, handle: createLink },
  ...oneOf(
    'autolink_id',
    linksOf,
    ({ world }, left) => {
      world.state.autolinks = left;
    },
    (_, link) => linkAnswer(link),
  ),
];
