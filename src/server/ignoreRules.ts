import ignore, { type Ignore } from 'ignore';

/** What version control ignores, folder by folder as they are walked. Paths and URIs alike, with forward slashes. */
export class IgnoreRules {
  private readonly rules = new Map<string, Ignore>();

  /** Takes the text of a folder's `.gitignore`, null where it has none. */
  learn(folder: string, text: string | null): void {
    if (text === null) this.rules.delete(folder);
    else this.rules.set(folder, ignore().add(text));
  }

  /** The rules of all folders above count, from the outermost to the innermost. */
  ignores(path: string, isFolder: boolean): boolean {
    let ignored = false;
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
      const rules = this.rules.get(path.slice(0, slash));
      const relative = path.slice(slash + 1);
      if (rules === undefined || relative === '') continue;
      const result = rules.test(isFolder ? `${relative}/` : relative);
      ignored = result.ignored || (ignored && !result.unignored);
    }
    return ignored;
  }
}
