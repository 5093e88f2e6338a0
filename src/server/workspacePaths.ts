/** A folder of the workspace as the editor names it. */
export interface Folder {
  readonly uri: string;
  readonly name: string;
}

const EXTENSION_OF: Readonly<Record<string, string>> = {
  python: '.py',
  typescript: '.ts',
  typescriptreact: '.tsx',
  javascript: '.js',
  javascriptreact: '.jsx',
  yaml: '.yaml',
  json: '.json',
  jsonc: '.json',
  cloudformation: '.yaml',
  terraform: '.tf',
};

/**
 * URI ⇄ file, as the advisor names files: relative to the workspace, with forward slashes. In a workspace of several
 * folders a file begins with its folder's name. What lies outside, or is not saved yet, gets a name of its own.
 */
export class WorkspacePaths {
  private readonly roots: readonly { readonly key: string; readonly prefix: string; readonly folder: Folder }[];
  private readonly outside = new Map<string, string>();

  constructor(readonly folders: readonly Folder[]) {
    const taken = new Set<string>();
    this.roots = folders.map((folder) => ({
      folder,
      key: comparable(withSlash(folder.uri)),
      prefix: folders.length === 1 ? '' : `${unique(folder.name.replaceAll('/', '-'), taken)}/`,
    }));
  }

  /** The file of a URI; `languageId` names the language of a document that is not saved yet. */
  fileOf(uri: string, languageId?: string): string {
    const inside = this.split(uri);
    if (inside !== null) return inside.prefix + inside.path;
    const decoded = decode(uri);
    const path = decoded.startsWith('file://') ? decoded.slice('file://'.length) : decoded;
    const extension = languageId === undefined || /\.\w+$/.test(path) ? '' : (EXTENSION_OF[languageId] ?? '');
    const file = path + extension;
    this.outside.set(file, uri);
    return file;
  }

  uriOf(file: string): string {
    const known = this.outside.get(file);
    if (known !== undefined) return known;
    const root = this.roots.find(({ prefix }) => file.startsWith(prefix));
    if (root === undefined) return file;
    return childUri(root.folder.uri, file.slice(root.prefix.length));
  }

  /** The folder that holds a URI, and the path in it; null where none does. */
  split(uri: string): { readonly folder: Folder; readonly path: string; readonly prefix: string } | null {
    const plain = decode(uri);
    const key = comparable(plain);
    // The innermost folder owns the file, where one folder of the workspace lies in another.
    const [root] = this.roots.filter((each) => key.startsWith(each.key)).sort((a, b) => b.key.length - a.key.length);
    return root === undefined ? null : { folder: root.folder, path: plain.slice(root.key.length), prefix: root.prefix };
  }
}

/** The URI of a path below a folder. */
export function childUri(folder: string, path: string): string {
  return withSlash(folder) + path.split('/').map(encodeURIComponent).join('/');
}

function unique(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${name} (${count})`;
  taken.add(candidate);
  return candidate;
}

function withSlash(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    // A lone % in a hand-made URI: taken as it is.
    return uri;
  }
}

/** Windows' drive letters come in both cases, and the colon encoded or not. */
function comparable(uri: string): string {
  return decode(uri).replace(
    /^(file:\/\/\/)([A-Za-z]):/,
    (_, scheme: string, drive: string) => `${scheme}${drive.toLowerCase()}:`,
  );
}
