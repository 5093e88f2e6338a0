/** Whether a file is SAM's configuration. */
export function isSamconfig(file: string): boolean {
  return /(?:^|\/)samconfig\.toml$/.test(file);
}

/** A cheap test on path and text: whether the file can give values to a template's parameters. */
export function isBindingFile(file: string, text: string): boolean {
  if (isSamconfig(file)) return true;
  if (!file.endsWith('.json')) return false;
  if (text.includes('"ParameterKey"')) return true;
  return text.includes('"Parameters"') && !text.includes('"Resources"');
}
