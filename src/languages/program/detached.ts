/**
 * The same text in memory of its own. A slice keeps the whole text alive that it was cut from: parts that are read while
 * somebody types would each keep a version of the file.
 */
export function detached(slice: string): string {
  // What is joined is copied when it is cut again.
  return `.${slice}`.slice(1);
}
