import type { SyntaxNode } from '@lezer/common';
import type { Graph } from '../../model/graph';
import type { Origin, Span } from '../../model/origin';
import { contains } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { Reader } from '../../model/value';
import { lineBreakOf, quoteOf } from '../program/layout';
import type { CallExpr, CandidateCall, Definition, LexicalScope } from './fragment';
import { standIn } from './constructions';
import { instancesOf } from './instances';
import type { Placed } from './names';
import { hostingCall, type HostingCall } from './hosting';
import type { PlacedChunk, TypeScriptReading } from './reading';
import { parameterOf } from './readers';
import { TypeScriptScope } from './scope';
import type { Layout } from './writeLiteral';
import type { Located } from './writeSyntax';
import { spanAt } from './writeSyntax';

const DEEPEST = 6;
const HANDING = /^add(?:Property)?Override$|^addInstanceProductionVariant$/;

/** A program as it is written: nodes by their places, names, and who sees what. */
export class Program {
  readonly scope: TypeScriptScope;
  readonly text: string;
  readonly unit: string;

  constructor(
    readonly reading: TypeScriptReading,
    readonly graph: Graph,
  ) {
    this.scope = new TypeScriptScope(reading, graph.region);
    this.text = reading.source.cells[0]?.text ?? '';
    this.unit = indentUnit(this.text);
    const instance = instancesOf(reading, graph.region, null).several.find((each) => each.name === graph.environment);
    if (instance !== undefined) standIn(this.scope, [...instance.around, instance], null);
  }

  get file(): string {
    return this.reading.source.file;
  }

  placeOf(span: Span): Origin {
    return { file: this.file, cell: null, start: span.start, end: span.end };
  }

  textOf(located: Located): string {
    const { start, end } = spanAt(located);
    return this.text.slice(start, end);
  }

  chunkAt(start: number): PlacedChunk | null {
    return this.reading.chunks.findLast((each) => each.base <= start) ?? null;
  }

  /** The smallest node that covers a place. */
  covering(place: Span): Located | null {
    const chunk = this.chunkAt(place.start);
    const tree = chunk?.read.parsed?.tree;
    if (chunk === null || tree === undefined || place.end > chunk.base + chunk.read.text.length) return null;
    let node: SyntaxNode = tree.resolveInner(place.start - chunk.base, 1);
    while (node.to < place.end - chunk.base && node.parent !== null) node = node.parent;
    return { node, base: chunk.base };
  }

  /** The outermost expression that spans a place exactly. */
  nodeAt(origin: Origin): Located | null {
    if (origin.file !== this.file) return null;
    const found = this.covering(origin);
    if (found === null) return null;
    const [from, to] = [origin.start - found.base, origin.end - found.base];
    let { node } = found;
    if (node.from !== from || node.to !== to) return null;
    for (let up = node.parent; up !== null && up.from === from && up.to === to; up = up.parent) {
      if (/Statement$|Declaration$|^(?:Script|Block|Property)$/.test(up.name)) break;
      node = up;
    }
    return { node, base: found.base };
  }

  /** The call or construction that declares a resource. */
  callOf(resource: Resource): Located | null {
    const found = this.nodeAt(resource.declaration);
    return found !== null && /^(?:Call|New)Expression$/.test(found.node.name) ? found : null;
  }

  candidateOf(resource: Resource): { readonly candidate: CandidateCall; readonly chunk: PlacedChunk } | null {
    const { start, end } = resource.declaration;
    const chunk = this.chunkAt(start);
    const candidate = chunk?.read.fragment.calls.find(
      (each) => chunk.base + each.start === start && chunk.base + each.end === end,
    );
    return chunk === null || candidate === undefined ? null : { candidate, chunk };
  }

  /** What the call that declares a resource is. */
  hostingOf(resource: Resource): HostingCall | null {
    const found = this.candidateOf(resource);
    return found === null ? null : hostingCall(this.scope, found.chunk, found.candidate);
  }

