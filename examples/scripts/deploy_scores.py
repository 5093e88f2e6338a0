"""Credit scores: one endpoint prepares the features, the next one scores them.

The loan application imports `score`. Run as a program, it deploys both models, scores the applications of a file with them,
and compares the scores with those of the last release.

    python deploy_scores.py applications.csv --last-scores scores-2026-09.csv
"""

import argparse
import csv
import logging
import pathlib
import sys

import sagemaker
from sagemaker.deserializers import CSVDeserializer
from sagemaker.serializers import CSVSerializer
from sagemaker.sklearn import SKLearnModel
from sagemaker.xgboost import XGBoostModel

COLUMNS = ("income", "rent", "open_loans", "missed_payments", "months_employed", "age_of_account")
# Scores are between 300 and 850.
LARGEST_SHIFT = 25

log = logging.getLogger("scores")

role = sagemaker.get_execution_role()

features = SKLearnModel(
    model_data="s3://acme-scores/features/model.tar.gz",
    role=role,
    entry_point="features.py",
    framework_version="1.2-1",
)
scores = XGBoostModel(
    model_data="s3://acme-scores/scores/model.tar.gz",
    role=role,
    entry_point="score.py",
    framework_version="1.7-1",
)
to_features = features.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.large",
    endpoint_name="score-features",
    serializer=CSVSerializer(),
    deserializer=CSVDeserializer(),
)
to_scores = scores.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.large",
    endpoint_name="scores",
    serializer=CSVSerializer(),
    deserializer=CSVDeserializer(),
)


def score(rows):
    """Scores of applications, in their order; the features are those of `COLUMNS`, scaled and one-hot encoded."""
    prepared = to_features.predict(rows)
    return to_scores.predict(prepared)


class InvalidApplication(ValueError):
    """An application that no score can be given for."""


def row_of(application):
    """The numbers of an application, as the first model takes them."""
    try:
        row = [float(application[column] or "nan") for column in COLUMNS]
    except (KeyError, ValueError) as error:
        raise InvalidApplication(f"{application.get('id', '?')}: {error}") from error
    if row[COLUMNS.index("income")] < 0:
        raise InvalidApplication(f"{application['id']}: income below zero")
    return row


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def scored(applications):
    """Scores by the id of the application; what is invalid is said and left out."""
    valid = []
    for application in applications:
        try:
            valid.append((application["id"], row_of(application)))
        except InvalidApplication as error:
            log.warning("left out: %s", error)
    answers = score([row for _, row in valid])
    return {name: float(answer[0]) for (name, _), answer in zip(valid, answers, strict=True)}


def main():
    parser = argparse.ArgumentParser(description="Deploys both models and compares their scores with the last ones.")
    parser.add_argument("applications", type=pathlib.Path)
    parser.add_argument("--last-scores", type=pathlib.Path, help="CSV of id and score")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")

    now = scored(read(options.applications))
    log.info("%d scores from %.0f to %.0f", len(now), min(now.values()), max(now.values()))
    if options.last_scores is None:
        return
    before = {row["id"]: float(row["score"]) for row in read(options.last_scores)}
    shifts = {name: now[name] - before[name] for name in now.keys() & before.keys()}
    far = {name: shift for name, shift in shifts.items() if abs(shift) > LARGEST_SHIFT}
    for name, shift in sorted(far.items(), key=lambda each: -abs(each[1])):
        log.warning("%s moved by %+.0f", name, shift)
    if len(far) > len(shifts) / 100:
        sys.exit(f"{len(far)} of {len(shifts)} scores moved by more than {LARGEST_SHIFT}: not released")


if __name__ == "__main__":
    main()
