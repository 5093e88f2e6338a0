import assert from 'node:assert/strict';
import { Linked, shown } from './linked';

const MODEL = 'from sagemaker.model import Model\nmodel = Model(image_uri="i", role="r")\n';

/** Code whose last expression is what the endpoint runs on. */
function typed(code: string, expression = 'itype'): Linked {
  return new Linked(`${MODEL}${code}\nmodel.deploy(initial_instance_count=1, instance_type=${expression})\n`);
}

function gives(what: string, code: string, expression: string, expected: string): void {
  it(what, () => assert.equal(shown(typed(code, expression).type), expected));
}

describe('What a Python value is', () => {
  describe('written in its place', () => {
    gives('a literal', '', '"ml.c5.xlarge"', 'literal ml.c5.xlarge');
    gives('in single quotes', '', "'ml.c5.xlarge'", 'literal ml.c5.xlarge');
    gives('in three quotes', '', '"""ml.c5.xlarge"""', 'literal ml.c5.xlarge');
    gives('raw', '', 'r"ml.c5.xlarge"', 'literal ml.c5.xlarge');
    gives('with an escape', '', '"ml\\x2ec5.xlarge"', 'literal ml.c5.xlarge');
    gives('in parentheses', '', '("ml.c5.xlarge")', 'literal ml.c5.xlarge');
    gives('None', '', 'None', 'absent');
    gives('nothing yet', '', '', '? nothing is written yet');
  });

  describe('of a name', () => {
    gives('assigned once', 'itype = "ml.c5.xlarge"', 'itype', 'constant ml.c5.xlarge (itype)');
    gives('with an annotation', 'itype: str = "ml.c5.xlarge"', 'itype', 'constant ml.c5.xlarge (itype)');
    gives('of another name', 'A = "ml.c5.xlarge"\nitype = A', 'itype', 'constant ml.c5.xlarge (A)');
    gives(
      'assigned again before',
      'itype = "ml.m5.large"\nitype = "ml.c5.xlarge"',
      'itype',
      'constant ml.c5.xlarge (itype)',
    );
    gives('in a tuple', 'itype, count = "ml.c5.xlarge", 1', 'itype', 'constant ml.c5.xlarge (itype)');
    gives('two at once', 'a = itype = "ml.c5.xlarge"', 'itype', 'constant ml.c5.xlarge (itype)');
    gives('with :=', 'print(itype := "ml.c5.xlarge")', 'itype', 'constant ml.c5.xlarge (itype)');
    gives(
      'one way or the other',
      'if gpu:\n    itype = "ml.g5.xlarge"\nelse:\n    itype = "ml.c5.xlarge"',
      'itype',
      'constant ml.g5.xlarge (itype) | constant ml.c5.xlarge (itype)',
    );
    gives(
      'changed on a condition',
      'itype = "ml.c5.xlarge"\nif gpu:\n    itype = "ml.g5.xlarge"',
      'itype',
      'constant ml.g5.xlarge (itype) | constant ml.c5.xlarge (itype)',
    );
    gives(
      'one of three ways',
      'if a:\n    itype = "ml.a"\nelif b:\n    itype = "ml.b"\nelse:\n    itype = "ml.c"',
      'itype',
      'constant ml.a (itype) | constant ml.b (itype) | constant ml.c (itype)',
    );
    gives(
      'of a loop',
      'for itype in ["ml.c5.xlarge", "ml.m5.large"]:\n    pass',
      'itype',
      '? itype takes one value after the other in a loop (itype)',
    );
    gives('never assigned', '', 'itype', '? itype is not defined here (itype)');
    gives('assigned later', '', 'itype)\nitype = ("ml.c5.xlarge"', '? itype is not defined above (itype)');
    gives('imported', 'from config import itype', 'itype', '? itype is imported from config.itype (config.itype)');
    gives('of an imported module', 'import config', 'config.TYPE', '? config.TYPE is not defined here (config.TYPE)');
    gives('added to', 'itype = "ml.c5"\nitype += ".xlarge"', 'itype', 'constant ml.c5.xlarge (itype)');
    gives('defined by itself', 'itype = itype', 'itype', '? itype is not defined above (itype)');
    gives('of a call that nobody knows', 'itype = choose()', 'itype', '? known only when choose() has run (itype)');
  });

  describe('in a collection', () => {
    gives('an entry', 'c = {"type": "ml.c5.xlarge"}', 'c["type"]', 'constant ml.c5.xlarge');
    gives(
      'an entry of an entry',
      'c = {"prod": {"type": "ml.c5.xlarge"}}',
      'c["prod"]["type"]',
      'constant ml.c5.xlarge',
    );
    gives('by a name', 'c = {"prod": "ml.c5.xlarge"}\nstage = "prod"', 'c[stage]', 'constant ml.c5.xlarge (stage)');
    gives('by get', 'c = {"type": "ml.c5.xlarge"}', 'c.get("type")', 'constant ml.c5.xlarge');
    gives('by get with a default', 'c = {}', 'c.get("type", "ml.c5.xlarge")', 'literal ml.c5.xlarge');
    gives('an entry added later', 'c = {}\nc["type"] = "ml.c5.xlarge"', 'c["type"]', 'constant ml.c5.xlarge');
    gives(
      'an entry changed later',
      'c = {"type": "ml.m5.large"}\nc["type"] = "ml.c5.xlarge"',
      'c["type"]',
      'constant ml.c5.xlarge',
    );
    gives('an item', 'c = ["ml.m5.large", "ml.c5.xlarge"]', 'c[1]', 'constant ml.c5.xlarge');
    gives('the last item', 'c = ["ml.m5.large", "ml.c5.xlarge"]', 'c[-1]', 'constant ml.c5.xlarge');
    gives('dict(…)', 'c = dict(type="ml.c5.xlarge")', 'c["type"]', 'constant ml.c5.xlarge');
    gives(
      'an entry that an update may have changed',
      'c = {"type": "ml.c5.xlarge"}\nc.update(load())',
      'c["type"]',
      '? updated with entries that are not known',
    );
    gives(
      'an update',
      'c = {"type": "ml.m5.large"}\nc.update({"type": "ml.c5.xlarge"})',
      'c["type"]',
      'constant ml.c5.xlarge',
    );
    gives(
      'an update on a condition',
      'c = {"type": "ml.m5.large"}\nif a:\n    c.update({"type": "ml.c5.xlarge"})',
      'c["type"]',
      'literal ml.c5.xlarge | literal ml.m5.large',
    );
    gives(
      'an entry with a computed key is set',
      'c = {"type": "ml.c5.xlarge"}\nc[choose()] = 1',
      'c["type"]',
      '? an entry with a computed key is set',
    );
    gives(
      'an entry of another entry with a computed key is set',
      'c = {"type": "ml.c5.xlarge", "o": {}}\nc["o"][choose()] = 1',
      'c["type"]',
      'constant ml.c5.xlarge',
    );
    gives(
      'another entry is taken out',
      'c = {"type": "ml.c5.xlarge", "o": 1}\nc.pop("o", None)',
      'c["type"]',
      'constant ml.c5.xlarge',
    );
    gives(
      'the entry is taken out',
      'c = {"type": "ml.c5.xlarge", "o": 1}\nc.pop("type")',
      'c["type"]',
      '? no entry "type"',
    );
    gives(
      'the entry is deleted',
      'c = {"type": "ml.c5.xlarge", "o": 1}\ndel c["type"]',
      'c["type"]',
      '? no entry "type"',
    );
    gives(
      'setdefault leaves it',
      'c = {"type": "ml.c5.xlarge"}\nc.setdefault("o", 1)',
      'c["type"]',
      'constant ml.c5.xlarge',
    );
    gives(
      'the entry is unpacked from something',
      'c = {"type": "ml.c5.xlarge", "o": 1}\nc["type"], x = choose()',
      'c["type"]',
      '? changed in a way that is not followed',
    );
    gives(
      'another entry is the target of a loop',
      'c = {"type": "ml.c5.xlarge", "o": 1}\nfor c["o"] in items:\n    pass',
      'c["type"]',
      'constant ml.c5.xlarge',
    );
    gives(
      'the entry is added to',
      'c = {"type": "ml.c5.xlarge"}\nc["type"] += "x"',
      'c["type"]',
      '? changed in a way that is not followed',
    );
    gives(
      'everything is taken out',
      'c = {"type": "ml.c5.xlarge"}\nc.clear()',
      'c["type"]',
      '? changed in a way that is not followed',
    );
    gives(
      'an item that may have been taken out',
      'c = ["ml.c5.xlarge"]\nc.pop()',
      'c[0]',
      '? changed in a way that is not followed',
    );
    gives(
      'an item that may have moved',
      'c = ["ml.c5.xlarge", "ml.m5.large"]\nc.sort()',
      'c[0]',
      '? changed in a way that is not followed',
    );
    gives(
      'a change of one or the other',
      'c = {"type": "a"} if a else {"type": "b"}\nc["type"] = "ml.c5.xlarge"',
      'c["type"]',
      'constant ml.c5.xlarge | constant ml.c5.xlarge',
    );
    gives(
      'one or the other with an end',
      'c = "ml.c5" if a else "ml.m5"\nc += ".large"',
      'c',
      'constant ml.c5.large (c) | constant ml.m5.large (c)',
    );
    gives(
      'read from a file',
      'import json\nc = json.load(open("c.json"))',
      'c["type"]',
      '? known only when load() has run (c)',
    );
  });

  describe('put together', () => {
    gives('an f-string', 'family = "c5"', 'f"ml.{family}.xlarge"', 'constant ml.c5.xlarge (family)');
    gives(
      'an f-string with a part that is open',
      'family = choose()',
      'f"ml.{family}.xlarge"',
      'literal ml. + ? known only when choose() has run (family) + literal .xlarge',
    );
    gives('a sum', 'family = "c5"', '"ml." + family + ".xlarge"', 'constant ml.c5.xlarge (family)');
    gives('literals side by side', '', '"ml." "c5.xlarge"', 'literal ml.c5.xlarge');
    gives('format', 'family = "c5"', '"ml.{}.{size}".format(family, size="xlarge")', 'constant ml.c5.xlarge (family)');
    gives('%', 'family = "c5"', '"ml.%s.xlarge" % family', 'constant ml.c5.xlarge (family)');
    gives('join', '', '".".join(["ml", "c5", "xlarge"])', 'literal ml.c5.xlarge');
    gives(
      'a condition',
      '',
      '"ml.g5.xlarge" if gpu else "ml.c5.xlarge"',
      'literal ml.g5.xlarge | literal ml.c5.xlarge',
    );
  });

  describe('given from outside', () => {
    gives(
      'an environment variable with a default',
      'import os',
      'os.environ.get("TYPE", "ml.c5.xlarge")',
      'default ml.c5.xlarge (TYPE)',
    );
    gives(
      'getenv with a default',
      'import os\nitype = os.getenv("TYPE", "ml.c5.xlarge")',
      'itype',
      'default ml.c5.xlarge (TYPE)',
    );
    gives(
      'an environment variable or a value',
      'import os',
      'os.environ.get("TYPE") or "ml.c5.xlarge"',
      'default ml.c5.xlarge (TYPE)',
    );
    gives(
      'an environment variable',
      'import os',
      'os.environ["TYPE"]',
      '? environment variable TYPE has no default (TYPE)',
    );
    gives(
      'an environment variable without a default',
      'import os',
      'os.getenv("TYPE")',
      '? environment variable TYPE has no default (TYPE)',
    );
    gives(
      'an option with a default',
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--instance-type", default="ml.c5.xlarge")\nargs = p.parse_args()',
      'args.instance_type',
      'default ml.c5.xlarge (--instance-type)',
    );
    gives(
      'an option without one',
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--instance-type")\nargs = p.parse_args()',
      'args.instance_type',
      '? command-line argument --instance-type has no default (--instance-type)',
    );
  });

  describe('given to a function', () => {
    const up = (code: string): Linked =>
      new Linked(`${MODEL}${code.replace('DEPLOY', 'model.deploy(initial_instance_count=1, instance_type=itype)')}`);
    const inFunction = (what: string, code: string, expected: string): void => {
      it(what, () => assert.equal(shown(up(code).type), expected));
    };
    inFunction(
      'a default',
      'def up(itype="ml.c5.xlarge"):\n    DEPLOY\n',
      'default ml.c5.xlarge (argument itype of up)',
    );
    inFunction(
      'a default of a name',
      'T = "ml.c5.xlarge"\ndef up(itype=T):\n    DEPLOY\n',
      'default ml.c5.xlarge (argument itype of up)',
    );
    inFunction(
      'by its only caller',
      'def up(itype):\n    DEPLOY\nup("ml.c5.xlarge")\n',
      'constant ml.c5.xlarge (argument itype of up)',
    );
    inFunction(
      'by its only caller, by name',
      'def up(itype="ml.m5.large"):\n    DEPLOY\nup(itype="ml.c5.xlarge")\n',
      'constant ml.c5.xlarge (argument itype of up)',
    );
    inFunction(
      'by two callers',
      'def up(itype):\n    DEPLOY\nup("ml.c5.xlarge")\nup("ml.m5.large")\n',
      '? given by 2 callers (argument itype of up)',
    );
    inFunction(
      'by one of two callers',
      'def up(itype="ml.c5.xlarge"):\n    DEPLOY\nup()\nup("ml.m5.large")\n',
      '? given by 2 callers (argument itype of up)',
    );
    inFunction(
      'by none of two callers',
      'def up(itype="ml.c5.xlarge"):\n    DEPLOY\nup()\nup()\n',
      'default ml.c5.xlarge (argument itype of up)',
    );
    inFunction(
      'through something else',
      'def up(itype="ml.c5.xlarge"):\n    DEPLOY\npool.map(up, types)\n',
      '? given by the caller (argument itype of up)',
    );
    inFunction('by nobody', 'def up(itype):\n    DEPLOY\n', '? given by the caller (argument itype of up)');
    inFunction(
      'by a caller that unpacks',
      'def up(itype):\n    DEPLOY\nup(**load())\n',
      '? unpacked into up() (argument itype of up)',
    );
    inFunction(
      'a name of its own hides that of the module',
      'itype = "ml.m5.large"\ndef up():\n    itype = "ml.c5.xlarge"\n    DEPLOY\n',
      'constant ml.c5.xlarge (itype)',
    );
    inFunction(
      'a name of the module',
      'itype = "ml.c5.xlarge"\ndef up():\n    DEPLOY\n',
      'constant ml.c5.xlarge (itype)',
    );
    inFunction(
      'a name of the module, set below',
      'def up():\n    DEPLOY\nitype = "ml.c5.xlarge"\nup()\n',
      'constant ml.c5.xlarge (itype)',
    );
    inFunction(
      'what it always returns',
      'def choose():\n    return "ml.c5.xlarge"\nitype = choose()\nDEPLOY\n',
      'constant ml.c5.xlarge (itype)',
    );
    inFunction(
      'what it sometimes returns',
      'def choose():\n    if a:\n        return "ml.m5.large"\n    return "ml.c5.xlarge"\nitype = choose()\nDEPLOY\n',
      '? known only when choose() has run (itype)',
    );
    inFunction(
      'a way that a try takes',
      'try:\n    itype = "ml.c5.xlarge"\nexcept KeyError:\n    itype = "ml.m5.large"\nDEPLOY\n',
      'constant ml.c5.xlarge (itype) | constant ml.m5.large (itype)',
    );
    inFunction(
      'set by another function',
      'itype = "ml.c5.xlarge"\ndef change():\n    global itype\n    itype = "ml.m5.large"\nDEPLOY\n',
      '? itype is set by a function (itype)',
    );
  });

  describe('of a class', () => {
    gives('its attribute', 'class C:\n    TYPE = "ml.c5.xlarge"', 'C.TYPE', 'constant ml.c5.xlarge (TYPE)');
    gives(
      'an attribute of an object',
      'class C:\n    def __init__(self):\n        self.t = "ml.c5.xlarge"\nc = C()',
      'c.t',
      'constant ml.c5.xlarge (t)',
    );
    gives(
      'a field of a data class',
      'from dataclasses import dataclass\n@dataclass\nclass C:\n    t: str = "ml.c5.xlarge"\nc = C()',
      'c.t',
      'constant ml.c5.xlarge (t)',
    );
    gives(
      'a field that the call gives',
      'from dataclasses import dataclass\n@dataclass\nclass C:\n    t: str = "ml.m5.large"\nc = C(t="ml.c5.xlarge")',
      'c.t',
      'literal ml.c5.xlarge',
    );
    gives(
      'a member of an enumeration',
      'from enum import Enum\nclass T(Enum):\n    SMALL = "ml.c5.xlarge"',
      'T.SMALL.value',
      'constant ml.c5.xlarge (SMALL)',
    );
    gives(
      'an attribute that is set from outside',
      'class C:\n    t = "ml.m5.large"\nc = C()\nc.t = "ml.c5.xlarge"',
      'c.t',
      '? t is set from outside of its class (c.t)',
    );
    const ofSelf = (what: string, methods: string, expected: string, outside = ''): void => {
      it(what, () => {
        const up = 'def up(self):\n    model.deploy(initial_instance_count=1, instance_type=self.t)';
        const body = `${methods}\n${methods.includes('DEPLOY') ? '' : up}`
          .replace('DEPLOY', 'model.deploy(initial_instance_count=1, instance_type=self.t)')
          .replace(/^(?=.)/gm, '    ');
        assert.equal(shown(new Linked(`${MODEL}class C:\n${body}\n\n${outside}`).type), expected);
      });
    };
    const init = 'def __init__(self):\n    self.t = "ml.c5.xlarge"\n';
    ofSelf('what the constructor sets', init, 'constant ml.c5.xlarge (self.t)');
    ofSelf(
      'what another method may have set',
      `${init}def other(self):\n    self.t = "ml.m5.large"\n`,
      '? self.t is set by several methods (self.t of C)',
    );
    ofSelf(
      'what the method itself has just set',
      `${init}def up(self):\n    self.t = "ml.m5.large"\n    DEPLOY\n`,
      'constant ml.m5.large (self.t)',
    );
    ofSelf(
      'what is None until it is set',
      'def __init__(self):\n    self.t = None\ndef other(self):\n    self.t = "ml.c5.xlarge"\n',
      'constant ml.c5.xlarge (self.t)',
    );
    for (const [what, set] of [
      ['unpacked', 'self.t, self.n = choose()'],
      ['a target of a loop', 'for self.t in types:\n        pass'],
      ['set by its name', 'setattr(self, "t", choose())'],
      ['added to', 'self.t += "x"'],
    ] as const)
      ofSelf(
        `what is ${what} in another method`,
        `${init}def other(self):\n    ${set}\n`,
        '? self.t is set by several methods (self.t of C)',
      );
    ofSelf(
      'what is set under any name',
      `${init}def other(self, key):\n    setattr(self, key, 1)\n`,
      '? self.t is set under a name that only running decides (self.t of C)',
    );
    for (const [what, set] of [
      ['unpacked', 'C().t, x = choose()'],
      ['a target of a loop', 'c = C()\nfor c.t in types:\n    pass'],
      ['set by its name', 'setattr(C(), "t", "ml.m5.large")'],
      ['set under any name', 'setattr(C(), key, "ml.m5.large")'],
      ['added to', 'c = C()\nc.t += "x"'],
    ] as const)
      ofSelf(
        `what is ${what} from outside`,
        init,
        '? self.t is set from outside of its class (self.t of C)',
        `${set}\n`,
      );
    ofSelf(
      'what is set from outside',
      init,
      '? self.t is set from outside of its class (self.t of C)',
      'C().t = "ml.m5.large"\n',
    );
    it('an attribute of self', () => {
      const code = `${MODEL}class Stack:\n    def __init__(self):\n        self.itype = "ml.c5.xlarge"\n\n    def up(self):\n        model.deploy(initial_instance_count=1, instance_type=self.itype)\n`;
      assert.equal(shown(new Linked(code).type), 'constant ml.c5.xlarge (self.itype)');
    });
  });
});

