"""A plugin of one's own, made in one command."""

import tomllib

import pytest

from trialkit.errors import InvalidInput
from trialkit.templates.reading import read_template
from trialkit.templates.scaffold import scaffold


def test_the_plugin_has_a_sound_template_of_its_name(tmp_path):
    content = scaffold("bread_box", tmp_path / "trialkit-bread-box")

    assert read_template(content).id == "bread_box"


def test_the_distribution_announces_its_package(tmp_path):
    scaffold("bread_box", tmp_path)

    project = tomllib.loads((tmp_path / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["name"] == "trialkit-bread-box"
    assert project["project"]["entry-points"]["trialkit"] == {"bread_box": "trialkit_bread_box"}
    assert (tmp_path / "src/trialkit_bread_box/py.typed").exists()


def test_every_python_file_it_writes_compiles(tmp_path):
    scaffold("bread", tmp_path)

    written = list(tmp_path.rglob("*.py"))
    assert len(written) >= 2
    for path in written:
        compile(path.read_text("utf-8"), str(path), "exec")


@pytest.mark.parametrize("name", ["Bread", "bread-box", "1bread", "class", ""])
def test_a_name_that_python_could_not_import_is_refused(tmp_path, name):
    with pytest.raises(InvalidInput) as refused:
        scaffold(name, tmp_path / "made")

    assert refused.value.codes == ("BAD_NAME",)
    assert not (tmp_path / "made").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(InvalidInput) as refused:
        scaffold("bread", tmp_path)

    assert refused.value.codes == ("FOLDER_NOT_EMPTY",)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
