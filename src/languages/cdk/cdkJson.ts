import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { OtherFiles } from '../../model/language';
import type { Origin } from '../../model/origin';
import type { Entry, Value } from '../../model/value';

/** What the nearest `cdk.json` upwards of a file says: which program it starts, and the context of the app. */
export class CdkJson {
  /** The command that starts the program; empty where none is named. */
  readonly app: string;
  private readonly values: Node | undefined;

  private constructor(
    private readonly file: string,
    readonly folder: string,
    root: Node,
  ) {
    const app = memberOf(root, 'app')?.value as unknown;
    this.app = typeof app === 'string' ? app : '';
    this.values = memberOf(root, 'context');
  }

  static around(files: OtherFiles, file: string): CdkJson | null {
    for (let folder: string | null = folderOf(file); folder !== null; folder = outer(folder)) {
      const name = folder === '' ? 'cdk.json' : `${folder}/cdk.json`;
      const text = files.text(name);
      if (text === undefined) continue;
      const errors: ParseError[] = [];
      const root = parseTree(text.replace(/^\uFEFF/, ' '), errors);
      return root?.type === 'object' && errors.length === 0 ? new CdkJson(name, folder, root) : null;
    }
    return null;
  }

  /** A value of the app's context: what holds where the command line sets no other. */
  context(name: string, here: Origin): Value | null {
    const node = this.values === undefined ? undefined : memberOf(this.values, name);
    return node === undefined ? null : this.valueOf(node, `context ${name}`, here);
  }

  private valueOf(node: Node, decidedBy: string, here: Origin): Value | null {
    const origin = this.placeOf(node);
    const value = node.value as unknown;
    switch (node.type) {
      case 'string':
      case 'number':
      case 'boolean':
        return {
          kind: 'scalar',
          how: 'default',
          value: value as string | number | boolean,
          origin,
          usedAt: here,
          readers: [],
          decidedBy,
          allowed: null,
        };
      case 'array': {
        const items = (node.children ?? []).flatMap((item) => this.valueOf(item, decidedBy, here) ?? []);
        return { kind: 'list', items, open: false, origin, usedAt: here };
      }
      case 'object': {
        const entries = (node.children ?? []).flatMap((member) => this.entryOf(member, decidedBy, here));
        const byKey = new Map(entries.map((entry) => [entry.key, entry]));
        return { kind: 'object', entries: byKey, open: null, origin, usedAt: here };
      }
      case 'null':
      case 'property':
        return null;
    }
  }

  private entryOf(member: Node, decidedBy: string, here: Origin): Entry[] {
    const [key, inner] = member.children ?? [];
    if (key === undefined || inner === undefined) return [];
    const name = String(key.value);
    const value = this.valueOf(inner, `${decidedBy}.${name}`, here);
    return value === null ? [] : [{ key: name, keyOrigin: this.placeOf(key), origin: this.placeOf(member), value }];
  }

  private placeOf({ offset, length }: Node): Origin {
    return { file: this.file, cell: null, start: offset, end: offset + length };
  }
}

function memberOf(object: Node, key: string): Node | undefined {
  const member =
    object.type === 'object' ? object.children?.find((each) => each.children?.[0]?.value === key) : undefined;
  return member?.children?.[1];
}

export function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
}

function outer(folder: string): string | null {
  return folder === '' ? null : folderOf(folder);
}
