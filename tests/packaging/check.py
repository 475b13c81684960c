"""Builds what would be published and looks at it as a user gets it.

Run as a program by ``.ci/run``, because it needs ``build`` and a fresh environment: ``python tests/packaging/check.py DIR``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

from strangers import prove

ROOT = Path(__file__).resolve().parents[2]
MAX_WHEELS = 15_000_000  # bytes of wheels that a plain install brings, without Python itself
PLUGINS = tuple("acled aggregates csv gdelt geojson geoparquet hxl icews llm native polecat rferl ucdp".split())
TOP_LEVEL = {"eventx", *(f"eventx_{name}" for name in PLUGINS)}
EXTRAS = {"pyarrow", "pytest", "hypothesis", "mypy", "polars", "pandas", "numpy"}


def run(*command: str | Path, cwd: Path | None = None, code: int = 0) -> str:
    """Run a program and return what it printed; show all of it if it ends with another code."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != code:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def check(holds: bool, otherwise: str) -> None:
    """Stop with words if something doesn't hold."""
    if not holds:
        sys.exit(f"packaging: {otherwise}")


def main(folder: Path) -> None:
    """Build sdist and wheel, look into both, install the wheel in a fresh environment and use it there."""
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")

    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    check(tops == TOP_LEVEL, f"the wheel has {sorted(tops)}, not {sorted(TOP_LEVEL)}")
    for needed in ("eventx/py.typed", "eventx/schemas/1.0.0/event.schema.json", "eventx/schemas/1.0.0/dataset.schema.json"):
        check(needed in names, f"the wheel lacks {needed}")
    check(any(name.startswith("eventx/schemas/crosswalks/") for name in names), "the wheel lacks the crosswalks")
    unwanted = [name for name in names if "/tests/" in name or "/dev/" in name or "/scripts/" in name or "seed" in name.lower()]
    check(not unwanted, f"the wheel has {unwanted[:5]}")
    check(any(name.endswith("licenses/LICENSE") for name in names), "the wheel lacks its licence")
    check(any(name.endswith("licenses/NOTICE") for name in names), "the wheel lacks the attributions")
    with tarfile.open(sdist) as archive:
        inside = [name.split("/", 1)[1] for name in archive.getnames() if "/" in name]
    check(not any(name.startswith("seeds/") for name in inside), "the sdist has the seed, which is not ours to license")

    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    run(python, "-m", "pip", "wheel", "-q", "-w", folder / "wheels", wheel)
    size = sum(path.stat().st_size for path in (folder / "wheels").glob("*.whl"))
    check(size <= MAX_WHEELS, f"a plain install brings {size:,} bytes of wheels; {MAX_WHEELS:,} is the promise")
    run(python, "-m", "pip", "install", "-q", "--no-index", "--find-links", folder / "wheels", "eventx-conflict")
    installed = run(python, "-m", "pip", "list", "--format", "freeze")
    heavy = [line for line in installed.splitlines() if line.split("==")[0].lower() in EXTRAS]
    check(not heavy, f"a plain install brings {heavy}")

    eventx = folder / "env" / "bin" / "eventx"
    article = folder / "article.txt"
    article.write_text(
        "BATKEN, Kyrgyzstan -- Gunmen attacked a border post near Batken on May 2, 2024, killing two soldiers, officials said.\n",
        encoding="utf-8",
    )
    run(eventx, "convert", article, "-O", "published=2024-05-03", "-o", folder / "out.ndjson", cwd=folder)
    check((folder / "out.ndjson").stat().st_size > 0, "the installed command read no event from an article")
    run(eventx, "convert", folder / "out.ndjson", "-o", folder / "out.geojson", cwd=folder)
    run(eventx, "validate", folder / "out.ndjson", cwd=folder)

    # A stranger's plugin, installed beside the wheel: it is listed, converts, and keeps the contract.
    example = folder / "example-plugin"  # outside the repository, where its author would have it
    shutil.copytree(ROOT / "docs" / "example-plugin", example)
    run(python, "-m", "pip", "install", "-q", "--no-cache-dir", "pytest", example)
    check("incidentlog" in run(eventx, "formats"), "the example plugin is not listed")
    run(eventx, "convert", example / "sample.log", "-o", folder / "log.geojson", cwd=folder)
    run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", example / "test_incidentlog.py", cwd=folder)
    prove(folder / "strangers", folder / "wheels", run)
    print(f"packaging: wheel {wheel.stat().st_size:,} bytes, a plain install {size:,} bytes of wheels")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
