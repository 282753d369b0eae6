"""The working-day clock told anew: day by day, with Gauss's Easter, and without the code it checks."""

from datetime import date, timedelta

A_DAY = timedelta(days=1)


def easter(year):
    """Easter Sunday by Gauss, to count holidays without the library."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day):
    moving = {easter(day.year) + timedelta(days=n) for n in (-3, -2, 0, 1, 39, 49, 50)}
    fixed = {(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31)}
    return day.weekday() < 5 and day not in moving and (day.month, day.day) not in fixed


def after(start, days):
    """The date when so many working days have gone since `start`."""
    day, left = start, days
    while left:
        day += A_DAY
        left -= is_working_day(day)
    return day


def days_between(start, end):
    """How many working days there are after `start`, up to and with `end`."""
    return sum(is_working_day(start + A_DAY * n) for n in range(1, (end - start).days + 1))


def due_on(starts_on, working_days, pauses=(), moves=()):
    """Live the days one by one: a working day that is waited puts the date off by one, a move replaces it.

    `pauses` are (from, to) and `moves` (on, to), each in the order they happened. A clock moves only while
    it runs: so a move comes after what was waited until that day, and before a question the same day.
    """
    due = after(starts_on, working_days)
    last = max([starts_on, *(to for _, to in pauses), *(on for on, _ in moves)])
    day, waiting_until = starts_on, starts_on
    while day <= last:
        if day <= waiting_until and day > starts_on and is_working_day(day):
            due = after(due, 1)
        for on, to in moves:
            due = to if on == day else due
        for on, to in pauses:
            if on == day and day < due:  # a clock that has run out does not stop again
                waiting_until = to
        day += A_DAY
    return due


def due_of(clock):
    """When a stored clock is due, from what is stored beside the date."""
    day = date.fromisoformat
    pauses = [(day(on), day(to)) for on, to in clock.pauses]
    moves = [(day(move["on"]), day(move["to"])) for move in clock.moves]
    return due_on(clock.starts_on, clock.working_days, pauses, moves)
