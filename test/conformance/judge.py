"""Judges fixed code: one JSON request a line, one JSON answer a line.

{"compile": code}  whether Python accepts it
{"run": code}      runs it against botocore with answers made up, and the SageMaker SDK with a stand-in: botocore's own
                   validator sees every request; answers the requests that were made
"""

import contextlib
import io
import json
import sys
import types

import boto3
import botocore.session

REQUESTS = []
SESSION = botocore.session.Session()
SESSION.set_credentials("none", "none")
SESSION.set_config_variable("region", "us-east-1")


class _Answer:
    status_code = 200
    headers = {}


def _answer(model, params, **_):
    return _Answer(), {"ResponseMetadata": {}}


def _record(model, params, **_):
    REQUESTS.append({"operation": model.name, "params": json.loads(json.dumps(params, default=str))})


SESSION.register("before-call", _answer)
SESSION.register("before-parameter-build", _record)


class ServerlessInferenceConfig:
    def __init__(self, memory_size_in_mb=2048, max_concurrency=5, provisioned_concurrency=None):
        self.memory_size_in_mb = memory_size_in_mb
        self.max_concurrency = max_concurrency
        self.provisioned_concurrency = provisioned_concurrency


class AsyncInferenceConfig:
    def __init__(
        self,
        output_path=None,
        max_concurrent_invocations_per_instance=None,
        kms_key_id=None,
        notification_config=None,
        failure_path=None,
    ):
        self.output_path = output_path


class _Deployed:
    endpoint_name = "stand-in-endpoint"

    def __getattr__(self, name):
        return lambda *args, **kwargs: None


class Deploys:
    """Any model, estimator or tuner of version 2."""

    def __init__(self, *args, **kwargs):
        pass

    def fit(self, *args, **kwargs):
        pass

    def deploy(
        self,
        initial_instance_count=None,
        instance_type=None,
        serializer=None,
        deserializer=None,
        accelerator_type=None,
        endpoint_name=None,
        serverless_inference_config=None,
        async_inference_config=None,
        **kwargs,
    ):
        if serverless_inference_config is not None:
            if not isinstance(serverless_inference_config, ServerlessInferenceConfig):
                raise ValueError("serverless_inference_config needs to be a ServerlessInferenceConfig object")
            if instance_type is not None or initial_instance_count is not None:
                raise ValueError("an instance beside serverless inference")
        elif instance_type is None or initial_instance_count is None:
            raise ValueError("neither an instance nor serverless inference")
        REQUESTS.append({"operation": "deploy", "params": {"instance_type": instance_type}})
        return _Deployed()


class HyperparameterTuner(Deploys):
    def deploy(self, initial_instance_count, instance_type, *args, **kwargs):
        return super().deploy(initial_instance_count, instance_type, *args, **kwargs)


class ModelBuilder:
    """The builder of version 3, which knows one class of each name."""

    def __init__(self, **kwargs):
        pass

    def build(self, *args, **kwargs):
        return self

    def deploy(
        self,
        endpoint_name=None,
        initial_instance_count=1,
        instance_type=None,
        wait=True,
        update_endpoint=False,
        container_timeout_in_seconds=300,
        inference_config=None,
        **kwargs,
    ):
        if inference_config is not None and not isinstance(inference_config, ServerlessInferenceConfig):
            raise ValueError("inference_config of a class that deploy does not know")
        if "serverless_inference_config" in kwargs:
            raise ValueError("version 3 takes inference_config")
        REQUESTS.append({"operation": "deploy", "params": {"serverless": inference_config is not None}})
        return _Deployed()


def _module(name, **names):
    module = types.ModuleType(name)
    for key, value in names.items():
        setattr(module, key, value)
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)


_module("sagemaker", get_execution_role=lambda *args: "role", Session=_Deployed)
_module("sagemaker.model", Model=Deploys)
_module("sagemaker.pytorch", PyTorchModel=Deploys, PyTorch=Deploys)
_module("sagemaker.xgboost", XGBoostModel=Deploys, XGBoost=Deploys)
_module("sagemaker.sklearn", SKLearnModel=Deploys)
_module("sagemaker.tuner", HyperparameterTuner=HyperparameterTuner)
_module("sagemaker.serverless", ServerlessInferenceConfig=ServerlessInferenceConfig)
_module("sagemaker.async_inference", AsyncInferenceConfig=AsyncInferenceConfig)
_module("sagemaker.serializers", JSONSerializer=_Deployed)
_module("sagemaker.core")
_module(
    "sagemaker.core.inference_config",
    ServerlessInferenceConfig=ServerlessInferenceConfig,
    AsyncInferenceConfig=AsyncInferenceConfig,
)
_module("sagemaker.serve", ModelBuilder=ModelBuilder)
_module("sagemaker.serve.model_builder", ModelBuilder=ModelBuilder)


def run(code):
    REQUESTS.clear()
    boto3.DEFAULT_SESSION = boto3.session.Session(botocore_session=SESSION)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "fixed.py", "exec"), {"__name__": "__main__"})
    return list(REQUESTS)


def answer(request):
    if "compile" in request:
        compile(request["compile"], "fixed.py", "exec")
        return {"ok": True}
    return {"ok": True, "requests": run(request["run"])}


for line in sys.stdin:
    try:
        reply = answer(json.loads(line))
    except Exception as error:  # Whatever the code does wrong is the answer.
        reply = {"ok": False, "error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
