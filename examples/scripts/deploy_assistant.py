"""The assistant of the help desk: a language model on TGI.

Agents paste a ticket, and the model drafts an answer that they mend and send. The endpoint is made anew for each version of
the container; the ticket system is told its name through a parameter in Systems Manager.

    python deploy_assistant.py --check tickets.jsonl
"""

import argparse
import json
import logging
import pathlib
import sys
import time

import boto3
import sagemaker
from sagemaker.huggingface import HuggingFaceModel, get_huggingface_llm_image_uri

NAME_PARAMETER = "/help-desk/assistant/endpoint"
PROMPT = """[INST] You draft answers of a help desk. Be brief and friendly, and promise nothing.
If the ticket names no order, ask for its number.

Ticket: {ticket} [/INST]"""
SLOWEST_SECONDS = 20

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
log = logging.getLogger("assistant")

role = sagemaker.get_execution_role()
session = sagemaker.Session()


def deploy():
    assistant = HuggingFaceModel(
        role=role,
        image_uri=get_huggingface_llm_image_uri("huggingface", version="2.3.1"),
        env={
            "HF_MODEL_ID": "mistralai/Mistral-7B-Instruct-v0.3",
            "SM_NUM_GPUS": "1",
            "MAX_INPUT_LENGTH": "3072",
            "MAX_TOTAL_TOKENS": "4096",
            "MAX_BATCH_PREFILL_TOKENS": "8192",
        },
        sagemaker_session=session,
    )
    # The weights are fetched from the hub when the container starts: 14 GB.
    predictor = assistant.deploy(
        initial_instance_count=1,
        instance_type="ml.g5.12xlarge",
        endpoint_name="help-desk-assistant",
        container_startup_health_check_timeout=900,
        tags=[{"Key": "team", "Value": "help-desk"}],
    )
    log.info("%s is in service", predictor.endpoint_name)
    return predictor


def draft(predictor, ticket):
    """An answer to a ticket, and the seconds that it took."""
    begun = time.monotonic()
    answer = predictor.predict(
        {
            "inputs": PROMPT.format(ticket=ticket),
            "parameters": {"max_new_tokens": 400, "temperature": 0.2, "return_full_text": False},
        }
    )
    return answer[0]["generated_text"].strip(), time.monotonic() - begun


def tickets_in(path):
    """Texts of old tickets, one JSON object a line; lines without a text are left out."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            text = json.loads(line).get("text", "").strip()
        except json.JSONDecodeError:
            log.warning("%s:%d is no JSON", path, number)
            continue
        if text:
            yield text


def faults_of(answer, seconds):
    """What an agent would complain about."""
    faults = []
    if not answer:
        faults.append("empty")
    if "[/INST]" in answer:
        faults.append("repeats the prompt")
    if "refund" in answer.lower():
        faults.append("promises a refund")
    if seconds > SLOWEST_SECONDS:
        faults.append(f"took {seconds:.0f} s")
    return faults


def check(predictor, path):
    """Share of old tickets whose draft an agent could send."""
    results = []
    for ticket in tickets_in(path):
        answer, seconds = draft(predictor, ticket)
        faults = faults_of(answer, seconds)
        results.append(not faults)
        log.info("%5.1f s  %-24s %s", seconds, ", ".join(faults) or "fine", ticket[:60])
    return sum(results) / len(results) if results else 0.0


def main():
    parser = argparse.ArgumentParser(description="Deploys the help desk's assistant.")
    parser.add_argument("--check", type=pathlib.Path, metavar="TICKETS", help="old tickets to draft answers to")
    parser.add_argument("--least", type=float, default=0.9, help="share of drafts that have to be fine")
    arguments = parser.parse_args()

    predictor = deploy()
    if arguments.check is not None:
        share = check(predictor, arguments.check)
        if share < arguments.least:
            sys.exit(f"only {share:.0%} of the drafts are fine: the ticket system keeps the old endpoint")
    boto3.client("ssm").put_parameter(
        Name=NAME_PARAMETER, Value=predictor.endpoint_name, Type="String", Overwrite=True
    )


if __name__ == "__main__":
    main()
