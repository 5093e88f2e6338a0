import type { Pair } from 'yaml';
import { isMap, isScalar } from 'yaml';
import type { Span } from '../../model/origin';
import type { Chunk, ChunkMember, MappingRead, Mention, Piece } from './chunk';
import { Expressions } from './express';
import { parseText } from './parse';
import { entrySpanOf, keyOf, textSpanOf } from './spans';

const OURS =
  /AWS::(?:SageMaker::(?:EndpointConfig|Endpoint|Model|InferenceComponent|MonitoringSchedule|Pipeline|DeviceFleet|Device)|ApplicationAutoScaling::(?:ScalableTarget|ScalingPolicy)|CloudWatch::(?:Alarm|Dashboard)|Logs::LogGroup|S3::Bucket|ECR::Repository|Events::Rule|Scheduler::Schedule|Lambda::(?:Function|EventSourceMapping)|Serverless::(?:Function|StateMachine)|StepFunctions::StateMachine|ECS::TaskDefinition|EC2::(?:Instance|LaunchTemplate))(?![\w:])/;

/** The type may come from elsewhere: a merged mapping, an alias. */
const BORROWED = /<<\s*:|:\s*\*\w/;

const READ_SECTIONS = new Set(['Globals', 'Parameters', 'Mappings', 'Conditions']);

/** Whether the text has to be parsed: it may hold something that a graph is made of. */
export function isOfInterest(piece: Pick<Piece, 'section' | 'name' | 'extent'>, text: string): boolean {
  if (piece.extent === 'document') return true;
  if (piece.extent === 'entry' && piece.name === null) return false;
  if (READ_SECTIONS.has(piece.section)) return true;
  return piece.section === 'Resources' && (OURS.test(text) || BORROWED.test(text));
}

/** Reads one stretch of a template. Never throws. */
export function readChunk(piece: Piece, text: string, parsed: boolean): Chunk {
  const start = piece.start;
  const keySpan = { start: piece.nameStart - start, end: piece.nameStart - start + (piece.name?.length ?? 0) };
  if (!parsed) {
    const span = { start: keySpan.start, end: text.trimEnd().length };
    const members =
      piece.name === null ? [] : [{ section: piece.section, name: piece.name, keySpan, span, expr: null }];
    return { text, piece, members, ...scanned(text), anchors: [], aliases: [], forAnchors: false, broken: null };
  }
  const offset = piece.style === 'json' ? piece.valueStart - start : 0;
  const { node, broken } = parseText(offset === 0 ? text : text.slice(offset));
  const into = new Expressions(offset === 0 ? text : text.slice(offset), offset, broken);
  const members = node === null ? [] : membersOf(into, piece, node, keySpan, text);
  if (members.length === 0 && piece.name !== null) {
    const span = { start: keySpan.start, end: text.trimEnd().length };
    const why = broken ?? 'no value is written yet';
    members.push({
      section: piece.section,
      name: piece.name,
      keySpan,
      span,
      expr: { kind: 'opaque', why, decidedBy: null, span },
    });
  }
  const { mentions, mappingReads, anchors, aliases } = into;
  return { text, piece, members, mentions, mappingReads, anchors, aliases, forAnchors: false, broken };
}

function membersOf(into: Expressions, piece: Piece, node: unknown, keySpan: Span, text: string): ChunkMember[] {
  if (piece.style === 'json' && piece.extent === 'entry' && piece.name !== null) {
    const expr = into.of(node, keySpan);
    const start = piece.nameStart - 1 - piece.start;
    return [{ section: piece.section, name: piece.name, keySpan, span: { start, end: text.trimEnd().length }, expr }];
  }
  if (piece.style === 'json' && piece.extent === 'section') return entriesOf(into, piece.section, node);
  if (!isMap(node)) return [];
  if (piece.extent === 'entry') return node.items.slice(0, 1).flatMap((pair) => memberOf(into, piece.section, pair));
  const sections = piece.extent === 'section' ? node.items.slice(0, 1) : node.items;
  return sections.flatMap((pair) => entriesOf(into, keyOf(pair) ?? '', pair.value));
}

function entriesOf(into: Expressions, section: string, node: unknown): ChunkMember[] {
  return isMap(node) ? node.items.flatMap((pair) => memberOf(into, section, pair)) : [];
}

function memberOf(into: Expressions, section: string, pair: Pair): ChunkMember[] {
  const name = keyOf(pair);
  if (name === null || !isScalar(pair.key)) return [];
  const keySpan = into.placed(textSpanOf(into.text, pair.key));
  const span = into.placed(entrySpanOf(into.text, pair));
  return [{ section, name, keySpan, span, expr: into.of(pair.value, keySpan) }];
}

const MENTION = /!Ref\s+["']?([\w:.]+)|["']?\bRef["']?\s*:\s*["']?([\w:.]+)|\$\{\s*([\w:.]+)\s*\}/g;
const MAPPING_READ = /FindInMap["']?[\s:[-]*["']?(\w+)/g;

/** What a text that isn't parsed reads, by the form of the functions alone. */
function scanned(text: string): { readonly mentions: Mention[]; readonly mappingReads: MappingRead[] } {
  const mentions: Mention[] = [];
  const mappingReads: MappingRead[] = [];
  for (const match of text.matchAll(MENTION)) {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    mentions.push({ name, span: { start: match.index, end: match.index + match[0].length } });
  }
  if (text.includes('FindInMap'))
    for (const match of text.matchAll(MAPPING_READ)) {
      const span = { start: match.index, end: match.index + match[0].length };
      mappingReads.push({ mapping: match[1] ?? '', first: null, second: null, span });
    }
  return { mentions, mappingReads };
}
