/** Reads comma-separated values with a header line; fields may be quoted. One record per line, keyed by the header. */
export function parseCsv(text: string): Record<string, string>[] {
  const [header, ...lines] = text.trimEnd().split('\n').map(fieldsOf);
  if (header === undefined) return [];
  return lines.map((fields) => Object.fromEntries(header.map((name, index) => [name, fields[index] ?? ''])));
}

function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy;
  for (let match = field.exec(line); match !== null; match = field.exec(line)) {
    fields.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] === '') break;
  }
  return fields;
}

/** A field as text; an empty or missing one stops the build, because it would become a zero or an "undefined". */
export function text(row: Record<string, string>, column: string): string {
  const value = row[column];
  if (value === undefined || value === '') throw new Error(`no ${column} in ${JSON.stringify(row)}`);
  return value;
}

/** A field as a finite number. */
export function number(row: Record<string, string>, column: string): number {
  const value = Number(text(row, column));
  if (!Number.isFinite(value)) throw new Error(`${column} is not a number in ${JSON.stringify(row)}`);
  return value;
}
