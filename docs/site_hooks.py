"""What MkDocs is told besides its settings: pages of the project that stand outside `pages/`."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the decisions, the changelog and the two pages every repository has."""
    outside = {
        f"decisions/{path.name}": path for path in sorted((ROOT / "docs/decisions").glob("*.md"))
    } | {
        "changelog.md": ROOT / "CHANGELOG.md",
        "contributing.md": ROOT / "CONTRIBUTING.md",
        "security.md": ROOT / "SECURITY.md",
    }
    for address, path in outside.items():
        files.append(File.generated(config, address, abs_src_path=str(path)))
    return files
