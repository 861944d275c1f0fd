import { counted } from '../counted.ts';
import { isText, readFileText } from '../file-text.ts';
import { type Problem, Problems, problem } from '../problem.ts';
import { AlikeLines, commonLines, longestLiteral } from './alike-lines.ts';
import { definedName } from './defined-name.ts';
import { canSayVersion, type LearnedLine, lineAsCompared } from './learn-places.ts';
import { lineTemplate, matchLine, type OpenMatch, partsOf, readOpen, renderedAs, renderLine } from './line-template.ts';
import { occurrencesInPlace as inPlace } from './occurrences-in-place.ts';
import { isNameOf, namesOwn, type ProjectNames, projectNames, seriesOf } from './own-names.ts';
import {
  isForPeople,
  isSearchedAside,
  linesOfArchives,
  listsRelease,
  majorBeside,
  mayHaveMovedAside,
  type Occurrence,
  searchAside,
  searchFile,
  speaksOfPast,
  tellsOfPast,
} from './place-search.ts';
import { linesOf, saysVersion } from './preset-lines.ts';
import { isOfTool } from './unpublished.ts';
import { bumpVersionFile, type VersionFileSpec } from './version-file.ts';

/** How a place became known. */
export type PlaceOrigin =
  /** The configuration names it. */
  | { readonly kind: 'configured' }
  /** The file is of a known format. */
  | { readonly kind: 'format' }
  /** It moved with the version to these tags, the newest first. */
  | { readonly kind: 'moved'; readonly to: readonly string[] }
  /** It gives the present version a name. */
  | { readonly kind: 'says' }
  /** It reads like lines in as many other files, which moved with the version. */
  | { readonly kind: 'alike'; readonly files: number };

/** A place that the release edits. */
export interface KnownPlace {
  readonly spec: VersionFileSpec;
  readonly origin: PlaceOrigin;
  /** Other line templates that say the same of every version so far: a coded number may be read in several ways. */
  readonly readings?: readonly string[];
  /** It says the last final release while the version is that of a candidate after it: candidates leave it alone. */
  readonly isOfFinals?: boolean;
}

/** A line that says the present version and is left as it is. */
export interface LeftOver {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  /** What it says there. */
  readonly says: string;
  /** The line with the version left open: what a configuration would name. null where none can say it. */
  readonly template: string | null;
  /** Why it keeps the release from going on, as a clause: it may be this project's own. null where it is only told. */
  readonly blocks: string | null;
  /** It calls the project by its first two numbers. */
  readonly isSeries?: boolean;
}

/** A line that did not move when the version did. */
export interface StandingLine {
  readonly path: string;
  /** As it stands in the file. */
  readonly line: string;
}

export interface PlaceRequest {
  /** Texts by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What the configuration names, or what known formats tell. */
  readonly known: readonly VersionFileSpec[];
  /** Nothing is added to a configured list but numbers that follow from its places: what is found besides is left over. */
  readonly isConfigured: boolean;
  /** The version that the files say, and the one that was released last where that is another. */
  readonly versions: readonly string[];
  /** Versions that were released before: a place that was forgotten says one of them. */
  readonly earlier: readonly string[];
  /** The last final release, where a pre-release was made since: what moves with final versions alone says it. */
  readonly lastFinal: string | null;
  readonly learned: readonly LearnedLine[];
  readonly stood: readonly StandingLine[];
  /** Whether the releases before were looked at, also where nothing moved with them. */
  readonly hasHistory?: boolean;
  /** The repository's name, by which people may call what is released; null or left out: it is not known. */
  readonly calledAs?: string | null;
  /** Whether a path belongs to something that is released by itself. */
  readonly isApart: (path: string) => boolean;
  /** Paths, and `path:line`, that a person said to leave alone. */
  readonly leave: ReadonlySet<string>;
}

export interface FoundPlaces {
  readonly places: readonly KnownPlace[];
  readonly leftOver: readonly LeftOver[];
  readonly problems: readonly Problem[];
}

