import { fewNames } from '../few-names.ts';
import { buildServiceVersion } from '../version/build-service-version.ts';
import { interfaceVersions } from '../version/interface-version.ts';
import type { SourceTree } from './facts.ts';

/** More of them are counted instead of shown. */
const MOST_SHOWN = 8;

/** Folders whose libraries are not what is released. */
const NOT_OURS =
  /(^|\/)(node_modules|third[_-]?party|vendor(ed)?|external|deps|tests?|examples?|samples?|fuzz(ing)?|build)\//i;

/** Numbers beside the version that a release leaves to a person, as sentences for the plan. */
export function heldNumbers({ files }: SourceTree): readonly string[] {
  const own = [...files].filter(([path]) => !NOT_OURS.test(path));
  const ofInterface = own.flatMap(([path, { bytes }]) =>
    interfaceVersions(path, Buffer.from(bytes).toString('latin1')).map(({ line, text }) => `${path}:${line} (${text})`),
  );
  const ofServices = own.flatMap(([path, { bytes }]) => {
    const found = buildServiceVersion(path, Buffer.from(bytes).toString('latin1'));
    return found === null
      ? []
      : [`${path}:${found.line} says ${found.text}: the build service counts there, and it stays.`];
  });
  if (ofInterface.length === 0) return ofServices;
  return [
    `The number of the binary interface stays, for whether it changes is yours to decide: ${fewNames(ofInterface, MOST_SHOWN)}.`,
    ...ofServices,
  ];
}
