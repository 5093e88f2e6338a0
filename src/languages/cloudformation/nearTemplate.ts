/** Folders beside a template's own that hold its parameter files. */
const FOLDER_OF_VALUES = /^(?:params?|parameters?|configs?|configuration|envs?|environments?|vars|variables|stages)$/i;

/** Whether a file of values may belong to a template, as far as their places tell: within its folder, or beside it. */
export function isNearTemplate(file: string, template: string): boolean {
  const [folder, home] = [folderOf(file), folderOf(template)];
  return isWithin(folder, home) || isBeside(folder, home);
}

export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

export function isWithin(folder: string, home: string): boolean {
  return folder === home || home === '' || folder.startsWith(`${home}/`);
}

/** In the folder above, or in a folder for values beside. */
export function isBeside(folder: string, home: string): boolean {
  if (home === '') return false;
  const above = folderOf(home);
  if (folder === above) return true;
  const below = above === '' ? folder : folder.startsWith(`${above}/`) ? folder.slice(above.length + 1) : '';
  return FOLDER_OF_VALUES.test(below.split('/')[0] ?? '');
}
