"""``python -m benchmarks.speed``: what a user waits for, each figure from whole processes on this machine.

The cold check of one article beside what a transformer needs to be imported and to encode the same article
(a model of the size of MiniLM with random weights: its speed does not depend on them); a folder from files
to findings on one core, comparing words and reading them in context; peak memory; growth with the length of a
document.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
GARBLE = ROOT / "benchmarks" / "quality" / "garble-dev"
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
_RUNS = 5
_ENCODE = (
    "import sys, sentence_transformers as s; "
    "model = s.SentenceTransformer(sys.argv[1], device='cpu'); "
    "model.encode(open(sys.argv[2], encoding='utf-8').read().split('\\n'))"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; keep the figures as JSON where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--pairs", type=Path, help="English<TAB>translation lines; else the garble-dev texts")
    parser.add_argument("--language", default="fr")
    parser.add_argument("--output", type=Path, help="JSON file to write")
    options = parser.parse_args(arguments)
    pairs = read_pairs(options.pairs) if options.pairs else own_pairs(options.language)
    with tempfile.TemporaryDirectory() as name:
        figures: dict[str, object] = {
            "machine": f"{platform.machine()}, {os.cpu_count()} cores",
            "python": platform.python_version(),
            # First, while this process is small: a child's peak counts what its parent held when it began.
            "folder": folder(Path(name), pairs, options.language),
            "reading": reading(Path(name), pairs, options.language),
            "growth": growth(Path(name), pairs, options.language),
            "cold": cold(Path(name)),
        }
    print(json.dumps(figures, indent=2))
    if options.output:
        options.output.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Tab-separated pairs."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if "\t" in line]
    return [(row[0], row[1]) for row in rows]


def own_pairs(language: str) -> list[tuple[str, str]]:
    """The paragraphs of the development set in one language."""
    found = []
    for folder_ in sorted(GARBLE.glob(f"{language}_*")):
        source = (folder_ / "source.en.txt").read_text(encoding="utf-8").split("\n")
        clean = (folder_ / f"clean.{language}.txt").read_text(encoding="utf-8").split("\n")
        found += [(s, t) for s, t in zip(source, clean, strict=False) if s.strip() and t.strip()]
    return found


def cold(work: Path) -> dict[str, object]:
    """Median seconds of ``qa check`` on one article, of the transformer, and their ratio, run by turns."""
    article = sorted((ROOT / "seeds").glob("*.txt"))[0]
    check = [sys.executable, "-m", "qa", "check", str(article), "--references", str(ROOT / "references")]
    model = tiny_transformer(work / "minilm-sized")
    encode = [sys.executable, "-c", _ENCODE, str(model), str(article)]
    times: dict[str, list[float]] = {"qa check": [], "transformer": []}
    for _ in range(_RUNS + 1):
        for name, command in (("qa check", check), ("transformer", encode)):
            times[name].append(seconds(command))
    medians = {name: statistics.median(some[1:]) for name, some in times.items()}
    return {
        "seconds": {name: round(value, 3) for name, value in medians.items()},
        "ratio": round(medians["qa check"] / medians["transformer"], 4),
    }


def tiny_transformer(folder_: Path) -> Path:
    """A sentence-transformers model of MiniLM's size (6 layers, 384 wide) with random weights."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    base = folder_ / "base"
    base.mkdir(parents=True)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    special = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(
        texts, trainers.WordPieceTrainer(special_tokens=list(special.values()), show_progress=False)
    )
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special)  # type: ignore[no-untyped-call]
    fast.save_pretrained(str(base))
    shape = BertConfig(
        vocab_size=30_522,
        hidden_size=384,
        num_hidden_layers=6,
        num_attention_heads=12,
        intermediate_size=1536,
    )
    BertModel(shape).save_pretrained(str(base))
    word = Transformer(str(base))
    SentenceTransformer(modules=[word, Pooling(384)], device="cpu").save(str(folder_ / "model"))
    return folder_ / "model"