/**
 * Every place of a tree that carries the version: those that are known, those that moved with it between releases, and lines
 * that give the present version a name. What says it besides is left over.
 */
export function findVersionPlaces(request: PlaceRequest): FoundPlaces {
  return new PlaceFinder(request).find();
}

/**
 * What still says one of the versions in a tree that was made of the other one: lines that may be this project's own, and that the
 * next version would change. What was left over before, and lines that a person left alone, are not among them.
 *
 * @param request as the places were found; its files are those of the tree before
 * @param after texts of the tree with every place written
 * @param next what the places say now
 */
export function stillSaying(
  request: PlaceRequest,
  before: FoundPlaces,
  { after, next }: { readonly after: ReadonlyMap<string, Uint8Array>; readonly next: string },
): readonly LeftOver[] {
  const known = new Set(before.leftOver.map(({ path, text }) => `${path}\0${text}`));
  return new PlaceFinder({ ...request, files: after, isConfigured: true })
    .left()
    .filter(
      ({ path, text, template, blocks }) =>
        blocks !== null && !known.has(`${path}\0${text}`) && template !== null && wouldChange(template, text, next),
    );
}

/** `MINOR 2` says the same of 1.2.1 as of 1.2.0. */
export function wouldChange(written: string, line: string, next: string): boolean {
  const template = lineTemplate(written);
  const { parts, isPlain } = partsOf(next);
  return template.ok && renderLine(template.value, next, parts, isPlain)?.trim() !== line;
}

class PlaceFinder {
  readonly #request: PlaceRequest;
  readonly #texts: Map<string, string>;
  readonly #places: KnownPlace[] = [];
  readonly #leftOver: LeftOver[] = [];
  readonly #problems = new Problems();
  readonly #names: ProjectNames;
  readonly #stood: ReadonlySet<string>;
  readonly #alike = new AlikeLines();
  #leavesAll = false;

  constructor(request: PlaceRequest) {
    this.#request = request;
    this.#texts = searchedTexts(request);
    this.#names = projectNames(request.files, request.known);
    this.#stood = new Set(request.stood.map(({ path, line }) => `${path}\0${line}`));
  }

