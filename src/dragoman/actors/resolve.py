"""From an analysed article to its cast: names first, then every noun phrase and pronoun in reading order."""

from __future__ import annotations

from collections import Counter

from dragoman.actors import descriptions
from dragoman.actors.cast import Cast
from dragoman.actors.entities import Entity
from dragoman.actors.gazetteer import gazetteer_of
from dragoman.actors.lexicon import american, lexicon
from dragoman.actors.names import PLACES, Name, find_bodies, place_hits
from dragoman.actors.pairs import pair_at, region_at
from dragoman.actors.persons import People, find_runs, judge_full_names
from dragoman.actors.phrases import phrase_at, reading_of
from dragoman.actors.pronouns import PRONOUNS, antecedent, is_empty
from dragoman.actors.scene import Scene
from dragoman.actors.states import stands_for_state
from dragoman.actors.surnames import resolve_bare
from dragoman.actors.titles import describe_person, same_as
from dragoman.actors.views import View, views_of
from dragoman.language.analysis import Analysis
from dragoman.model import Article, Interval
from dragoman.reference import Reference, fold

_NAME_KINDS = frozenset({"person", "new_person", "org", "group", "new_body"})


def find_actors(analysis: Analysis, *, published: Interval, reference: Reference, article: Article) -> Cast:
    """The cast of an article: every mention of an actor, with the actor as of the article's day.

    `published` decides who held which office; where it allows several holders, a description ("the minister") is left
    unresolved. Linear in the length of the text.
    """
    words = lexicon()
    views = views_of(analysis)
    names = place_hits(analysis, views, gazetteer_of(reference).find(analysis.text, on=published))
    for view in views:
        find_bodies(view, names, words)
        find_runs(view, names, words)
    countries = Counter(iso3 for n in names if n.kind in PLACES and (iso3 := n.iso3) is not None)
    people = People(reference, published, article.article_id, words, countries)
    scene = Scene(reference, published, article.article_id, words, people, countries, names=names)
    judge_full_names(names, people)
    _name_bodies(scene)
    resolve_bare(scene)
    for view in views:
        _read_sentence(view, scene)
    mentions, heads = scene.ledger.mentions()
    return Cast(mentions, heads, scene.actors_of_states())


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
            scene.bodies.setdefault(fold(view.words[k + 1]), name.entity)


def _new_body(name: Name, scene: Scene) -> Entity:
    view, words = name.view, scene.words
    sector: str | None = None
    for k in range(name.last, name.first - 1, -1):
        sector = words.org_words.get(american(view.low[k])) or None
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
        elif (tag[0] == "N" or (tag in {"JJ", "VBN"} and view.low[i] in {"displaced", "wounded"})) and i not in taken:
            _read_noun(view, i, scene, same.get(i))


def _read_name(name: Name, scene: Scene) -> None:
    view = name.view
    dep, governor = view.deps[name.head], view.heads[name.head]
    entity: Entity | None = None
    first, how = name.first, name.kind
    if name.kind == "state":
        entity = scene.state(name.iso3 or "")
    elif name.kind == "demonym":
        entity = _people_of(name, scene)
    elif name.kind in {"capital", "seat", "metonym"}:
        if stands_for_state(view, name.head, name.first, scene.words):
            entity = scene.state(name.iso3, "GOV") if name.iso3 else scene.by_reference(name.ids[0])
    elif name.kind in _NAME_KINDS or name.kind == "bare":
        entity = name.entity
        if entity is not None and entity.human:
            describe_person(name, scene)
            first = name.title_first if name.title_first >= 0 else name.first
            how = "bare" if name.kind == "bare" else name.kind
    if entity is None:
        return
    scene.ledger.add(view.span(first, name.last), entity, view.starts[name.head], f"name:{how}")
    scene.ledger.stand(view.index, name.head, entity, dep, governor, view.quoted[name.head])


def _people_of(name: Name, scene: Scene) -> Entity | None:
    """The state that a demonym names, as an adjective or as its people; none for one person or a language."""
    view, head, iso3 = name.view, name.head, name.iso3
    if iso3 is None:
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
    if low not in PRONOUNS or (low == "it" and is_empty(view, i)):
        return
    entity = antecedent(view, i, scene.ledger)
    scene.pronouns[view.index, i] = entity
    if entity is None:
        return
    if view.tags[i] == "PRP":
        scene.ledger.add(view.span(i, i), entity, view.starts[i], "pronoun")
    scene.ledger.stand(view.index, i, entity, view.deps[i], view.heads[i], view.quoted[i])


def _read_noun(view: View, i: int, scene: Scene, named: Entity | None) -> None:
    words = scene.words
    several = pair_at(view, i, scene) or region_at(view, i, scene)
    if several is not None:
        first = view.edges[i]
        scene.ledger.add(view.span(first, i), several, view.starts[i], "several")
        scene.ledger.stand(view.index, i, several, view.deps[i], view.heads[i], view.quoted[i])
        return
    if american(view.low[i]) not in words.nouns:
        return
    head = view.heads[i]
    if view.deps[i] in {"compound", "amod", "nmod"} and head > i and reading_of(view, head, i, words) is not None:
        return
    phrase = phrase_at(view, i, scene.names, words)
    if phrase is None:
        return
    if named is not None:
        descriptions.learn(named, phrase)
        scene.ledger.add(view.span(phrase.first, phrase.last), named, view.starts[i], "apposition")
        return
    entity = descriptions.resolve(phrase, scene)
    if entity is None:
        return
    scene.ledger.add(view.span(phrase.first, phrase.last), entity, view.starts[i], "description")
    scene.ledger.stand(view.index, i, entity, view.deps[i], view.heads[i], view.quoted[i])
