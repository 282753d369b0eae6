import json
import logging
import sys

from config.logs import JsonFormatter


def formatted(message, *args, exc_info=None):
    record = logging.LogRecord("loft", logging.WARNING, __file__, 1, message, args, exc_info)
    return JsonFormatter().format(record)


def test_a_record_is_one_line_of_json_even_with_an_exception():
    try:
        int("første linje\nandre linje")
    except ValueError:
        line = formatted("saken %s", "Ærlig", exc_info=sys.exc_info())
    assert "\n" not in line
    assert json.loads(line)["message"] == "saken Ærlig"
    assert r"andre linje" in json.loads(line)["exception"]


def test_nobodys_national_identity_number_reaches_a_log():
    line = formatted("fikk %s, %s og %s", "01010112345", "010101 12345", "010101-12345")
    assert json.loads(line)["message"] == "fikk [elleve siffer], [elleve siffer] og [elleve siffer]"
    assert json.loads(formatted("tok 1234567890123 ns"))["message"] == "tok 1234567890123 ns"
