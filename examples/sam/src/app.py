"""Scores the claims of the last day, started by the clock.

The export puts files of claims under incoming/, a line for each claim: its number, then its features. Each becomes a file
of number and score under scored/, and what a clerk has to read is copied to clerks/.
"""

import csv
import io
import json
import logging
import os
import time
from datetime import datetime, timedelta, timezone

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

INCOMING = "incoming/"
# A request takes 6 MB, and a claim has about 400 bytes.
CLAIMS_PER_REQUEST = 5000
LEAST_SCORE = float(os.environ.get("LEAST_SCORE", "0.35"))

logger = logging.getLogger()
logger.setLevel(logging.INFO)

runtime = boto3.client("sagemaker-runtime", config=Config(read_timeout=70, retries={"max_attempts": 2}))
bucket = boto3.resource("s3").Bucket(os.environ.get("CLAIMS_BUCKET", "acme-claims"))


class UnreadableFile(ValueError):
    """A file of the export that holds no claims."""


def claims_in(text):
    """Numbers and features of the claims of a file."""
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    widths = {len(row) for row in rows}
    if not rows or len(widths) > 1:
        raise UnreadableFile(f"{len(rows)} claims of {sorted(widths)} columns")
    return [row[0] for row in rows], [row[1:] for row in rows]


def scores_of(features):
    """One score for each claim, in their order; a busy endpoint is asked again after some seconds."""
    body = "\n".join(",".join(row) for row in features)
    for pause in (2, 10, None):
        try:
            answer = runtime.invoke_endpoint(
                EndpointName=os.environ["ENDPOINT_NAME"],
                ContentType="text/csv",
                Accept="text/csv",
                Body=body.encode("utf-8"),
            )
        except ClientError as error:
            if pause is None or error.response["Error"]["Code"] != "ThrottlingException":
                raise
            time.sleep(pause)
        else:
            return [float(score) for score in answer["Body"].read().decode("utf-8").replace("\n", ",").split(",") if score]
    return []


def put(key, rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    bucket.put_object(Key=key, Body=text.getvalue().encode("utf-8"), ContentType="text/csv")


def score_file(item):
    """Scores one file, and answers with how many claims it held and how many go to a clerk."""
    numbers, features = claims_in(item.get()["Body"].read().decode("utf-8"))
    scores = []
    for start in range(0, len(features), CLAIMS_PER_REQUEST):
        scores += scores_of(features[start : start + CLAIMS_PER_REQUEST])
    if len(scores) != len(numbers):
        raise UnreadableFile(f"{len(numbers)} claims, but {len(scores)} scores")
    scored = list(zip(numbers, scores))
    unsure = [row for row in scored if row[1] < LEAST_SCORE]
    put(item.key.replace(INCOMING, "scored/"), scored)
    if unsure:
        put(item.key.replace(INCOMING, "clerks/"), unsure)
    return len(scored), len(unsure)


def handler(event, context):
    since = datetime.now(timezone.utc) - timedelta(days=1)
    claims = clerks = 0
    failed = []
    for item in bucket.objects.filter(Prefix=INCOMING):
        if item.last_modified < since or not item.key.endswith(".csv"):
            continue
        try:
            scored, unsure = score_file(item)
        except (UnreadableFile, UnicodeDecodeError, ClientError) as error:
            logger.warning("%s: %s", item.key, error)
            failed.append(item.key)
            continue
        claims += scored
        clerks += unsure
    result = {"claims": claims, "clerks": clerks, "failed": failed}
    logger.info(json.dumps(result))
    if failed:
        raise RuntimeError(f"{len(failed)} files could not be scored: {', '.join(failed)}")
    return result
