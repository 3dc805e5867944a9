"""What MkDocs is told besides its settings: pages of the project that stand outside `pages/`.

Pages link to them as they stand in the repository, so that links work there too; in the site
they stand beside the pages.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
BESIDE = {
    "../../CHANGELOG.md": "changelog.md",
    "../../CONTRIBUTING.md": "contributing.md",
    "../../SECURITY.md": "security.md",
}
FOLDERS = ("decisions", "templates")
LANGUAGES = {"pikaopas.md": "fi", "templates/fi/": "fi", "templates/sv/": "sv"}
"""How a page's address begins, and the language it is in where that isn't the site's."""


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add decisions, kinds of trial, the changelog and the two pages every repository has."""
    pages = Path(config.docs_dir)
    outside = {
        path.relative_to(ROOT / "docs").as_posix(): path
        for folder in FOLDERS
        for path in sorted((ROOT / "docs" / folder).rglob("*.md"))
    } | {address: (pages / link).resolve() for link, address in BESIDE.items()}
    for address, path in outside.items():
        files.append(File.generated(config, address, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, **_given: object) -> str:
    """Let links to them lead to where they are in the site."""
    for link, address in BESIDE.items():
        markdown = markdown.replace(f"]({link}", f"]({address}")
    for folder in FOLDERS:
        markdown = markdown.replace(f"](../{folder}/", f"]({folder}/")
    return markdown


def on_page_content(html: str, *, page: Page, **_given: object) -> str:
    """Say of a page in another language than the site's which one it is in."""
    address = page.file.src_uri
    language = next((said for begin, said in LANGUAGES.items() if address.startswith(begin)), "")
    return f'<div lang="{language}">{html}</div>' if language else html
