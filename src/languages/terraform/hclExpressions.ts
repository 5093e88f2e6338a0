import type { Argument, Expr, Member } from '../../model/expression';
import type { Span } from '../../model/origin';
import { opaque, type Mention } from './hcl';
import type { HclScanner } from './hclScanner';
import { heredoc, quoted } from './hclTemplates';

/** Deeper than anything that people or programs write. */
const DEEPEST = 100;

/** What can't be parsed. The line it stands in is left out. */
export class HclError extends Error {}

const BINARY: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Names whose first attribute belongs to the name: `var.size`. */
const ROOTS: ReadonlySet<string> = new Set(['var', 'local', 'each', 'count', 'path', 'terraform', 'self', 'module']);

/** Parses expressions where the scanner stands, and notes what they read. */
export class HclExpressions {
  readonly mentions: Mention[] = [];
  /** The names of `for` expressions around. */
  private readonly bound: string[] = [];
  private depth = 0;

  constructor(readonly scanner: HclScanner) {}

  /** Begins anew behind something that could not be parsed. */
  reset(): void {
    this.scanner.brackets = 0;
    this.bound.length = 0;
    this.depth = 0;
  }

  /** @throws HclError */
  expression(): Expr {
    this.deeper();
    const condition = this.binary(0);
    this.scanner.skip();
    let result = condition;
    if (this.scanner.take('?')) {
      const then = this.expression();
      this.expect(':');
      const otherwise = this.expression();
      result = call('?:', [condition, then, otherwise], { start: condition.span.start, end: otherwise.span.end });
    }
    this.depth -= 1;
    return result;
  }

  expect(sign: string): void {
    this.scanner.skip();
    if (!this.scanner.take(sign)) throw new HclError(`"${sign}" is missing`);
  }

  /** Something in brackets, in which line breaks are blanks. */
  inBrackets<T>(inside: () => T): T {
    const { scanner } = this;
    this.deeper();
    scanner.brackets += 1;
    const result = inside();
    scanner.brackets -= 1;
    this.depth -= 1;
    return result;
  }

  private deeper(): void {
    if (this.depth > DEEPEST) throw new HclError('nested too deeply');
    this.depth += 1;
  }

  private binary(level: number): Expr {
    const operators = BINARY[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      this.scanner.skip();
      const operator = operators.find((each) => this.scanner.take(each));
      if (operator === undefined) return left;
      const right = this.binary(level + 1);
      left = call(operator, [left, right], { start: left.span.start, end: right.span.end });
    }
  }

