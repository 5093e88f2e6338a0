/* eslint-disable max-lines -- one owner of the documents: what is held, what depends on what, and what is said of it */
import { catalogue } from '../catalogue';
import {
  cellIn,
  fileOf,
  type Binding,
  type Edit,
  type Language,
  type LinkContext,
  type Reading,
  type Source,
  type SourceCell,
} from '../model/language';
import type { Graph } from '../model/graph';
import type { Landing } from '../model/landing';
import { sameOrigin } from '../model/origin';
import { practices, type Practice } from '../practices';
import type { EstimatedDeployment, Finding, Fix, Hover, Skipped, UnitAdvice } from './advice';
import { Dependencies } from './dependencies';
import { addAll, adviceIn, filesOf, newDocument, NOBODY, nothingIn, withPart, type Document } from './document';
import { clash, fixesOf, unlessShared } from './fixes';
import { hoverIn } from './hover';
import type { JudgeContext } from './judge';
import { isTeamFile, LANGUAGES, languageOf, readBindings, unitOf } from './languages';
import { DEFAULT_SETTINGS, regionByDefault, type Settings } from './settings';
import { adviseAcross, withFindings } from './across';
import { AskedFiles } from './askedFiles';
import { ReadyDocuments } from './readyDocuments';
import { recipeOf, type ShownRecipe } from './recipeOf';
import { chosenSeverity } from './severity';
import { suppressionFix } from './suppressionFix';
import { TeamFiles } from './teamFiles';
import { adviseUnit, type Unit } from './unit';
import { factsOf, NO_FACTS, sameFacts, type UnitFacts } from './unitFacts';
import { workspaceFacts } from './workspaceFacts';

/**
 * The engine behind every shell: holds the files of a workspace as they are now and says what could be better. Pure: no
 * clock, no file system; whoever owns it brings the texts.
 */
export class Advisor {
  /** By the name of the unit: a file's own, or what the language calls the files that it reads as one. */
  private readonly documents = new Map<string, Document>();
  private readonly asked: AskedFiles;
  /** The units that each unit instantiates. */
  private readonly included = new Dependencies();
  private readonly bindings = new Map<string, { readonly source: Source; readonly bindings: readonly Binding[] }>();
  private readonly team = new TeamFiles();
  private readonly contexts = new Map<string, JudgeContext>();
  private readonly ready = new ReadyDocuments();
  private settings: Settings;

  constructor(
    settings: Partial<Settings> = {},
    private readonly languages: readonly Language[] = LANGUAGES,
  ) {
    this.settings = { ...DEFAULT_SETTINGS, ...settings };
    this.asked = new AskedFiles({
      text: (file) => this.textOf(file, null),
      reading: (unit, asking) => this.readingFor(unit, asking),
    });
  }

  /** Takes other settings; everything is judged anew. */
  configure(settings: Partial<Settings>): void {
    this.settings = { ...DEFAULT_SETTINGS, ...settings };
    this.forget();
  }

  /** Takes the text of a file as it is now. Returns the files whose advice may have changed. */
  update(source: Source): ReadonlySet<string> {
    const texts = source.cells.map((cell) => cell.text);
    const text = texts[0] ?? '';
    if (isTeamFile(source.file)) {
      this.team.set(source.file, text);
      return this.forget();
    }
    const changed = this.updateBindings(source, text);
    const part = unitOf(source.file, this.languages);
    if (part !== null) return this.updatePart(part.name, part.language, source, changed);
    const language = languageOf(source.file, texts, this.languages);
    if (language !== null) {
      this.asked.delete(source.file);
      return addAll(changed, this.put(source, language, true));
    }
    if (this.documents.has(source.file)) addAll(changed, this.drop(source.file));
    if (!this.wants(source.file)) return changed;
    this.asked.set(source);
    return addAll(changed, this.relinkAskers(source.file));
  }

  /** Takes a team file that counts for every folder, in place of those in the workspace. */
  useTeamFile(file: string, text: string): void {
    this.team.useOnly(file, text);
    this.forget();
  }

  /** Forgets a file. Returns the files whose advice may have changed. */
  remove(file: string): ReadonlySet<string> {
    if (isTeamFile(file) && this.team.delete(file)) return this.forget();
    const part = unitOf(file, this.languages);
    const changed =
      part === null ? this.drop(file) : this.updatePart(part.name, part.language, nothingIn(file), new Set());
    if (this.asked.delete(file)) addAll(changed, this.relinkAskers(file));
    if (this.bindings.delete(file)) addAll(changed, this.forgetTemplates(file));
    return changed;
  }

  has(file: string): boolean {
    return this.asked.has(file) || this.cellOf(file, undefined) !== undefined;
  }

  /** The files that are held, sorted. */
  files(): readonly string[] {
    return [...[...this.documents.values()].flatMap(filesOf), ...this.asked.files()].sort();
  }

