import pytest

from trialkit.errors import InvalidInput, StoreError
from trialkit.store.backup import backup, restore
from trialkit.store.store import DATABASE, Store
from trialkit.store.verifying import verify


def test_a_copy_is_a_workspace_that_says_the_same(store, villapaja, folder, tmp_path):
    (folder / "files" / "consent.pdf").write_bytes(b"%PDF")

    copy = backup(store, tmp_path / "copy")

    with Store.open(copy) as copied:
        assert copied.trials() == [villapaja]
        assert copied.head() == store.head()
        assert verify(copied) == []
    assert (copy / "files" / "consent.pdf").read_bytes() == b"%PDF"


def test_a_fresh_copy_is_one_file_without_a_log(store, villapaja, tmp_path):
    copy = backup(store, tmp_path / "copy")

    assert [path.name for path in copy.iterdir() if path.is_file()] == [DATABASE]


def test_on_a_stick_with_other_things_the_copy_gets_a_folder_of_its_own(store, villapaja, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "photo.jpg").write_bytes(b"")

    assert backup(store, stick) == stick / "nivala-2026-03-02-2"
    with pytest.raises(InvalidInput) as refused:
        backup(store, stick)
    assert refused.value.codes == ("ALREADY_THERE",)


def test_a_copy_becomes_a_workspace_again(store, villapaja, tmp_path):
    copy = backup(store, tmp_path / "copy")

    again = restore(copy, tmp_path / "again")

    with Store.open(again) as restored:
        assert restored.trials() == [villapaja]


def test_nothing_is_ever_restored_over_a_workspace(store, villapaja, folder, tmp_path):
    copy = backup(store, tmp_path / "copy")

    with pytest.raises(InvalidInput) as refused:
        restore(copy, folder)

    assert refused.value.codes == ("ALREADY_THERE",)
    assert store.trials() == [villapaja]


def test_what_is_no_copy_restores_nothing(tmp_path):
    with pytest.raises(StoreError) as refused:
        restore(tmp_path / "nowhere", tmp_path / "again")

    assert refused.value.codes == ("NO_WORKSPACE",)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_copy_restores_nothing(store, villapaja, tmp_path):
    copy = backup(store, tmp_path / "copy")
    content = (copy / DATABASE).read_bytes()
    (copy / DATABASE).write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))

    with pytest.raises(StoreError) as refused:
        restore(copy, tmp_path / "again")

    assert refused.value.codes[0] == "CORRUPT"
    assert not (tmp_path / "again").exists()