  private unary(): Expr {
    const { scanner } = this;
    scanner.skip();
    const start = scanner.at;
    const operator = scanner.text.startsWith('!=', start) ? undefined : ['!', '-'].find((each) => scanner.take(each));
    if (operator === undefined) return this.postfix();
    this.deeper();
    const operand = this.unary();
    this.depth -= 1;
    const span = { start, end: operand.span.end };
    if (operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number')
      return { ...operand, value: -operand.value, span };
    return call(operator, [operand], span);
  }

  private postfix(): Expr {
    let expr = this.primary();
    for (;;) {
      const { scanner } = this;
      if (scanner.brackets > 0) {
        const before = scanner.at;
        scanner.skip();
        if (scanner.char !== '.' && scanner.char !== '[') scanner.at = before;
      }
      const start = expr.span.start;
      if (scanner.text.startsWith('...', scanner.at)) return expr;
      if (scanner.take('.')) expr = this.step(expr, start);
      else if (scanner.take('[')) {
        scanner.skip(true);
        if (scanner.take('*')) {
          this.expect(']');
          expr = call('[*]', [expr], { start, end: scanner.at });
          continue;
        }
        const key = this.inBrackets(() => {
          const inside = this.expression();
          this.expect(']');
          return inside;
        });
        const span = { start, end: scanner.at };
        expr = call('[]', [expr, key], span);
      } else return expr;
    }
  }

  private step(base: Expr, start: number): Expr {
    const { scanner } = this;
    if (scanner.take('*')) return call('[*]', [base], { start, end: scanner.at });
    const name = scanner.identifier();
    if (name !== null) {
      const { span: nameSpan } = name;
      return { kind: 'attribute', base, name: name.name, nameSpan, span: { start, end: scanner.at } };
    }
    const keyStart = scanner.at;
    const index = scanner.number();
    if (index === null) throw new HclError('a name is missing after "."');
    const key: Expr = { kind: 'literal', value: Number(index), span: { start: keyStart, end: scanner.at } };
    return call('[]', [base, key], { start, end: scanner.at });
  }

  private primary(): Expr {
    const { scanner } = this;
    scanner.skip();
    const start = scanner.at;
    switch (scanner.char) {
      case '"':
        return quoted(this);
      case '<':
        return heredoc(this);
      case '(':
        scanner.at += 1;
        return this.inBrackets(() => {
          const inside = this.expression();
          this.expect(')');
          return { ...inside, span: { start, end: scanner.at } };
        });
      case '[':
        scanner.at += 1;
        return this.inBrackets(() => this.tuple(start));
      case '{':
        scanner.at += 1;
        return this.inBrackets(() => this.object(start));
    }
    const number = scanner.number();
    if (number !== null) return { kind: 'literal', value: Number(number), span: { start, end: scanner.at } };
    const name = scanner.identifier();
    if (name === null) throw new HclError('a value is missing');
    return this.named(name.name, name.span);
  }

  private named(name: string, span: Span): Expr {
    const { scanner } = this;
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true', span };
    if (name === 'null') return { kind: 'nothing', span };
    if (scanner.char === '(') return this.functionCall(name, span);
    if (scanner.take('::')) {
      const inside = scanner.identifier();
      if (inside === null) throw new HclError('a function is missing after "::"');
      return this.named(`${name}::${inside.name}`, { start: span.start, end: scanner.at });
    }
    if (this.bound.includes(name)) return { kind: 'name', name, span };
    return this.traversal(name, span);
  }

  /** `var.size`, `aws_sagemaker_model.ranking`, `data.aws_region.current`. */
  private traversal(root: string, { start }: Span): Expr {
    const { scanner } = this;
    let name = root;
    for (let left = root === 'data' ? 2 : 1; left > 0; left--) {
      const before = scanner.at;
      const next = scanner.take('.') ? scanner.identifier() : null;
      if (next === null) {
        // `var.` as it is being typed.
        if (ROOTS.has(root)) throw new HclError('a name is missing after "."');
        scanner.at = before;
        break;
      }
      name += `.${next.name}`;
    }
    const span = { start, end: scanner.at };
    this.mentions.push({ name, span });
    return { kind: 'name', name, span };
  }

  private functionCall(name: string, { start }: Span): Expr {
    const { scanner } = this;
    if (!scanner.take('(')) throw new HclError('"(" is missing');
    const args: Argument[] = [];
    return this.inBrackets(() => {
      for (;;) {
        scanner.skip();
        if (scanner.take(')')) break;
        const value = this.expression();
        scanner.skip();
        const unpacked = scanner.take('...');
        args.push({ keyword: unpacked ? '*' : null, value, span: { start: value.span.start, end: scanner.at } });
        scanner.skip();
        if (!scanner.take(',')) {
          this.expect(')');
          break;
        }
      }
      const span = { start, end: scanner.at };
      return { kind: 'call', callee: { kind: 'name', name, span }, args, span };
    });
  }

  private tuple(start: number): Expr {
    const { scanner } = this;
    const loop = this.loop(start, ']');
    if (loop !== null) return loop;
    const items: Expr[] = [];
    for (;;) {
      scanner.skip();
      if (scanner.take(']')) break;
      items.push(this.expression());
      scanner.skip();
      if (!scanner.take(',')) {
        this.expect(']');
        break;
      }
    }
    return { kind: 'list', items, open: false, span: { start, end: scanner.at } };
  }

  private object(start: number): Expr {
    const { scanner } = this;
    const loop = this.loop(start, '}');
    if (loop !== null) return loop;
    const members: Member[] = [];
    for (;;) {
      scanner.skip();
      if (scanner.take('}')) break;
      members.push(this.member());
      // A line break ends a member as a comma does.
      scanner.skip();
      scanner.take(',');
    }
    return { kind: 'object', members, span: { start, end: scanner.at } };
  }

  private member(): Member {
    const { scanner } = this;
    const start = scanner.at;
    const name = scanner.identifier();
    let key: Expr = { kind: 'opaque', why: '', decidedBy: null, span: { start, end: start } };
    if (name !== null) key = { kind: 'literal', value: name.name, span: name.span };
    scanner.skip();
    // `a.b = 1` and `(var.key) = 1`: the key is an expression.
    if (name === null || (scanner.char !== '=' && scanner.char !== ':')) {
      scanner.at = start;
      key = this.binary(2);
      scanner.skip();
    }
    if (!scanner.take('=') && !scanner.take(':')) throw new HclError('"=" is missing');
    const value = this.memberValue();
    const span = { start, end: value.span.end };
    if (key.kind === 'literal') return { kind: 'entry', key: String(key.value), keySpan: key.span, value, span };
    return { kind: 'spread', value: call('{}', [key, value], span), span };
  }

  /** Inside of an object a line break ends the value, and an expression can't go on behind it. */
  private memberValue(): Expr {
    const { scanner } = this;
    const { brackets } = scanner;
    scanner.skip(true);
    scanner.brackets = 0;
    const value = this.expression();
    scanner.brackets = brackets;
    return value;
  }

  /** `for k, v in collection : value if condition`; null where it is no loop. */
  private loop(start: number, close: ']' | '}'): Expr | null {
    const { scanner } = this;
    scanner.skip();
    const before = scanner.at;
    const keyword = scanner.identifier();
    if (keyword?.name !== 'for' || /[\s]/.exec(scanner.char) === null) {
      scanner.at = before;
      return null;
    }
    scanner.skip();
    const names: string[] = [];
    for (let name = scanner.identifier(); name !== null; name = scanner.identifier()) {
      names.push(name.name);
      scanner.skip();
      if (!scanner.take(',')) break;
      scanner.skip();
    }
    if (scanner.identifier()?.name !== 'in') throw new HclError('"in" is missing');
    const collection = this.expression();
    this.expect(':');
    this.bound.push(...names);
    const results = [this.expression()];
    scanner.skip();
    if (close === '}') {
      this.expect('=>');
      results.push(this.expression());
      scanner.skip();
      if (scanner.take('...')) results.push(opaque('values that are grouped', { start, end: scanner.at }));
      scanner.skip();
    }
    const condition = scanner.text.startsWith('if', scanner.at) && scanner.identifier() !== null;
    const test = condition ? this.expression() : null;
    this.bound.length -= names.length;
    this.expect(close);
    const span = { start, end: scanner.at };
    const named: Expr = { kind: 'literal', value: names.join(','), span };
    const args = [named, collection, ...results];
    return call(close === ']' ? 'for[]' : 'for{}', test === null ? args : [...args, test], span, test !== null);
  }
}

/** An operator or another form that is no function; `marked` says that its last operand is a condition. */
export function call(name: string, operands: readonly Expr[], span: Span, marked = false): Expr {
  const args = operands.map((value, index): Argument => {
    const keyword = marked && index === operands.length - 1 ? 'if' : null;
    return { keyword, value, span: value.span };
  });
  return { kind: 'call', callee: { kind: 'name', name, span }, args, span };
}
