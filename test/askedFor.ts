import { Advisor } from '../src/advisor/advisor';
import { sourceOf } from './law';

/** The texts of a workspace, by their paths. */
export type Files = Readonly<Record<string, string>>;

/** Hands an advisor what it asks for when it advises on a file, like a shell does. */
export function give(advisor: Advisor, files: Files, file: string): void {
  for (let round = 0; round < 10; round++) {
    advisor.advise(file);
    for (const asked of advisor.takeMissing()) {
      const text = files[asked];
      if (text !== undefined) advisor.update(sourceOf(asked, text));
    }
  }
}

/** An advisor that has been given a file, and what it asks for then. */
export function advisorOn(files: Files, file: string): Advisor {
  const advisor = new Advisor();
  advisor.update(sourceOf(file, files[file] ?? ''));
  give(advisor, files, file);
  return advisor;
}
