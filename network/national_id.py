"""Whether a text holds a Norwegian national identity number. What finds one never repeats it."""

import re

ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{6}[\s.\-]?\d{5}(?!\d)")
FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def has_national_id(text):
    """Whether a text holds a valid fødselsnummer or D-number, by today's two check digits."""
    return any(_is_national_id(re.sub(r"\D", "", match)) for match in ELEVEN_DIGITS.findall(text))


def _is_national_id(digits):
    numbers = [int(digit) for digit in digits]
    day, month = int(digits[:2]), int(digits[2:4])
    if not (1 <= day % 40 <= 31 and 1 <= month <= 12):
        return False
    first = -sum(w * n for w, n in zip(FIRST_WEIGHTS, numbers, strict=False)) % 11
    second = -sum(w * n for w, n in zip(SECOND_WEIGHTS, numbers, strict=False)) % 11
    return (first, second) == (numbers[9], numbers[10])
