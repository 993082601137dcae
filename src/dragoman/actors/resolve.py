"""From an analysed article to its cast: names first, then every noun phrase and pronoun in reading order."""

from __future__ import annotations

from collections import Counter

from dragoman.actors import descriptions, officials
from dragoman.actors.cast import Cast
from dragoman.actors.entities import Entity
from dragoman.actors.gazetteer import gazetteer_of, lacks_apostrophes
from dragoman.actors.halves import name_halves
from dragoman.actors.lexicon import Lexicon, american, lexicon
from dragoman.actors.names import PLACES, Name, find_bodies, name_after, place_hits
from dragoman.actors.pairs import asks_for_two, pair_at, region_at
from dragoman.actors.persons import People
from dragoman.actors.phrases import Phrase, phrase_at, reading_of
from dragoman.actors.pronouns import PRONOUNS, antecedent, is_empty
from dragoman.actors.runs import find_runs, judge_full_names
from dragoman.actors.scene import Scene
from dragoman.actors.states import stands_for_state
from dragoman.actors.surnames import resolve_bare
from dragoman.actors.titles import describe_person, same_as
from dragoman.actors.views import View, views_of
from dragoman.language.analysis import Analysis
from dragoman.model import Article, Interval
from dragoman.reference import Reference, fold

_ENDS = frozenset(".!?;:\"'”’»…)")
_NAME_KINDS = frozenset({"person", "new_person", "org", "group", "new_body"})


def find_actors(
    analysis: Analysis, *, published: Interval, reference: Reference, article: Article, alone: bool = False
) -> Cast:
    """The cast of an article: every mention of an actor, with the actor as of the article's day.

    `published` decides who held which office; where it allows several holders, a description ("the minister") is left
    unresolved. `alone` takes the text for a phrase by itself, whose organs and groups are given even where nothing says
    whose they are. Linear in the length of the text.
    """
    words = lexicon()
    views = views_of(analysis)
    names = place_hits(analysis, views, gazetteer_of(reference).find(analysis.text, on=published), words)
    for view in views:
        find_bodies(view, names, words)
        find_runs(view, names, words)
    name_after(names, words)
    name_halves(views, names)
    countries = Counter(iso3 for n in names if n.kind in PLACES and (iso3 := n.iso3) is not None)
    home = Counter(iso3 for n in names if n.kind in PLACES and (iso3 := n.iso3) is not None and _at_home(n, words))
    people = People(reference, published, article.article_id, words, countries)
    scene = Scene(
        reference, published, article.article_id, words, people, countries, names=names, home=home, alone=alone
    )
    scene.headlines = frozenset(v.index for v in views if len(v) and v.words[-1][-1] not in _ENDS)
    scene.bylines = frozenset(i for i in scene.headlines if views[i].words[0] in {"By", "BY"})
    scene.lost_apostrophes = lacks_apostrophes(analysis.text)
    judge_full_names(names, people)
    _name_bodies(scene)
    resolve_bare(scene)
    for view in views:
        _read_sentence(view, scene)
    mentions, heads = scene.ledger.mentions()
    return Cast(mentions, heads, scene.actors_of_states())


def _at_home(name: Name, words: Lexicon) -> bool:
    """True when a state is named with its war, crisis, opposition or people: "the Syrian crisis", "war in Syria"."""
    view = name.view
    over = view.heads[name.head]
    if view.deps[name.head] == "pobj":
        over = view.heads[over] if view.low[over] in {"in", "of"} else name.head
    home = words.words["home_nouns"]
    if over > name.head:
        return any(american(view.lemma(k)) in home for k in range(name.last + 1, over + 1))
    return over != name.head and american(view.lemma(over)) in home


def _name_bodies(scene: Scene) -> None:
    """Give bodies their entities, and note the acronym that stands in brackets after a name."""
    for name in scene.names:
        if name.kind in {"org", "group"}:
            name.entity = scene.by_reference(name.ids[0])
        elif name.kind == "new_body":
            name.entity = _new_body(name, scene)
        else:
            continue
        view, k = name.view, name.last + 1
        if name.entity is not None and k + 2 < len(view) and view.words[k] == "(" and view.words[k + 2] == ")":
            if view.words[k + 1][0] != name.text[0] or (name.text.isupper() and len(name.text) > len("UNESCO")):
                continue
            scene.bodies.setdefault(fold(view.words[k + 1]), name.entity)


