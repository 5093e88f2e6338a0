import type { Span } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Reader } from '../../model/value';
import type { CallExpr, Definition, FunctionBody, LexicalScope } from './fragment';
import { isConstruction } from './fragment';
import type { Names, Owner, Placed, Viewpoint } from './names';
import type { PlacedChunk } from './reading';
import type { PlacedExpr, TypeScriptScope } from './scope';

interface KeyedReader {
  readonly chunk: PlacedChunk;
  readonly start: number;
  readonly key: string | null;
  readonly reader: Reader;
}

/** Who reads what is written, in a file. Looked for when somebody asks. */
export class Readers {
  private readonly known = new Map<Definition, KeyedReader[]>();

  constructor(private readonly scope: TypeScriptScope) {}

  /** Everybody who reads a definition; of one entry, or seen from a use of one, those who may read that entry. */
  of(definition: Placed<Definition>, at: Viewpoint | null, wanted: string | null): readonly Reader[] {
    const all = this.keyedReaders(definition, 0);
    const own = at === null ? undefined : all.find((each) => each.chunk === at.chunk && each.start === at.start);
    const key = own?.key ?? wanted;
    const seen = key === null ? all : all.filter((each) => each.key === null || each.key === key);
    return seen.map((each) => each.reader);
  }

  private keyedReaders(definition: Placed<Definition>, nested: number): readonly KeyedReader[] {
    const known = this.known.get(definition.written);
    if (known !== undefined) return known;
    const { written, chunk } = definition;
    const found: KeyedReader[] = [];
    this.known.set(written, found);
    const owner: Owner | null = this.scope.names.owner(written.name, written.scope, chunk);
    if (owner === null) return found;
    for (const reference of this.scope.names.references(written.name, owner, chunk))
      this.addReader(found, reference, definition, nested);
    if (written.name.startsWith('this.'))
      for (const reference of this.scope.names.attributes(written.name.slice('this.'.length), chunk))
        this.addReader(found, reference, definition, nested);
    return found;
  }

  private addReader(
    found: KeyedReader[],
    { chunk, written }: ReturnType<Names['references']>[number],
    definition: Placed<Definition>,
    nested: number,
  ): void {
    const handedOn = nested < 4 ? this.handedOnTo(chunk, written) : null;
    if (handedOn !== null) {
      found.push(...this.keyedReaders(handedOn, nested + 1));
      return;
    }
    const { kind } = this.scope.names.resolve(
      definition.written.name,
      this.scope.names.viewpoint(chunk, written.start),
    );
    if (kind === 'none' && !definition.written.name.startsWith('this.')) return;
    const reader: Reader = { origin: originAt(chunk, written), role: written.role };
    found.push({ chunk, start: written.start, key: written.key, reader });
  }

  /** The parameter that a name is given for as a whole, where its function is one of this file. */
  private handedOnTo(
    chunk: PlacedChunk,
    { key, start, end }: { key: string | null } & Span,
  ): Placed<Definition> | null {
    if (key !== null) return null;
    for (const call of this.callsOfOwn(chunk)) {
      const index = call.args.findIndex(
        ({ value, keyword }) => keyword === null && value.span.start === start && value.span.end === end,
      );
      if (index < 0) continue;
      return parameterOf(this.scope, { expr: call, chunk }, index);
    }
    return null;
  }

  private readonly ownCalls = new Map<PlacedChunk, readonly CallExpr[]>();

  /** The calls of functions and classes of this file, in a stretch. */
  private callsOfOwn(chunk: PlacedChunk): readonly CallExpr[] {
    const known = this.ownCalls.get(chunk);
    if (known !== undefined) return known;
    const found: CallExpr[] = [];
    for (const uses of chunk.read.fragment.references.values())
      for (const { called } of uses) if (called !== null && called.args.length > 0) found.push(called);
    this.ownCalls.set(chunk, found);
    return found;
  }
}

/** The parameter that an argument of a call is given for, where its function is one of this file. */
export function parameterOf(
  scope: TypeScriptScope,
  { expr, chunk }: PlacedExpr<CallExpr>,
  index: number,
): Placed<Definition> | null {
  const body = scope.bodyOf({ expr: expr.callee, chunk }, isConstruction(expr));
  const parameter = body?.written.parameters[index];
  if (body === null || parameter === undefined) return null;
  const around = scope.names.viewpoint(body.chunk, body.written.span.start).scope;
  const written = innermostOf(around, body.written)?.definitions.get(parameter.name)?.[0];
  return written === undefined ? null : { chunk: body.chunk, written };
}

function innermostOf(scope: LexicalScope, body: FunctionBody): LexicalScope | null {
  for (let each: LexicalScope | null = scope; each !== null; each = each.parent) if (each.body === body) return each;
  return null;
}
