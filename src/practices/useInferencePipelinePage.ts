import type { Page } from './page';

const SDK = `from sagemaker.sklearn import SKLearnModel
from sagemaker.xgboost import XGBoostModel

features = SKLearnModel(model_data=a, role=role, entry_point="features.py", framework_version="1.2-1")
scores = XGBoostModel(model_data=b, role=role, entry_point="score.py", framework_version="1.5-1")
to_features = features.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="features")
to_scores = scores.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="scores")

prepared = to_features.predict(rows)
print(to_scores.predict(prepared))
`;

export const useInferencePipelinePage: Page = {
  whatItDetects: `In one program or notebook: the answer of one real-time endpoint is handed, as it is or through calls, to another one
(\`predict\`, \`invoke_endpoint\`). The program makes both, or calls them by names that other files of the workspace give them. It stands in
the report.`,
  whenSilent: [
    'The answer goes to several endpoints, or comes from several, or can not be followed.',
    'One of the two is serverless or asynchronous: pipelines run on instances.',
    'Both calls are of the same endpoint.',
    'An endpoint that is called by its name is in no file of the workspace, or two have that name.',
  ],
  fix: `None: whatever the code does between the two calls has to move into a container. A snippet shows a \`PipelineModel\`. The
delta is a range, from nothing to all instances but one, and part of no total.`,
  wouldBeWrongIf: [
    'Others call one of the two endpoints by itself.',
    'The two scale differently: a small first step and a large second one on other types.',
    'The code between the two needs other data, such as a database.',
  ],
  examples: [{ dialect: 'python-sdk', file: 'score.py', before: SDK, after: SDK }],
};
