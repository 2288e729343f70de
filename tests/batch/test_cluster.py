"""A real Dask cluster of two processes on this machine: the same files, whatever becomes of a worker."""

import os
import signal
import threading
import time

import killers
import pytest
from distributed import Client
from distributed import LocalCluster
from test_run import crashes  # beside this file; see conftest.py
from test_run import GROUPS
from test_run import make_jobs
from test_run import once_each

from brochure.batch.batch import Printed
from brochure.batch.batch import Stopped
from brochure.batch.engines import open_engine
from brochure.batch.jobs import Limits
from brochure.batch.run import run
from brochure.diagnostics import BuildError


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0"
    ) as made:
        yield made


def test_files_are_the_same_as_without_a_cluster(shop, cluster):
    shop.language("ar")
    shop.clinic("beta", "languages: [en, ar]\nlook: bold\n")
    shop.batch(index=False)
    expected = shop.files()
    events = shop.batch(index=False, force=True, cluster=cluster.scheduler_address)
    assert len([event for event in events if isinstance(event, Printed)]) == 6
    assert shop.files() == expected
    shop.batch(force=True, cluster=cluster.scheduler_address)
    assert shop.files() == expected


def test_workers_need_no_disk_of_ours(shop, cluster):
    """What the workers have unpacked lies in folders of their own, and goes with them."""
    shop.batch(index=False, cluster=cluster.scheduler_address)
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        folders = client.run(lambda: __import__("brochure.batch.work").batch.work._folder())
    assert len(set(folders.values())) == 2
    for folder in folders.values():
        assert not folder.is_relative_to(shop.root)
        assert folder.is_dir()


def test_a_mistake_in_one_clinic(shop, cluster):
    shop.clinic("beta", "look: glod\n")
    events = shop.batch(index=False, cluster=cluster.scheduler_address)
    stopped = [event for event in events if isinstance(event, Stopped)]
    assert {event.edition.clinic for event in stopped} == {"beta"}
    assert 'there is no look "glod"' in str(stopped[0].errors[0])


def test_a_scheduler_that_is_not_there():
    said = 'the cluster "tcp://127.0.0.1:9" cannot be reached'
    with pytest.raises(BuildError, match=said) as caught, open_engine(1, "tcp://127.0.0.1:9"):
        pass
    assert "tcp://scheduler:8786" in str(caught.value)


def test_only_the_killer_is_told_by_a_cluster_too():
    groups = [["a", "kills", "b"], *GROUPS[:4]]
    with open_engine(2, "local") as engine:
        found = list(run(make_jobs(*groups), engine, killers.print_job))
    once_each(found, groups)
    assert set(crashes(found)) == {"kills"}


def test_an_edition_that_hangs_ends_its_worker():
    groups = [["a", "hangs"], *GROUPS[:2]]
    with open_engine(2, "local") as engine:
        found = list(run(make_jobs(*groups, limits=Limits(seconds=0.5)), engine, killers.print_job))
    once_each(found, groups)
    assert set(crashes(found)) == {"hangs"}


def test_a_worker_that_is_killed_from_outside_costs_nothing(shop):
    shop.language("ar", "es", "zh-Hans")
    shop.clinic("beta", "languages: [en, ar, es, zh-Hans]\n")
    shop.batch(index=False)
    expected = shop.files()
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        address = cluster.scheduler_address
        with Client(address, set_as_default=False) as client:
            pids = list(client.run(os.getpid).values())

        def strike():
            time.sleep(0.3)
            os.kill(pids[0], signal.SIGKILL)

        thread = threading.Thread(target=strike)
        thread.start()
        events = shop.batch(index=False, force=True, cluster=address)
        thread.join()
    assert not [event for event in events if isinstance(event, Stopped)]
    assert shop.files() == expected