  /** Whether a unit has asked for a file, which is to be handed over even where nothing of ours is in it. */
  wants(file: string): boolean {
    return this.asked.wants(file);
  }

  /** The files that have been asked for since the last call, not before it, and are not held. */
  takeMissing(): readonly string[] {
    return this.asked.takeMissing().filter((file) => !this.has(file));
  }

  /** All files that have been asked for and are not held: another look may find them. */
  missing(): readonly string[] {
    return this.asked.names().filter((file) => !this.has(file));
  }

  /** The text of a document that the advisor holds. */
  textOf(file: string, cell: number | null): string | undefined {
    const found = this.cellOf(file, cell);
    if (found !== undefined) return found.text;
    const source = this.bindings.get(file)?.source;
    if (source !== undefined) return cellIn(source, file, cell)?.text;
    return this.asked.textOf(file, cell) ?? this.team.textOf(file);
  }

  /** What is wrong in the team's files, by file. */
  teamNotices(): readonly UnitAdvice[] {
    return this.team.notices().map((notices) => ({
      file: notices.file,
      deployments: [],
      findings: [],
      suppressed: [],
      notices: notices.notices,
      skipped: null,
    }));
  }

  /** Everything there is to say about a file; nothing where it holds nothing of ours. */
  advise(file: string): UnitAdvice {
    const [first, ...others] = this.documentsOn(file);
    if (first === undefined || this.isExcluded(file)) return { ...NOTHING, file };
    const advice = this.adviceOf(first);
    // Nearly always a unit is a file and says nothing of others.
    if (others.length === 0 && advice.file === file && this.included.of(file).size === 0) return advice;
    return adviceIn(file, [advice, ...others.map((document) => this.adviceOf(document))]);
  }

  /** Everything there is to say about all files, with what deployments of several files could do together. */
  adviseAll(): readonly UnitAdvice[] {
    const across = adviseAcross(this.units(), (file) => this.contextOf(file));
    return this.files().map((file) => withFindings(this.advise(file), across));
  }

  /** The quick fixes of a finding, refused ones with their reason. Computed when asked for. */
  fixes(file: string, finding: Finding): readonly Fix[] {
    const document = this.documentOf(file, finding);
    if (document === undefined) return [];
    const { findings } = this.adviceOf(document);
    const fixes = fixesOf(this.linkedToChange(document), finding, findings, (other, cell) => this.textOf(other, cell));
    const others = (edited: string): readonly string[] =>
      this.documentsOn(edited).flatMap((each) => (each === document ? [] : [each.source.file]));
    return fixes.map((fix) => unlessShared(fix, others));
  }

  /** The rewrite that a finding shows where its change is no edit. */
  recipe(file: string, finding: Finding): ShownRecipe | null {
    const document = this.documentOf(file, finding);
    return document === undefined ? null : recipeOf(this.linked(document).graphs, finding);
  }

  /** The edit that asks not to hear a finding again. */
  suppress(file: string, finding: Finding): Fix | null {
    const document = this.documentOf(file, finding);
    return document === undefined ? null : suppressionFix(this.linked(document), finding);
  }

  /** The preferred fixes of a file that land by themselves and without another endpoint, as edits that don't overlap. */
  fixAll(file: string): readonly Edit[] {
    return this.safeFixes(file).flatMap(({ edits }) => edits);
  }

  /** The fixes that `fixAll` takes together. */
  safeFixes(file: string): readonly Fix[] {
    const taken: Fix[] = [];
    for (const finding of this.advise(file).findings) {
      if (finding.rank !== 'leading') continue;
      const fix = this.fixes(file, finding).find((each) => each.preferred && !NEEDS_MORE.has(each.landing));
      if (fix === undefined || taken.some(({ edits }) => clash(fix.edits, edits))) continue;
      taken.push(fix);
    }
    return taken;
  }

  /** What to show over a place: the advice there, or the facts of an instance type. */
  hover(file: string, cell: number | null, offset: number): Hover | null {
    const [document] = this.documentsOn(file);
    if (document === undefined) return null;
    const recipe = (finding: Finding): ShownRecipe | null => this.recipe(file, finding);
    return hoverIn(this.advise(file), this.contextOf(document.source.file), recipe, cell, offset);
  }

  /** All that has been read: a graph for each unit and environment. */
  graphs(): readonly Graph[] {
    return this.units().flatMap((unit) => unit.graphs);
  }

  /** Whether the settings turn a practice off for every file. */
  isOff({ id, aliases }: Practice): boolean {
    const units = this.units();
    const isOff = ({ source: { file } }: Unit): boolean =>
      chosenSeverity('hint', [id, ...aliases], this.contextOf(file).settings) === null;
    return units.length > 0 && units.every(isOff);
  }

