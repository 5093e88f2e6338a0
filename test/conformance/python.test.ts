import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { PYTHON } from './python';

describe('the Python that judges fixed code', () => {
  it('knows the shape of a SageMaker request', () => {
    const script = [
      'import botocore.session',
      'from botocore.validate import ParamValidator',
      'model = botocore.session.get_session().get_service_model("sagemaker")',
      'shape = model.operation_model("CreateEndpointConfig").input_shape',
      'print(ParamValidator().validate({"EndpointConfigName": 1}, shape).generate_report())',
    ];
    const report = execFileSync(PYTHON, ['-c', script.join('\n')], { encoding: 'utf8' });
    assert.match(report, /Missing required parameter in input: "ProductionVariants"/);
    assert.match(report, /Invalid type for parameter EndpointConfigName/);
  });
});
