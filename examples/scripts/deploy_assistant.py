"""The assistant of the help desk: a language model on TGI."""

import sagemaker
from sagemaker.huggingface import HuggingFaceModel, get_huggingface_llm_image_uri

role = sagemaker.get_execution_role()

assistant = HuggingFaceModel(
    role=role,
    image_uri=get_huggingface_llm_image_uri("huggingface", version="2.3.1"),
    env={
        "HF_MODEL_ID": "mistralai/Mistral-7B-Instruct-v0.3",
        "SM_NUM_GPUS": "1",
        "MAX_INPUT_LENGTH": "3072",
        "MAX_TOTAL_TOKENS": "4096",
    },
)
assistant.deploy(
    initial_instance_count=1,
    instance_type="ml.g5.12xlarge",
    endpoint_name="help-desk-assistant",
)