  /** Every deployment with its figures, file by file. */
  deployments(): readonly EstimatedDeployment[] {
    return this.files().flatMap((file) => this.advise(file).deployments);
  }

  /** A part that has come, changed or gone (no cells). */
  private updatePart(name: string, language: Language, part: Source, changed: Set<string>): Set<string> {
    const before = this.documents.get(name);
    if (before === undefined && part.cells.length === 0) return changed;
    const cells = withPart(before?.source.cells ?? [], part.file, part.cells);
    if (cells.length === 0) addAll(changed, this.drop(name));
    else {
      const concerned = cells.some((cell) => language.concerns(cell.file ?? name, cell.text));
      addAll(changed, this.put({ file: name, cells }, language, concerned));
    }
    return addAll(changed.add(part.file), this.relinkAskers(part.file));
  }

  private put(source: Source, language: Language, concerned: boolean): Set<string> {
    const before = this.documents.get(source.file);
    const document = newDocument(source, language, concerned, before);
    this.documents.set(source.file, document);
    const changed = new Set(filesOf(document));
    if (this.relink(document, before?.facts ?? NO_FACTS, changed)) addAll(changed, this.forgetFacts());
    return addAll(changed, this.relinkAskers(source.file));
  }

  /** Links a unit anew. Returns whether what it says to others is different now; its files and those it speaks of are changed. */
  private relink(document: Document, before: UnitFacts, changed: Set<string>): boolean {
    const { file } = document.source;
    document.unit = null;
    document.advice = null;
    const covered = this.included.of(file);
    const graphs = document.concerned ? this.linked(document).graphs : [];
    document.facts = factsOf(graphs);
    const includes = new Set(graphs.flatMap((graph) => graph.includes ?? []).filter((name) => name !== file));
    this.included.set(file, includes);
    addAll(changed, filesOf(document));
    this.addFilesOf([...covered, ...includes], changed);
    const sameCover = covered.size === includes.size && [...covered].every((name) => includes.has(name));
    return !sameCover || !sameFacts(before, document.facts);
  }

  private addFilesOf(units: Iterable<string>, changed: Set<string>): void {
    for (const name of units) {
      const document = this.documents.get(name);
      if (document !== undefined) addAll(changed, filesOf(document));
    }
  }

  /** Links the units again that have asked for a file or a unit which is another one now. */
  private relinkAskers(name: string): Set<string> {
    const changed = new Set<string>();
    let factsChanged = false;
    for (const asker of this.asked.askersOf(name)) {
      const document = this.documents.get(asker);
      if (document !== undefined && asker !== name)
        factsChanged = this.relink(document, document.facts, changed) || factsChanged;
    }
    return factsChanged ? addAll(changed, this.forgetFacts()) : changed;
  }

  private updateBindings(source: Source, text: string): Set<string> {
    const bindings = readBindings(source.file, text, this.languages);
    if (bindings !== null) this.bindings.set(source.file, { source, bindings });
    else if (!this.bindings.delete(source.file)) return new Set();
    return this.forgetTemplates(source.file);
  }

  private linked(document: Document): Unit {
    return (document.unit ??= this.link(document, { isToReadOnly: true }));
  }

  /** Linked so that it can be changed, which takes a look at everybody who reads a value: only where somebody asks for a fix. */
  private linkedToChange(document: Document): Unit {
    const unit = this.linked(document);
    if (document.language.findsReadersLater !== true) return unit;
    if (document.changeable?.of !== unit) document.changeable = { of: unit, unit: this.link(document, {}) };
    return document.changeable.unit;
  }

  private link(document: Document, how: Pick<LinkContext, 'isToReadOnly'>): Unit {
    const { source, language } = document;
    const reading = this.ready.readingOf(document);
    const asked = new Set<string>();
    const bindings = [...this.bindings.values()].flatMap((each) => each.bindings);
    const context: LinkContext = {
      bindings: language.bindings?.of(reading, bindings) ?? [],
      region: regionByDefault(this.settingsOf(source.file).region),
      files: this.asked.for(language, asked),
      ...how,
    };
    const graphs = language.link(reading, context);
    this.asked.note(source.file, asked);
    return {
      source,
      included: [...new Set(graphs.flatMap((graph) => graph.includes ?? []))].flatMap(
        (name) => (name === source.file ? undefined : this.documents.get(name)?.source) ?? [],
      ),
      language,
      context,
      graphs,
      metadataSuppressions: reading.metadataSuppressions ?? [],
      skipped: skippedIn(reading),
      reading: () => this.ready.readingOf(document),
    };
  }

  private readingFor(unit: string, language: Language): Reading | null | undefined {
    const document = this.documents.get(unit);
    if (document === undefined) return undefined;
    return document.language === language ? this.ready.readingOf(document) : null;
  }