def _new_body(name: Name, scene: Scene) -> Entity:
    view, words = name.view, scene.words
    sector: str | None = None
    for k in range(name.last, name.first - 1, -1):
        sector = words.org_words.get(view.plain[k]) or None
        if sector is not None:
            break
    if sector is None and name.last + 1 < len(view):
        follower = reading_of(view, min(name.last + 2, len(view) - 1), name.last, words) or reading_of(
            view, name.last + 1, name.last, words
        )
        sector = follower[0].sector if follower is not None and follower[0].kind == "group" else None
    text = name.text
    country = None
    for entry in gazetteer_of(scene.reference).find(text, on=scene.on):
        state = next(
            (e.actor_id[6:] for e in entry.entries if e.kind in PLACES and e.actor_id.startswith("state:")), None
        )
        country = country or state
    k = name.first - 2 if name.first > 1 and view.tags[name.first - 1] == "POS" else name.first - 1
    if country is None and k >= 0 and view.names[k] >= 0 and scene.names[view.names[k]].kind in {"state", "demonym"}:
        country = scene.names[view.names[k]].iso3
    return scene.body(text, sector=sector, country=country)


def _read_sentence(view: View, scene: Scene) -> None:
    same, taken = same_as(view, scene)
    done: set[int] = set()
    for i in range(len(view)):
        at = view.names[i]
        if at >= 0:
            name = scene.names[at]
            if id(name) not in done and i == name.last:
                done.add(id(name))
                _read_name(name, scene)
            if name.kind != "nothing" and not (name.kind == "bare" and name.entity is None):
                continue
        tag = view.tags[i]
        if tag in {"PRP", "PRP$"}:
            _read_pronoun(view, i, scene)
        elif tag in {"WP", "WDT"}:
            _read_relative(view, i, scene)
        elif view.low[i] == "two" and (pair := pair_at(view, i, scene)) is not None:
            _stand(view, i - 1, i, pair, "several", scene, i)
        elif (tag[0] == "N" or (tag in {"JJ", "VBN"} and view.low[i] in {"displaced", "wounded"})) and i not in taken:
            _read_noun(view, i, scene, same.get(i))


def _read_name(name: Name, scene: Scene) -> None:
    view = name.view
    entity: Entity | None = None
    first, how = name.first, name.kind
    if name.kind == "state":
        entity = scene.state(name.iso3 or "") if name.iso3 else None
        low = fold(name.text)
        if low in scene.words.words["unrecognized"]:
            entity = scene.territory(low, name)
    elif name.kind == "demonym":
        entity = _people_of(name, scene)
    elif name.kind in {"capital", "seat", "metonym"}:
        if stands_for_state(view, name.head, name.first, scene.words):
            entity = scene.seat(name)
    elif name.kind in _NAME_KINDS or name.kind == "bare":
        entity = name.entity
        if entity is not None and entity.human:
            describe_person(name, scene)
            first = name.title_first if name.title_first >= 0 else name.first
            how = "bare" if name.kind == "bare" else name.kind
    if entity is None:
        return
    top = view.top(first, name.last)
    if not entity.human:
        first, top = _over_publisher(name, first, top, scene)
    _stand(view, first, name.last, entity, f"name:{how}", scene, name.head, top)


def _over_publisher(name: Name, first: int, top: int, scene: Scene) -> tuple[int, int]:
    """ "The Communist Party daily Granma": the party is the daily's, and the phrase is the daily."""
    view = name.view
    over = view.heads[name.head] if view.deps[name.head] == "appos" else -1
    if over < 0 or view.names[over] < 0 or first < 1:
        return first, top
    owner = scene.names[view.names[over]]
    between = view.low[owner.last + 1 : first]
    if (
        owner.last < first
        and len(between) <= 2
        and any(r.kind == "group" for w in between for r, _ in scene.words.readings(w))
    ):
        return owner.first, over
    return first, top


