/** What must not be seen: in output, in records, and in the environment of programs that we start. */

/** Variables that hold the token a release is made with. */
const TOKEN_VARIABLES = ['ZLINK_RELEASE_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN'];
/** A shorter value is no token, and hiding it would only garble the text. Characters. */
const SHORTEST_TOKEN = 8;

type Environment = Readonly<Record<string, string | undefined>>;

/** The tokens in an environment. */
export function tokensIn(environment: Environment): string[] {
  return TOKEN_VARIABLES.map((name) => environment[name]?.trim() ?? '').filter(
    (value) => value.length >= SHORTEST_TOKEN,
  );
}

/**
 * A text without the given tokens, also where JSON or a URL wrote them their own way, and without the user name, password
 * or token of any URL in it. Linear time for each token.
 */
export function hideSecrets(text: string, tokens: readonly string[]): string {
  let hidden = text;
  for (const token of tokens) {
    for (const form of new Set([token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token)])) {
      hidden = hidden.replaceAll(form, '***');
    }
  }
  return hidden
    .replace(/\b([a-z]{1,10}:\/{1,2})[^\s/?#@"'\\<>]{1,500}@/gi, '$1***@')
    .replace(/([?&](?:access_token|token|private_token|password|client_secret|sig)=)[^&\s"']{1,500}/gi, '$1***');
}

const SECRET_NAME = /token|secret|passw|credential|api_?key|private_?key|access_?key|_pat$|_auth$|^INPUT_|^ACTIONS_/i;

/** Files by which a step changes the steps after it, which may hold a token. */
const RUNNER_FILE = /^GITHUB_(?:ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)$/;

/**
 * An environment for a program that is not ours: without variables whose name speaks of a secret, without any that holds
 * one of our tokens under another name, and without the files that the runner reads after the step.
 */
export function withoutSecrets(environment: Environment): Record<string, string> {
  const tokens = tokensIn(environment);
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || SECRET_NAME.test(name) || RUNNER_FILE.test(name)) continue;
    if (tokens.some((token) => value.includes(token))) continue;
    kept[name] = value;
  }
  return kept;
}
