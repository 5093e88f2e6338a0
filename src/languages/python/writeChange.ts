import type { SyntaxNode } from '@lezer/common';
import type { Refusal } from '../../model/language';
import type { Plain } from '../../model/operation';
import type { Origin } from '../../model/origin';
import { contains, sameOrigin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { Path, Value } from '../../model/value';
import { valueAt } from '../../model/value';
import { isLevelOne } from '../cdk/words';
import { COUNT_AND_TYPE_REQUIRED } from './deployArguments';
import { constructText, typedText } from './writeConstructText';
import { Insertions } from './writeInsertion';
import type { NameOf } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { CONSTRUCT_SAYS_NOT, NOT_A_LIST, OTHER_OUTCOME, SHARED_ENTRY, UNSEEN } from './writeRefusal';
import { configPathIn, configText, sdkClassOf } from './writeSdk';
import { isHeldBy } from './writeSharing';
import { removeStatement } from './writeStatement';
import { indentAt } from './writeStyle';
import type { Element, ParsedCell } from './writeSyntax';
import { bracketed, bracketsAround, children } from './writeSyntax';
import type { Wanted } from './writeValue';
import { stretchOf } from './writeText';
import { callsOf, entryAt, isConditional, replaceAt, setScalar } from './writeValue';

/** Turns changes of properties into changes of text. */
export class PropertyChanges {
  private readonly insertions: Insertions;

  constructor(
    private readonly plan: Plan,
    private readonly wanted: Wanted,
    private readonly nameOf: NameOf,
  ) {
    this.insertions = new Insertions(plan, wanted, nameOf);
  }

  private get program(): Program {
    return this.wanted.program;
  }

  set(resource: Resource, path: Path, plain: Plain): Refusal | null {
    const value = valueAt(resource.properties, path);
    switch (value.kind) {
      case 'absent':
        return this.insertions.putIn(resource, path, plain);
      case 'unresolved':
        return UNSEEN;
      case 'scalar':
        return this.setKnown(resource, path, value, plain);
      case 'oneOf':
      case 'list':
      case 'object':
      case 'reference':
      case 'interpolation':
        return this.replaceWhole(resource, path, value, plain);
    }
  }

  /** A scalar whose argument says other things too (the SDK's own default) is no text of its own. */
  private setKnown(
    resource: Resource,
    path: Path,
    value: Extract<Value, { kind: 'scalar' }>,
    plain: Plain,
  ): Refusal | null {
    const isOwn = value.origin.file === this.program.file;
    if (isOwn && (this.program.nodeAt(value.origin) === null || isFilledIn(resource, value.origin)))
      return this.insertions.putIn(resource, path, plain);
    if (this.isOtherImage(resource, path, value.origin, plain)) return CONSTRUCT_SAYS_NOT;
    // An image's name keeps what is put into it: the Region, above all.
    const isImage = path.at(-1) === 'Image' && typeof plain === 'string';
    return setScalar(
      this.plan,
      this.wanted,
      resource,
      value,
      plain,
      this.nameOf,
      (cell, node) =>
        typedText(this.plan, this.program, resource, path, plain, { cell, node }) ??
        (isImage ? stretchOf(cell, node, String(value.value), plain) : null),
    );
  }

  /** An image of a construct above the first level that is made in a way which can't say the new one. */
  private isOtherImage(resource: Resource, path: Path, place: Origin, plain: Plain): boolean {
    if (resource.dialect !== 'cdk-python' || path.at(-1) !== 'Image') return false;
    if (isLevelOne(this.program.constructOf(resource))) return false;
    const found = this.program.nodeAt(place);
    return found === null || typedText(this.plan, this.program, resource, path, plain, found) === null;
  }

  private replaceWhole(
    resource: Resource,
    path: Path,
    value: Exclude<Value, { kind: 'absent' }>,
    plain: Plain,
  ): Refusal | null {
    const place = value.usedAt;
    if (!isHeldBy(this.program, place, [resource.declaration], null)) return SHARED_ENTRY;
    const found = this.program.nodeAt(place);
    if (found === null) return NOT_A_LIST;
    if (resource.dialect === 'cdk-python') return this.replaceInConstruct(resource, path, place, plain);
    const config = configPathIn(this.program, resource, path);
    if (config === null || typeof plain !== 'object')
      return replaceAt(this.plan, this.program, place, plain, this.nameOf);
    const text = configText(this.plan, this.program, config, plain, {
      ...found,
      sdkClass: sdkClassOf(this.program, resource),
    });
    if (typeof text !== 'function') return text;
    return this.plan.replace(
      found.cell,
      { start: place.start, end: place.end },
      text(indentAt(found.cell.text, place.start)),
    )
      ? null
      : SHARED_ENTRY;
  }

  private replaceInConstruct(resource: Resource, path: Path, place: Origin, plain: Plain): Refusal | null {
    const found = this.program.nodeAt(place);
    if (found === null || isFilledIn(resource, place)) return CONSTRUCT_SAYS_NOT;
    const typed = typedText(this.plan, this.program, resource, path, plain, found);
    const near = { ...found, style: 'class' as const };
    const text =
      typed === null ? constructText(this.program, this.nameOf, resource, path, plain, near) : (): string => typed;
    if (typeof text !== 'function') return text;
    const span = { start: place.start, end: place.end };
    return this.plan.replace(found.cell, span, text(indentAt(found.cell.text, place.start))) ? null : SHARED_ENTRY;
  }

  unset(resource: Resource, path: Path): Refusal | null {
    const value = valueAt(resource.properties, path);
    if (value.kind === 'absent') return null;
    const place = this.placeToRemove(resource, path, value);
    if (place === null) return UNSEEN;
    const isConstruct = resource.dialect === 'cdk-python';
    if (isConstruct && isFilledIn(resource, place)) return CONSTRUCT_SAYS_NOT;
    const sharers = this.wanted.sharersOf(place, 'unset', 'entry');
    const key = String(path.at(-1));
    if (!contains(resource.declaration, place))
      if (sharers === null || !isHeldBy(this.program, place, callsOf(sharers), key)) return SHARED_ENTRY;
    const found = this.elementAt(place);
    if (found === null) return this.removeAssignment(place);
    const { cell, node, index, element } = found;
    if (isConstruct && node.name === 'ArgList' && element.key === null) return CONSTRUCT_SAYS_NOT;
    if (value.kind !== 'oneOf' && isConditional(this.program, cell, element.value)) return OTHER_OUTCOME;
    if (this.isRequired(resource, path) && element.value !== null)
      return this.plan.replace(cell, { start: element.value.from, end: element.value.to }, 'None')
        ? null
        : SHARED_ENTRY;
    return this.plan.remove(cell, node, index) ? null : NOT_A_LIST;
  }

  /** `variant["InstanceType"] = …` goes as a whole. */
  private removeAssignment(place: Origin): Refusal | null {
    const found = this.program.nodeAt(place);
    const statement = found?.node.parent ?? null;
    if (found?.node.name !== 'MemberExpression' || statement?.name !== 'AssignStatement') return NOT_A_LIST;
    if (children(statement).length !== 3 || statement.from !== found.node.from) return NOT_A_LIST;
    this.plan.change(found.cell, removeStatement(found.cell, statement));
    return null;
  }

  private placeToRemove(resource: Resource, path: Path, value: Exclude<Value, { kind: 'absent' }>): Origin | null {
    if (typeof path.at(-1) === 'number') return value.kind === 'unresolved' ? null : value.usedAt;
    const entry = entryAt(resource, path);
    return entry?.object.entries.get(entry.key)?.origin ?? null;
  }

  /** Whether the class that deploys has no default for what its `deploy` is to do without. */
  private isRequired(resource: Resource, path: Path): boolean {
    if (resource.dialect !== 'python-sdk' || resource.type !== 'EndpointConfig') return false;
    const isCountOrType = path.length === 3 && (path[2] === 'InstanceType' || path[2] === 'InitialInstanceCount');
    return isCountOrType && COUNT_AND_TYPE_REQUIRED.has(sdkClassOf(this.program, resource) ?? '');
  }

  /** The element of an argument list, dictionary or list that a place is, or lies in. */
  private elementAt(place: Origin): ElementPlace | null {
    const cell = this.program.cellOf(place);
    const node = cell === null ? null : bracketsAround(cell, place);
    const brackets = cell === null || node === null ? null : bracketed(cell, node);
    if (cell === null || node === null || brackets === null) return null;
    const index = brackets.elements.findIndex((each) => each.start <= place.start && place.end <= each.end);
    const element = brackets.elements[index];
    return element === undefined ? null : { cell, node, index, element };
  }

  /** Puts in what is new. */
  finish(): Refusal | null {
    return this.insertions.finish();
  }
}

/** What a call fills in stands nowhere by itself: its place is that of the call, or of a construct's name. */
function isFilledIn(resource: Resource, place: Origin): boolean {
  if (resource.dialect === 'cdk-python' && sameOrigin(place, resource.header)) return true;
  return contains(place, resource.declaration);
}

/** An element of an argument list, a dictionary or a list, with its brackets. */
interface ElementPlace {
  readonly cell: ParsedCell;
  readonly node: SyntaxNode;
  readonly index: number;
  readonly element: Element;
}
