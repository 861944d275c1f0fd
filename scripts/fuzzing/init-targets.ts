import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { configText } from '../../src/core/init/config-text.ts';
import { versionValues } from '../../src/core/release/release-tags.ts';
import { recogniseTagScheme } from '../../src/core/release/tag-scheme.ts';
import { fillTemplate } from '../../src/core/settings/name-templates.ts';
import { type FuzzTarget, must } from './fuzz-target.ts';

const tags: FuzzTarget = {
  name: 'tag-history',
  samples: [
    'v1.0.0\nv1.1.0\nv1\nv1.1',
    'core/v1.0.0\npython/v2.0.0\ncore/v1.0',
    '@scope/core@1.0.0\ncore-1.1.0-rc.1',
    '1.0.0\n1.0.1+build\n01.0.0\nrelease-1_2_3',
  ],
  words: ['v', 'core', 'CORE', '/', '-', '@', '.', '1', '0', '1.2.3', '-rc.1', '+x', '{version}', '{', '}', '\n', '_'],
  check(text) {
    const existing = text.split('\n').map((name, at) => ({ name, commit: String(at % 3) }));
    for (const component of [null, 'core', text.slice(0, 8)]) {
      const found = recogniseTagScheme({
        tags: existing,
        current: '1.1.0',
        component,
        others: ['python'],
        ownNames: ['core'],
        workflows: [],
        configured: {},
      });
      if (!found.ok) continue;
      const { templates, releases, aliases } = found.value;
      for (const { version, tag } of releases) {
        const values = { ...versionValues(component, version) };
        must(fillTemplate(templates.tag, values) === tag, `${templates.tag} gives ${tag} again`);
      }
      must(releases.length <= existing.length, 'so many tags are of this form');
      must(
        aliases.every((each) => each.includes('{major}') || ['latest', 'stable'].includes(each)),
        'an alias stands for its releases',
      );
    }
  },
};

const written: FuzzTarget = {
  name: 'written-config',
  samples: ['core/v{version}', 'a: b', "it's", '^(\\d+)\\.(\\d+)$', '*.tar.gz', '- x', 'yes', '1.10', '# x'],
  words: [
    ':',
    ' ',
    '#',
    '-',
    '"',
    "'",
    '\\',
    '\n',
    '&a',
    '*a',
    '!!js',
    '|',
    '>',
    '{version}',
    '%',
    '@',
    '`',
    '~',
    '1e3',
  ],
  check(_text, bytes) {
    // A name with half a surrogate pair cannot be written into any file.
    const name = Buffer.from(bytes).toString('utf8');
    const content = { tag: name, 'forbid-workflows': [name, name], workflows: { required: [{ [name]: name }] } };
    const yaml = configText(content);
    // YAML 1.2 has one way to say each key, `__proto__` too.
    must(isDeepStrictEqual(parse(yaml), JSON.parse(JSON.stringify(content))), `what is written is read: ${yaml}`);
  },
};

export const INIT_TARGETS: readonly FuzzTarget[] = [tags, written];
