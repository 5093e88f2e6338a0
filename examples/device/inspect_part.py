"""Runs on the line's gateway: sends each picture to the endpoint and waits for the answer.

A camera writes a picture of each part into its folder. The answer goes to the robot at the end of the line as a message,
before the part is there: it takes four seconds. Without an answer the part is put aside for a person to look at.
"""

import json
import logging
import pathlib
import queue
import threading
import time

import boto3
from awsiot.greengrasscoreipc.clientv2 import GreengrassCoreIPCClientV2
from awsiot.greengrasscoreipc.model import BinaryMessage, PublishMessage
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

FOLDER = pathlib.Path("/var/cameras")
ANSWER_IN_SECONDS = 3.5
LEAST_SCORE = 0.7

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("inspect-part")

runtime = boto3.client(
    "sagemaker-runtime",
    region_name="eu-west-1",
    # Too late is as bad as never: no second try.
    config=Config(connect_timeout=1, read_timeout=3, retries={"max_attempts": 0}),
)
ipc = GreengrassCoreIPCClientV2()
pictures = queue.Queue(maxsize=20)


def inspect(picture):
    """What is wrong with the part in a picture: a list of defects, each with its kind and score."""
    answer = runtime.invoke_endpoint(EndpointName="line-defects", ContentType="image/jpeg", Body=picture)
    found = json.loads(answer["Body"].read())["defects"]
    return [defect for defect in found if defect["score"] >= LEAST_SCORE]


def tell_robot(part, verdict, defects=()):
    message = json.dumps({"part": part, "verdict": verdict, "defects": list(defects)})
    ipc.publish_to_topic(
        topic="line/defects",
        publish_message=PublishMessage(binary_message=BinaryMessage(message=message.encode("utf-8"))),
    )
    log.info("part %s: %s", part, verdict)


def watch(folder):
    """Queues each new picture once; a camera writes to a hidden file first and renames it when it is whole."""
    seen = set()
    while True:
        present = {path for path in folder.glob("*/*.jpg") if not path.name.startswith(".")}
        for path in sorted(present - seen):
            try:
                pictures.put_nowait((time.monotonic(), path))
            except queue.Full:
                log.error("the line is faster than the network: %s is put aside", path.stem)
                tell_robot(path.stem, "aside")
        seen = present
        time.sleep(0.1)


def work():
    while True:
        begun, path = pictures.get()
        part = path.stem
        try:
            defects = inspect(path.read_bytes())
            seconds = time.monotonic() - begun
            if seconds > ANSWER_IN_SECONDS:
                log.warning("part %s: the answer came after %.1f s", part, seconds)
                tell_robot(part, "aside")
            else:
                tell_robot(part, "defect" if defects else "good", defects)
        except (BotoCoreError, ClientError, KeyError, ValueError) as error:
            log.warning("part %s: %s", part, error)
            tell_robot(part, "aside")
        finally:
            path.unlink(missing_ok=True)
            pictures.task_done()


def main():
    # Two cameras, and two more for when one request hangs.
    for _ in range(4):
        threading.Thread(target=work, daemon=True).start()
    watch(FOLDER)


if __name__ == "__main__":
    main()
