import type { SyntaxNode } from '@lezer/common';
import type { Definition, Names, Viewpoint } from './names';
import { definitionsIn, viewpointOf } from './names';

import type { PlacedStatement } from './reading';
import { nodeIn, textOf } from './statementTree';
import { viewpoint } from './placed';

/** A call that is given a list or dictionary, and that may change it. */
export interface HandedTo {
  /** As it is written: `mutate()`. */
  readonly name: string;
  readonly place: Viewpoint;
}

/** Built-in functions, and functions whose names say that they look at what they are given, or use it for what it is. */
const READS =
  /^_*(?:all|any|assert|benchmark|check|compare|create|debug|delete|deploy|describe|dict|dir|display|dump|error|eval|evaluate|exec|execute|fit|export|getattr|hasattr|hash|help|id|info|inspect|invoke|isinstance|iter|launch|len|list|log|main|max|min|notify|persist|plot|post|pprint|predict|print|publish|record|register|report|repr|run|save|send|set|show|sorted|start|store|str|submit|sum|test|trace|train|tuple|type|upload|validate|vars|verify|wait|warn|write)(?![a-z])/i;
/** Packages of others, which change nothing that they are given. */
const PACKAGES =
  /^(?:IPython|boto3|botocore|copy|json|logging|matplotlib|numpy|os|pandas|pprint|pytest|rich|sagemaker|sys|time|typing|unittest|yaml)\b/;
/** What functions of modules are called that change what they are given. */
const CHANGES =
  /^_*(?:add|adjust|amend|append|apply|attach|augment|configure|customi[sz]e|decorate|enrich|extend|fill|finali[sz]e|fix|inject|insert|merge|modify|mutate|normali[sz]e|override|patch|populate|prepare|process|remove|rename|replace|set|strip|tag|transform|tweak|update)(?![a-z])/i;

/**
 * The calls of functions that aren't defined in the unit, which are given a list or dictionary as a whole, and whose answer
 * nobody takes: they are made for what they do to it, unless their name says that they only look.
 */
export function handedTo(names: Names, definition: Definition): readonly HandedTo[] {
  const { name } = definition.written;
  return names.tableOf(definition).references.flatMap((reference): HandedTo[] => {
    if (reference.written.called !== null) return [];
    const node = nodeIn(reference.statement, reference.written);
    const callee = node === null ? null : calleeAround(node);
    if (callee === null || !mayChange(names, reference.statement, callee)) return [];
    const place = viewpointOf(reference);
    if (!definitionsIn(names.resolve(name, place)).includes(definition)) return [];
    return [{ name: `${textOf(reference.statement, callee)}()`, place }];
  });
}

/** What is called with a value in a statement that is the call alone. */
function calleeAround(node: SyntaxNode): SyntaxNode | null {
  const list = node.parent;
  const call = list?.parent;
  // `**request` hands over a copy.
  if (list?.name !== 'ArgList' || call?.name !== 'CallExpression' || node.prevSibling?.name.startsWith('*') === true)
    return null;
  return call.parent?.name === 'ExpressionStatement' ? call.firstChild : null;
}

function mayChange(names: Names, statement: PlacedStatement, callee: SyntaxNode): boolean {
  const text = textOf(statement, callee);
  const last = text.slice(text.lastIndexOf('.') + 1);
  if (callee.name === 'VariableName') return !READS.test(text) && isElsewhere(names, statement, callee) !== 'no';
  const base = callee.firstChild;
  if (callee.name !== 'MemberExpression' || base?.name !== 'VariableName' || !CHANGES.test(last)) return false;
  // A method of an object is its own affair; a function of a module is given what it is to work on.
  return isElsewhere(names, statement, base) === 'imported';
}

/** Whether a name comes from elsewhere: by an import, or from what isn't seen. */
function isElsewhere(names: Names, statement: PlacedStatement, node: SyntaxNode): 'imported' | 'unseen' | 'no' {
  const name = textOf(statement, node);
  const start = node.from - (statement.read.tree?.shift ?? 0);
  const found = definitionsIn(names.resolve(name, viewpoint(name, statement, { start, end: start + name.length })));
  if (found.length === 0) return 'unseen';
  const isOurs = found.every(({ written: { given } }) => given.kind === 'import' && !PACKAGES.test(given.path));
  return isOurs ? 'imported' : 'no';
}