  layoutAt(near: Span): Layout {
    const { text, unit } = this;
    return {
      quote: quoteOf(text, near),
      lineBreak: lineBreakOf(text),
      unit,
      semicolon: /[)\]}'"\w];[ \t]*(?:\/\/.*)?\r?$/m.test(text) || !/\n/.test(text.trim()) ? ';' : '',
    };
  }

  /* Who sees what is written in a place */

  /**
   * Whether an object or a value that is written at a place is seen by nobody but the calls it is changed for: it stands in
   * one of them, or has a name that only they read.
   */
  isHeldBy(place: Origin, declarations: readonly Origin[], key: string | null, depth = 0): boolean {
    if (place.file !== this.file) return false;
    if (declarations.some((declaration) => contains(declaration, place))) return true;
    if (depth > DEEPEST) return false;
    // What a method hands to a construct belongs to the construct.
    if (this.methods().some((call) => contains(call, place))) return true;
    const definition = this.definitionAround(place);
    if (definition === null) return false;
    const readers = this.readersOf(definition, key).filter((reader) => !contains(place, reader.origin));
    return readers.length > 0 && readers.every((reader) => this.isCovered(reader, declarations, depth + 1));
  }

  /** Whether somebody who reads a value is one of the calls, prints it, or only hands it on to them. */
  isCovered({ role, origin }: Reader, declarations: readonly Origin[], depth = 0): boolean {
    return role === 'display' || this.isHeldBy(origin, declarations, null, depth);
  }

  private handed: readonly Origin[] | null = null;

  /** The calls that change a construct after it is made. */
  private methods(): readonly Origin[] {
    this.handed ??= this.reading.chunks.flatMap((chunk) =>
      chunk.read.fragment.calls
        .filter((call) => HANDING.test(call.method))
        .map((call) => this.placeOf({ start: chunk.base + call.start, end: chunk.base + call.end })),
    );
    return this.handed;
  }

  private readersOf(definition: Placed<Definition>, key: string | null): readonly Reader[] {
    return this.scope.readersOf(definition, null, key);
  }

  /** The name that what is written at a place becomes the value of, innermost first. */
  definitionAt(place: Origin): Placed<Definition> | null {
    return this.definitionAround(place);
  }

  private definitionAround(place: Origin): Placed<Definition> | null {
    const chunk = this.chunkAt(place.start);
    if (chunk === null) return null;
    const span = { start: place.start - chunk.base, end: place.end - chunk.base };
    let found: { definition: Placed<Definition>; size: number } | null = null;
    const offer = (definition: Placed<Definition> | null, inner: Span): void => {
      if (definition === null || inner.start > span.start || inner.end < span.end) return;
      const size = inner.end - inner.start;
      if (found === null || size < found.size) found = { definition, size };
    };
    for (const written of definitionsIn(chunk.read.fragment.root)) {
      if (written.given.kind === 'value') offer({ chunk, written }, written.given.expr.span);
      else if (written.given.kind === 'parameter') {
        const fallback = written.given.of.parameters[written.given.index]?.default;
        if (fallback !== undefined && fallback !== null) offer({ chunk, written }, fallback.span);
      }
    }
    for (const later of chunk.read.fragment.assignments.values())
      for (const written of later)
        if (written.given.kind === 'value') offer({ chunk, written }, written.given.expr.span);
    for (const changes of chunk.read.fragment.mutations)
      for (const change of changes[1]) {
        const resolution = this.scope.names.resolve(changes[0], { chunk, scope: change.scope, start: change.start });
        if (change.value !== null && resolution.kind === 'definition') offer(resolution.definition, change.value.span);
      }
    for (const call of callsIn(chunk)) {
      if (call.span.start > span.start || call.span.end < span.end) continue;
      call.args.forEach((argument, index) => {
        const inner = argument.value.span;
        if (inner.start <= span.start && span.end <= inner.end)
          offer(parameterOf(this.scope, { expr: call, chunk }, index), inner);
      });
    }
    return (found as { definition: Placed<Definition> } | null)?.definition ?? null;
  }
}

function definitionsIn(scope: LexicalScope): Definition[] {
  return [...[...scope.definitions.values()].flat(), ...scope.children.flatMap(definitionsIn)];
}

function callsIn(chunk: PlacedChunk): CallExpr[] {
  const found = new Set<CallExpr>();
  for (const uses of chunk.read.fragment.references.values())
    for (const { called } of uses) if (called !== null) found.add(called);
  return [...found];
}

/** One step of indentation as the text takes it: a tab, or as many spaces as its shallowest line. */
function indentUnit(text: string): string {
  if (/^\t/m.test(text)) return '\t';
  const widths = [...text.matchAll(/[{([][ \t]*(?:\/\/.*)?\r?\n( +)(?![ *])/g)].map((match) => match[1]?.length ?? 0);
  const shallowest = Math.min(...widths);
  return ' '.repeat(widths.length > 0 && shallowest >= 2 && shallowest <= 8 ? shallowest : 2);
}
