import { remembered } from './remembered.ts';

/** What must not be seen in output and in records; guarded-environment.ts keeps it from programs that we start. */

/** Variables that hold the token a release is made with. */
export const TOKEN_VARIABLES = ['ZLINK_RELEASE_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN'];
/** A shorter value is no token, and hiding it would only garble the text. Characters. */
const SHORTEST_TOKEN = 8;

export type Environment = Readonly<Record<string, string | undefined>>;

/** The tokens in an environment. */
export function tokensIn(environment: Environment): string[] {
  return TOKEN_VARIABLES.map((name) => environment[name]?.trim() ?? '').filter(
    (value) => value.length >= SHORTEST_TOKEN,
  );
}

/**
 * How a token is written: as it is, in JSON, in a URL, in hex, and in base64, where three forms hold it whole, whatever stands
 * before and behind it in what was encoded (`x-access-token:TOKEN` in git's configuration). Every line that is said is looked
 * through for them; a process has a token or two.
 */
export const formsOf = remembered(20, writtenForms);

function writtenForms(token: string): ReadonlySet<string> {
  const bytes = Buffer.from(token);
  const base64 = [0, 1, 2].flatMap((before) => {
    const digits = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // The first and the last digits hold bits of the neighbours, too.
    const own = digits.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.byteLength) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const hex = bytes.toString('hex');
  return new Set([
    token,
    JSON.stringify(token).slice(1, -1),
    encodeURIComponent(token),
    hex,
    hex.toUpperCase(),
    ...base64,
    ...base64.map(encodeURIComponent),
  ]);
}

/** The person of the embedded GitHub, whose token opens nothing else: who is told where to clone from needs it. */
const OPENS_NOTHING = 'x:rehearsal-personal-token';

/**
 * A text without the given tokens, in whichever of those forms, and without the user name, password or token of any URL in it.
 * Linear time for each token.
 */
export function hideSecrets(text: string, tokens: readonly string[]): string {
  let hidden = text;
  for (const token of tokens) {
    for (const form of formsOf(token)) hidden = hidden.replaceAll(form, '***');
  }
  return hidden
    .replace(/\b([a-z]{1,10}:\/{1,2})([^\s/?#@"'\\<>]{1,500})@/gi, (address, scheme: string, user: string) =>
      user === OPENS_NOTHING ? address : `${scheme}***@`,
    )
    .replace(/([?&](?:access_token|token|private_token|password|client_secret|sig)=)[^&\s"']{1,500}/gi, '$1***');
}

/** Whether a text holds one of the tokens, in whichever form. */
export const holdsToken = (text: string, tokens: readonly string[]): boolean =>
  tokens.some((token) => [...formsOf(token)].some((form) => text.includes(form)));
