"""What the figures were measured on: no name of a machine, no path."""

from __future__ import annotations

import os
import platform
import re
import shutil
import ssl
import subprocess
import tomllib
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

# What hashes and curves make use of.
FLAGS: Final = ("sha_ni", "avx2", "bmi2", "adx", "avx512f", "avx512vl", "avx512ifma", "vaes")
CRATES: Final = ("hmac", "sha2", "ed25519-dalek", "curve25519-dalek", "serde_json", "pyo3")
PACKAGES: Final = ("cryptography", "pynacl", "orjson", "telnyx")


def environment(root: Path) -> dict[str, str]:
    """Names and values, in the order in which they are shown."""
    cpu = cpu_info()
    flags = set(cpu.get("flags", "").split())
    lock = tomllib.loads((root / "Cargo.lock").read_text(encoding="utf-8"))
    crates = {package["name"]: package["version"] for package in lock["package"]}
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "CPU": cpu.get("model name", platform.machine()),
        "flags that matter": " ".join(flag for flag in FLAGS if flag in flags) or "none is known",
        "cores": str(len(os.sched_getaffinity(0))),
        "OS": f"{system()}, Linux {'.'.join(platform.release().split('.')[:2])}",
        "Rust": f"{words('rustc', '--version')}; fat LTO, one codegen unit",
        "crates": ", ".join(f"{name} {crates[name]}" for name in CRATES if name in crates),
        "Python": f"{platform.python_version()}, {ssl.OPENSSL_VERSION}",
        "Python packages": ", ".join(f"{name} {installed(name)}" for name in PACKAGES),
        "PHP": php(),
    }


def cpu_info() -> dict[str, str]:
    """What the kernel says of the first core."""
    path = Path("/proc/cpuinfo")
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return dict(re.findall(r"^(.*?)\s*: (.*)$", text.partition("\n\n")[0], re.MULTILINE))


def system() -> str:
    """Name and version of the distribution."""
    return platform.freedesktop_os_release().get("PRETTY_NAME", "unknown")


def installed(name: str) -> str:
    """The version of a Python package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def php() -> str:
    """PHP's version, and that of its libsodium."""
    if not shutil.which("php"):
        return "missing"
    sodium = 'defined("SODIUM_LIBRARY_VERSION") ? SODIUM_LIBRARY_VERSION : "missing"'
    return words("php", "-n", "-r", f'echo PHP_VERSION, ", libsodium ", {sodium};')


def words(*command: str) -> str:
    """What a program says, without the commit and the date in its brackets."""
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return re.sub(r" \(.*\)", "", said.strip())
