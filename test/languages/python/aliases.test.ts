import assert from 'node:assert/strict';
import { Linked, shown } from './linked';

const MODEL = 'from sagemaker.model import Model\nmodel = Model(image_uri="i", role="r")\n';
const C = 'c = {"t": "ml.m5.large", "o": {"t": "ml.m5.large"}}\n';
const KNOWN = 'constant ml.m5.large';
const NAMED = 'constant ml.m5.large (t)';

/** What an entry is where another name may have changed it. */
function gives(what: string, code: string, expected: string, expression = 'c["t"]'): void {
  it(what, () => assert.equal(shown(new Linked(`${MODEL}${code}model.deploy(1, ${expression})\n`).type), expected));
}

const through = (name: string): string => `? may be changed through ${name}`;

describe('A dictionary that is handed to a function of another file', () => {
  const by = (name: string): string => `? may be changed by ${name}`;
  const after = (call: string): string => `from tools import change, print_config\nimport settings\n${C}${call}\n`;

  gives('may be changed, where nobody takes the answer', after('change(c)'), by('change()'));
  gives('may be changed by name', after('change(config=c)'), by('change()'));
  gives('may be changed, where the function comes from nowhere', `${C}tweak(c)\n`, by('tweak()'));
  gives(
    'may be changed by a function of a module that says so',
    after('settings.apply_defaults(c)'),
    by('settings.apply_defaults()'),
  );
  gives('may be changed under another name', after('d = c\nchange(d)'), by('change()'));
  gives('may be changed in a part', after('change(c)'), by('change()'), 'c["o"]["t"]');
  gives('may get further entries', after('change(c)'), by('change()'), 'c["new"]');
  gives('was read before', after('t = c["t"]\nchange(c)'), NAMED, 't');
  gives('is another one afterwards', after(`change(c)\n${C}`), KNOWN);
  gives('gives an answer that is taken', after('d = change(c)'), KNOWN);
  gives('is unpacked', after('change(**c)'), KNOWN);
  gives('hands over an entry', after('change(c["t"])'), KNOWN);
  gives('is looked at', after('print(c)\nprint_config(c)\nsave(c)\ndisplay(c)'), KNOWN);
  gives(
    'goes to a module that does something else',
    after('import json\njson.dump(c, f)\nsettings.check(c)\nsettings.use(c)'),
    KNOWN,
  );
  gives('goes to a method', after('queue.put(c)\nclient.update_thing(c)'), KNOWN);
  gives('goes to a function of this file that only looks', `def show(x):\n    print(x)\n${C}show(c)\n`, KNOWN);

  it('has a configuration of which nothing is trusted behind it', () => {
    const request = (call: string): string => `import boto3
from tools import mutate
sm = boto3.client("sagemaker")
request = {"EndpointConfigName": "c", "ProductionVariants": [{"VariantName": "v", "ModelName": "m", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}]}
${call}
sm.create_endpoint_config(**request)
`;
    const types = (call: string): string[] =>
      new Linked(request(call)).deployments.map(({ instanceType }) => instanceType.how);
    assert.deepEqual(types('print(request)'), ['literal']);
    assert.deepEqual(types('mutate(request)'), ['unresolved']);
  });
});

