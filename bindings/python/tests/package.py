"""Builds the packages of Python as they are published, and tests them as they are installed.

`make python` runs it in an environment with requirements.txt. The source distribution is built
first; everything else comes from it, outside of the repository, so that nothing is used that it
lacks. Interpreters that are there besides run the vectors on the same wheel. `--build` stops at
the wheel, for what else wants to ask it.
"""

import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
import zipfile
from pathlib import Path

BINDING = Path(__file__).resolve().parents[1]
ROOT = BINDING.parents[1]
# The interpreters on which the wheel is tried, where they are installed.
MINORS = range(11, 16)


def run(*command: str | Path, cwd: Path = ROOT, target: Path | None = None) -> None:
    """Runs a program; says which one, and how long it took. `target` is cargo's."""
    start = time.monotonic()
    shown = " ".join(Path(part).name if Path(part).is_absolute() else str(part) for part in command)
    print(f"-- {shown}", flush=True)
    environment = os.environ | {"PYO3_PYTHON": sys.executable, "PYTHONDONTWRITEBYTECODE": "1"}
    if target:
        environment["CARGO_TARGET_DIR"] = str(target)
    subprocess.run(command, cwd=cwd, env=environment, check=True)
    print(f"   {time.monotonic() - start:.1f} s", flush=True)


def python(folder: Path) -> Path:
    """The interpreter of an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment(folder: Path, interpreter: Path = Path(sys.executable)) -> Path:
    """An empty environment; its interpreter."""
    subprocess.run([interpreter, "-m", "venv", "--clear", folder], check=True)
    return python(folder)


def install(interpreter: Path, *packages: str | Path, target: Path | None = None) -> None:
    pip = ("-m", "pip", "install", "-q", "--disable-pip-version-check")
    run(interpreter, *pip, *packages, target=target)


def packages_of(lock: Path) -> set[tuple[str, str]]:
    """Name and version of every package in a Cargo.lock."""
    parsed = tomllib.loads(lock.read_text(encoding="utf-8"))
    return {(package["name"], package["version"]) for package in parsed["package"]}


def build(folder: Path, target: Path) -> tuple[Path, Path]:
    """The source distribution, and the wheel that is built from it alone."""
    run(sys.executable, "-m", "maturin", "sdist", "--out", folder, cwd=BINDING)
    (source,) = folder.glob("*.tar.gz")
    with tempfile.TemporaryDirectory() as outside:
        with tarfile.open(source) as archive:
            archive.extractall(outside, filter="data")
        (project,) = Path(outside).iterdir()
        # The archive dates every file to 2006: cargo would take what an earlier run built for
        # newer than that, whatever has changed since.
        for path in project.rglob("*"):
            path.touch()
        maturin = (sys.executable, "-m", "maturin", "build", "--release", "--out", folder)
        run(*maturin, cwd=project, target=target)
        further = packages_of(project / "Cargo.lock") - packages_of(ROOT / "Cargo.lock")
        assert not further, f"built with other versions than those of Cargo.lock: {further}"
    (wheel,) = folder.glob("*.whl")
    # Tells make that this wheel is newer than the sources.
    (folder / "built").touch()
    return source, wheel


def inspect(wheel: Path, folder: Path) -> None:
    """What is in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (module,) = (name for name in names if name.endswith((".so", ".pyd")))
        archive.extract(module, folder)
        assert {"delivrd/py.typed", "delivrd/_native.pyi"} <= set(names)
        assert sum(name.endswith(("/LICENSE-MIT", "/LICENSE-APACHE")) for name in names) == 2
    run("cargo", "xtask", "backend", folder / module)
    tags = wheel.stem.split("-")[2:]
    print(f"python: wheel {wheel.name}, {wheel.stat().st_size:,} bytes, tags {' '.join(tags)}")


def others() -> list[Path]:
    """Interpreters of other versions, from PATH and from pyenv."""
    found: dict[str, Path] = {}
    program = (
        "import sys, sysconfig;"
        "print('%d.%d' % sys.version_info[:2], bool(sysconfig.get_config_var('Py_GIL_DISABLED')))"
    )
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in MINORS:
        on_path = shutil.which(f"python3.{minor}")
        named = [Path(on_path)] if on_path else []
        for candidate in [*named, *sorted(pyenv.glob(f"3.{minor}.*/bin/python"))]:
            asked = subprocess.run(
                [candidate, "-c", program], capture_output=True, text=True, check=False
            )
            # A shim of pyenv is there for versions that are not selected, and fails. A
            # free-threaded interpreter cannot load the stable ABI.
            if asked.returncode == 0 and asked.stdout.split() == [f"3.{minor}", "False"]:
                found.setdefault(f"3.{minor}", candidate)
    found.pop(f"3.{sys.version_info.minor}", None)
    return list(found.values())


def main() -> None:
    folder = Path(sys.argv[1]).resolve()
    # Not the repository's: what is built here comes from the source distribution.
    target = folder / "cargo"
    dist = folder / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    dist.mkdir(parents=True)
    if sys.argv[2:] == ["--build"]:
        build(dist, target)
        return
    run("cargo", "clippy", "--package", "delivrd-python", "--all-features", "--", "-D", "warnings")
    source, wheel = build(dist, target)
    run(sys.executable, "-m", "twine", "check", "--strict", source, wheel)
    inspect(wheel, folder / "inspected")

    for package in (wheel, source):
        interpreter = environment(folder / "empty")
        # pip builds the same source once more, and finds it compiled.
        install(interpreter, package, target=target)
        run(interpreter, "-W", "error", "-c", "import delivrd", cwd=folder)

    install(Path(sys.executable), "--force-reinstall", "--no-deps", wheel)
    run(sys.executable, "-m", "mypy", "--strict", "--package", "delivrd", cwd=folder)
    run(sys.executable, "-m", "mypy", "tests", "examples", cwd=BINDING)
    run(sys.executable, "-m", "mypy.stubtest", "delivrd", cwd=folder)
    run(sys.executable, "-m", "pytest", "--quiet", cwd=BINDING)
    ran = [platform.python_version()]
    for other in others():
        interpreter = environment(folder / "other", other)
        pins = (BINDING / "tests" / "requirements.txt").read_text(encoding="utf-8").split()
        install(interpreter, wheel, *(pin for pin in pins if pin.startswith("pytest==")))
        # What Python itself says of a wrong argument differs between versions. The panic needs a
        # build of its own, which the first interpreter has made and tried.
        files = tuple(f"tests/test_{name}.py" for name in ("vectors", "words", "canaries"))
        run(interpreter, "-m", "pytest", "--quiet", "-k", "not panic", *files, cwd=BINDING)
        version = subprocess.run([interpreter, "-V"], capture_output=True, text=True, check=True)
        ran.append(version.stdout.split()[1])
    print(f"python: one wheel, tested on {', '.join(ran)}")


if __name__ == "__main__":
    main()
