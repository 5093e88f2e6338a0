import type { Edit } from '../../model/language';
import type { Plain } from '../../model/operation';
import type { ResourceId } from '../../model/value';
import type { CloudFormationReading } from './reading';
import { changeItems } from './writeContainer';
import { Obstacle } from './writeDraft';
import type { Container } from './writeItems';
import type { Change } from './writeLines';
import { indentTo } from './writeLines';
import type { Rendering } from './writePlain';
import { flowLines, inlineText } from './writePlain';
import { isEmpty, itemNamed, TemplateText } from './writeTemplate';

/**
 * The edit that puts a practice on the list of what a resource wants not to hear, in its metadata: JSON holds no comments.
 * Null in YAML, where a comment says it, and where the resource can't be found.
 */
export function writeSuppression(reading: CloudFormationReading, id: ResourceId, practice: string): Edit | null {
  const placed = reading.resources.get(id);
  if (reading.format !== 'json' || placed === undefined) return null;
  const template = new TemplateText(reading.text, true);
  const rendering: Rendering = { style: template.style, nameOf: (each) => each };
  try {
    const item = template.entryAt(placed.site.base + placed.member.span.start, placed.member.name);
    const change = listed(template, template.inside(item), ['Metadata', 'sagegreen', 'ignore'], practice, rendering);
    return change && { file: reading.file, cell: null, start: change.start, end: change.end, newText: change.text };
  } catch (error) {
    if (error instanceof Obstacle) return null;
    throw error;
  }
}

/** Puts a text on the list at a path, and makes what is missing on the way to it. */
function listed(
  template: TemplateText,
  container: Container,
  [key = '', ...rest]: readonly string[],
  text: string,
  rendering: Rendering,
): Change | null {
  const item = itemNamed(container, key);
  const add = (within: Container, addition: { readonly key: string | null; readonly plain: Plain }): Change | null =>
    changeItems(template.text, within, { removed: new Set(), additions: [addition] }, rendering)[0] ?? null;
  if (item === null && container.items.length > 0) return add(container, { key, plain: nested(rest, [text]) });
  if (item === null) return null;
  const inner = isEmpty(item) || !/[{[]/.test(template.text[item.value.start] ?? '') ? null : template.inside(item);
  if (inner !== null && inner.items.length > 0) {
    if (inner.kind === 'mapping' && rest.length > 0) return listed(template, inner, rest, text, rendering);
    if (inner.kind === 'list' && rest.length === 0) return add(inner, { key: null, plain: text });
  }
  const before = /^"(.*)"$/.exec(template.text.slice(item.value.start, item.value.end))?.[1];
  const plain = nested(rest, before === undefined || rest.length > 0 ? [text] : [before, text]);
  const onOneLine = !template.text.slice(container.span.start, container.span.end).includes('\n');
  const written = onOneLine
    ? inlineText(plain, rendering, 'flow')
    : flowLines(plain, rendering, indentTo(template.text, item.start));
  return { start: item.value.start, end: item.value.end, text: written };
}

function nested(path: readonly string[], items: readonly string[]): Plain {
  return path.reduceRight<Plain>((plain, key) => ({ properties: { [key]: plain } }), { items });
}
