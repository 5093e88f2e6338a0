"""Scores last night's documents in one go.

A batch transform job: it starts its instances, sends them all that lies under the day's prefix, writes the answers beside
it and ends. What could not be read is listed for the clerks.

    python score_backlog.py --day 2026-10-14
"""

import argparse
import json
import logging
import sys
from datetime import date

import boto3
from botocore.exceptions import ClientError
from sagemaker.pytorch import PyTorchModel

BATCH_INSTANCE = "ml.m5.4xlarge"
BACKLOG = "document-backlog"
SCORES = "document-scores"
LEAST_CONFIDENCE = 0.6

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("score-backlog")

s3 = boto3.client("s3")

model = PyTorchModel(
    model_data="s3://document-models/layout/model.tar.gz",
    role="arn:aws:iam::123456789012:role/DocumentScoring",
    entry_point="inference.py",
    framework_version="2.1",
    py_version="py310",
)


def keys_under(bucket, prefix):
    """Keys and sizes of what lies under a prefix; folders that the console has made are left out."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return {
        item["Key"]: item["Size"]
        for page in pages
        for item in page.get("Contents", [])
        if not item["Key"].endswith("/")
    }


def is_scored(day):
    try:
        s3.head_object(Bucket=SCORES, Key=f"{day}/done.json")
    except ClientError as error:
        if error.response["Error"]["Code"] == "404":
            return False
        raise
    return True


def transform(day):
    transformer = model.transformer(
        instance_count=1,
        instance_type=BATCH_INSTANCE,
        strategy="MultiRecord",
        assemble_with="Line",
        accept="application/jsonlines",
        output_path=f"s3://{SCORES}/{day}/",
        max_concurrent_transforms=4,
        max_payload=6,
    )
    transformer.transform(f"s3://{BACKLOG}/{day}/", content_type="application/json", split_type="Line")
    transformer.wait(logs=False)


def doubtful(day):
    """Documents that the model is not sure about, or could not read, with the reason."""
    for key in keys_under(SCORES, f"{day}/"):
        if not key.endswith(".out"):
            continue
        body = s3.get_object(Bucket=SCORES, Key=key)["Body"]
        for line in body.iter_lines():
            answer = json.loads(line)
            if "error" in answer:
                yield {"document": answer.get("document", key), "why": answer["error"]}
            elif answer["confidence"] < LEAST_CONFIDENCE:
                yield {"document": answer["document"], "why": f"confidence {answer['confidence']:.2f}"}


def main():
    parser = argparse.ArgumentParser(description="Scores the documents of a day.")
    parser.add_argument("--day", type=date.fromisoformat, default=date.today(), help="as YYYY-MM-DD")
    parser.add_argument("--again", action="store_true", help="even if the day has been scored")
    options = parser.parse_args()

    day = options.day.isoformat()
    if is_scored(day) and not options.again:
        sys.exit(f"{day} has been scored; --again scores it anew")
    documents = keys_under(BACKLOG, f"{day}/")
    if not documents:
        log.info("no documents came in on %s", day)
        return
    log.info("%d files, %.1f MB", len(documents), sum(documents.values()) / 1e6)
    transform(day)
    left = list(doubtful(day))
    summary = {"day": day, "files": len(documents), "for-the-clerks": left}
    s3.put_object(Bucket=SCORES, Key=f"{day}/done.json", Body=json.dumps(summary, indent=2))
    log.info("%d documents are left for the clerks", len(left))


if __name__ == "__main__":
    main()