describe('A dictionary with several names', () => {
  gives('is changed through another', `${C}d = c\nd["t"] = "ml.c5.xlarge"\n`, through('d'));
  gives(
    'is changed through another, and read by that',
    `${C}d = c\nd["t"] = "ml.c5.xlarge"\n`,
    'constant ml.c5.xlarge',
    'd["t"]',
  );
  gives('is changed through the first', `${C}d = c\nc["t"] = "ml.c5.xlarge"\n`, through('c'), 'd["t"]');
  gives('is changed through a third', `${C}d = c\ne = d\ne["t"] = "ml.c5.xlarge"\n`, through('e'));
  gives('is changed through a sibling', `${C}d = c\ne = c\ne["t"] = "ml.c5.xlarge"\n`, through('e'), 'd["t"]');
  gives('is changed in another entry', `${C}d = c\nd["u"] = "ml.c5.xlarge"\n`, KNOWN);
  gives('is changed under any key', `${C}d = c\nd[key] = "ml.c5.xlarge"\n`, through('d'));
  gives('is updated through another', `${C}d = c\nd.update({"t": "ml.c5.xlarge"})\n`, through('d'));
  gives('is updated through another, in other entries', `${C}d = c\nd.update({"u": 1})\n`, KNOWN);
  gives('loses entries through another', `${C}d = c\nd.clear()\n`, through('d'));
  gives('is changed later', `${C}d = c\nt = c["t"]\nd["t"] = "ml.c5.xlarge"\n`, NAMED, 't');
  gives('is another one before', `d = {}\nd["t"] = "x"\n${C}d = c\n`, KNOWN);
  gives('is another one afterwards', `${C}d = c\nd = {}\nd["t"] = "ml.c5.xlarge"\n`, KNOWN);
  gives('is copied', `${C}d = c.copy()\nd["t"] = "ml.c5.xlarge"\n`, KNOWN);
  gives('is copied deeply', `import copy\n${C}d = copy.deepcopy(c)\nd["t"] = "ml.c5.xlarge"\n`, KNOWN);
  gives('is spread', `${C}d = {**c}\nd["t"] = "ml.c5.xlarge"\n`, KNOWN);
  gives('has an entry with a name', `${C}d = c["o"]\nd["t"] = "ml.c5.xlarge"\n`, through('d'), 'c["o"]["t"]');
  gives('is changed in a function', `def change(x):\n    x["t"] = "ml.c5.xlarge"\n${C}change(c)\n`, through('x'));
  gives('is changed in a function, by name', `def change(y, x):\n    x["t"] = 1\n${C}change(x=c, y=1)\n`, through('x'));
  gives('is only read in a function', `def show(x):\n    print(x["t"])\n${C}show(c)\n`, KNOWN);
  gives(
    'is changed in a function that is called later',
    `def change(x):\n    x["t"] = 1\n${C}t = c["t"]\nchange(c)\n`,
    NAMED,
    't',
  );
  gives('is an item', `${C}l = [c]\nc["t"] = "ml.c5.xlarge"\n`, through('c'), 'l[0]["t"]');
  gives('is changed as an item', `${C}l = [c]\nl[0]["t"] = "ml.c5.xlarge"\n`, through('l'));
  gives('is appended and changed', `${C}l = []\nl.append(c)\nc["t"] = "ml.c5.xlarge"\n`, through('c'), 'l[0]["t"]');
  gives(
    'is changed and appended',
    `${C}l = []\nc["t"] = "ml.c5.xlarge"\nl.append(c)\n`,
    'constant ml.c5.xlarge',
    'l[0]["t"]',
  );
  gives(
    'is changed in a loop over all',
    `l = [{"t": "ml.m5.large"}]\nfor x in l:\n    x["t"] = "ml.c5.xlarge"\n`,
    through('x'),
    'l[0]["t"]',
  );
  gives(
    'is changed in a loop over values',
    `${C}for k, v in c.items():\n    v["t"] = "ml.c5.xlarge"\n`,
    through('v'),
    'c["o"]["t"]',
  );
  gives(
    'is built anew in each round',
    'l = []\nfor n in names:\n    v = {"n": n}\n    v["t"] = "ml.m5.large"\n    l.append(v)\n',
    KNOWN,
    'l[0]["t"]',
  );
  it('is changed as an attribute of self', () => {
    const code = `${MODEL}class C:
    def __init__(self):
        self.c = {"t": "ml.m5.large"}

    def change(self):
        c = self.c
        c["t"] = "ml.c5.xlarge"

    def up(self):
        model.deploy(1, self.c["t"])
`;
    assert.equal(shown(new Linked(code).type), through('c'));
    assert.match(shown(new Linked(code.replace('c["t"]', 'c["u"]')).type), /^constant ml.m5.large/);
  });
});
