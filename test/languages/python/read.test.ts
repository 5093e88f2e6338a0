import assert from 'node:assert/strict';
import fc from 'fast-check';
import { python } from '../../../src/languages/python';
import { canonical } from '../../../src/model/canonical';
import type { Graph } from '../../../src/model/graph';
import type { Origin } from '../../../src/model/origin';
import type { PythonReading } from '../../../src/languages/python';
import type { Source } from '../../../src/model/language';
import { US_EAST_1 } from '../../law';
import { isMap, plainly } from '../../plainly';
import { Linked, shown } from './linked';
import { sourceOfCode } from './writeSource';
import { boto3Program, sdkProgram } from './writtenPrograms';

const MODEL = 'from sagemaker.model import Model\nmodel = Model(role="r")\n';
const DEPLOY = 'model.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")\n';

describe('Broken Python costs only itself', () => {
  const costsNothing = (what: string, broken: string): void => {
    it(what, () => {
      assert.equal(shown(new Linked(`${MODEL}${broken}\n${DEPLOY}`).type), 'literal ml.c5.xlarge', 'above');
      assert.equal(shown(new Linked(`${MODEL}${DEPLOY}${broken}`).type), 'literal ml.c5.xlarge', 'below');
      const inFunction = `${MODEL}def up():\n    ${DEPLOY}\n\n${broken}\n\ndef down():\n    pass\n`;
      assert.equal(shown(new Linked(inFunction).type), 'literal ml.c5.xlarge', 'between functions');
    });
  };
  costsNothing('a bracket that is not closed', 'x = foo(');
  costsNothing('a bracket too many', 'x = foo())');
  costsNothing('a list that is not closed', 'x = [1,');
  costsNothing('a quote that is not closed', 'x = "abc');
  costsNothing('a name half typed', 'predic');
  costsNothing('an attribute half typed', 'model.');
  costsNothing('an assignment half typed', 'x =');
  costsNothing('a function without a body', 'def f():');
  costsNothing('a condition without a colon', 'if x');
  costsNothing('a keyword half typed', 'imp');
  costsNothing('signs that mean nothing', '$ ? !');
  costsNothing('wrong indentation', '   x = 1\n y = 2');
  costsNothing('Python 2', 'print "hello"');

  describe('a docstring that is being written', () => {
    const documented = (name: string, text: string): string => `def ${name}(a):\n    """${text}"""\n    return a\n\n\n`;
    const leaves = (what: string, code: string): void => {
      it(what, () => {
        const written = `${MODEL}${code}def down(a):\n    """\n    Deploys.\n    """\n    ${DEPLOY}\n\ndown(1)\n`;
        for (const text of [written, written.replaceAll('\n', '\r\n')]) {
          const { statements } = python.read(sourceOfCode(text), null);
          const texts = statements.map(({ base }) => text.slice(base).split(/\(|\r?\n/)[0]);
          for (const start of ['def down', 'down']) assert.ok(texts.includes(start), `${start} in ${texts.join(', ')}`);
          assert.equal(shown(new Linked(text).type), 'literal ml.c5.xlarge');
        }
      });
    };
    const begun = 'def up(a):\n    """\n    return a\n\n\n';
    leaves(
      'leaves the rest, below which words are written',
      begun + documented('f', 'Does.') + documented('g', 'Too.'),
    );
    leaves('leaves the rest, in lines of its own', begun + documented('f', '\n    Does.\n    '));
    leaves('leaves the rest where it has words', begun.replace('"""', '"""Ups') + documented('f', 'Does.'));
    leaves('leaves the rest behind a decorator', `${begun}@cached\n${documented('f', 'Does.')}`);
    leaves(
      'leaves the rest of its class',
      `class A:\n    ${begun.trim()}\n\n    ${documented('f', 'Does.').trim()}\n\n`,
    );
    leaves(
      'leaves the rest where the end is half typed',
      documented('f', 'Does.').replace('."', '."x') + documented('g', ''),
    );
  });

  describe('a string of code is a string', () => {
    const stays = (what: string, code: string): void => {
      it(what, () => {
        assert.deepEqual(new Linked(`${MODEL}${code}`).resources, []);
      });
    };
    const inside = `def up():\n    return ${DEPLOY}`;
    stays('as a value', `CODE = """\n${inside}"""\n`);
    stays('with a colon before its end', `CODE = """\n${inside}\ndef down():\n"""\n`);
    stays('with a word behind it', `CODE = """\n${inside}""" if MODEL else """\n${inside}"""\n`);
    stays('joined to one with a prefix', `CODE = ("""\n${inside}"""f"""\n${inside}""")\n`);
    stays('as the docstring of a module', `"""Usage:\n${inside}\nelse:\n"""\n`);
    stays(
      'as the docstring of a class, that ends like a field',
      `class A:\n    """\n    Does.\n\n    @ivar kind:\n    """\n\n    def body(self):\n        return """\n        a\n        """\n`,
    );
    stays(
      'in the docstring of a class',
      `class A:\n    """\n    Use it so:\n\n    class B(A):\n        predictor = ${DEPLOY}\n    Attributes:\n    """\n`,
    );
    stays(
      'in the docstring of a method',
      `class A:\n    def f(self, a):\n        """Does.\n\n    def g(self):\n        ${DEPLOY}\n    @return:\n        """\n`,
    );
    stays('as the docstring of a function', `def f():\n    """\n${inside}\nReturns:\n    """\n`);
    stays('in texts with a new prefix', `CODE = t"""\n${inside}"""t"""\n${inside}"""\n`);
    stays('as an argument', `run(\n    """\n${inside}\nif up:\n    """\n)\n`);
  });

  it('an argument half typed leaves the others', () => {
    const code = `${MODEL}model.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge", wait=)\n`;
    assert.equal(shown(new Linked(code).type), 'literal ml.c5.xlarge');
  });

  it('nesting that never ends is survived', () => {
    for (const deep of [
      '('.repeat(20_000),
      `x = ${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      `x = ${'-'.repeat(20_000)}1`,
      `x = ${'a.'.repeat(20_000)}b`,
      `x = ${'not '.repeat(20_000)}a`,
    ])
      assert.equal(shown(new Linked(`${MODEL}${DEPLOY}${deep}\n`).type), 'literal ml.c5.xlarge', deep.slice(0, 10));
  });
});

describe('Places in Python', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['Unix', `${MODEL}${DEPLOY}`],
    ['Windows', `${MODEL}${DEPLOY}`.replaceAll('\n', '\r\n')],
    ['old Macintosh', `${MODEL}${DEPLOY}`.replaceAll('\n', '\r')],
    ['a byte order mark', `\uFEFF${MODEL}${DEPLOY}`],
    ['emoji', `# 🌱🐍\n${MODEL}x = "🌱"; ${DEPLOY}`],
    ['tabs', `${MODEL}if a:\n\t${DEPLOY}`],
    ['no final line break', `${MODEL}${DEPLOY.trim()}`],
    ['a call over lines', `${MODEL}${DEPLOY.replace(', ', ',\n    # 🌱\n    ')}`],
    ['a call over lines of Windows', `${MODEL}${DEPLOY.replace(', ', ',\n    # 🌱\n    ')}`.replaceAll('\n', '\r\n')],
    ['a backslash', `${MODEL}predictor = \\\n    ${DEPLOY}`],
    ['a backslash of Windows', `${MODEL}predictor = \\\n    ${DEPLOY}`.replaceAll('\n', '\r\n')],
    ['a form feed', `${MODEL}\f\n${DEPLOY}`],
    ['indented as a whole', `${MODEL}${DEPLOY}`.replace(/^(?=.)/gm, '    ')],
    ['a class', `${MODEL}class A:\n    """doc 🌱"""\n\n    x = 1\n\n    def up(self):\n        ${DEPLOY}`],
  ];
  for (const [what, text] of texts)
    it(`${what}: the literal is exactly what stands there`, () => {
      const linked = new Linked(text);
      const { type } = linked;
      assert.ok(type.kind === 'scalar', shown(type));
      assert.equal(linked.at(type.origin), '"ml.c5.xlarge"');
      assert.equal(linked.at(linked.resource('EndpointConfig').header), 'deploy');
      const declaration = linked.at(linked.resource('EndpointConfig').declaration);
      assert.ok(declaration.startsWith('model.deploy(') && declaration.endsWith(')'), declaration);
    });
});

describe('Reading on top of an earlier reading', () => {
  const junk = [
    '(',
    ')',
    '"',
    "'",
    '"""',
    '\n',
    '    ',
    '\t',
    '#',
    ',',
    ':',
    '=',
    '\\',
    '{',
    ']',
    'x',
    'if a:\n    ',
    'itype = "ml.m5.large"\n',
    'model',
    '\r\n',
    '🌱',
    'class A:\n    ',
    'def f():\n    ',
    '%%bash\n',
    '!ls\n',
    'del itype\n',
    'def g(a):\n    """\n    b:\n    """\n',
    'class B:\n    """b"""\n    @a\n    def h():\n        """c"""\n',
  ];
  type Change = readonly [at: number, taken: number, put: string];
  const changes: fc.Arbitrary<Change[]> = fc.array(
    fc.tuple(
      fc.nat(),
      fc.oneof({ weight: 4, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.nat(120) }),
      fc.constantFrom('', ...junk),
    ),
    { minLength: 1, maxLength: 6 },
  );
  const changed = (text: string, [at, taken, put]: Change): string => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + put + text.slice(start + taken);
  };

  /** What a graph says, with places: two readings of one text have to agree in everything. */
  const told = (reading: PythonReading): string => {
    const graph = python.link(reading, US_EAST_1)[0]!;
    return `${canonical(graph)}\n${JSON.stringify(plainly([...graph.resources.values()]))}\n${JSON.stringify(graph.observations)}`;
  };

  it('gives the same where a string that was open is closed further down', () => {
    const open = 'model = Model("""a, role="r")\ndef up():\n  model.deploy(b, 1)\nup()\n';
    const closed = open.replace('deploy(', 'deploy("""');
    const places = (reading: PythonReading): number[] => reading.statements.map(({ base }) => base);
    const before = python.read(sourceOfCode(open), null);
    assert.deepEqual(
      places(python.read(sourceOfCode(closed), before)),
      places(python.read(sourceOfCode(closed), null)),
    );
  });

  it('gives the same where a string that was open in the first of several lines is closed', () => {
    const open = 'if a:\n    b = """c\n    d = 1\nmodel = Model(e)\n';
    const closed = open.replace('Model(', 'Model("""');
    const places = (reading: PythonReading): number[] => reading.statements.map(({ base }) => base);
    const before = python.read(sourceOfCode(open), null);
    assert.deepEqual(
      places(python.read(sourceOfCode(closed), before)),
      places(python.read(sourceOfCode(closed), null)),
    );
  });

  it('gives what reading from scratch gives, for a script', () => {
    fc.assert(
      fc.property(fc.oneof(boto3Program(), sdkProgram()), changes, ({ text }, edits) => {
        let now = text;
        let reading = python.read(sourceOfCode(now), null);
        for (const edit of edits) {
          now = changed(now, edit);
          reading = python.read(sourceOfCode(now), reading);
          assert.equal(told(reading), told(python.read(sourceOfCode(now), null)), now);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives what reading from scratch gives, for a notebook whose cells change, come, go and move', () => {
    const steps = fc.array(
      fc.oneof(
        {
          weight: 3,
          arbitrary: fc.record({
            kind: fc.constant('edit' as const),
            cell: fc.nat(),
            edit: changes.map(([first]) => first!),
          }),
        },
        {
          weight: 1,
          arbitrary: fc.record({
            kind: fc.constantFrom('copy' as const, 'remove' as const, 'raise' as const),
            cell: fc.nat(),
          }),
        },
      ),
      { minLength: 1, maxLength: 6 },
    );
    const after = (cells: readonly string[], step: { kind: string; cell: number; edit?: Change }): string[] => {
      const at = step.cell % Math.max(1, cells.length);
      const cell = cells[at];
      if (cell === undefined) return ['x = 1'];
      if (step.kind === 'edit' && step.edit !== undefined) return cells.with(at, changed(cell, step.edit));
      if (step.kind === 'copy') return [...cells.slice(0, at), cell, ...cells.slice(at)];
      const others = cells.toSpliced(at, 1);
      return step.kind === 'raise' ? [cell, ...others] : others;
    };
    fc.assert(
      fc.property(fc.oneof(boto3Program(), sdkProgram()), steps, ({ text }, all) => {
        let cells = text.split(/(?<=\n)(?=\S)/);
        let reading = python.read(sourceOfCode(cells), null);
        for (const step of all) {
          cells = after(cells, step);
          const source: Source = sourceOfCode(cells);
          reading = python.read(source, reading);
          assert.equal(told(reading), told(python.read(source, null)), JSON.stringify(cells));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keeps what has not changed', () => {
    const before = python.read(sourceOfCode(`${MODEL}x = 1\n${DEPLOY}`), null);
    const after = python.read(sourceOfCode(`${MODEL}x = 12\n${DEPLOY}`), before);
    const kept = after.statements.map(({ read }) => before.statements.some((each) => each.read === read));
    assert.deepEqual(kept, [true, true, false, true]);
  });
});

describe('Whatever a Python file holds', () => {
  it('every place lies in the text', () => {
    const text = fc
      .tuple(
        fc.oneof(boto3Program(), sdkProgram()),
        fc.array(fc.tuple(fc.nat(), fc.nat(150), fc.string({ maxLength: 3, unit: 'binary' })), { maxLength: 6 }),
      )
      .map(([program, edits]) =>
        edits.reduce((all, [at, taken, put]) => {
          const start = at % (all.length + 1);
          return all.slice(0, start) + put + all.slice(start + taken);
        }, program.text),
      );
    fc.assert(
      fc.property(text, (code) => {
        const { graph } = new Linked(code);
        for (const { start, end } of places(graph)) assert.ok(0 <= start && start <= end && end <= code.length);
      }),
      { numRuns: 200 },
    );
  });
});

/** Every place that a graph's resources name in the unit. */
function places(graph: Graph): Origin[] {
  const found: Origin[] = [];
  const look = (each: unknown): void => {
    if (Array.isArray(each)) for (const inner of each) look(inner);
    else if (typeof each === 'object' && each !== null) {
      if (isMap(each)) for (const inner of each.values()) look(inner);
      else if ('start' in each && 'end' in each && 'file' in each) {
        if (each.file === graph.unit) found.push(each as Origin);
      } else for (const inner of Object.values(each)) look(inner);
    }
  };
  look(graph.resources);
  look(graph.observations);
  return found;
}