describe('Where a Python value is written', () => {
  const written = (code: string, expression = 'itype'): [string, string] => {
    const linked = typed(code, expression);
    const { type } = linked;
    assert.ok(type.kind === 'scalar', shown(type));
    return [linked.at(type.origin), linked.at(type.usedAt)];
  };
  const literal = '"ml.c5.xlarge"';
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['in its place', '', literal, literal],
    ['at the assignment', `itype = ${literal}`, 'itype', literal],
    ['at the first of several names', `A = ${literal}\nitype = A`, 'itype', literal],
    ['at the entry', `c = {"a": 1, "type": ${literal}}`, 'c["type"]', literal],
    ['at the item', `c = ["a", ${literal}]`, 'c[1]', literal],
    ['at the default', 'import os', `os.getenv("T", ${literal})`, literal],
    ['at the attribute', `class C:\n    T = ${literal}`, 'C.T', literal],
    ['where it is put together', 'f = "c5"', 'f"ml.{f}.xlarge"', 'f"ml.{f}.xlarge"'],
    ['literals side by side together', '', '"ml." "c5.xlarge"', '"ml." "c5.xlarge"'],
    ['joined', '', '".".join(["ml", "c5", "xlarge"])', '".".join(["ml", "c5", "xlarge"])'],
  ];
  for (const [what, code, expression, origin] of cases)
    it(what, () => assert.deepEqual(written(code, expression), [origin, expression]));

  const readers = (code: string, expression = 'itype'): string[] => {
    const linked = typed(code, expression);
    const { type } = linked;
    assert.ok(type.kind === 'scalar', shown(type));
    return type.readers.map(({ origin, role }) => `${linked.at(origin)} ${role}`);
  };
  it('nobody else reads a literal', () => assert.deepEqual(readers('', literal), []));
  it('names its readers', () => {
    assert.deepEqual(readers(`itype = ${literal}`), ['itype value']);
    assert.deepEqual(readers(`itype = ${literal}\ntrain(itype)\nprint(itype)`), [
      'itype value',
      'itype display',
      'itype value',
    ]);
    assert.deepEqual(readers(`itype = ${literal}\nprint(f"on {itype}")`), ['itype display', 'itype value']);
    assert.deepEqual(readers(`itype = "ml.m5.large"\ntrain(itype)\nitype = ${literal}`), ['itype value']);
  });
  it('tells the readers of an entry from those of others', () => {
    const code = `c = {"type": ${literal}, "other": 1}\ntrain(c["other"])\n`;
    assert.equal(readers(code, 'c["type"]').length, 1);
    assert.equal(readers(`${code}train(c["type"])\n`, 'c["type"]').length, 2);
    assert.equal(readers(`${code}train(c)\n`, 'c["type"]').length, 2);
  });
});
