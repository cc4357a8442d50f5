"""What reads articles only doesn't load the libraries of maps: they would double its memory."""

import subprocess
import sys
from pathlib import Path

_RUN = """
import sys
from geodata.__main__ import main
main(["extract", "in.jsonl", "--out", "out.jsonl"])
print({"geopandas", "pandas", "pyogrio", "datasketch", "spacy", "streamlit"} & {*sys.modules})
"""


def test_reading_alone_loads_no_library_of_maps(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "x", "text": "Russian troops took Sudzha."}\n')
    run = [sys.executable, "-c", _RUN]
    done = subprocess.run(run, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"
