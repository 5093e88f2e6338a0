const MODULE = /^import[ \t]+([\w.]+)(?:[ \t]+as[ \t]+\w+)?$/;
const NAMES =
  /^from[ \t]+([\w.]+)[ \t]+import[ \t]+(\w+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*\w+(?:[ \t]+as[ \t]+\w+)?)*)$/;

/** The full paths that a plain import of one line names, as its tree would say; null where it takes the tree to tell. */
export function importPaths(statement: string): readonly string[] | null {
  const path = MODULE.exec(statement)?.[1];
  if (path !== undefined) return [path];
  const [, module = '', names] = NAMES.exec(statement) ?? [];
  if (names === undefined) return null;
  // `from . import a` names `.a`, as `from .a import b` does.
  const within = module.endsWith('.') ? module : `${module}.`;
  return names.split(',').map((name) => within + (/\w+/.exec(name)?.[0] ?? ''));
}
