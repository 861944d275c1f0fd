import { counted } from '../core/counted.ts';
import { type Checked, checked, failed, problem } from '../core/problem.ts';
import { besideUndecided, type TagScheme } from '../core/release/tag-scheme.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import type { Component } from '../core/version/components.ts';
import { compareVersions } from '../core/version/semver.ts';
import { type Finding, type Findings, findings } from './init-findings.ts';

/** The component that is asked for by name; null where none is: then the layout tells whether there are several. */
export function chooseComponent(components: readonly Component[], name: string | null): Checked<Component | null> {
  if (name === null) return checked(null);
  const same = components.filter((each) => each.name === name);
  const [one, ...others] = same;
  if (one !== undefined && others.length === 0) return checked(one);
  if (components.length === 0) return checked(null);
  const list = components.slice(0, 20).map((each) => `${each.name} (${each.from})`);
  return failed(
    problem(
      'input-invalid',
      same.length === 0
        ? `There is no component ${JSON.stringify(name)}.`
        : `Several folders are called ${name}: ${same.map((each) => each.folder).join(', ')}.`,
      {
        where: '--component',
        remedy:
          same.length === 0
            ? `Components: ${list.join(', ')}.`
            : 'Write `version-files` by hand: docs/configuration.md.',
      },
    ),
  );
}

/** How the releases so far are tagged. */
export function nameFindings(
  scheme: TagScheme,
  current: string,
  component: string | null,
  isChosen: boolean,
): Findings {
  const open = besideUndecided(scheme).map((each) => `${each.what} ${each.remedy}`);
  const { releases, aliases, templates } = scheme;
  const defaults = nameTemplates({}, component);
  if (releases.length === 0) {
    const first = `No tag looks like a release${component === null ? '' : ` of ${component}`}: the first one will be ${JSON.stringify(defaults.tag)}. Set \`tag\` for another form.`;
    return findings({ open: [first, ...open] });
  }
  const found: Finding[] = [
    { what: `tags ${templates.tag}`, from: `${counted(releases.length, 'tag')}, the newest ${releases[0]?.tag}` },
    ...(aliases.length > 0 ? [{ what: `moving tags ${aliases.join(', ')}`, from: 'where they stand' }] : []),
  ];
  const filled = (template: string) => template.replace('{component}', component ?? '');
  const isSame =
    aliases.length === defaults.aliasTags.length && aliases.every((each) => defaults.aliasTags.includes(each));
  const writesAliases = !isSame && (isChosen || aliases.length > 0);
  return findings({
    found,
    open: [...open, ...besideTags(current, scheme)],
    keys: {
      // Without a configured component its placeholder cannot be used.
      ...(filled(templates.tag) === filled(defaults.tag)
        ? {}
        : { tag: isChosen ? templates.tag : filled(templates.tag) }),
      ...(writesAliases ? { 'alias-tag': aliases.length === 0 ? (false as const) : aliases.slice(0, 5) } : {}),
    },
  });
}

/** Files and tags that do not say the same: what the next release must be above. */
function besideTags(current: string, { releases: [newest] }: TagScheme): string[] {
  const order = newest === undefined ? null : compareVersions(current, newest.version);
  if (newest === undefined || order === null || order === 0) return [];
  return order > 0
    ? [`The newest tag is ${newest.tag}, but the files say ${current} already: the next release must be above that.`]
    : [`The newest tag is ${newest.tag}, above what the files say at this commit (${current}).`];
}
