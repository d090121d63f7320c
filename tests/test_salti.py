"""The rule that no test is skipped in CI, tried on tests that are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TESTS = {
    "test_skips.py": 'import pytest\n\n\ndef test_skips():\n    pytest.skip("no reason")\n',
    "test_marked.py": 'import pytest\n\n\n@pytest.mark.skip(reason="no reason")\ndef test_marked():\n    pass\n',
    "test_module.py": 'import pytest\n\npytest.importorskip("a_library_that_nobody_has")\n',
    "test_expected.py": "import pytest\n\n\n@pytest.mark.xfail(strict=True)\ndef test_expected():\n    assert False\n",
    "test_passes.py": "def test_passes():\n    pass\n",
}


def outcomes(folder: Path, ci: str) -> dict[str, int]:
    """Run the tests in a process of their own, and return how many had each outcome."""
    (folder / "conftest.py").write_text((HERE / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    for name, text in TESTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    environ = {**os.environ, "CI": ci, "PYTHONPATH": str(HERE)}
    command = [sys.executable, "-m", "pytest", "-q", "--continue-on-collection-errors", "--rootdir", str(folder)]
    run = subprocess.run(command, env=environ, cwd=folder, capture_output=True, check=False, text=True)
    return {word: int(number) for number, word in re.findall(r"(\d+) ([a-z]+)", run.stdout.splitlines()[-1])}


def test_a_skipped_test_or_module_fails_in_ci(tmp_path: Path) -> None:
    assert outcomes(tmp_path, "true") == {"failed": 1, "errors": 2, "xfailed": 1, "passed": 1}


def test_a_skipped_test_or_module_is_no_failure_at_home(tmp_path: Path) -> None:
    assert outcomes(tmp_path, "") == {"skipped": 3, "xfailed": 1, "passed": 1}