  private adviceOf(document: Document): UnitAdvice {
    document.advice ??= adviseUnit(
      this.linked(document),
      this.ready.judgedOf(document),
      this.contextOf(document.source.file),
    );
    return document.advice;
  }

  /** What is looked at by itself, in the order of the files. */
  private units(): readonly Unit[] {
    return [...this.documents.values()]
      .filter(({ source: { file }, concerned }) => concerned && this.included.on(file).size === 0)
      .filter(({ source: { file } }) => !this.isExcluded(file))
      .sort((a, b) => (a.source.file < b.source.file ? -1 : 1))
      .map((document) => this.linked(document));
  }

  /** The units that speak of a file: those that instantiate what it declares, or its own where none does. */
  private documentsOn(file: string): readonly Document[] {
    const name = unitOf(file, this.languages)?.name ?? file;
    const own = this.documents.get(name);
    if (own === undefined) return [];
    const outer = this.coverOf(name);
    if (outer.length > 0) return outer;
    return own.concerned ? [own] : [];
  }

  /** The outermost units that instantiate a unit. */
  private coverOf(name: string): readonly Document[] {
    return [...this.included.on(name)]
      .filter((outer) => this.included.on(outer).size === 0)
      .sort()
      .flatMap((outer) => this.documents.get(outer) ?? []);
  }

  /** The unit that a finding in a file comes from. */
  private documentOf(file: string, finding: Finding): Document | undefined {
    const documents = this.documentsOn(file);
    if (documents.length < 2) return documents[0];
    return documents.find((document) =>
      this.adviceOf(document).findings.some(
        (each) => each.fingerprint === finding.fingerprint && sameOrigin(each.at, finding.at),
      ),
    );
  }

  /** `cell` undefined: any cell of the file. */
  private cellOf(file: string, cell: number | null | undefined): SourceCell | undefined {
    const source = this.documents.get(unitOf(file, this.languages)?.name ?? file)?.source;
    if (source === undefined) return undefined;
    if (cell !== undefined) return cellIn(source, file, cell);
    return source.cells.find((each) => fileOf(source, each) === file);
  }

  private settingsOf(file: string): Settings {
    return this.team.settingsFor(file, this.settings);
  }

  private isExcluded(file: string): boolean {
    return this.team.excludes(file, this.settingsOf(file).exclude);
  }

  /** One context for each team file, so that equal contexts are the same object. */
  private contextOf(file: string): JudgeContext {
    const key = this.team.fileFor(file) ?? '';
    let context = this.contexts.get(key);
    if (context === undefined) {
      const standing = [...this.documents].filter(([name]) => this.coverOf(name).length === 0);
      const workspace = workspaceFacts(standing.map(([, document]) => document.facts));
      context = { catalogue, practices, settings: this.settingsOf(file), workspace };
      this.contexts.set(key, context);
    }
    return context;
  }

  private drop(name: string): Set<string> {
    const document = this.documents.get(name);
    if (document === undefined) return new Set([name]);
    this.documents.delete(name);
    this.ready.drop(document);
    const changed = new Set(filesOf(document));
    const covered = this.included.of(name);
    this.addFilesOf(covered, changed);
    this.asked.note(name, NOBODY);
    this.included.set(name, NOBODY);
    if (covered.size > 0 || !sameFacts(document.facts, NO_FACTS)) addAll(changed, this.forgetFacts());
    return addAll(changed, this.relinkAskers(name));
  }

  private forgetFacts(): Set<string> {
    this.contexts.clear();
    for (const document of this.documents.values()) document.advice = null;
    return new Set([...this.documents.values()].flatMap(filesOf));
  }

  private forgetTemplates(file: string): Set<string> {
    const templates = new Set<string>();
    let factsChanged = false;
    // Other values are other names: what the templates say to other files may be different now.
    for (const document of this.documents.values())
      if (document.language.bindings?.isNear(file, document.source.file) === true)
        factsChanged = this.relink(document, document.facts, templates) || factsChanged;
    return factsChanged ? addAll(templates, this.forgetFacts()) : templates;
  }

  private forget(): Set<string> {
    for (const document of this.documents.values()) document.unit = null;
    return this.forgetFacts();
  }
}

/** Landings of fixes that AWS refuses as the code stands, or that take more than the edit. */
const NEEDS_MORE: ReadonlySet<Landing> = new Set<Landing>(['deregisterScalingFirst', 'newEndpoint']);

function skippedIn({ source, skipped, skippedFile }: Reading): Skipped | null {
  return skipped === undefined || skipped === null ? null : { file: skippedFile ?? source.file, reason: skipped };
}

const NOTHING: Omit<UnitAdvice, 'file'> = { deployments: [], findings: [], suppressed: [], notices: [], skipped: null };
