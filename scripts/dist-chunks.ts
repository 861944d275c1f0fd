const RELEASING = /^src\/(?:cli\/(?:plan|release|watch|verify|status|init)-command|action\/release-steps)\.ts$/;
const PROGRAM = /^src\/cli\/program\.ts$/;
const HOSTING = /^src\/(?:hosting\/start-for-tests|cli\/embedded-github-command)\.ts$/;
const ENDPOINTS = /^src\/embedded-github\/rest\/all\.ts$/;
const SCHEMAS = /^src\/hosting\/world-file\.ts$/;
const MEASURING = /^src\/(?:cli\/(?:gate|bench)-command|action\/gate-steps)\.ts$/;

/**
 * Which file of dist/ a module goes into. Each part of the program is a file of ours and one of the packages that it is the
 * first to need, in this order: so a part imports only itself and parts above it, and what is not asked for is not loaded.
 * `--version` loads none, `--help` the first two. A part with several roots is what all of them need.
 */
const PARTS: readonly (readonly [part: string, ...roots: RegExp[]])[] = [
  ['base', PROGRAM, HOSTING],
  ['program', PROGRAM],
  ['proxy', /^src\/github\/proxy-dispatcher\.ts$/],
  ['ground', HOSTING, RELEASING, MEASURING],
  ['schemas', SCHEMAS, ENDPOINTS, RELEASING, MEASURING],
  ['foundation', ENDPOINTS, RELEASING, MEASURING],
  ['common', RELEASING, MEASURING],
  ['local-git', HOSTING, RELEASING],
  ['triggers', ENDPOINTS, RELEASING],
  ['releasing', RELEASING],
  ['measuring', MEASURING],
  ['signatures', /^src\/conduct\/stages\/check-bundle\.ts$/],
  ['hosting', HOSTING],
  ['rules', SCHEMAS, ENDPOINTS],
  ['world-file', SCHEMAS],
  ['endpoints', ENDPOINTS],
  ['beside', /^src\/(?:embedded-github\/server\/beside-the-api|hosting\/later-pages)\.ts$/],
  ['graphql', /^src\/embedded-github\/graphql\/graphql\.ts$/],
  ['rehearsal', /^src\/cli\/rehearse-command\.ts$/],
  ['korean', /^src\/language\/korean\/korean-words\.ts$/],
];

/**
 * @param modules what is bundled, by path
 * @param importsOf what a module imports before it runs; not what it loads later
 * @returns the name of a chunk for every module but the entries, which are files of their own
 */
export function chunksOf(
  root: string,
  modules: readonly string[],
  importsOf: (module: string) => readonly string[],
): ReadonlyMap<string, string> {
  const neededBy = (roots: RegExp): ReadonlySet<string> => {
    const needed = new Set<string>();
    const waiting = modules.filter((id) => id.startsWith(`${root}/`) && roots.test(id.slice(root.length + 1)));
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (needed.has(id)) continue;
      needed.add(id);
      waiting.push(...importsOf(id));
    }
    return needed;
  };
  const chunks = new Map<string, string>();
  for (const [part, ...roots] of PARTS) {
    const needed = roots.map(neededBy);
    for (const id of modules) {
      if (chunks.has(id) || !needed.every((each) => each.has(id))) continue;
      chunks.set(id, id.includes('/node_modules/') ? `${part}-packages` : part);
    }
  }
  return chunks;
}
