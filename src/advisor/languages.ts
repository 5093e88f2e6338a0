import { cloudFormation } from '../languages/cloudformation';
import { python } from '../languages/python';
import { typescript } from '../languages/typescript';
import { terraform } from '../languages/terraform';
import type { Binding, Language, Reading } from '../model/language';

/** The languages the advisor reads. Each keeps its own kind of reading, so calls go through `LanguageOf`. */
export const LANGUAGES: readonly Language[] = [
  asAnyReading(cloudFormation),
  asAnyReading(python),
  asAnyReading(typescript),
  asAnyReading(terraform),
];

/** A language whose readings only it makes and takes back. */
function asAnyReading<R extends Reading>(language: Language<R>): Language {
  return language as unknown as Language;
}

/** The language that reads a document, or null where nothing of ours can be in it. */
export function languageOf(
  file: string,
  texts: readonly string[],
  languages: readonly Language[] = LANGUAGES,
): Language | null {
  return languages.find((language) => texts.some((text) => language.concerns(file, text))) ?? null;
}

export function isTeamFile(file: string): boolean {
  return file === '.sagegreen.yaml' || file.endsWith('/.sagegreen.yaml');
}

/** The unit of several files that a file is a part of, and who reads it; null where a file is a unit by itself. */
export function unitOf(
  file: string,
  languages: readonly Language[] = LANGUAGES,
): { readonly name: string; readonly language: Language } | null {
  for (const language of languages) {
    const name = language.unitOf?.(file) ?? null;
    if (name !== null) return { name, language };
  }
  return null;
}

/** The values that a file gives to documents beside it; null where it is no such file. */
export function readBindings(
  file: string,
  text: string,
  languages: readonly Language[] = LANGUAGES,
): readonly Binding[] | null {
  for (const { bindings } of languages) if (bindings?.concerns(file, text) === true) return bindings.read(file, text);
  return null;
}

/** Whether a file is worth handing to the advisor: a cheap test on its name and text. */
export function concerns(file: string, text: string): boolean {
  if (isTeamFile(file) || unitOf(file) !== null || languageOf(file, [text]) !== null) return true;
  return isBindingFile(file, text);
}

/** Whether a file gives values to documents beside it. */
export function isBindingFile(file: string, text: string): boolean {
  return LANGUAGES.some(({ bindings }) => bindings?.concerns(file, text) === true);
}
