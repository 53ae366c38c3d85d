"""A process that appends to a log and says which records it was told are durable.

python -m tests.audit.postgres.writing PLACE COUNT BATCH
"""

from __future__ import annotations

import sys

from asgi_agent.audit.postgres import PostgresStore
from tests.audit.postgres.written import bodies, ids


def main() -> None:
    """Append `COUNT` times; one line of ids for each."""
    place, count, batch = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    store = PostgresStore(place)
    for _ in range(count):
        appended = store.append(bodies(batch))
        sys.stdout.write(" ".join(ids(list(appended.lines))) + "\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main()
