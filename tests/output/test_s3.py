"""An output in S3, as moto plays it on this machine; nothing leaves the machine."""

import logging
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import boto3
import fsspec
import pytest
import s3fs
from moto.server import ThreadedMotoServer

from brochure.output import open_output
from brochure.output import OutputClosed

NAME = "riverside/en/trifold-screen.pdf"
ADDRESS = "s3://leaflets/2026-11"


@pytest.fixture(scope="module")
def server():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    served = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    served.start()
    host, port = served.get_host_and_port()
    yield f"http://{host}:{port}"
    served.stop()


@pytest.fixture
def settings(monkeypatch, tmp_path):
    """The environment of somebody who has credentials for this machine's store alone."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_MAX_ATTEMPTS": "1",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }.items():
        monkeypatch.setenv(name, value)
    # An fsspec store is kept for the next who asks, with the settings that held then.
    s3fs.S3FileSystem.clear_instance_cache()
    yield monkeypatch
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def bucket(server, settings):
    """The store's own client, with one empty bucket there."""
    settings.setenv("AWS_ENDPOINT_URL", server)
    urllib.request.urlopen(urllib.request.Request(f"{server}/moto-api/reset", method="POST")).close()
    client = boto3.client("s3")
    client.create_bucket(Bucket="leaflets")
    yield client
    client.close()


def test_what_is_written_is_there(bucket):
    output = open_output(ADDRESS)
    output.write(NAME, b"%PDF")
    assert bucket.get_object(Bucket="leaflets", Key=f"2026-11/{NAME}")["Body"].read() == b"%PDF"
    assert output.place(NAME) == f"{ADDRESS}/{NAME}"
    assert list(output.find()) == [(NAME, 4)]
    assert output.read(NAME, 4) == b"%PDF"
    assert output.read(NAME, 3) is None
    assert output.read("missing.pdf", 3) is None
    output.remove(NAME)
    output.remove(NAME)
    assert list(output.find()) == []
    assert bucket.list_objects_v2(Bucket="leaflets")["KeyCount"] == 0


def test_a_whole_bucket_as_output(bucket):
    output = open_output("s3://leaflets")
    output.write("index.html", b"x")
    output.write(NAME, b"%PDF")
    assert output.place("index.html") == "s3://leaflets/index.html"
    assert list(output.find()) == [(NAME, 4)]
    assert list(output.tails([NAME, "no.pdf"], 2)) == [b"DF", None]


def test_browsers_are_told_what_a_file_is(bucket):
    output = open_output(ADDRESS)
    kinds = {
        "index.html": "text/html; charset=utf-8",
        "manifest.json": "application/json",
        NAME: "application/pdf",
    }
    for name, kind in kinds.items():
        output.write(name, b"x")
        assert bucket.head_object(Bucket="leaflets", Key=f"2026-11/{name}")["ContentType"] == kind


def test_tails_of_long_short_empty_and_missing_files(bucket):
    output = open_output(ADDRESS)
    assert list(output.tails([NAME], 4)) == [None]
    for name, data in {"a/long.pdf": b"0123456789", "a/short.pdf": b"ab", "a/empty.pdf": b""}.items():
        output.write(name, data)
    names = ["a/long.pdf", "missing.pdf", "a/short.pdf", "a/empty.pdf", "a/long.pdf"]
    assert list(output.tails(names, 4)) == [b"6789", None, b"ab", b"", b"6789"]


def test_what_others_write_later_is_seen(bucket):
    output = open_output(ADDRESS)
    assert list(output.find()) == []
    bucket.put_object(Bucket="leaflets", Key=f"2026-11/{NAME}", Body=b"theirs")
    assert list(output.find()) == [(NAME, 6)]
    assert list(output.tails([NAME], 3)) == [b"irs"]
    bucket.put_object(Bucket="leaflets", Key=f"2026-11/{NAME}", Body=b"longer")
    assert output.read(NAME, 6) == b"longer"


def test_the_address_of_a_file_has_no_files_below(bucket):
    open_output(ADDRESS).write("x.pdf", b"123")
    assert list(open_output(f"{ADDRESS}/x.pdf").find()) == []


def test_several_threads_write_at_once(bucket):
    output = open_output(ADDRESS)
    files = {f"clinic-{number}/en.pdf": b"%d" % number * 1000 for number in range(60)}
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(output.write, files, files.values()))
    assert list(output.find()) == sorted((name, len(data)) for name, data in files.items())
    assert list(output.tails(list(files), 500)) == [data[-500:] for data in files.values()]


def every_use(address):
    output = open_output(address)
    yield lambda: output.write(NAME, b"x")
    yield lambda: output.read(NAME, 1)
    yield lambda: output.remove(NAME)
    yield lambda: list(output.find())
    yield lambda: list(output.tails([NAME], 1))


def test_a_bucket_that_is_not_there(bucket):
    for use in every_use("s3://leaflet/2026-11"):
        with pytest.raises(OutputClosed, match="there is no such bucket") as caught:
            use()
        assert "make it with the store's own tools" in str(caught.value)


def test_no_credentials(bucket, settings):
    settings.delenv("AWS_ACCESS_KEY_ID")
    settings.delenv("AWS_SECRET_ACCESS_KEY")
    for use in every_use(ADDRESS):
        with pytest.raises(OutputClosed, match="no credentials") as caught:
            use()
        assert "hint: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" in str(caught.value)


def test_no_permission(bucket, settings):
    settings.setattr("moto.settings.INITIAL_NO_AUTH_ACTION_COUNT", 0)
    for use in every_use(ADDRESS):
        with pytest.raises(OutputClosed, match=r"no permission: (The AWS Access Key Id|Forbidden)") as caught:
            use()
        assert "nothing" not in str(caught.value)


def test_no_network(settings):
    settings.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    for use in every_use(ADDRESS):
        with pytest.raises(OutputClosed, match="the store cannot be reached: Could not connect"):
            use()


def test_an_endpoint_from_fsspecs_own_settings(bucket, server, settings):
    settings.delenv("AWS_ENDPOINT_URL")
    settings.setitem(fsspec.config.conf, "s3", {"endpoint_url": server})
    output = open_output(ADDRESS)
    output.write(NAME, b"x")
    assert list(output.find()) == [(NAME, 1)]
