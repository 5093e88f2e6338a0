import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, Resource, SpecDatabase } from '@aws-cdk/service-spec-types';
import { parse, type CollectionTag, type ScalarTag } from 'yaml';

type Plain = unknown;

const FUNCTIONS = [
  'Ref',
  'Sub',
  'GetAtt',
  'If',
  'Join',
  'FindInMap',
  'Select',
  'Split',
  'ImportValue',
  'Equals',
  'Not',
  'And',
  'Or',
  'Condition',
  'Base64',
];

function longName(name: string): string {
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

/** Short forms as the long forms that they stand for. */
const SHORT_FORMS = FUNCTIONS.flatMap((name): (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (text: string) => ({ [longName(name)]: name === 'GetAtt' ? splitOnce(text) : text }) },
  {
    tag: `!${name}`,
    collection: 'seq',
    resolve: (items) => ({ [longName(name)]: (items as unknown as { toJSON(): Plain }).toJSON() }),
  },
]);

function splitOnce(text: string): string[] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

/** A template as plain data, intrinsic functions in their long form. */
export function parseTemplate(text: string): Plain {
  return parse(text, { customTags: SHORT_FORMS }) as Plain;
}

function isObject(value: Plain): value is Record<string, Plain> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The resource specification that CloudFormation publishes, and what a template has against it. */
export class Specification {
  private constructor(private readonly db: SpecDatabase) {}

  static async load(): Promise<Specification> {
    return new Specification(await loadAwsServiceSpec());
  }

  resource(type: string): Resource | undefined {
    return this.db.lookup('resource', 'cloudFormationType', 'equals', type)[0];
  }

  /** What is wrong with the resources of a template, in a sentence each. */
  faults(template: Plain): string[] {
    const resources = isObject(template) && isObject(template['Resources']) ? template['Resources'] : {};
    const parameters = isObject(template) && isObject(template['Parameters']) ? template['Parameters'] : {};
    return Object.entries(resources).flatMap(([name, resource]) => {
      if (!isObject(resource)) return [`${name} is no resource`];
      if (!/^[A-Za-z0-9]+$/.test(name)) return [`${name} is no logical name`];
      const specified = this.resource(String(resource['Type']));
      if (specified === undefined) return [`${name} has the unknown type ${String(resource['Type'])}`];
      const properties = resource['Properties'] ?? {};
      return [
        ...this.#object(properties, specified.properties, name),
        ...this.#references(resource, resources, parameters, name),
      ];
    });
  }

  #object(value: Plain, properties: Readonly<Record<string, Property>>, at: string): string[] {
    if (!isObject(value)) return [`${at} is no object`];
    if (isFunction(value)) return this.#branches(value).flatMap((branch) => this.#object(branch, properties, at));
    const missing = Object.entries(properties).flatMap(([key, property]) =>
      property.required === true && value[key] === undefined ? [`${at}.${key} is missing`] : [],
    );
    const wrong = Object.entries(value).flatMap(([key, each]) => {
      const property = properties[key];
      return property === undefined
        ? [`${at}.${key} is not specified`]
        : this.#value(each, property.type, `${at}.${key}`);
    });
    return [...missing, ...wrong];
  }

  #branches(value: Record<string, Plain>): Plain[] {
    const choice = value['Fn::If'];
    if (!Array.isArray(choice)) return [];
    return choice.slice(1).filter((branch) => !isObject(branch) || branch['Ref'] !== 'AWS::NoValue');
  }

  #value(value: Plain, type: PropertyType, at: string): string[] {
    if (isObject(value) && isFunction(value))
      return this.#branches(value).flatMap((branch) => this.#value(branch, type, at));
    switch (type.type) {
      case 'ref':
        return this.#object(value, this.db.get('typeDefinition', type.reference.$ref).properties, at);
      case 'array':
        if (!Array.isArray(value)) return [`${at} is no list`];
        return value.flatMap((item, index) => this.#value(item, type.element, `${at}.${index}`));
      case 'map':
        if (!isObject(value)) return [`${at} is no map`];
        return Object.entries(value).flatMap(([key, each]) => this.#value(each, type.element, `${at}.${key}`));
      case 'union':
        return type.types.some((each) => this.#value(value, each, at).length === 0)
          ? []
          : this.#value(value, type.types[0] as PropertyType, at);
      case 'tag':
        return isObject(value) && 'Key' in value && 'Value' in value ? [] : [`${at} is no tag`];
      case 'integer':
        return /^-?\d+$/.test(String(value)) ? allowed(value, type.allowedValues, at) : [`${at} is no integer`];
      case 'number':
        return value !== '' && Number.isFinite(Number(value)) ? [] : [`${at} is no number`];
      case 'boolean':
        return value === true || value === false || value === 'true' || value === 'false'
          ? []
          : [`${at} is no boolean`];
      case 'string':
        return isObject(value) || Array.isArray(value) ? [`${at} is no text`] : allowed(value, type.allowedValues, at);
      case 'json':
      case 'date-time':
      case 'null':
        return [];
    }
  }

  /** References name a parameter or a resource of the template; attributes are attributes of their resource. */
  #references(value: Plain, resources: Record<string, Plain>, parameters: Record<string, Plain>, at: string): string[] {
    if (Array.isArray(value)) return value.flatMap((item) => this.#references(item, resources, parameters, at));
    if (!isObject(value)) return [];
    const named = (name: string): string[] => {
      const [first = '', ...rest] = name.split('.');
      if (first.startsWith('AWS::') || first.startsWith('!')) return [];
      if (rest.length === 0)
        return first in resources || first in parameters ? [] : [`${at} refers to ${first}, which is not there`];
      const resource = resources[first];
      if (!isObject(resource)) return [`${at} refers to ${first}, which is not there`];
      const specified = this.resource(String(resource['Type']));
      return specified === undefined || rest.join('.') in specified.attributes
        ? []
        : [`${at}: ${first} has no ${rest.join('.')}`];
    };
    return Object.entries(value).flatMap(([key, each]) => {
      if (key === 'Ref') return named(String(each));
      if (key === 'Fn::GetAtt') return named(Array.isArray(each) ? each.join('.') : String(each));
      if (key === 'Fn::Sub' && typeof each === 'string')
        return [...each.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, name]) => named(name ?? ''));
      return this.#references(each, resources, parameters, at);
    });
  }
}

function isFunction(value: Record<string, Plain>): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0]?.startsWith('Fn::') === true);
}

function allowed(value: Plain, values: readonly (string | number)[] | undefined, at: string): string[] {
  if (values === undefined || values.some((each) => String(each) === String(value))) return [];
  return [`${at} can't be ${String(value)}`];
}