def _stand(view: View, first: int, last: int, entity: Entity, how: str, scene: Scene, *heads: int) -> None:
    """Keep a mention and its place in the discourse; "dozens of" and "members of" before it mean the same."""
    head = heads[-1]
    scene.ledger.add(view.span(first, last), entity, how, *(view.starts[h] for h in heads))
    governor = view.heads[head]
    if view.deps[head] == "pobj" and view.low[governor] == "of" and entity.actor_id is not None:
        over = view.heads[governor]
        if view.plain[over] in scene.words.words["partitive"] and view.names[over] < 0:
            scene.ledger.add(view.span(view.edges[over], last), entity, f"{how} of", view.starts[over])
            head = over
    scene.stand(view, head, entity)


def _people_of(name: Name, scene: Scene) -> Entity | None:
    """The state that a demonym names, as an adjective or as its people; none for one person or a language."""
    view, head, iso3 = name.view, name.head, name.iso3
    if iso3 is None or (name.first > 0 and view.low[name.first - 1] == "ethnic"):
        return None
    dep = view.deps[head]
    if dep in {"amod", "compound", "nmod", "npadvmod", "acomp"} or view.tags[head] in {"JJ"}:
        if dep == "pobj" and view.low[view.heads[head]] in {"in", "into", "from"} and not view.kids[head]:
            return None
        return scene.state(iso3)
    low = view.low[name.last]
    many = view.tags[head] in {"NNPS", "NNS"} or (low.endswith("s") and low != "us" and not low.endswith("ss"))
    before = {view.low[k] for k in view.kids[head] if k < head}
    if not many:
        return scene.state(iso3) if "the" in before and low.endswith(("ish", "ch", "ese", "ss")) else None
    if "the" in before and not any(view.tags[k] == "CD" for k in view.kids[head]):
        return scene.state(iso3, plural=True)
    return scene.state(iso3, "CVL", plural=True)


def _read_pronoun(view: View, i: int, scene: Scene) -> None:
    low = view.low[i]
    if low not in PRONOUNS or (low == "it" and is_empty(view, i, scene.words.words)):
        return
    entity = antecedent(view, i, scene)
    scene.pronouns[view.index, i] = entity
    if entity is None:
        return
    scene.ledger.add(view.span(i, i), entity, "pronoun", view.starts[i])
    scene.stand(view, i, entity)


