import fc from 'fast-check';

/** A program in some style, with what is written in it. */
export interface WrittenProgram {
  readonly text: string;
  /** Whether a type is read by the training job too, so that it can't be changed where it is written. */
  readonly sharedType: boolean;
}

/** Draws decisions from a list, so that a failing program shrinks to a plain one. */
class Draw {
  private at = 0;

  constructor(private readonly numbers: readonly number[]) {}

  /** 0 to n - 1; 0 is the plainest. */
  below(n: number): number {
    return (this.numbers[this.at++ % this.numbers.length] ?? 0) % n;
  }

  maybe(): boolean {
    return this.below(2) === 1;
  }

  oneOf<T>(first: T, ...others: readonly T[]): T {
    return [first, ...others][this.below(others.length + 1)] ?? first;
  }
}

/** Writes Python in the style that it draws. */
class Writer {
  readonly quote: string;
  readonly unit: string;
  private comments = 0;

  constructor(readonly draw: Draw) {
    this.quote = draw.oneOf('"', "'");
    this.unit = draw.oneOf('    ', '  ', '\t');
  }

  text(value: string): string {
    return this.quote + value + this.quote;
  }

  /** Elements between brackets: on one line, one a line, or hanging. */
  brackets(open: string, close: string, elements: readonly ((indent: string) => string)[], indent: string): string {
    const { draw } = this;
    const shape = elements.length === 0 ? 0 : draw.below(4);
    const inner = indent + this.unit;
    if (shape < 2) {
      const final = elements.length > 0 && draw.below(5) === 4 ? draw.oneOf(',', ', ') : '';
      return open + elements.map((each) => each(indent)).join(', ') + final + close;
    }
    const hanging = shape === 3;
    let text = open;
    elements.forEach((each, index) => {
      const isLast = index === elements.length - 1;
      const ownComment = draw.below(6) === 5 ? `# own ${++this.comments}\n${inner}` : '';
      if (index > 0 || !hanging) text += `\n${inner}${ownComment}`;
      text += each(inner);
      if (!isLast || (!hanging && draw.below(3) < 2)) text += ',';
      if (draw.below(5) === 4 && !(hanging && isLast)) text += `  # behind ${++this.comments}`;
    });
    return text + (hanging ? close : `\n${indent}${close}`);
  }

  shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    const result: T[] = [];
    while (rest.length > 0) result.push(...rest.splice(this.draw.below(rest.length), 1));
    return result;
  }

  dictionary(entries: readonly (readonly [string, (indent: string) => string])[], indent: string): string {
    const called = this.draw.below(5) === 4;
    const elements = this.shuffled(entries).map(
      ([key, value]) =>
        (inner: string) =>
          called ? `${key}=${value(inner)}` : `${this.text(key)}: ${value(inner)}`,
    );
    return called ? this.brackets('dict(', ')', elements, indent) : this.brackets('{', '}', elements, indent);
  }
}

function decisions(): fc.Arbitrary<Draw> {
  return fc.array(fc.nat(59), { minLength: 40, maxLength: 80 }).map((numbers) => new Draw(numbers));
}

/** Where a type or count comes from: in place, or from a name above. */
function given(writer: Writer, name: string, literal: string, above: string[], indent: string): string {
  switch (writer.draw.below(3)) {
    case 1:
      above.push(`${indent}${name} = ${literal}${writer.draw.maybe() ? '  # chosen' : ''}`);
      return name;
    default:
      return literal;
  }
}

/** Lines put into a function or a block, or left at the margin. */
function placed(draw: Draw, unit: string, body: (indent: string) => string[]): string[] {
  switch (draw.below(3)) {
    case 1:
      return ['def up():', ...body(unit), '', '', 'up()'];
    case 2:
      return ['if True:', ...body(unit)];
    default:
      return body('');
  }
}

function finished(draw: Draw, lines: readonly string[]): string {
  const text = lines.join('\n') + draw.oneOf('\n', '');
  return draw.below(4) === 3 ? text.replaceAll('\n', '\r\n') : text;
}

