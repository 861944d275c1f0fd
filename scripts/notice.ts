import { readdir, readFile } from 'node:fs/promises';

/** The licences of everything that is bundled, as the licences ask for. */
export async function noticeOf(root: string, inputs: readonly string[]): Promise<string> {
  const packages = new Set<string>();
  for (const input of inputs) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match?.[1] !== undefined) packages.add(match[1]);
  }
  // Many packages share one licence text word for word: each text is printed once, below all that it covers.
  const covered = new Map<string, string[]>();
  for (const directory of [...packages].sort()) {
    const manifest = JSON.parse(await readFile(`${root}/${directory}/package.json`, 'utf8')) as {
      name: string;
      version: string;
      license?: string;
    };
    const files = (await readdir(`${root}/${directory}`))
      .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
      .sort();
    const texts = await Promise.all(
      files.map((name) => readFile(`${root}/${directory}/${name}`, 'utf8').catch(() => '')),
    );
    const text = texts
      .map((each) => each.replaceAll('\r\n', '\n').trim())
      .filter(Boolean)
      .join('\n\n');
    const name = `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`;
    covered.set(text, [...(covered.get(text) ?? []), name]);
  }
  const sections = [...covered].map(([text, names]) => [names.join('\n'), text].filter(Boolean).join('\n\n'));
  return `This program contains the following packages.\n\n${sections.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
