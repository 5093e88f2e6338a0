"""Deploys the price model for a review, and takes it down again.

Once a month the pricing team looks at what the new model says of flats whose price is known. The endpoint is up for the
minutes that the review takes; the numbers go into a CSV file for the minutes of the meeting.
"""

import csv
import json
import logging
import pathlib
import statistics
from datetime import datetime, timezone

import numpy as np
import sagemaker
from sagemaker.deserializers import JSONDeserializer
from sagemaker.serializers import NumpySerializer
from sagemaker.sklearn import SKLearnModel

HERE = pathlib.Path(__file__).parent
FLATS = HERE / "data" / "review-flats.csv"
COLUMNS = ("rooms", "floor", "balcony", "age")
# What an appraiser is off by, as a share of the price.
APPRAISER_ERROR = 0.08

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
log = logging.getLogger("price-review")

role = "arn:aws:iam::123456789012:role/PriceModelExecution"
session = sagemaker.Session()


def read_flats(path):
    """Features and prices, in thousands, of the flats that were sold since the training."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    features = np.array([[float(row[column]) for column in COLUMNS] for row in rows], dtype=np.float32)
    prices = np.array([float(row["price"]) for row in rows], dtype=np.float32)
    return [row["address"] for row in rows], features, prices


def errors_of(predicted, prices):
    """How far each prediction is off, as a share of the price."""
    return np.abs(predicted - prices) / prices


def summary_of(errors):
    return {
        "flats": int(errors.size),
        "median error": round(float(np.median(errors)), 4),
        "mean error": round(statistics.fmean(errors.tolist()), 4),
        "within an appraiser's": round(float(np.mean(errors <= APPRAISER_ERROR)), 4),
    }


def write_report(path, addresses, prices, predicted, errors):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["address", "price", "predicted", "error"])
        for row in sorted(zip(addresses, prices, predicted, errors), key=lambda each: -each[3]):
            writer.writerow([row[0], f"{row[1]:.0f}", f"{row[2]:.0f}", f"{row[3]:.3f}"])
    log.info("written: %s", path)


addresses, features, prices = read_flats(FLATS)
log.info("%d flats, %.0f to %.0f thousand", len(addresses), prices.min(), prices.max())

model = SKLearnModel(
    model_data="s3://price-models/2026-10/model.tar.gz",
    role=role,
    entry_point="inference.py",
    source_dir=str(HERE / "serving"),
    framework_version="1.0-1",
    py_version="py3",
    sagemaker_session=session,
)

predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.xlarge",
    endpoint_name="price-model-review",
    serializer=NumpySerializer(),
    deserializer=JSONDeserializer(),
)

try:
    # A flat that everybody in the room knows: if this one is odd, the rest need not be looked at.
    log.info("the flat above the office: %s", predictor.predict(np.array([[3.2, 1, 0, 14]], dtype=np.float32)))

    predicted = np.array(predictor.predict(features), dtype=np.float32)
    errors = errors_of(predicted, prices)
    summary = summary_of(errors)
    log.info(json.dumps(summary, indent=2))
    if summary["median error"] > APPRAISER_ERROR:
        log.warning("an appraiser would have been nearer")

    month = datetime.now(timezone.utc).strftime("%Y-%m")
    write_report(HERE / "reviews" / f"{month}.csv", addresses, prices, predicted, errors)
finally:
    predictor.delete_endpoint()
