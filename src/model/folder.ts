/** Where a path leads to from a folder of the workspace; null where it leads out of it. */
export function pathFrom(folder: string, path: string): string | null {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.join('/');
}

/** The way from a folder of the workspace to a path in it. */
export function wayTo(path: string, folder: string): string {
  return (folder === '' ? '' : '../'.repeat(folder.split('/').length)) + path || '.';
}
