import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { newerGeneration } from '../../src/practices/newerGeneration';
import { shareEndpoint } from '../../src/practices/shareEndpoint';
import { fires, silent } from './practiceCase';

/** Deployments that Python makes in a loop. */
const sklearn = (loop: string): string => `from sagemaker.sklearn import SKLearnModel

model = SKLearnModel(model_data=data, role=role, framework_version="1.2-1", entry_point="inference.py")
${loop}`;

describe('deployments in a loop of Python', () => {
  it('are changed in the list that the loop goes over, where one of them gains', () => {
    const loop = (type: string, mark = ''): string =>
      sklearn(`for kind in ["${type}", "ml.c7i.xlarge"]:
    model.deploy(initial_instance_count=1, instance_type=kind)
${mark}`);
    fires(newerGeneration, {
      file: 'deploy.py',
      source: loop(
        'ml.c4.xlarge',
        '#                                                        ^^^^ ml.c4.xlarge → ml.c7i.xlarge\n',
      ),
      fixed: loop('ml.c7i.xlarge'),
    });
  });

  it('are changed together, where one text says it for all', () => {
    const loop = (type: string, mark = ''): string =>
      sklearn(`for i in range(2):
    model.deploy(initial_instance_count=1, instance_type="${type}", endpoint_name=f"ranking-{i}")
${mark}`);
    fires(newerGeneration, {
      file: 'deploy.py',
      source: loop(
        'ml.c4.xlarge',
        '#                                                        ^^^^^^^^^^^^^^ ml.c4.xlarge → ml.c7i.xlarge\n',
      ),
      fixed: loop('ml.c7i.xlarge'),
    });
  });

  it('are left alone where what would change is in their names too', () => {
    fires(newerGeneration, {
      file: 'deploy.py',
      source: sklearn(`for kind in ["ml.c4.xlarge", "ml.c5.xlarge"]:
    model.deploy(initial_instance_count=1, instance_type=kind, endpoint_name=f"ranking-{kind}")
#                                                        ^^^^ ml.c4.xlarge → ml.c7i.xlarge
`),
      refused: 'sharedValue',
    });
  });

  it('have no price where nobody knows how many there are', () => {
    const source = sklearn(`for name in names():
    model.deploy(initial_instance_count=1, instance_type="ml.c4.xlarge", endpoint_name=name)
`);
    silent(newerGeneration, { file: 'deploy.py', source });
    const advisor = new Advisor();
    advisor.update({ file: 'deploy.py', cells: [{ index: null, text: source, code: true }] });
    const [deployment] = advisor.deployments();
    assert.equal(deployment?.usdPerMonth, null);
    assert.match(deployment.unresolved?.why ?? '', /once for each of names\(\)/);
  });

  it('could share one endpoint, all of them', () => {
    fires(shareEndpoint, {
      file: 'deploy.py',
      source: sklearn(`for name in ["a", "b", "c"]:
    model.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name=name)
#                                                        ^^^^^^^^^^^^^ 3 sklearn endpoints → one shared
`),
    });
    silent(shareEndpoint, {
      file: 'deploy.py',
      source: sklearn(`for name in names():
    model.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name=name)
`),
    });
  });
});
