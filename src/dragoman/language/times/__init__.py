"""Time expressions after TimeML's TIMEX3: dates, times, durations and sets, with type, value and Interval.

`read_times` finds them and what they mean, `resolve` gives them days for an Interval of publication; `find_times` does
both. `with_datelines` adds the days that datelines print. `time_of` gives the date that syntax attaches to a verb or
noun.
"""

from __future__ import annotations

from dragoman.language.analysis import Analysis
from dragoman.language.times.attach import time_of, times_in
from dragoman.language.times.datelines import with_datelines
from dragoman.language.times.expressions import Expression
from dragoman.language.times.reading import read_times
from dragoman.language.times.resolve import resolve
from dragoman.model import Interval, Time

__all__ = ["Expression", "find_times", "read_times", "resolve", "time_of", "times_in", "with_datelines"]


def find_times(analysis: Analysis, *, published: Interval) -> tuple[Time, ...]:
    """The time expressions of an article in text order, resolved against the Interval in which it was published.

    Where `published` is not one day, the parts of a value that hang on the day are masked with X, and the Interval is
    the hull of what the possible days give (unknown when nothing is known of the day). To resolve again when the day
    narrows, keep `read_times(analysis)` and call `resolve`. Linear in the text.
    """
    return resolve(read_times(analysis), published=published)
