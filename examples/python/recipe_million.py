"""Un million de fichiers sur une machine ou une grappe, avec Dask. A million files over a cluster, with Dask.

    pip install "dask[distributed]" ocr-facture-api
    python recipe_million.py [dossier] [sortie] [adresse de l'ordonnanceur]

Les fichiers sont lus par paquets ; chaque paquet écrit son propre fichier de sortie, une ligne JSON un document, lu ou
non. Relancer ne refait que les paquets qui manquent. Sans adresse, les cœurs de cette machine.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from dask.distributed import Client, LocalCluster, as_completed
from ocr_facture_api import OCRFactureAPI

SIZE = 200
"""Documents d'un paquet : assez pour que l'ordonnanceur ne compte pas, assez peu pour que refaire en coûte peu."""
AHEAD = 4
"""Paquets demandés d'avance par cœur : la mémoire ne grandit pas avec le nombre de fichiers."""


def packets(folder: Path) -> Iterator[list[str]]:
    """Les chemins, paquet par paquet, dans un ordre qui ne change pas d'une fois à l'autre."""
    paths = (str(place / name) for place, names in walk(folder) for name in names)
    while packet := list(islice(paths, SIZE)):
        yield packet


def walk(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    for place, inner, names in os.walk(folder):
        inner.sort()
        yield Path(place), sorted(names)


def target(out: Path, packet: list[str]) -> Path:
    """Le fichier d'un paquet : son nom dit ce qu'il tient, pour qu'un dossier qui a changé soit relu."""
    states = ((path, Path(path).stat()) for path in packet)
    told = "".join(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n" for path, state in states)
    return out / f"{hashlib.sha256(told.encode()).hexdigest()[:24]}.ndjson"


def read(packet: list[str], place: Path) -> tuple[int, int]:
    """Le travail d'un ouvrier : un paquet lu, écrit d'un coup. Combien de lus, combien non."""
    ok = 0
    unfinished = place.with_suffix(f".{os.getpid()}")
    with OCRFactureAPI() as api, unfinished.open("w", encoding="utf-8") as out:
        # Un cœur un ouvrier : c'est Dask qui répartit.
        for item in api.batch_extract(packet, jobs=1, timeout=60_000):
            row: dict[str, Any] = {"path": item.name}
            if item.error is None:
                row["result"] = item.unwrap().to_dict()
            else:
                row["error"] = item.error.to_dict()
            ok += item.ok
            out.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    unfinished.replace(place)
    return ok, len(packet) - ok


def main(folder: Path, out: Path, scheduler: str | None) -> None:
    out.mkdir(parents=True, exist_ok=True)
    # Un processus un cœur : un document qui ferait tomber le sien ne coûte que son paquet, que Dask refait.
    cluster = scheduler or LocalCluster(threads_per_worker=1, dashboard_address=None)
    start, done, failed = time.monotonic(), 0, 0
    with Client(cluster) as client:
        width = AHEAD * max(1, sum(client.nthreads().values()))
        waiting = ((packet, target(out, packet)) for packet in packets(folder))
        wanted = ((packet, place) for packet, place in waiting if not place.exists())

        def asked(packet: list[str], place: Path) -> Any:
            return client.submit(read, packet, place, pure=False, retries=2)

        running = as_completed([asked(*work) for work in islice(wanted, width)])
        for future in running:
            good, bad = future.result()
            done, failed = done + good + bad, failed + bad
            future.release()
            for work in islice(wanted, 1):
                running.add(asked(*work))
    spent = time.monotonic() - start
    kept = sum(1 for _ in out.glob("*.ndjson"))
    print(f"{done} documents lus, {failed} en échec, {done / spent:.0f} par seconde ; {kept} paquets dans {out}/")


if __name__ == "__main__":
    main(
        Path(sys.argv[1] if len(sys.argv) > 1 else "factures"),
        Path(sys.argv[2] if len(sys.argv) > 2 else "lues"),
        sys.argv[3] if len(sys.argv) > 3 else None,
    )
