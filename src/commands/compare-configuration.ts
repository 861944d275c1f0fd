import { type Checked, checked, failed, problem } from '../core/problem.ts';
import { type Layout, resolveLayout } from '../core/release/layout.ts';
import { settleNames } from '../core/release/settled-names.ts';
import type { Config } from '../core/settings/config.ts';
import { DEFAULT_CONFIG_PATH } from '../core/settings/load-config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import { isWorkflowPath, workflowFileName } from '../core/triggers/workflow-file.ts';
import { compareVersions } from '../core/version/semver.ts';
import { readVersionFile } from '../core/version/version-file.ts';
import { questionLine } from './init-places.ts';
import { existingConfig, type InitSource, layoutHistory } from './recognise-repository.ts';

/** Something that the configuration says otherwise than the repository and its releases. */
export interface Difference {
  readonly what: string;
  /** A key of the configuration, or a place. */
  readonly where: string;
  /** Lines of the configuration that would agree. */
  readonly lines: readonly string[];
}

/**
 * Holds the configuration against what the files and the releases before say. Changes nothing.
 *
 * @returns nothing where they agree; a problem where there is nothing to compare
 */
export function compareConfiguration(local: InitSource): Checked<readonly Difference[]> {
  const existing = existingConfig(local.source);
  if (!existing.ok) return existing;
  const config = existing.value;
  if (config === null) {
    return failed(
      problem('input-invalid', `There is no ${DEFAULT_CONFIG_PATH} at this commit.`, {
        where: '--check',
        remedy: 'Without one everything is recognised; `zlink-release init` writes it.',
      }),
    );
  }
  return checked([
    ...entryDifferences(config, local),
    ...tagDifferences(config, local),
    ...nameDifferences(config, local),
  ]);
}

/** What the files say, place by place. */
function entryDifferences(config: Config, local: InitSource): Difference[] {
  const { source } = local;
  const scheme = schemeOf(config, local);
  const history = scheme === null ? undefined : layoutHistory(local, scheme, null);
  const layout = resolveLayout(config, source, history);
  if (!layout.ok)
    return layout.problems.map(({ what, where }) => ({ what, where: where ?? 'version-files', lines: [] }));
  if (layout.value.isTagOnly) return movedDespite(local);
  return [...staleEntries(layout.value, local), ...unlisted(layout.value)];
}

/** Entries that no longer say what they should. */
function staleEntries({ versionFiles, current }: Layout, { source }: InitSource): Difference[] {
  return versionFiles.flatMap((spec): Difference[] => {
    const bytes = source.files.get(spec.path)?.bytes;
    const read = bytes === undefined ? null : readVersionFile(spec, bytes);
    const where = spec.path;
    if (read === null) return [{ what: `${spec.path} is listed and not there.`, where, lines: [] }];
    if (!read.ok)
      return read.problems.map((each) => ({
        what: `The entry of ${spec.path} no longer matches: ${each.what}`,
        where,
        lines: [],
      }));
    const other = read.value.find(({ version }) => version !== current);
    return other === undefined
      ? []
      : [{ what: `${spec.path} says ${other.version}, and the present version is ${current}.`, where, lines: [] }];
  });
}

/** Places that moved with the version, or give it a name, and are in no list. */
const unlisted = ({ leftOver }: Layout): Difference[] =>
  leftOver.flatMap((each): Difference[] => {
    if (each.blocks === null) return [];
    const { path, line, template } = each;
    const entry =
      template === null
        ? []
        : [
            `  - {path: ${JSON.stringify(path)}, preset: lines, lines: [${JSON.stringify(Buffer.from(template, 'latin1').toString('utf8'))}]}`,
          ];
    return [
      {
        what: questionLine(each),
        where: `${path}:${line}`,
        lines: [
          ...(entry.length === 0 ? [] : ['version-files:', ...entry]),
          `ignore-files: [${JSON.stringify(`${path}:${line}`)}]`,
        ],
      },
    ];
  });

/** `version-files: []`, though lines moved with the version. */
const movedDespite = ({ history, source }: InitSource): Difference[] =>
  (history?.learned ?? [])
    .filter(({ path }) => source.files.has(path))
    .map(({ path, movedTo }) => ({
      what: `No file is listed, but a line of ${path} moved with the version to ${movedTo.slice(0, 3).join(', ')}.`,
      where: path,
      lines: [],
    }));

function schemeOf(config: Config, { source, tags, repo }: InitSource) {
  const { component } = config;
  const named = settleNames({
    config,
    component,
    known: config.versionFiles ?? [],
    current: null,
    source,
    tags,
    repo,
  });
  return named.ok ? named.value.scheme : null;
}

/** The form of the tags: what the newest releases have, against what the next one would get. */
function tagDifferences(config: Config, local: InitSource): Difference[] {
  const configured = schemeOf(config, local);
  const { tag: _, ...others } = config.templates;
  const found = schemeOf({ ...config, templates: others }, local);
  const [newest] = found?.releases ?? [];
  if (found === null || configured === null || newest === undefined) return [];
  const filled = (template: string) => template.replaceAll('{component}', config.component ?? '{component}');
  const own = config.templates.tag ?? nameTemplates({}, config.component).tag;
  if (filled(found.templates.tag) === filled(own)) return [];
  const [ownNewest] = configured.releases;
  if (ownNewest !== undefined && (compareVersions(newest.version, ownNewest.version) ?? 0) <= 0) return [];
  return [
    {
      what: `The newest release is tagged ${newest.tag}, and the next would be tagged in the form ${own}.`,
      where: 'tag',
      lines: [`tag: ${JSON.stringify(found.templates.tag)}`],
    },
  ];
}

/** Names of files and workflows that are not there. */
function nameDifferences({ ignoreFiles, workflows }: Config, { source }: InitSource): Difference[] {
  const paths = new Set(
    [...source.listing].flatMap(([folder, entries]) =>
      entries.map(({ path }) => (folder === '' ? path : `${folder}/${path}`)),
    ),
  );
  const files = [...paths].filter(isWorkflowPath);
  const isThere = (name: string) => files.some((path) => path === name || workflowFileName(path) === name);
  const gone = ignoreFiles.filter((each) => !paths.has(each) && !paths.has(each.replace(/:\d+$/, '')));
  const named: [string, readonly string[]][] = [
    ['workflows.expected', workflows.expected ?? []],
    ['workflows.forbidden', workflows.forbidden ?? []],
  ];
  return [
    ...gone.map((each) => ({
      what: `${each} is to be left alone, and is not there.`,
      where: 'ignore-files',
      lines: [],
    })),
    ...named.flatMap(([where, names]) =>
      names
        .filter((name) => !isThere(name))
        .map((name) => ({ what: `There is no workflow ${name}.`, where, lines: [] })),
    ),
  ];
}
