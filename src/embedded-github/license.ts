import type { World } from './world.ts';

/** A license as GitHub names it. */
export interface KnownLicense {
  readonly key: string;
  readonly name: string;
  readonly spdx_id: string;
}

export interface LicenseFile {
  readonly license: KnownLicense;
  readonly path: string;
  readonly sha: string;
  readonly bytes: Buffer;
}

/** Licenses that libraries have, by words that stand in no other one's text. */
const LICENSES: readonly (KnownLicense & { readonly words: RegExp })[] = [
  {
    key: 'mit',
    name: 'MIT License',
    spdx_id: 'MIT',
    words: /permission is hereby granted, free of charge, to any person obtaining a copy/,
  },
  { key: 'apache-2.0', name: 'Apache License 2.0', spdx_id: 'Apache-2.0', words: /apache license,? version 2\.0/ },
  {
    key: 'mpl-2.0',
    name: 'Mozilla Public License 2.0',
    spdx_id: 'MPL-2.0',
    words: /mozilla public license,? version 2\.0/,
  },
  {
    key: 'agpl-3.0',
    name: 'GNU Affero General Public License v3.0',
    spdx_id: 'AGPL-3.0',
    words: /gnu affero general public license/,
  },
  {
    key: 'lgpl-2.1',
    name: 'GNU Lesser General Public License v2.1',
    spdx_id: 'LGPL-2.1',
    words: /gnu lesser general public license version 2\.1/,
  },
  {
    key: 'lgpl-3.0',
    name: 'GNU Lesser General Public License v3.0',
    spdx_id: 'LGPL-3.0',
    words: /gnu lesser general public license version 3/,
  },
  {
    key: 'gpl-2.0',
    name: 'GNU General Public License v2.0',
    spdx_id: 'GPL-2.0',
    words: /gnu general public license version 2/,
  },
  {
    key: 'gpl-3.0',
    name: 'GNU General Public License v3.0',
    spdx_id: 'GPL-3.0',
    words: /gnu general public license version 3/,
  },
  {
    key: 'bsl-1.0',
    name: 'Boost Software License 1.0',
    spdx_id: 'BSL-1.0',
    words: /boost software license version 1\.0|boost software license - version 1\.0/,
  },
  {
    key: 'bsd-3-clause',
    name: 'BSD 3-Clause "New" or "Revised" License',
    spdx_id: 'BSD-3-Clause',
    words: /redistributions of source code must retain[\s\S]{0,1500}neither the name/,
  },
  {
    key: 'bsd-2-clause',
    name: 'BSD 2-Clause "Simplified" License',
    spdx_id: 'BSD-2-Clause',
    words: /redistributions of source code must retain/,
  },
  {
    key: 'isc',
    name: 'ISC License',
    spdx_id: 'ISC',
    words: /permission to use, copy, modify, and(\/or)? distribute this software for any purpose with or without fee/,
  },
  {
    key: 'zlib',
    name: 'zlib License',
    spdx_id: 'Zlib',
    words: /this software is provided 'as-is', without any express or implied warranty/,
  },
  {
    key: 'unlicense',
    name: 'The Unlicense',
    spdx_id: 'Unlicense',
    words: /free and unencumbered software released into the public domain/,
  },
];

const OTHER: KnownLicense = { key: 'other', name: 'Other', spdx_id: 'NOASSERTION' };

/** Texts longer than this are no license. Bytes. */
const LONGEST = 200_000;

/**
 * The file at the root that says under which license the sources are; null: there is none.
 *
 * Source: GitHub REST documentation, "Get the license for a repository".
 */
export async function readLicense({ git }: World, ref: string): Promise<LicenseFile | null> {
  const commit = await git.resolveCommit(ref);
  if (commit === null) return null;
  const entries = (await git.listTree((await git.commit(commit)).tree, { recursive: false })) ?? [];
  const found = entries
    .filter(({ type, path }) => type === 'blob' && /^(?:un)?licen[sc]e(?:[.-]|$)|^copying(?:\.|$)/i.test(path))
    .sort((a, b) => (/^licen/i.test(a.path) ? 0 : 1) - (/^licen/i.test(b.path) ? 0 : 1))[0];
  if (found === undefined) return null;
  const bytes = (await git.readBlob(found.sha)) ?? Buffer.alloc(0);
  return { license: licenseOf(bytes), path: found.path, sha: found.sha, bytes };
}

function licenseOf(bytes: Buffer): KnownLicense {
  const text = bytes.subarray(0, LONGEST).toString('utf8').toLowerCase().replace(/\s+/g, ' ');
  const found = LICENSES.find(({ words }) => words.test(text));
  return found === undefined ? OTHER : { key: found.key, name: found.name, spdx_id: found.spdx_id };
}

/** A license by GitHub's key for it. */
export const licenseByKey = (key: string): KnownLicense => LICENSES.find((each) => each.key === key) ?? OTHER;