def _stand_by(view: View, i: int, phrase: Phrase | None, scene: Scene) -> None:
    """Remember what no actor is known for: "it" or "they" may mean it, and then mean no actor."""
    dep = view.deps[i]
    if dep not in {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj"} or not view.is_noun(i):
        return
    human = phrase is not None and phrase.noun.kind in {"office", "person"} and not phrase.plural
    nobody = Entity(None, view.low[i], human, plural=view.tags[i] == "NNS")
    if phrase is not None:
        nobody.gender = phrase.noun.gender
    scene.stand(view, i, nobody)


def _read_document(view: View, i: int, scene: Scene) -> None:
    """ "The Kremlin statement", "a report by the observatory": the writing speaks for whoever issued it."""
    prep = view.kid(i, "prep")
    issuer = view.kid(prep, "pobj") if prep is not None and view.low[prep] in {"by", "from"} else None
    places = [k for k in view.kids[i] if k < i and view.deps[k] in {"compound", "nmod", "poss"}]
    for k in [issuer] if issuer is not None else places[-1:]:
        name = scene.names[view.names[k]] if view.names[k] >= 0 else None
        if name is None:
            continue
        if name.kind in {"seat", "metonym", "capital"}:
            entity = scene.seat(name)
        else:
            entity = name.entity
        if entity is not None:
            last = name.last if issuer is not None else i
            scene.ledger.add(view.span(view.edges[i], max(i, last)), entity, "document", view.starts[i])
            return
    _stand_by(view, i, None, scene)


def _is_attitude(view: View, i: int, words: Lexicon) -> bool:
    """ "Moscow's opposition to the draft" is no body; "urged the opposition to talk" speaks of one."""
    if view.low[i] != "opposition" or view.low[i + 1 : i + 2] != ["to"]:
        return False
    if view.deps[i] == "dobj" and view.lemma(view.heads[i]) in words.words["social_verbs"]:
        return False
    return i + 2 >= len(view) or view.tags[i + 2] not in {"VB", "VBP", "RB"}


def _is_partitive(view: View, i: int, low: str, scene: Scene) -> bool:
    """ "A group of tourists": the noun behind "of" tells who is meant."""
    if low not in scene.words.words["partitive"] or i + 1 >= len(view) or view.low[i + 1] != "of":
        return False
    prep = view.kid(i, "prep")
    inner = view.kid(prep, "pobj") if prep is not None else None
    if inner is None or view.names[inner] >= 0 or view.plain[inner] in scene.words.nouns:
        return inner is not None
    return not any(r.kind == "organ" for r, _ in scene.words.readings(low))


def _is_one_person(view: View, i: int, words: Lexicon) -> bool:
    """ "A passenger ferry" holds no passenger: a noun for a person that only says of what sort a thing is."""
    return view.tags[i] == "NN" and all(
        r.kind in {"person", "people"} and not many for r, many in words.readings(view.plain[i]) if r.weight == 0
    )


def _read_relative(view: View, i: int, scene: Scene) -> None:
    """ "Erdogan, who visited Cairo": the relative pronoun means the noun that its clause hangs on."""
    if view.deps[i] not in {"nsubj", "nsubjpass", "dobj"}:
        return
    clause = next((k for k in (view.heads[i], *view.ancestors(view.heads[i])) if view.deps[k] == "relcl"), None)
    if clause is None:
        return
    noun = view.heads[clause]
    for standing in scene.ledger.recent(view.index, back=0):
        if standing.token == noun:
            scene.ledger.add(view.span(i, i), standing.entity, "relative", view.starts[i])
            return


def _read_noun(view: View, i: int, scene: Scene, named: Entity | None) -> None:
    words = scene.words
    several = pair_at(view, i, scene) or region_at(view, i, scene)
    if several is not None:
        _stand(view, view.edges[i], i, several, "several", scene, i)
        return
    lost = view.tags[i] == "NNS" and asks_for_two(view, i) and all(view.names[k] < 0 for k in range(view.edges[i], i))
    low = view.plain[i]
    if low in words.words["documents"] and not lost:
        _read_document(view, i, scene)
        return
    if lost or low not in words.nouns:
        _stand_by(view, i, None, scene)
        return
    if _is_partitive(view, i, low, scene) or _is_attitude(view, i, words):
        return
    head = view.heads[i]
    if view.low[i + 1 : i + 2] == ["-"]:
        return
    if view.deps[i] in {"compound", "amod", "nmod"} and head > i:
        over = scene.names[view.names[head]] if view.names[head] >= 0 else None
        if over is not None and over.entity is not None and not over.entity.human:
            over.entity.heads.add(low)
            return
        if reading_of(view, head, i, words) is not None:
            return
        if view.names[head] < 0 and view.deps[i] == "compound" and _is_one_person(view, i, words):
            return
    if low == "bodies" and not any(view.names[k] >= 0 or view.tags[k] == "JJ" for k in range(view.edges[i], i)):
        return
    phrase = phrase_at(view, i, scene.names, words)
    if phrase is None:
        return
    if named is not None:
        officials.learn(named, phrase, scene)
        scene.ledger.add(view.span(phrase.first, phrase.last), named, "apposition", view.starts[i])
        scene.stand(view, i, named)
        return
    if view.deps[i] == "attr" and not phrase.plural and phrase.noun.kind in {"office", "person"}:
        return
    entity = descriptions.resolve(phrase, scene)
    if entity is None:
        _stand_by(view, i, phrase, scene)
        return
    _stand(view, phrase.first, phrase.last, entity, "description", scene, i)
