"""What is loaded with the library for SQLite."""

import subprocess
import sys


def test_neither_numpy_nor_pandas_is_loaded_and_both_can_be_later() -> None:
    program = (
        "import sys; from annotator.storage.sqlite import Database;"
        "heavy = {'numpy', 'pandas'}; assert not heavy & set(sys.modules), heavy & set(sys.modules);"
        "import numpy; assert numpy.zeros(1).size == 1; print(Database(memory=True).execute('SELECT 1').fetchone()[0])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr
