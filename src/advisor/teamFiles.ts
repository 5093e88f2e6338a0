import type { Notice } from './advice';
import { matchesGlob } from './globs';
import { withTeam, type Settings, type TeamSettings } from './settings';
import { overBase, readTeamFile, type TeamFile } from './teamFile';

const NAME = '.sagegreen.yaml';

/** The team files of a workspace. The nearest one upwards counts; one builds on another only where it says so. */
export class TeamFiles {
  private readonly files = new Map<string, TeamFile>();
  private readonly texts = new Map<string, string>();
  /** The one file that counts for every folder, where a command line names it. */
  private only: string | null = null;

  /** Takes a file that counts for every folder, in place of those in the workspace. */
  useOnly(file: string, text: string): void {
    this.set(file, text);
    this.only = file;
  }

  set(file: string, text: string): void {
    this.files.set(file, readTeamFile(file, text));
    this.texts.set(file, text);
  }

  delete(file: string): boolean {
    this.texts.delete(file);
    return this.files.delete(file);
  }

  textOf(file: string): string | undefined {
    return this.texts.get(file);
  }

  /** What is wrong in each file. */
  notices(): { readonly file: string; readonly notices: readonly Notice[] }[] {
    return [...this.files.values()].map(({ file, notices, extendsFile }) => {
      if (extendsFile === null || this.files.has(beside(file, extendsFile))) return { file, notices };
      const at = { file, cell: null, start: 0, end: 0 };
      return {
        file,
        notices: [
          ...notices,
          { kind: 'settings', at, message: `extends ${extendsFile}, which is not in the workspace` },
        ],
      };
    });
  }

  /** The team file that counts for a file, or null. */
  fileFor(file: string): string | null {
    if (this.only !== null) return this.only;
    for (let folder = parent(file); ; folder = parent(folder)) {
      const candidate = folder === '' ? NAME : `${folder}/${NAME}`;
      if (this.files.has(candidate)) return candidate;
      if (folder === '') return null;
    }
  }

  settingsFor(file: string, settings: Settings): Settings {
    const team = this.fileFor(file);
    return team === null ? settings : withTeam(settings, this.resolved(team, new Set()));
  }

  /** Whether a file is left out; patterns count from the folder of the team file. */
  excludes(file: string, patterns: readonly string[]): boolean {
    if (patterns.length === 0) return false;
    const team = this.fileFor(file);
    const folder = team === null || team === this.only ? '' : parent(team);
    const relative = folder === '' ? file : file.slice(folder.length + 1);
    return matchesGlob(patterns, relative);
  }

  private resolved(file: string, seen: Set<string>): TeamSettings {
    const team = this.files.get(file);
    if (team === undefined || seen.has(file)) return {};
    seen.add(file);
    if (team.extendsFile === null) return team.settings;
    return overBase(this.resolved(beside(file, team.extendsFile), seen), team.settings);
  }
}

function parent(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** A path written relative to the folder of a file, without leaving the workspace. */
function beside(file: string, path: string): string {
  const steps = parent(file)
    .split('/')
    .filter((step) => step !== '');
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
