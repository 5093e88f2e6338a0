/** Regions between which a move is thinkable: near in distance and, mostly, in law. */
const GROUPS: readonly { readonly name: string; readonly of: RegExp }[] = [
  { name: 'North America', of: /^(?:us|ca|mx)-(?!gov|iso)/ },
  { name: 'South America', of: /^sa-/ },
  { name: 'Europe', of: /^eu-(?!isoe|sc)/ },
  { name: 'Middle East and Africa', of: /^(?:me|il|af)-/ },
  { name: 'South and Southeast Asia', of: /^ap-(?:south-\d|southeast-[1357])$/ },
  { name: 'East Asia', of: /^ap-(?:east|northeast)-/ },
  { name: 'Oceania', of: /^ap-southeast-[246]$/ },
];

/** A Region proper: GovCloud, China, sovereign and local zones stand apart. */
const REGION = /^[a-z]{2}-[a-z]+-\d$/;

/** The name of a Region's group; null for one that stands apart. */
export function regionGroup(code: string): string | null {
  if (!REGION.test(code)) return null;
  return GROUPS.find((group) => group.of.test(code))?.name ?? null;
}

const EUROPEAN_UNION: ReadonlySet<string> = new Set(['France', 'Germany', 'Ireland', 'Italy', 'Spain', 'Sweden']);

/** The law that data is under in a country: `the EU (Sweden)`, `Canada`. */
export function jurisdiction(country: string): string {
  return EUROPEAN_UNION.has(country) ? `the EU (${country})` : country;
}
