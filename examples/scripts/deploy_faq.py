"""Answers of the FAQ: serverless, and kept warm though hardly anybody asks.

The model finds the page of the FAQ that fits a question. It is a scikit-learn pipeline of a few megabytes, trained by hand
whenever the editors have rewritten pages.

    python deploy_faq.py pages/ --questions questions.csv
"""

import argparse
import csv
import logging
import pathlib
import tarfile
import tempfile

import joblib
import sagemaker
from sagemaker.deserializers import JSONDeserializer
from sagemaker.s3 import S3Uploader
from sagemaker.serializers import JSONSerializer
from sagemaker.serverless import ServerlessInferenceConfig
from sagemaker.sklearn import SKLearnModel
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neighbors import NearestNeighbors
from sklearn.pipeline import make_pipeline

MODEL_DATA = "s3://acme-faq/model.tar.gz"

logging.basicConfig(level=logging.INFO, format="%(message)s")
log = logging.getLogger("faq")


def read_pages(folder):
    """Names and texts of the FAQ's pages: Markdown files with a title in their first line."""
    pages = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
    empty = [name for name, text in pages.items() if len(text.split()) < 10]
    for name in empty:
        log.warning("%s says hardly anything and is left out", name)
        del pages[name]
    return pages


def train(pages):
    pipeline = make_pipeline(
        TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=1, strip_accents="unicode"),
        NearestNeighbors(n_neighbors=3, metric="cosine"),
    )
    pipeline.fit(list(pages.values()))
    return {"pipeline": pipeline, "names": list(pages)}


def upload(model):
    """Packs the model as the container wants it, and puts it where the endpoint reads it."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "model.joblib")
        joblib.dump(model, file)
        archive = pathlib.Path(folder, "model.tar.gz")
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(file, arcname=file.name)
        log.info("%s: %.1f MB", MODEL_DATA, archive.stat().st_size / 1e6)
        S3Uploader.upload(str(archive), MODEL_DATA.rsplit("/", 1)[0])


def deploy():
    faq = SKLearnModel(
        model_data=MODEL_DATA,
        role=sagemaker.get_execution_role(),
        entry_point="answer.py",
        framework_version="1.2-1",
    )
    return faq.deploy(
        serverless_inference_config=ServerlessInferenceConfig(
            memory_size_in_mb=2048,
            max_concurrency=5,
            provisioned_concurrency=2,
        ),
        endpoint_name="faq",
        serializer=JSONSerializer(),
        deserializer=JSONDeserializer(),
    )


def share_found(predictor, path):
    """Of questions whose page is known, how many find it among the first three."""
    with path.open(newline="", encoding="utf-8") as file:
        questions = list(csv.DictReader(file))
    found = 0
    for row in questions:
        answer = predictor.predict({"question": row["question"]})
        if row["page"] in answer["pages"]:
            found += 1
        else:
            log.info("missed: %s (%s, not %s)", row["question"], row["page"], ", ".join(answer["pages"]))
    return found / max(len(questions), 1)


def main():
    parser = argparse.ArgumentParser(description="Trains and deploys the model behind the FAQ's search.")
    parser.add_argument("pages", type=pathlib.Path, help="folder of Markdown files")
    parser.add_argument("--questions", type=pathlib.Path, help="CSV of question and page, to try the endpoint with")
    options = parser.parse_args()

    pages = read_pages(options.pages)
    if not pages:
        parser.error(f"no pages in {options.pages}")
    log.info("%d pages", len(pages))
    upload(train(pages))
    predictor = deploy()
    if options.questions is not None:
        log.info("%.0f %% of the questions find their page", 100 * share_found(predictor, options.questions))


if __name__ == "__main__":
    main()
