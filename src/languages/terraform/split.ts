import { heredocEnd } from './hclTemplates';

/** A block at the top of a file. Offsets are those of the file. */
export interface Piece {
  readonly start: number;
  /** Where the next block begins: comments between two belong to the first. */
  readonly end: number;
}

const KEYWORD =
  /^(?:resource|data|module|variable|output|locals|provider|terraform|moved|import|check|removed|ephemeral|action)(?=[ \t"{])|^\uFEFF?[ \t]*(?:#|\/\/)[^\n]*|^[ \t]*\/\*|<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?$/gmu;

/**
 * The blocks of a file, by the keywords that stand at the beginning of a line: however broken one of them is, the next is
 * found. Lines of comments and of heredocs are no code.
 */
export function split(text: string): Piece[] {
  const starts: number[] = [];
  // A byte order mark stands before the beginning of the first line.
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const code = mark === 0 ? text : ` ${text.slice(1)}`;
  const first = mark === 0 ? null : new RegExp(KEYWORD.source, 'uy').exec(code.slice(1));
  if (first !== null && /^[a-z]/.test(first[0])) starts.push(1);
  KEYWORD.lastIndex = mark;
  for (let found = KEYWORD.exec(code); found !== null; found = KEYWORD.exec(code)) {
    const [sign, word] = found;
    const end = found.index + sign.length;
    if (sign.endsWith('/*')) KEYWORD.lastIndex = after(code.indexOf('*/', end), 2, end);
    else if (word !== undefined) KEYWORD.lastIndex = after(heredocEnd(code, end + 1, word)?.word ?? -1, 0, end);
    else if (/^[a-z]/.test(sign) && starts.at(-1) !== found.index) starts.push(found.index);
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

/** Behind what ends something, or where it began if nothing does. */
function after(end: number, length: number, otherwise: number): number {
  return end === -1 ? otherwise : end + length;
}
