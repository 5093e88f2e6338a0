import type { Binding, BoundValue } from '../../model/language';
import { folderOf, isJson, nameOf } from './files';
import type { HclAttribute } from './hcl';
import { jsonValues } from './json';
import { isNearModule } from './nearModule';
import { parseHcl } from './parseHcl';
import type { TerraformReading } from './reading';

/** The values of a file, which a person names when deploying. Never throws. */
export function readBindings(file: string, text: string): Binding[] {
  const attributes: readonly HclAttribute[] = isJson(file) ? (jsonValues(text) ?? []) : parseHcl(text).body.attributes;
  const values = new Map<string, BoundValue>();
  for (const { name, value } of attributes) {
    const written = value.kind === 'literal' ? String(value.value) : '';
    values.set(name, { value: written, origin: { file, cell: null, ...value.span }, expr: value });
  }
  return values.size === 0 ? [] : [{ name: environmentOf(file), file, values, region: { how: 'absent' } }];
}

/** `prod.tfvars` stands for `prod`; `prod/terraform.tfvars` does too. */
function environmentOf(file: string): string {
  const name = nameOf(file).replace(/(?:\.auto)?\.tfvars(?:\.json)?$/i, '');
  return name === 'terraform' || name === '' ? nameOf(folderOf(file)) : name;
}

/**
 * The files of values that belong to a module: they give values to its variables, and stand beside it, in a folder for
 * values below it, or in one beside the module's folder.
 */
export function bindingsFor(reading: TerraformReading, candidates: readonly Binding[]): Binding[] {
  const fitting = candidates.filter(
    (candidate) => isNearModule(candidate.file, reading.source.file) && fits(reading, candidate),
  );
  const taken = new Set<string>();
  return [...fitting]
    .sort((a, b) => compare(a.name, b.name) || compare(a.file, b.file))
    .map((binding) => {
      const name = taken.has(binding.name) ? `${binding.name} (${binding.file})` : binding.name;
      taken.add(name);
      return { ...binding, name };
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Terraform warns of values that no variable takes: such a file is another module's. */
function fits({ variables }: TerraformReading, { values }: Binding): boolean {
  return [...values.keys()].every((name) => variables.has(name));
}
