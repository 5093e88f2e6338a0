import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { readTeamFile } from '../../src/advisor/teamFile';
import { TeamFiles } from '../../src/advisor/teamFiles';
import { DEFAULT_SETTINGS } from '../../src/advisor/settings';

const schema = JSON.parse(readFileSync('schemas/sagegreen.schema.json', 'utf8')) as object;
const validate = new Ajv().compile(schema);

describe('.sagegreen.yaml', () => {
  it('is read whole', () => {
    const { settings, notices } = readTeamFile(
      '.sagegreen.yaml',
      [
        'version: 1',
        'region: eu-west-1',
        'profiles: { desk: { preset: office, requestsPerDay: 200 } }',
        'endpoints: [{ match: { name: "fraud-*" }, profile: desk }]',
        'practices: { use-graviton: { severity: off } }',
        'logRetentionDays: 14',
      ].join('\n'),
    );
    assert.deepEqual(notices, []);
    assert.equal(settings.region, 'eu-west-1');
    assert.deepEqual(settings.profiles?.['desk'], { activeHours: { days: 5, hours: 10 }, requestsPerDay: 200 });
    assert.deepEqual(settings.endpoints, [{ match: { name: 'fraud-*' }, profile: 'desk' }]);
    assert.equal(settings.logRetentionDays, 14);
  });

  it('says what is wrong, where, and keeps the rest', () => {
    const text = 'version: 1\nregoin: eu-west-1\noptimise: speed\nutilisation: 0.3\n';
    const { settings, notices } = readTeamFile('.sagegreen.yaml', text);
    assert.deepEqual(
      notices.map(({ at, message }) => [text.slice(at.start, at.end), message]),
      [
        ['regoin', '"regoin" is not a setting'],
        ['speed', '"optimise" must be one of cost, carbon, both'],
      ],
    );
    assert.equal(settings.utilisation, 0.3);
  });

  it('names a practice that it does not know, and says once that the version is wrong', () => {
    const text = 'version: 2\npractices: { use-gravitom: { severity: off }, use-graviton: { severity: off } }\n';
    const { settings, notices } = readTeamFile('.sagegreen.yaml', text);
    assert.deepEqual(
      notices.map(({ at, message }) => [text.slice(at.start, at.end), message]),
      [
        ['2', '"version" must be 1'],
        ['use-gravitom', '"practices.use-gravitom" is not known'],
      ],
    );
    assert.deepEqual(Object.keys(settings.practices ?? {}), ['use-graviton']);
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { notices } = readTeamFile('.sagegreen.yaml', text);
        for (const { at } of notices) assert.ok(at.start >= 0 && at.end <= text.length && at.start <= at.end);
      }),
    );
  });

  it('accepts what the published schema accepts, and nothing else', () => {
    const profile = fc.record(
      {
        requestsPerDay: fc.oneof(fc.integer({ min: -1, max: 5 }), fc.string()),
        latency: fc.constantFrom('interactive', 'minutes', 'never'),
        preset: fc.constantFrom('office', 'unheard'),
      },
      { requiredKeys: [] },
    );
    const file = fc.record(
      {
        version: fc.constantFrom(1, 2, '1'),
        region: fc.oneof(fc.constant('eu-west-1'), fc.integer()),
        optimise: fc.constantFrom('cost', 'carbon', 'both', 'speed'),
        profiles: fc.dictionary(fc.constantFrom('a', 'b'), profile),
        practices: fc.dictionary(
          fc.constantFrom('use-graviton'),
          fc.record({ severity: fc.constantFrom('hint', 'off', 'loud') }, { requiredKeys: [] }),
        ),
        utilisation: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
        exclude: fc.array(fc.oneof(fc.constant('build/**'), fc.integer())),
        unheard: fc.constant(true),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(file, (content) => {
        const text = stringify(content);
        const { notices } = readTeamFile('.sagegreen.yaml', text);
        assert.equal(notices.length === 0, validate(parse(text)), text);
      }),
    );
  });
});

describe('team files in folders', () => {
  const files = new TeamFiles();
  files.set('.sagegreen.yaml', 'version: 1\nregion: eu-west-1\nexclude: ["old/**"]');
  files.set('apps/.sagegreen.yaml', 'version: 1\nextends: ../.sagegreen.yaml\noptimise: carbon');
  files.set('tools/.sagegreen.yaml', 'version: 1\nextends: ../nowhere.yaml');

  it('the nearest one upwards counts, and builds on another only where it says so', () => {
    assert.equal(files.settingsFor('infra/a.yaml', DEFAULT_SETTINGS).region, 'eu-west-1');
    const apps = files.settingsFor('apps/x/a.yaml', DEFAULT_SETTINGS);
    assert.deepEqual([apps.region, apps.optimise], ['eu-west-1', 'carbon']);
    assert.equal(files.settingsFor('tools/a.yaml', DEFAULT_SETTINGS).region, null);
  });

  it('says that an extended file is missing', () => {
    const messages = files.notices().flatMap((each) => each.notices.map((notice) => notice.message));
    assert.deepEqual(messages, ['extends ../nowhere.yaml, which is not in the workspace']);
  });

  it('leaves out what it excludes, counted from its own folder', () => {
    assert.equal(files.excludes('old/a.yaml', ['old/**']), true);
    assert.equal(files.excludes('apps/old/a.yaml', ['old/**']), true);
    assert.equal(files.excludes('infra/a.yaml', ['old/**']), false);
  });
});