def folder(work: Path, pairs: Sequence[tuple[str, str]], language: str) -> dict[str, object]:
    """Segments a second of a folder of documents on one core, start-up included and not, and peak memory."""
    place = work / "folder"
    segments = write_documents(place, pairs, documents=40, lines=100, language=language)
    command = check_folder(place, language)
    runs = [measured(command) for _ in range(3)]
    full = min(time_ for time_, _ in runs)
    empty = work / "one"
    write_documents(empty, pairs, documents=1, lines=1, language=language)
    start = min(seconds(check_folder(empty, language)) for _ in range(3))
    return {
        "segments": segments,
        "seconds": round(full, 2),
        "segments per second": round(segments / full),
        "segments per second after start-up": round(segments / (full - start)),
        "peak MB": round(max(memory for _, memory in runs)),
    }


def reading(work: Path, pairs: Sequence[tuple[str, str]], language: str) -> dict[str, object]:
    """The same with ``--effort balanced``, for a smaller folder and on one core and on all."""
    place = work / "reading"
    segments = write_documents(place, pairs, documents=4, lines=50, language=language)
    command = [*check_folder(place, language), "--effort", "balanced"]
    start = seconds([*check_folder(work / "one", language), "--effort", "balanced"])
    taken, memory = measured(command)
    all_cores, _ = measured(command[command.index(sys.executable) :], cores={})
    return {
        "segments": segments,
        "segments per second after start-up": round(segments / (taken - start), 1),
        "on all cores": round(segments / (all_cores - start), 1),
        "peak MB": round(memory),
    }


def growth(work: Path, pairs: Sequence[tuple[str, str]], language: str) -> dict[str, float]:
    """Seconds by lines of a single document."""
    found = {}
    for lines in (1_000, 2_000, 4_000, 8_000):
        place = work / f"growth-{lines}"
        write_documents(place, pairs, documents=1, lines=lines, language=language)
        found[str(lines)] = round(seconds(check_folder(place, language)), 2)
    return found


def write_documents(
    place: Path, pairs: Sequence[tuple[str, str]], *, documents: int, lines: int, language: str
) -> int:
    """Documents of lines drawn from ``pairs``; returns how many segments the checker makes of them."""
    from qa.read import read
    from qa.segment import segment

    random_ = random.Random(1)
    total = 0
    for side in ("en", language):
        (place / side).mkdir(parents=True)
    for number in range(documents):
        chosen = random_.sample(pairs, lines) if lines <= len(pairs) else random_.choices(pairs, k=lines)
        for side, column in (("en", 0), (language, 1)):
            path = place / side / f"{number:04}.txt"
            path.write_text("\n".join(pair[column] for pair in chosen) + "\n", encoding="utf-8")
        total += len(segment(read(place / language / f"{number:04}.txt", language)))
    return total


def check_folder(place: Path, language: str) -> list[str]:
    """The command that checks what :func:`write_documents` wrote, on one core."""
    pin = ["taskset", "-c", "0"] if sys.platform == "linux" else []
    target = [str(place / language), "--references", str(place / "en"), "--language", language]
    return [*pin, sys.executable, "-m", "qa", "check", *target, "--format", "json", "--fail-on", "never"]


def seconds(command: Sequence[str]) -> float:
    """Wall time of a process from start to exit; its output is thrown away."""
    return measured(command)[0]


def measured(command: Sequence[str], cores: Mapping[str, str] = ONE_CORE) -> tuple[float, float]:
    """Wall time in seconds and peak memory in MB of a process (memory: Linux and macOS; else 0).

    ``cores`` are the settings that keep libraries to one core.

    Raises:
        RuntimeError: it failed.
    """
    began = time.perf_counter()
    # Installed packages have their bytecode beside them; a checkout gets it in the first run.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | dict(cores)
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    if sys.platform == "win32":
        code, memory = process.wait(), 0.0
    else:
        _, status, usage = os.wait4(process.pid, 0)
        code = process.returncode = os.waitstatus_to_exitcode(status)
        memory = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    if code not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} failed with exit code {code}")
    return time.perf_counter() - began, memory


if __name__ == "__main__":
    raise SystemExit(main())