  find(): FoundPlaces {
    const { known, isConfigured, learned, versions } = this.#request;
    for (const spec of known) this.#take({ spec, origin: { kind: isConfigured ? 'configured' : 'format' } });
    for (const line of learned) this.#lookForMoved(line);
    for (const line of commonLines(learned)) this.#lookForCommon(line);
    for (const [name, movedTo] of renamed(learned)) this.#lookForName(name, movedTo);
    for (const { spec, origin } of this.#places)
      if (spec.preset === 'lines' && (origin.kind === 'moved' || origin.kind === 'configured'))
        for (const line of spec.lines) this.#alike.add(spec.path, line);
    for (const version of versions) {
      const found = [...this.#texts].map(([path, text]) => [path, this.#saying(path, text, version)] as const);
      const isForeign = this.#foreignNames(found.flatMap(([, occurrences]) => occurrences));
      for (const [path, occurrences] of found) this.#lookIn(path, occurrences, isForeign);
    }
    if (learned.length > 0 || this.#request.hasHistory === true)
      for (const [path, text] of this.#texts) this.#tellOfAside(path, text);
    for (const [path, text] of this.#texts) this.#tellOfInvitations(path, text);
    for (const version of versions) this.#tellOfSeries(version);
    this.#leftOver.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
    return { places: this.#places, leftOver: this.#leftOver, problems: this.#problems.found };
  }

  /** What says the versions, whatever it is; nothing is taken. */
  left(): readonly LeftOver[] {
    this.#leavesAll = true;
    for (const version of this.#request.versions)
      for (const [path, text] of this.#texts) this.#lookIn(path, this.#saying(path, text, version), () => false);
    return this.#leftOver;
  }

  /** A place that is taken says the version no longer where anybody looks. */
  #take(place: KnownPlace): void {
    this.#places.push(place);
    const { spec } = place;
    const text = this.#texts.get(spec.path);
    if (text === undefined) return;
    const target = { version: this.#unlike(), tag: '', repositoryUrl: 'https://example.invalid' };
    const bumped = bumpVersionFile(spec, Buffer.from(text, 'latin1'), target);
    if (bumped.ok) this.#texts.set(spec.path, Buffer.from(bumped.value.bytes).toString('latin1'));
  }

  /** A version that no part of these says and that nobody released, short enough for every form. */
  #unlike(): string {
    const { versions, earlier } = this.#request;
    const said = versions.map((version) => partsOf(version).parts);
    for (let least = 0; ; least += 1) {
      const numbers = [0, 1, 2].map((at) => {
        let free = least;
        while (said.some((parts) => parts[at] === free)) free += 1;
        return free;
      });
      if (!earlier.includes(numbers.join('.'))) return numbers.join('.');
    }
  }

  #lookForMoved(learned: LearnedLine): void {
    const { path, templates } = learned;
    const { versions } = this.#request;
    const text = this.#texts.get(path);
    if (text === undefined) return;
    const siblings = learned.isLikely === true ? [] : familyOfPart(path, text, templates, versions);
    for (const written of [...templates.slice(0, 1), ...siblings, ...templates.slice(1)]) {
      const found = linesSaying(text, written, versions);
      if (found.length === 0) continue;
      // A part that moved as ours did by chance: the first number beside it is another one.
      if (found.every((each) => this.#isOfOther(path, written, each.raw))) return;
      this.#takeMoved(learned, written, found);
      // The other readings of the line say nothing more; the lines beside it do.
      if (siblings.length === 0) return;
    }
    if (siblings.length === 0 && learned.isLikely !== true) this.#lookForForgotten(learned, text);
  }

  #isOfOther(path: string, written: string, line: string): boolean {
    if (!/\{(?:minor|patch)/.test(written) || /\{(?:version|number|major)/.test(written)) return false;
    const { versions, files } = this.#request;
    const major = majorBeside(readFileText(files.get(path) ?? new Uint8Array()).text, line);
    return major !== null && versions.every((version) => partsOf(version).parts[0] !== major);
  }

  /** A line that moved in many files is one in those that came since, too. */
  #lookForCommon(line: LearnedLine): void {
    const [written = ''] = line.templates;
    const literal = longestLiteral(written);
    for (const [path, text] of this.#texts) {
      if (!text.includes(literal)) continue;
      const found = linesSaying(text, written, this.#request.versions);
      const own = found.filter((each) => !this.#stood.has(`${path}\0${each.raw}`));
      if (own.length > 0 && own.length === found.length) this.#takeMoved({ ...line, path }, written, found);
    }
  }

  /** Where a name with the version in it moved, whatever calls it by that name moves with it, or no longer builds. */
  #lookForName(name: string, movedTo: readonly string[]): void {
    for (const version of this.#request.versions) {
      const said = renderedAs(name, version);
      if (said === null) continue;
      const isName = new RegExp(String.raw`(?<!\w)${said}(?!\w)`, 'g');
      for (const [path, text] of this.#texts) {
        if (!text.includes(said) || tellsOfPast(path)) continue;
        const calling = [...linesOf(text)].filter(({ line }) => line.search(isName) >= 0 && !speaksOfPast(line));
        for (const line of new Set(calling.map((each) => lineAsCompared(each.line)))) {
          const written = line.replaceAll(isName, name);
          const found = linesSaying(text, written, this.#request.versions);
          if (found.length > 0) this.#takeMoved({ path, movedTo, templates: [written] }, written, found);
        }
      }
    }
  }

  #takeMoved({ path, movedTo, templates }: LearnedLine, written: string, found: readonly SayingLine[]): void {
    const { versions, isConfigured } = this.#request;
    const spec = asConfigured(path, [written], versions);
    const isOfArchive = linesOfArchives(path, this.#texts.get(path) ?? '');
    if (found.some(({ line }) => isOfArchive(line))) {
      const blocks = `it moved with the version to ${movedTo.slice(0, 3).join(', ')}, beside the digest of an archive that is not there yet`;
      for (const each of found) this.#leave({ path, ...each, template: null, blocks });
      return;
    }
    // The next release gets an entry of its own, and this one stays.
    if (found.some(({ raw }) => listsRelease(raw))) {
      for (const each of found) this.#leave({ path, ...each, template: null, blocks: null });
      return;
    }
    if (spec !== null && !isConfigured) {
      const readings = templates.includes(written) ? templates.filter((each) => each !== written) : [];
      this.#take({ spec, origin: { kind: 'moved', to: movedTo }, readings });
      return;
    }
    const blocks = `it moved with the version to ${movedTo.slice(0, 3).join(', ')}`;
    for (const each of found) this.#leave({ path, ...each, template: spec === null ? null : written, blocks });
  }

  /** A line that moved with earlier releases and still says one of them: it was forgotten since. */
  #lookForForgotten({ path, templates, movedTo }: LearnedLine, text: string): void {
    const { isConfigured, earlier, versions, lastFinal, files } = this.#request;
    // A place of a known format was taken there; what else reads so says the version of something else.
    const whole = readFileText(files.get(path) ?? new Uint8Array()).text;
    if (templates.some((written) => linesSaying(whole, written, versions).length > 0)) return;
    for (const written of templates) {
      // Read once, whatever it says: a project may have a thousand releases.
      const standing = openLines(text, written);
      for (const version of standing.length === 0 ? [] : earlier) {
        const [found] = versions.includes(version) ? [] : standing.filter(({ open }) => saysVersion(open, version));
        if (found === undefined) continue;
        const isOfFinals = version === lastFinal;
        const occurrence = searchFile(path, text, version).find(({ line }) => line === found.line);
        const isText = occurrence?.kind === 'text' && !isOfFinals;
        // What was not moved since may speak of the past by now.
        if (isText) this.#leave({ ...occurrence, says: saidText(occurrence), template: written, blocks: null });
        if (isText || occurrence === undefined || occurrence.kind === 'elsewhere') return;
        const spec = asConfigured(path, [written], [version]);
        if (spec !== null && !isConfigured)
          this.#take({ spec, origin: { kind: 'moved', to: movedTo }, ...(isOfFinals ? { isOfFinals } : {}) });
        else
          this.#leave({
            path,
            ...found,
            template: spec === null ? null : written,
            blocks: `it moved with the version to ${movedTo.slice(0, 3).join(', ')}, and not since`,
          });
        return;
      }
    }
    this.#tellOfRewritten(path, text);
  }

  /** A line that moved stands there no longer, in a file that is not searched otherwise: what says the version there now is told. */
  #tellOfRewritten(path: string, text: string): void {
    if (!mayHaveMovedAside(path)) return;
    const name = path.slice(path.lastIndexOf('/') + 1);
    for (const version of this.#request.versions)
      for (const each of searchFile(name, text, version))
        this.#leave({ ...each, path, says: saidText(each), template: null, blocks: null });
  }

  /** What came with the last release into a file that is not searched otherwise, and names the version: nothing tells whether it moves. */
  #tellOfAside(path: string, text: string): void {
    if (!isSearchedAside(path)) return;
    for (const version of this.#request.versions)
      for (const each of searchAside(path, text, version))
        if (!this.#stood.has(`${path}\0${each.raw}`))
          this.#leave({ ...each, says: saidText(each), template: null, blocks: null });
  }

  /** How users are told to ask for this project by its first two numbers: `gear = "0.4"` in a README. */
  #tellOfInvitations(path: string, text: string): void {
    if (!isForPeople(path)) return;
    for (const version of this.#request.versions) {
      const { parts } = partsOf(version);
      const [major, minor] = parts;
      if (!text.includes(`"${major}.${minor}"`)) continue;
      const asks = new RegExp(String.raw`^\s*([\w-]+)\s*=\s*(?:"|\{[^}]*\bversion\s*=\s*")${major}\.${minor}"`);
      let number = 0;
      for (const { line } of linesOf(text)) {
        number += 1;
        const name = asks.exec(line)?.[1];
        if (name === undefined || !isNameOf(name, this.#names) || this.#stood.has(`${path}\0${line}`)) continue;
        const template = line.replace(`"${major}.${minor}"`, '"{major}.{minor}"');
        this.#leave({ path, line: number, text: line.trim(), says: `${major}.${minor}`, template, blocks: null });
      }
    }
  }

  /** `Gadget 1.2` is right for 1.2.1 as well, and not for 1.3.0. */
  #tellOfSeries(version: string): void {
    const { parts } = partsOf(version);
    const calls = seriesOf([...this.#names.own, this.#request.calledAs ?? ''], parts[0], parts[1]);
    if (calls === null || /^\d+\.\d+$/.test(version)) return;
    for (const [path, text] of this.#texts) {
      if (tellsOfPast(path) || text.search(calls) < 0) continue;
      let number = 0;
      for (const { line } of linesOf(text)) {
        number += 1;
        if (!canSayVersion(line) || line.search(calls) < 0) continue;
        if (speaksOfPast(line.replaceAll(/<[^<>]*>/g, ''))) continue;
        const says = `${parts[0]}.${parts[1]}`;
        const template = line.replaceAll(calls, (called) => called.replace(says, '{major}.{minor}')).trimEnd();
        this.#leave({ path, line: number, text: line.trim(), says, template, blocks: null, isSeries: true });
      }
    }
  }

  #saying(path: string, text: string, version: string): Occurrence[] {
    const { leave } = this.#request;
    return inPlace(path, text, searchFile(path, text, version), this.#names).filter(
      ({ line }) => !leave.has(`${path}:${line}`),
    );
  }

  /**
   * Whether a definition names something else: where those of a tree name several things, only what the files that are known
   * to carry the version speak of is this project.
   */
  #foreignNames(occurrences: readonly Occurrence[]): (each: Occurrence) => boolean {
    const named = occurrences.filter(
      ({ path, kind, raw }) => kind === 'definition' && !this.#stood.has(`${path}\0${raw}`) && definedName(raw) !== '',
    );
    const names = [...new Set(named.map(({ raw }) => definedName(raw)))];
    const isSame = (a: string, b: string) => a.startsWith(b) || b.startsWith(a);
    if (names.every((one) => names.every((other) => isSame(one, other)))) return () => false;
    const known = [...new Set(this.#places.map(({ spec }) => spec.path))]
      .map((path) => `${path}\n${this.#texts.get(path) ?? ''}`.toLowerCase())
      .join('\n');
    const foreign = new Set(names.filter((name) => !known.includes(name)));
    return ({ raw }) => foreign.has(definedName(raw));
  }

  #lookIn(path: string, found: readonly Occurrence[], isForeign: (each: Occurrence) => boolean): void {
    const { isConfigured, versions } = this.#request;
    if (found.length === 0) return;
    const isTool = this.#isOfTool(path);
    const definitions = isConfigured || isTool ? [] : found.filter(({ kind }) => kind === 'definition');
    const third = ambiguousThird(definitions.filter(({ raw }) => !this.#stood.has(`${path}\0${raw}`)));
    if (third !== null) this.#problems.add(third);
    for (const each of found) {
      const isStanding = this.#stood.has(`${path}\0${each.raw}`);
      const isRequirement = each.kind === 'requirement' && !each.isNamesake;
      // What is required of a part of this project may move with it: `Requires: libgadget-core >= 1.2.0`.
      const isOfOther = isRequirement && (isStanding || !namesOwn(each.raw, this.#names));
      if (each.kind === 'elsewhere' || isOfOther) continue;
      const isPlace =
        !this.#leavesAll && (definitions.includes(each) || this.#follows(each)) && !isStanding && !isForeign(each);
      if (isPlace && third !== null) continue;
      const alike = isStanding || each.kind !== 'text' ? null : this.#alike.like(each, versions);
      const [template = '', ...readings] = alike === null ? each.templates : [alike.template];
      const spec = asConfigured(path, [template], versions);
      if (isPlace && spec !== null) this.#take({ spec, origin: { kind: 'says' }, readings });
      else if (alike !== null && spec !== null && !isConfigured)
        this.#take({ spec, origin: { kind: 'alike', files: alike.files } });
      else
        this.#leave({
          ...each,
          says: saidText(each),
          template: spec === null ? null : template,
          blocks: isStanding
            ? null
            : alike !== null
              ? whyAlike(alike.files)
              : isTool
                ? whyToolBlocks(each)
                : whyBlocks(each),
        });
    }
  }

  /** Of a package that is not published nothing tells whether its number is this version or only the same. */
  #isOfTool(path: string): boolean {
    const bytes = this.#request.files.get(path);
    return bytes !== undefined && isOfTool(path, bytes) && !this.#request.known.some((spec) => spec.path === path);
  }

  /**
   * Whether a line follows from the places of a configured file: a number made of the whole version, in one way, beside them. It
   * says nothing of its own that a person could have meant to leave.
   */
  #follows({ path, kind, written, templates }: Occurrence): boolean {
    const isListed = this.#request.known.some((spec) => spec.path === path);
    return (
      isListed && kind === 'definition' && templates.length === 1 && written.every(({ form }) => form === 'number')
    );
  }

  #leave({ path, line, text, says, template, blocks, isSeries = false }: LeftOver): void {
    const { leave } = this.#request;
    if (leave.has(`${path}:${line}`)) return;
    if (this.#leftOver.some((each) => each.path === path && each.line === line)) return;
    this.#leftOver.push({ path, line, text, says, template, blocks, ...(isSeries ? { isSeries } : {}) });
  }
}

const whyAlike = (files: number): string => `it reads like lines of ${counted(files, 'file')} that the release changes`;

function whyBlocks({ kind }: Occurrence): string | null {
  if (kind === 'definition') return 'it gives the present version a name';
  return kind === 'setting' ? 'it says the present version where code or a build may read it' : null;
}

/** Names with the version in them, in lines that moved, and the releases that they moved to: `GADGET_{major}_{minor}_{patch}`. */
function renamed(learned: readonly LearnedLine[]): Map<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  for (const { templates, movedTo, isLikely } of learned)
    if (isLikely !== true)
      for (const { 0: name } of (templates[0] ?? '').matchAll(NAME_WITH_VERSION))
        if (!names.has(name)) names.set(name, movedTo);
  return names;
}

const NAME_WITH_VERSION = /(?<![\w}])[A-Za-z]\w{2,}\{major\}_\{minor\}_\{patch\}\w*/g;

/** What stands in the line for the version. */
const saidText = ({ text, written, raw }: Occurrence): string => {
  const indent = raw.length - raw.trimStart().length;
  return written.map(({ start, end }) => text.slice(start - indent, end - indent)).join(' … ');
};

const whyToolBlocks = ({ text }: Occurrence): string | null =>
  /^["']?version["']?\s*[:=]/.test(text) ? 'it is the version of a package that is not published' : null;

const RECIPES = new Set<VersionFileSpec['preset']>(['conandata', 'conan-versions', 'vcpkg-port']);

/** The texts that are looked into; recipes say what was released before. */
function searchedTexts({ files, known, isApart, leave }: PlaceRequest): Map<string, string> {
  const recipes = new Set(known.flatMap(({ path, preset }) => (RECIPES.has(preset) ? [path] : [])));
  const texts = new Map<string, string>();
  for (const [path, bytes] of files) {
    if (leave.has(path) || isApart(path) || recipes.has(path)) continue;
    if (isText(bytes)) texts.set(path, readFileText(bytes).text);
  }
  return texts;
}

type SayingLine = Pick<LeftOver, 'line' | 'text' | 'says'> & { readonly raw: string };

/**
 * Where a line says one part of the version: the lines that say the others. A part that did not change in the releases before
 * did not move, and has to with the next one.
 *
 * @returns templates
 */
function familyOfPart(path: string, text: string, templates: readonly string[], versions: readonly string[]): string[] {
  const [first = ''] = templates;
  if (!/\{(?:major|minor|patch)/.test(first) || /\{(?:version|number)/.test(first)) return [];
  for (const version of versions) {
    const found = searchFile(path, text, version);
    const member = found.find((each) => each.family !== null && each.templates.includes(first));
    if (member === undefined) continue;
    return found.flatMap((each) =>
      each.family === member.family && each !== member ? each.templates.slice(0, 1) : [],
    );
  }
  return [];
}

/**
 * The version that lines say which moved with earlier ones: files may be ahead of the last release. null where they say none as a
 * whole, or not the same.
 */
export function versionSaid(learned: readonly LearnedLine[], files: ReadonlyMap<string, Uint8Array>): string | null {
  const said = new Set<string>();
  for (const { path, templates } of learned) {
    const bytes = files.get(path);
    const template = lineTemplate(templates[0] ?? '');
    if (bytes === undefined || !template.ok) continue;
    for (const { line } of linesOf(readFileText(bytes).text)) {
      const open = matchLine(template.value, line) ?? [];
      const [only, ...others] = open.filter(({ piece }) => piece.kind !== 'date');
      if (only === undefined || others.length > 0) continue;
      const { major, minor, patch } = readOpen(only);
      if (only.piece.kind === 'whole') said.add(only.value);
      else if (major !== undefined && minor !== undefined && patch !== undefined)
        said.add(`${major}.${minor}.${patch}`);
    }
  }
  const [one, ...others] = said;
  return one === undefined || others.length > 0 ? null : one;
}

/** A line that a template matches, whatever version it says. */
interface OpenLine extends SayingLine {
  readonly open: readonly OpenMatch[];
}

function openLines(text: string, written: string): OpenLine[] {
  const template = lineTemplate(written);
  if (!template.ok || !text.includes(longestLiteral(written))) return [];
  const found: OpenLine[] = [];
  let number = 0;
  for (const { line } of linesOf(text)) {
    number += 1;
    const open = matchLine(template.value, line);
    if (open === null) continue;
    found.push({
      line: number,
      raw: line,
      text: line.trim(),
      says: open.map(({ value }) => value).join(' … '),
      open,
    });
  }
  return found;
}

const linesSaying = (text: string, written: string, versions: readonly string[]): readonly OpenLine[] =>
  openLines(text, written).filter(({ open }) => versions.some((version) => saysVersion(open, version)));

/**
 * An entry that takes exactly these lines, as a configuration says it; null where none can, since the lines are not UTF-8 or
 * hold what looks like a place of their own.
 *
 * @param lines one character a byte
 */
function asConfigured(path: string, lines: readonly string[], says: readonly string[]): VersionFileSpec | null {
  const texts: string[] = [];
  for (const line of lines) {
    const bytes = Buffer.from(line, 'latin1');
    const text = bytes.toString('utf8');
    if (Buffer.compare(Buffer.from(text, 'utf8'), bytes) !== 0 || !lineTemplate(line).ok) return null;
    texts.push(text);
  }
  return { path, preset: 'lines', lines: texts, says };
}

/** Two lines of one family that could both be the third number: nothing tells which one is. */
function ambiguousThird(definitions: readonly Occurrence[]): Problem | null {
  const thirds = definitions.filter(
    ({ family, templates }) => family !== null && templates[0]?.includes('{patch') === true,
  );
  for (const one of thirds) {
    const other = thirds.find((each) => each !== one && each.family === one.family);
    if (other === undefined) continue;
    const lines = definitions.filter((each) => each !== other).map(({ templates }) => JSON.stringify(templates[0]));
    return problem(
      'version-ambiguous',
      `Two lines can be the third number: ${one.path}:${one.line} ${JSON.stringify(one.text)} and ${other.path}:${other.line} ${JSON.stringify(other.text)}.`,
      {
        where: `${one.path}:${one.line}`,
        remedy: 'Name the lines that are meant in .github/zlink-release.yml, and no other:',
        paste: ['version-files:', `  - path: ${one.path}`, '    preset: lines', `    lines: [${lines.join(', ')}]`],
      },
    );
  }
  return null;
}