/** `create_endpoint_config` in any style: variants in place or by name, requests unpacked, constants. */
export function boto3Program(): fc.Arbitrary<WrittenProgram> {
  return decisions().map((draw) => {
    const writer = new Writer(draw);
    let sharedType = false;
    const body = (indent: string): string[] => {
      const above: string[] = [];
      const type = given(writer, 'itype', writer.text('ml.c5.xlarge'), above, indent);
      if (type === 'itype' && draw.below(3) === 2) {
        sharedType = true;
        above.push(
          `${indent}sm.create_training_job(TrainingJobName="t", ResourceConfig={"InstanceType": itype, "InstanceCount": 1, "VolumeSizeInGB": 1})`,
        );
      } else if (type === 'itype' && draw.maybe()) above.push(`${indent}print(itype)`);
      const count = given(writer, 'count', '1', above, indent);
      const entries = [
        ['VariantName', () => writer.text('AllTraffic')],
        ['ModelName', () => writer.text('orders')],
        ['InstanceType', () => type],
        ['InitialInstanceCount', () => count],
      ] as const;
      const variant = writer.dictionary(entries, indent + writer.unit);
      const list = writer.brackets('[', ']', [() => variant], indent);
      const variants = given(writer, 'variants', list, above, indent);
      const named: [string, (inner: string) => string][] = [
        ['EndpointConfigName', () => writer.text('orders-config')],
        ['ProductionVariants', () => variants],
      ];
      if (draw.maybe()) named.push(['Tags', () => '[]']);
      const call = `${draw.oneOf('', 'answer = ')}sm.create_endpoint_config`;
      if (draw.below(4) === 3) {
        above.push(`${indent}request = ${writer.dictionary(named, indent)}`);
        return [...above, `${indent}${call}(**request)`, `${indent}done = True  # own 0`];
      }
      const args = writer.shuffled(named).map(
        ([key, value]) =>
          (inner: string) =>
            `${key}=${value(inner)}`,
      );
      return [...above, `${indent}${writer.brackets(`${call}(`, ')', args, indent)}`, `${indent}done = True  # own 0`];
    };
    const lines = [
      'import boto3',
      '',
      'sm = boto3.client("sagemaker", region_name="us-east-1")',
      ...placed(draw, writer.unit, body),
    ];
    return { text: finished(draw, lines), sharedType };
  });
}

/** `deploy` of a model in any style. */
export function sdkProgram(): fc.Arbitrary<WrittenProgram> {
  return decisions().map((draw) => {
    const writer = new Writer(draw);
    const body = (indent: string): string[] => {
      const above: string[] = [];
      const type = given(writer, 'itype', writer.text('ml.c5.xlarge'), above, indent);
      const count = given(writer, 'count', '1', above, indent);
      const named: string[] = [`endpoint_name=${writer.text('orders')}`];
      if (draw.maybe()) named.push('wait=True');
      const positional: string[] = [];
      switch (draw.below(3)) {
        case 0:
          named.push(`initial_instance_count=${count}`, `instance_type=${type}`);
          break;
        case 1:
          positional.push(count, type);
          break;
        default:
          positional.push(count);
          named.push(`instance_type=${type}`);
      }
      const args = [...positional, ...writer.shuffled(named)].map((each) => () => each);
      return [
        ...above,
        `${indent}${writer.brackets('predictor = model.deploy(', ')', args, indent)}`,
        `${indent}done = True  # own 0`,
      ];
    };
    const imports = writer.shuffled([
      'import os',
      'from sagemaker.pytorch import PyTorchModel',
      'import json  # own 1000',
    ]);
    const lines = [
      ...draw.oneOf<string[]>([], ['"""Deploys a model."""']),
      ...imports,
      ...draw.oneOf<string[]>([], ['from sagemaker.serverless import ServerlessInferenceConfig']),
      '',
      'model = PyTorchModel(model_data="s3://b/m.tar.gz", role="r", framework_version="2.2", py_version="py310", entry_point="i.py")',
      ...placed(draw, writer.unit, body),
    ];
    return { text: finished(draw, lines), sharedType: false };
  });
}
