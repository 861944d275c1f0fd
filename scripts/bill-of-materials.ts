import type { Bundled, BundledPackage } from './bundled-packages.ts';

/**
 * What is inside dist/, in CycloneDX. It is written by the build, for npm knows only what is installed, of which the bundler
 * takes a part; and it is the same on every machine: what is a release's own, its version and a serial number, the workflow
 * that publishes adds.
 */
export function billOfMaterials({ packages, direct }: Bundled): string {
  const referenceOf = new Map(packages.map((each) => [each.directory, urlOf(each)]));
  const references = (directories: readonly string[]): string[] =>
    directories.map((directory) => referenceOf.get(directory)).filter((each) => each !== undefined);
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: { 'bom-ref': 'zlink-release', type: 'application', name: 'zlink-release' },
    },
    components: packages.map((each) => ({
      'bom-ref': urlOf(each),
      type: 'library',
      name: each.name,
      version: each.version,
      purl: urlOf(each),
      hashes: hashesOf(each.integrity),
      licenses: licencesOf(each.license),
    })),
    dependencies: [
      { ref: 'zlink-release', dependsOn: references(direct) },
      ...packages.map((each) => ({ ref: urlOf(each), dependsOn: references(each.imports) })),
    ],
  };
  return `${JSON.stringify(bill, null, 1)}\n`;
}

/** As the package URL specification has it: of a name, only the `@` of its scope has to be written otherwise. */
const urlOf = ({ name, version }: BundledPackage): string =>
  `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}`;

const hashesOf = (integrity: string): { alg: string; content: string }[] =>
  integrity.split(/\s+/).map((hash) => {
    const [algorithm = '', content = ''] = hash.split(/-(.*)/s);
    return { alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(content, 'base64').toString('hex') };
  });

/** One licence, or an expression of several; where the package names none, none is claimed. */
const licencesOf = (license: string | undefined): object[] =>
  license === undefined ? [] : [/[\s(]/.test(license) ? { expression: license } : { license: { id: license } }];
