import { readdir, readFile } from 'node:fs/promises';
import type { BundledPackage } from './bundled-packages.ts';

/** The licences of everything that is bundled, as the licences ask for. */
export async function noticeOf(root: string, packages: readonly BundledPackage[]): Promise<string> {
  // Many packages share one licence text word for word: each text is printed once, below all that it covers.
  const covered = new Map<string, string[]>();
  for (const { directory, name: title, version, license } of packages) {
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
    const name = `${title} ${version} (${license ?? 'see below'})`;
    covered.set(text, [...(covered.get(text) ?? []), name]);
  }
  const sections = [...covered].map(([text, names]) => [names.join('\n'), text].filter(Boolean).join('\n\n'));
  return `This program contains the following packages.\n\n${sections.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
