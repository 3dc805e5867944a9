"""What is installed is whole, and importing it costs next to nothing."""

import ast
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path, PurePosixPath

import attrs
import pytest

import trialkit

ROOT = Path(__file__).parents[1]
PACKAGES = {
    "trialkit": ROOT,
    "trialkit_ecommerce": ROOT / "plugins" / "ecommerce",
    "trialkit_export": ROOT / "plugins" / "export",
    "trialkit_first_hire": ROOT / "plugins" / "first_hire",
}
"""Import package → the folder its distribution is built from."""

TEMPLATES = ("ecommerce", "export", "first_hire")
HEAVY = ("click", "jinja2", "babel", "sqlite3", "sqlite_utils", "cattrs", "numpy", "scipy")

wheels = [pytest.mark.wheels, pytest.mark.xdist_group("wheels")]


class TestThePublicApi:
    def test_importing_it_loads_no_heavy_library(self):
        program = f"import sys, trialkit; print(sorted(sys.modules.keys() & set({HEAVY})))"

        loaded = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )

        assert loaded.stdout.strip() == "[]"

    @pytest.mark.parametrize("name", trialkit.__all__)
    def test_every_public_name_opens(self, name):
        assert getattr(trialkit, name) is not None

    def test_the_names_agree_wherever_they_stand(self):
        source = ast.parse(Path(trialkit.__file__).read_text(encoding="utf-8"))
        typed = {
            alias.asname or alias.name: node.module
            for branch in source.body
            if isinstance(branch, ast.If)
            for node in branch.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        opened = {name: f"trialkit.{room}" for name, room in trialkit._ROOMS.items()}

        assert typed == opened
        assert {*opened, "__version__"} == set(trialkit.__all__) == set(dir(trialkit))

    def test_a_name_it_does_not_have_is_an_attribute_error(self):
        with pytest.raises(AttributeError, match="flavour"):
            _ = trialkit.flavour


@attrs.frozen
class Built:
    """One distribution, built.

    Attributes:
        wheel: the file.
        names: what is in it.
    """

    wheel: Path
    names: frozenset[str]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """Wheels of all four, each built from its source distribution as an index would get it."""
    found = {}
    for package, folder in PACKAGES.items():
        out = tmp_path_factory.mktemp(package)
        done = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, folder)
        assert done.returncode == 0, done.stdout + done.stderr
        (wheel,) = out.glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            found[package] = Built(wheel, frozenset(archive.namelist()))
    return found


@pytest.fixture(scope="session")
def clean(built: dict[str, Built], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has the wheels, what they need, and nothing else."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    venv.create(folder, with_pip=uv is None)
    windows = os.name == "nt"
    python = folder / ("Scripts" if windows else "bin") / ("python.exe" if windows else "python")
    install = (
        [uv, "pip", "install", "--python", python]
        if uv
        else [python, "-m", "pip", "install", "--disable-pip-version-check"]
    )
    # The three templates are not on any index: they come from their wheels beside the core's.
    done = run(
        *install, "-c", ROOT / "constraints.txt", *(package.wheel for package in built.values())
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return python


class TestTheWheels:
    pytestmark = wheels

    @pytest.mark.parametrize("package", PACKAGES)
    def test_a_wheel_carries_every_file_of_its_source(self, built, package):
        source = PACKAGES[package] / "src"
        files = {
            path.relative_to(source).as_posix()
            for path in (source / package).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }

        assert files - built[package].names == set()

    @pytest.mark.parametrize("package", PACKAGES)
    def test_a_wheel_carries_its_package_and_nothing_else(self, built, package):
        strangers = {
            name
            for name in built[package].names
            if not name.startswith((f"{package}/", f"{package}-"))
        }

        assert strangers == set()

    @pytest.mark.parametrize("package", PACKAGES)
    def test_a_wheel_says_that_it_is_typed(self, built, package):
        assert f"{package}/py.typed" in built[package].names

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_the_core_carries_its_compiled_catalogues(self, built, language):
        compiled = f"trialkit/language/locale/{language}/LC_MESSAGES/trialkit.mo"

        assert compiled in built["trialkit"].names

    def test_the_core_carries_pages_grammars_the_demo_and_its_licence(self, built):
        kinds = {
            (PurePosixPath(name).parts[1], PurePosixPath(name).suffix)
            for name in built["trialkit"].names
        }

        assert {("publish", ".html"), ("store", ".lark"), ("evaluation", ".lark")} <= kinds
        assert any(name.startswith("trialkit/demo/data/") for name in built["trialkit"].names)
        assert any(name.endswith("licenses/LICENSE") for name in built["trialkit"].names)

    @pytest.mark.parametrize("template", TEMPLATES)
    def test_a_plugin_carries_its_template(self, built, template):
        package = f"trialkit_{template}"

        assert f"{package}/template.toml" in built[package].names


class TestTheInstalledWheels:
    pytestmark = wheels

    def test_a_coordinator_makes_a_workspace_and_a_draft(self, clean, tmp_path):
        def trialkit_(*arguments: str) -> str:
            done = run(clean, "-m", "trialkit", "--lang", "fi", *arguments, cwd=tmp_path)
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout

        assert "Verkkokauppa ulkomaille" in trialkit_("template", "list")
        trialkit_("init", "nivala", "--actor", "aluevastaava")
        trialkit_(
            *("-w", "nivala", "new", "ecommerce", "--company", "Villapaja"),
            *("--slot", "market=SE", "--slot", "orders=15"),
        )

        listed = trialkit_("-w", "nivala", "list")
        assert "Villapaja" in listed
        assert "luonnos" in listed
        trialkit_("-w", "nivala", "verify")

    def test_help_is_in_the_readers_language(self, clean, tmp_path):
        done = run(clean, "-m", "trialkit", "--lang", "sv", "--help", cwd=tmp_path)

        assert done.stdout.startswith("Användning:")

    def test_it_comes_from_the_wheels_and_not_from_this_tree(self, clean, tmp_path):
        done = run(clean, "-c", "import trialkit; print(trialkit.__file__)", cwd=tmp_path)

        assert not Path(done.stdout.strip()).is_relative_to(ROOT)


def run(*command: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a program as somebody with an ordinary environment would."""
    surroundings = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "VIRTUAL_ENV", "LANGUAGE")
        and not name.startswith("TRIALKIT_")
    }
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=surroundings | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
