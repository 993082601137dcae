"""Facts by date: states, persons and their offices, organisations, groups, places, the Security Council's record."""

from dragoman.reference.article27 import Outcome
from dragoman.reference.checking import Problem, check_folder
from dragoman.reference.council import Ballots, Council, Vote
from dragoman.reference.entries import City, Group, NameEntry, Organisation, Person, Role, State
from dragoman.reference.facts import ENVIRONMENT, Reference, load
from dragoman.reference.folding import fold

__all__ = [
    "ENVIRONMENT",
    "Ballots",
    "City",
    "Council",
    "Group",
    "NameEntry",
    "Organisation",
    "Outcome",
    "Person",
    "Problem",
    "Reference",
    "Role",
    "State",
    "Vote",
    "check_folder",
    "fold",
    "load",
]
