import { folderOf, isReadAlways } from './files';

/** Folders beside a module's own that hold its files of values. */
const FOLDER_OF_VALUES =
  /^(?:params?|parameters?|configs?|configuration|envs?|environments?|vars|var[-_]files?|variables|tfvars|stages)$/i;

/** Whether a file of values may belong to a module (`infra/*.tf`), as far as their places tell. */
export function isNearModule(file: string, module: string): boolean {
  const [folder, home] = [folderOf(file), folderOf(module)];
  // Beside the module Terraform reads these by itself: they are no choice.
  if (folder === home) return !isReadAlways(file);
  const below = home === '' ? folder : folder.startsWith(`${home}/`) ? folder.slice(home.length + 1) : null;
  if (below !== null) return FOLDER_OF_VALUES.test(below.split('/')[0] ?? '');
  const above = folderOf(home);
  const beside = above === '' ? folder : folder.startsWith(`${above}/`) ? folder.slice(above.length + 1) : '';
  return FOLDER_OF_VALUES.test(beside.split('/')[0] ?? '');
}
