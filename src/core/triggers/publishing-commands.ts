import { goreleaser, type PublishingAct } from './publishing-actions.ts';
import { shellCommands, type VariableLookup } from './shell-words.ts';

/** Flags of `gh release create`, `upload` and `edit` that take a value. */
const VALUE_FLAGS: ReadonlySet<string> = new Set([
  '-t',
  '--title',
  '-n',
  '--notes',
  '-F',
  '--notes-file',
  '--target',
  '--discussion-category',
  '--notes-start-tag',
  '--tag',
  '-R',
  '--repo',
]);

/** Words without which a script has nothing to do with a release, so that most need not be read. */
const WORDS = /\bgh release\b|\bgoreleaser\b|\bhub release\b|\bghr\b|\bjreleaser\b|\/releases\b/;

/**
 * What a script does to the release of a tag, one act a command.
 *
 * Source: GitHub CLI manual, "gh release create" (files go to a draft that is published when they are there), "upload",
 * "edit".
 *
 * @param isOurs whether a tag, as far as it is known, may be the one
 */
export function publishingCommands(
  script: string,
  lookup: VariableLookup,
  isOurs: (tag: string) => boolean,
): PublishingAct[] {
  if (!WORDS.test(script)) return [];
  return shellCommands(script, lookup).flatMap((words) => actOf(words, isOurs) ?? []);
}

function actOf(words: readonly string[], isOurs: (tag: string) => boolean): PublishingAct | null {
  const [program, first, second] = words;
  if (program === 'gh' && first === 'release') return ofGh(second ?? '', words.slice(3), isOurs);
  if (program === 'gh' && first === 'api') return ofApi(words);
  if (program === 'curl') return ofApi(words);
  if (program === 'goreleaser') return goreleaser(words);
  const makes =
    program === 'ghr' ||
    (program === 'hub' && first === 'release' && second === 'create') ||
    (program === 'jreleaser' && /^(full-)?release$/.test(first ?? ''));
  if (!makes) return null;
  return {
    kind: 'create',
    draft: words.some((word) => /^(--?draft|-d)$/.test(word)),
    files: null,
    publishesFirst: false,
  };
}

function ofGh(command: string, words: readonly string[], isOurs: (tag: string) => boolean): PublishingAct | null {
  if (command !== 'create' && command !== 'upload' && command !== 'edit') return null;
  const operands: string[] = [];
  let draft: boolean | null = null;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (VALUE_FLAGS.has(word)) at += 1;
    else if (/^(-d|--draft|--draft=true)$/.test(word)) draft = true;
    else if (word === '--draft=false') draft = false;
    else if (!word.startsWith('-')) operands.push(word);
  }
  const [tag, ...files] = operands;
  if (tag !== undefined && !isOurs(tag)) return null;
  if (command === 'edit') {
    if (draft === null) return null;
    return { kind: draft ? 'create' : 'publish', draft, files: [], publishesFirst: false };
  }
  return {
    kind: command,
    draft: command === 'create' && draft === true,
    // `file#label` shows a label beside the asset; its name stays the file's.
    files: files.map((file) => file.split('#', 1)[0] ?? file),
    publishesFirst: false,
  };
}

/** A call of the API that makes a release or adds to one. */
function ofApi(words: readonly string[]): PublishingAct | null {
  const sends = words.some((word) => /^(-d|--data\S*|-f|-F|--field|--raw-field|--input|-T|--upload-file)/.test(word));
  const method = words.findIndex((word) => word === '-X' || word === '--method' || word === '--request');
  const isPost = method === -1 ? sends : words[method + 1] === 'POST';
  if (!isPost) return null;
  const text = words.join(' ');
  if (/\/releases\/[^/\s]+\/assets/.test(text))
    return { kind: 'upload', draft: false, files: null, publishesFirst: false };
  if (!words.some((word) => /\/releases$/.test(word))) return null;
  const draft = /"?draft"?\s*[:=]\s*"?true/.test(text);
  return { kind: 'create', draft, files: [], publishesFirst: false };
}
