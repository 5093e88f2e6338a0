/** The file that sets the server of LMI, beside the model or the code that it serves. */
export const SERVING_PROPERTIES = 'serving.properties';

/** The values of a `serving.properties`. */
export function propertiesIn(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const written = /^\s*([\w.]+)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (written !== null) values[written[1] ?? ''] = written[2] ?? '';
  }
  return values;
}
