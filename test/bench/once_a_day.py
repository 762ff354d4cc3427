"""What an operator would write instead: one permit per day and document, in an SQLite database, for `get-url`.

It is as durable as the library (synchronous = FULL) and as fast as SQLite is then: a write-ahead log, one statement that
both checks and enters, a connection for each thread, and HTTP connections that stay open.
"""
import os
import re
import sqlite3
import threading
import time
from urllib.parse import parse_qs

ASK = re.compile(r"\s*([12])\s+(AZE\d{8}|[A-Z]{2}\d{7})(?:\s+([\w-]+))?\s*", re.IGNORECASE)
HOURS = {"1": 2, "2": 3}

here = threading.local()


def database():
    if not hasattr(here, "connection"):
        here.connection = sqlite3.connect(os.environ["ONCE_A_DAY"], timeout=60, isolation_level=None)
        here.connection.execute("PRAGMA journal_mode = WAL")
        here.connection.execute("PRAGMA synchronous = FULL")
        here.connection.execute(
            "CREATE TABLE IF NOT EXISTS permit (day TEXT, document TEXT, code TEXT, plate TEXT, phone TEXT,"
            " since INTEGER, until INTEGER, PRIMARY KEY (day, document)) WITHOUT ROWID"
        )
    return here.connection


def answer(phone, text):
    ask = ASK.fullmatch(text)
    if not ask:
        return "Not read. Example: 2 AZE12345678 10AA123"
    code, document, plate = ask[1], ask[2].upper(), ask[3]
    since = int(time.time())
    until = since + HOURS[code] * 3600
    day = time.strftime("%Y-%m-%d", time.localtime(since))
    entered = database().execute(
        "INSERT INTO permit VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (day, document, code, plate, phone, since, until),
    )
    hours = "{}-{}".format(*(time.strftime("%H:%M", time.localtime(at)) for at in (since, until)))
    if entered.rowcount == 1:
        return f"Icaze {code}: {document}, {hours}. Yasayis yerinizi terk ede bilersiniz."
    return f"{document}: icaze verilmedi, kod {code} artiq alinib."


def application(environ, start_response):
    query = parse_qs(environ["QUERY_STRING"])
    body = answer(query.get("phone", [""])[0], query.get("text", [""])[0]).encode()
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
