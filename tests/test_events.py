"""Events: every frame's example and counter-example, status, roles, mergers, laws. All sentences are our own."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman import reference
from dragoman.actors import find_actors
from dragoman.actors.cast import Cast
from dragoman.extract import events
from dragoman.extract.events.codes import as_plover, cameo_codes, contexts, event_types
from dragoman.extract.events.frames import Frame, lexicon, parse_frame
from dragoman.extract.events.match import Match
from dragoman.extract.events.participants import Scene
from dragoman.extract.events.scan import scan
from dragoman.language.analysis import Analysis, analyse
from dragoman.language.parser import Parser
from dragoman.language.times import find_times
from dragoman.model import Article, Event, Interval, Span, Statement

DAY = Interval.parse("2012-03-05")


@pytest.fixture(scope="module")
def reference_data() -> reference.Reference:
    return reference.load()


@pytest.fixture(scope="module")
def read(parser: Parser, reference_data: reference.Reference):
    """Text -> its events, with the cast and the times, as the reader puts them together."""

    def run(text: str, *, statements: tuple[Statement, ...] = (), published: Interval = DAY) -> tuple[Event, ...]:
        analysis = analyse(text, parser)
        times = find_times(analysis, published=published)
        article = Article("a", "test", text)
        cast = find_actors(analysis, published=published, reference=reference_data, article=article)
        return events.extract(
            analysis, cast, times, statements, published=published, text_id="t", reference=reference_data
        )

    return run


@pytest.fixture(scope="module")
def examples(parser: Parser) -> dict[str, list[tuple[Analysis, list[Match]]]]:
    """Every example and counter-example of the lexicon with what is met in it: parsed together, read apart."""
    lines = [text for f in lexicon().frames for text in (_plain(f.example), f.counter)]
    analysis = analyse("\n".join(lines), parser)
    met: dict[int, list[tuple[Analysis, list[Match]]]] = {}
    for sentence in analysis.sentences:
        met.setdefault(sentence.paragraph, []).append((sentence, scan(Scene(sentence, Cast(())))))
    starts = [p.start for p in analysis.paragraphs]
    return {"met": met, "starts": starts}


def _plain(example: str) -> str:
    return re.sub(r"[\[\]<>]", "", example)


def _marked(example: str, pair: str) -> list[Span]:
    """The spans of a plain example that one kind of brackets encloses."""
    spans, at, opened = [], 0, 0
    for character in example:
        if character == pair[0]:
            opened = at
        elif character == pair[1]:
            spans.append(Span(opened, at))
        elif character not in "[]<>":
            at += 1
    return spans


def _spans(sentence, parties, shift: int) -> list[Span]:
    spans = [sentence.span_of(p.first, p.last) for p in parties]
    return [Span(s.start - shift, s.end - shift) for s in spans]


def test_every_frame_is_met_by_its_example_with_its_roles_and_not_by_its_counter_example(examples) -> None:
    wrong = []
    for number, frame in enumerate(lexicon().frames):
        shift = examples["starts"][2 * number]
        mine = [(s, m) for s, ms in examples["met"][2 * number] for m in ms if m.frame.id == frame.id]
        actors = [x for s, m in mine for x in _spans(s, m.actors, shift)]
        recipients = [x for s, m in mine for x in _spans(s, m.recipients, shift)]
        if frame.mutual:
            actors = recipients = actors + recipients
        for wanted, found in ((_marked(frame.example, "[]"), actors), (_marked(frame.example, "<>"), recipients)):
            if not mine or not all(any(w.overlaps(f) for f in found) for w in wanted):
                wrong.append(f"{frame.id}: {frame.example}")
        if any(m.frame.id == frame.id for _, ms in examples["met"][2 * number + 1] for m in ms):
            wrong.append(f"{frame.id}: met by {frame.counter}")
    assert not wrong, "\n".join(wrong)


def test_the_lexicon_is_broad_and_its_codes_are_plovers() -> None:
    frames = lexicon().frames
    assert len(frames) >= 900
    assert len({f.id for f in frames}) == len(frames)
    assert {f.type for f in frames} == set(event_types())
    for frame in frames:
        assert frame.cameo is None or frame.cameo in cameo_codes() or frame.cameo in {"010", "150", "176"}, frame.id
        assert set(frame.contexts) <= set(contexts()) | {"humanitarian", "democracy"}, frame.id
        assert frame.example
        assert frame.counter


def test_a_pattern_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match="A hit R Then"):
        parse_frame("A hit R Then", "ASSAULT", {})
    with pytest.raises(ValueError, match="nothing stands after"):
        parse_frame("A hit R on", "ASSAULT", {})
    with pytest.raises(ValueError, match="no predicate"):
        parse_frame("A", "ASSAULT", {})
    frame = parse_frame("A{police} hand +over {gun} to|for ..R?", "AID", {})
    assert (frame.lemma, frame.particle, frame.doers) == ("hand", "over", frozenset({"police"}))
    assert [s.role for s in frame.slots] == ["X", "R"]
    assert frame.slots[1].anywhere
    assert frame.slots[1].optional
    assert frame.slots[1].preps == ("to", "for")
    assert isinstance(frame, Frame)


STATUS = [
    ("Turkish jets struck a Kurdish camp on Monday.", "ASSAULT", "happened"),
    ("The European Union imposed sanctions on Belarus.", "COERCE", "happened"),
    ("Lavrov met Kerry in Geneva.", "CONSULT", "happened"),
    ("The rebels released ten hostages.", "RETREAT", "happened"),
    ("Police arrested the editor after a raid.", "COERCE", "happened"),
    ("Sudan has expelled two French diplomats.", "SANCTION", "happened"),
    ("The United States was accused by Iran of lying.", "ACCUSE", "happened"),
    ("Troops forced the villagers to flee, and the army shelled the town.", "ASSAULT", "happened"),
    ("Norway gave medicine to Malawi.", "AID", "happened"),
    ("Egypt managed to broker a truce between the factions, and Hamas freed the soldier.", "RETREAT", "happened"),
    ("Gunmen who attacked the embassy fled.", "ASSAULT", "happened"),
    ("France condemned the coup leaders.", "ACCUSE", "happened"),
    ("Chad's president visited Libya on Sunday.", "CONSULT", "happened"),
    ("Striking miners blocked a road to the capital.", "PROTEST", "happened"),
    ("Russian warplanes are bombing the rebel town.", "ASSAULT", "ongoing"),
    ("The two ministers are holding talks with the king.", "CONSULT", "ongoing"),
    ("Thousands of students are marching against the government.", "PROTEST", "ongoing"),
    ("Israel is continuing its bombardment of Gaza.", "ASSAULT", "ongoing"),
    ("The army continues to shell the suburb.", "ASSAULT", "ongoing"),
    ("Police are holding the activists in custody.", "COERCE", "ongoing"),
    ("Washington is pressing Tel Aviv to stop.", "REQUEST", "ongoing"),
    ("Ethiopia is sending food to Somalia.", "AID", "ongoing"),
    ("The prosecutors are investigating the bank.", "ACCUSE", "ongoing"),
    ("The navy is blockading the port.", "ASSAULT", "ongoing"),
    ("Rebels keep attacking the garrison.", "ASSAULT", "ongoing"),
    ("The militia is besieging the town.", "ASSAULT", "ongoing"),
    ("Putin will meet Erdogan in Sochi on Tuesday.", "CONSULT", "announced"),
    ("Germany plans to send tanks to Ukraine.", "MOBILIZE", "announced"),
    ("The rebels said they would release the pilots.", "RETREAT", "announced"),
    ("The foreign minister is to visit Cairo next week.", "CONSULT", "announced"),
    ("London decided that it will expel the envoy.", "SANCTION", "announced"),
    ("The council is expected to impose sanctions on Mali.", "COERCE", "announced"),
    ("Ankara vowed to crush the rebels.", "COERCE", "announced"),
    ("Japan has promised to lend money to Laos.", "AID", "announced"),
    ("Peru is going to recognise the new government.", "SUPPORT", "announced"),
    ("The premier agreed to withdraw his troops from the border.", "RETREAT", "announced"),
    ("The bishops have scheduled a meeting with the president.", "CONSULT", "announced"),
    ("The unions are set to march against the minister.", "PROTEST", "announced"),
    ("Kenya's planned deployment of police to Haiti was praised.", "MOBILIZE", "announced"),
    ("Iran threatened to attack Israel.", "ASSAULT", "threatened"),
    ("Washington has threatened to impose sanctions on Turkey.", "COERCE", "threatened"),
    ("The general threatened to arrest the deputies.", "COERCE", "threatened"),
    ("The army will bomb the town unless the rebels surrender.", "ASSAULT", "threatened"),
    ("Unions threatened to strike and to march against the company.", "PROTEST", "threatened"),
    ("If Serbia refuses, NATO will bomb Belgrade.", "ASSAULT", "threatened"),
    ("The junta's threat to expel the charity alarmed diplomats.", "SANCTION", "threatened"),
    ("Moscow threatened to expel the Georgian envoys.", "SANCTION", "threatened"),
    ("Rebels threatening to shell the port were bombed.", "ASSAULT", "threatened"),
    ("Ankara is threatening to invade Syria.", "ASSAULT", "threatened"),
    ("China threatened to suspend trade with the American firm.", "SANCTION", "threatened"),
    (
        "The president would veto the bill if deputies passed it, and he threatened to dissolve parliament.",
        "COERCE",
        "threatened",
    ),
    ("Fabius said Assad must step down.", "RETREAT", "demanded"),
    ("The United Nations urged Sudan to release the prisoners.", "RETREAT", "demanded"),
    ("Greece demanded that Turkey withdraw its troops from Cyprus.", "RETREAT", "demanded"),
    ("The pope called on the rebels to free the nuns.", "RETREAT", "demanded"),
    ("Kyiv asked Berlin to send weapons to Ukraine.", "AID", "demanded"),
    ("The opposition is demanding that the army release its leader.", "RETREAT", "demanded"),
    ("The judge ordered police to arrest the senator.", "COERCE", "demanded"),
    ("Paris said Israel should lift its blockade of Gaza.", "RETREAT", "demanded"),
    (
        "Poland wants the European Union to impose sanctions on Belarus, and it urged Brussels to expel the envoys.",
        "SANCTION",
        "demanded",
    ),
    ("Protesters pressed the governor to resign.", "RETREAT", "demanded"),
    ("The envoy appealed to the rebels to release the pilots.", "RETREAT", "demanded"),
    ("The agency told Iran to admit inspectors.", "RETREAT", "demanded"),
    ("Norway offered to mediate between the rebels and Mali.", "CONSULT", "proposed"),
    ("Israel is willing to withdraw from Hebron.", "RETREAT", "proposed"),
    ("France proposed sanctions against the general.", "COERCE", "proposed"),
    ("Australia is considering sending troops to Iraq.", "MOBILIZE", "hypothetical"),
    ("Seoul is ready to send rice and food to North Korea.", "AID", "proposed"),
    ("Washington wants to impose sanctions on the bank.", "COERCE", "proposed"),
    ("The deputies recommended expelling the ambassador.", "SANCTION", "proposed"),
    ("Turkey seeks to hold talks with Egypt.", "CONSULT", "proposed"),
    ("The mediator suggested talks between Serbia and Kosovo.", "CONSULT", "proposed"),
    ("Jordan hopes to sign a treaty with Iraq.", "SUPPORT", "proposed"),
    ("The bloc is mulling an embargo on the junta.", "COERCE", "hypothetical"),
    ("The proposed visit to Moscow by the premier drew criticism.", "CONSULT", "proposed"),
    ("If rebels attack the port, trade will stop.", "ASSAULT", "hypothetical"),
    ("Israel could bomb the plant.", "ASSAULT", "hypothetical"),
    ("The government may arrest the deputies.", "COERCE", "hypothetical"),
    ("Washington might impose sanctions on Ankara.", "COERCE", "hypothetical"),
    ("Analysts doubt whether Turkey would invade Syria.", "ASSAULT", "hypothetical"),
    ("Were it asked, Oman could host the envoys.", "CONSULT", "hypothetical"),
    ("The rebels would release the pilots only if paid.", "RETREAT", "hypothetical"),
    ("Diplomats fear that the army could shell the camp.", "ASSAULT", "hypothetical"),
    ("Unless Tehran frees the sailors, talks will not resume.", "RETREAT", "hypothetical"),
    ("A possible Russian attack on Odessa worries Turkey.", "ASSAULT", "hypothetical"),
    ("The police can arrest the protesters.", "COERCE", "hypothetical"),
    ("The court may convict the minister.", "ACCUSE", "hypothetical"),
    ("Russia denied that it had bombed the hospital.", "ASSAULT", "denied"),
    ("The army denied shelling the camp.", "ASSAULT", "denied"),
    ("Rwanda has denied arming the rebels.", "AID", "denied"),
    ("The minister denied having met the banker.", "CONSULT", "denied"),
    ("Moscow denied attacking the convoy.", "ASSAULT", "denied"),
    ("Police denied that officers had beaten the students.", "ASSAULT", "denied"),
    ("Damascus denies using gas against the villagers.", "ASSAULT", "denied"),
    ("The general denied reports that troops had looted the shop.", "ASSAULT", "denied"),
    ("Eritrea denied accusations that it trained the rebels.", "COOPERATE", "denied"),
    ("Israel refuted claims that its soldiers killed the reporter.", "ASSAULT", "denied"),
    ("Kabul denied that its forces had bombed the wedding guests.", "ASSAULT", "denied"),
    ("Belgrade denied any role in the attack, and denied sending soldiers to Bosnia.", "MOBILIZE", "denied"),
    ("Moscow did not support the sanctions.", "SUPPORT", "negated"),
    ("The rebels have not released the pilots.", "RETREAT", "negated"),
    ("No talks were held between the rebels and the army.", "CONSULT", "negated"),
    ("The president never met the envoy.", "CONSULT", "negated"),
    ("Kenya refused to extradite the general.", "COERCE", "negated"),
    ("The premier failed to visit Berlin.", "CONSULT", "negated"),
    ("The council did not condemn the junta.", "ACCUSE", "negated"),
    ("The mediators prevented the militia from attacking the town.", "ASSAULT", "negated"),
    ("Neither Iran nor Iraq attacked the tanker.", "ASSAULT", "negated"),
    ("Police left without arresting the students.", "COERCE", "negated"),
    ("Germany declined to send weapons to the rebels.", "AID", "negated"),
    ("The army has not attacked the village.", "ASSAULT", "negated"),
    ("The minister has not held talks with the union.", "CONSULT", "negated"),
    ("Iraq invaded Kuwait in 1990.", "ASSAULT", "recalled"),
    (
        "Hama is where the president's father sent troops against rebels nearly thirty years ago.",
        "MOBILIZE",
        "recalled",
    ),
    ("The two countries fought a war two decades ago, when Ethiopia attacked Eritrea.", "ASSAULT", "happened"),
    ("In 2003 the United States invaded Iraq.", "ASSAULT", "recalled"),
    ("Last year police arrested the opposition leader.", "COERCE", "recalled"),
    ("Serbia signed a treaty with Croatia in 1996.", "SUPPORT", "recalled"),
    ("The former rebels released the hostages five years ago.", "RETREAT", "recalled"),
    ("The Soviet Union invaded Afghanistan in December 1979.", "ASSAULT", "recalled"),
    ("Ten months ago Kenya expelled the ambassador.", "SANCTION", "recalled"),
    ("The army had shelled the town in June 2008.", "ASSAULT", "recalled"),
    ("Two years ago, Mali arrested the editor.", "COERCE", "recalled"),
    ("Nixon visited China in 1972.", "CONSULT", "recalled"),
    ("The junta, which arrested the monks in 2007, has fallen.", "COERCE", "recalled"),
]
"""Sentence, event type, status: twelve or more a status, used while the rules were made."""

ASIDE = [
    ("Nigerian troops killed six militants near the lake.", "ASSAULT", "happened"),
    ("Canada summoned the Saudi ambassador.", "ACCUSE", "happened"),
    ("The assembly rejected the governor's proposal.", "REJECT", "happened"),
    ("Colombia and Peru signed a treaty.", "AGREE", "happened"),
    ("Students who had occupied the ministry were arrested by police.", "COERCE", "happened"),
    ("Kazakhstan evacuated its citizens, and Beijing sent doctors to Wuhan's hospitals.", "AID", "happened"),
    ("Having met the king, the envoy thanked Jordan.", "CONSULT", "happened"),
    ("Vietnam's prime minister called on Laos to act after visiting Vientiane's mayor.", "REQUEST", "happened"),
    ("Greek riot police are beating the marchers.", "ASSAULT", "ongoing"),
    ("The envoys are negotiating with the militia.", "CONSULT", "ongoing"),
    ("Saudi Arabia is still withholding funds from the agency.", "SANCTION", "ongoing"),
    ("Farmers remain in the capital, where they are protesting against the minister.", "PROTEST", "ongoing"),
    ("The army keeps shelling the district.", "ASSAULT", "ongoing"),
    ("Brussels is suspending aid to Burundi.", "SANCTION", "ongoing"),
    ("Warships are escorting tankers while Iran is threatening Britain.", "THREATEN", "ongoing"),
    ("The president's aides are urging Congress to act.", "REQUEST", "ongoing"),
    ("The pope will visit Cuba in March.", "CONSULT", "announced"),
    ("Sweden intends to expel the attache.", "SANCTION", "announced"),
    ("Tokyo pledged to send rice and money to Laos.", "AID", "announced"),
    ("The generals have decided they will release the deputies.", "RETREAT", "announced"),
    ("The cabinet said it would recognise the Syrian council.", "SUPPORT", "announced"),
    ("The two presidents are due to meet in Minsk.", "CONSULT", "announced"),
    ("Hamas announced that it would free the soldier.", "RETREAT", "announced"),
    ("Egypt is preparing to deploy troops to Sinai.", "MOBILIZE", "announced"),
    ("Eritrea threatened to expel the peacekeepers.", "SANCTION", "threatened"),
    ("The militia will kill the hostages if the army attacks.", "ASSAULT", "threatened"),
    ("The governor threatens to ban the rally organisers.", "COERCE", "threatened"),
    ("Rebel leaders threatened to storm the palace.", "ASSAULT", "threatened"),
    ("The bloc is threatening to suspend Hungary.", "SANCTION", "threatened"),
    ("North Korea has threatened to bomb Seoul.", "ASSAULT", "threatened"),
    ("Gunmen threatening to behead a captive fled.", "ASSAULT", "threatened"),
    ("Unless the hostages return, the navy will attack the port.", "ASSAULT", "threatened"),
    ("Malaysia urged Myanmar to free the editors.", "RETREAT", "demanded"),
    (
        "The Security Council demanded that the rebels leave Goma and that they release the nurses.",
        "RETREAT",
        "demanded",
    ),
    ("Merkel said Belarus must release the pilot.", "RETREAT", "demanded"),
    ("The union asked the ministry to meet the nurses.", "CONSULT", "demanded"),
    ("Senators pressed the White House to impose sanctions on the general.", "SANCTION", "demanded"),
    ("The king ordered his army to attack the fort.", "ASSAULT", "demanded"),
    ("Aid groups implored the junta to admit observers.", "RETREAT", "demanded"),
    ("Opposition leaders insisted that the premier resign.", "RETREAT", "demanded"),
    ("Ghana offered to host the envoys.", "CONSULT", "proposed"),
    ("Rome is weighing an embargo on Libya.", "SANCTION", "hypothetical"),
    ("Deputies proposed talks with the guerrillas.", "CONSULT", "proposed"),
    ("The premier is willing to free the activists.", "RETREAT", "proposed"),
    ("Poland wants to send jets and weapons to Ukraine.", "AID", "proposed"),
    ("The minister recommended suspending aid to Eritrea.", "SANCTION", "proposed"),
    ("Britain is considering expelling the diplomats.", "SANCTION", "hypothetical"),
    ("Kurdish leaders hope to meet the Iraqi president.", "CONSULT", "proposed"),
    ("Pakistan could attack the camp.", "ASSAULT", "hypothetical"),
    ("If police arrest the monks, crowds will gather.", "COERCE", "hypothetical"),
    ("The tribunal might convict the general.", "ACCUSE", "hypothetical"),
    ("Diplomats asked whether France would support the resolution.", "SUPPORT", "hypothetical"),
    ("The rebels may have killed the reporter.", "ASSAULT", "hypothetical"),
    ("A potential Israeli strike on Iran alarms Moscow.", "ASSAULT", "hypothetical"),
    ("The council can impose sanctions on the militia.", "SANCTION", "hypothetical"),
    ("Should Turkey invade Syria, Russia would protest.", "ASSAULT", "hypothetical"),
    ("Tehran denied that it had sent missiles and weapons to the Houthis.", "AID", "denied"),
    ("The police denied beating the student.", "ASSAULT", "denied"),
    ("Serbia denies that its soldiers killed the villagers.", "ASSAULT", "denied"),
    ("The premier denied having visited Moscow.", "CONSULT", "denied"),
    ("The sheriff denied claims that deputies shot the driver.", "ASSAULT", "denied"),
    ("Ankara has denied bombing the Kurdish village.", "ASSAULT", "denied"),
    ("Uganda denied supporting the rebels.", "SUPPORT", "denied"),
    ("The bank denied allegations that it financed the militia.", "AID", "denied"),
    ("Iran has not freed the sailors.", "RETREAT", "negated"),
    ("Delhi did not invite observers and never held talks with Islamabad.", "CONSULT", "negated"),
    ("The court refused to release the blogger.", "RETREAT", "negated"),
    ("Nobody attacked the embassy.", "ASSAULT", "negated"),
    ("The militia failed to capture the town.", "ASSAULT", "negated"),
    ("The minister has never supported the rebels.", "SUPPORT", "negated"),
    ("Police were prevented from arresting the senator.", "COERCE", "negated"),
    ("Moscow did not recognise the new government.", "SUPPORT", "negated"),
    ("In 1991 Serbia shelled Dubrovnik.", "ASSAULT", "recalled"),
    ("Argentina invaded the islands in April 1982.", "ASSAULT", "recalled"),
    ("Last August the junta arrested the monks.", "COERCE", "recalled"),
    ("The minister visited Tripoli two years ago.", "CONSULT", "recalled"),
    ("France and Germany signed a treaty in 1963.", "AGREE", "recalled"),
    ("Six years ago rebels kidnapped the bishop.", "ASSAULT", "recalled"),
    ("Tanzania expelled the envoy in May 2009.", "SANCTION", "recalled"),
    ("Police had arrested the poet in 1999.", "COERCE", "recalled"),
]
"""Eight a status, kept aside while the rules were made: 72 of the 80 were right at first sight."""


@pytest.mark.parametrize(("text", "type_", "status"), STATUS)
def test_status(read, text: str, type_: str, status: str) -> None:
    assert status in [e.status for e in read(text) if e.type == type_]


def test_status_of_sentences_kept_aside(read) -> None:
    right = sum(status in [e.status for e in read(text) if e.type == type_] for text, type_, status in ASIDE)
    assert right >= 0.85 * len(ASIDE)


def _one(found: tuple[Event, ...], type_: str) -> Event:
    mine = [e for e in found if e.type == type_]
    assert len(mine) == 1, found
    return mine[0]


def _names(parties) -> list[str]:
    return [p.text for p in parties]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        # coordination is one event with lists
        ("France, Germany and Italy condemned Iran and Syria.", "ACCUSE", ["France", "Germany", "Italy"], ["Iran", "Syria"]),
        # passive with and without the doer
        ("The editors were arrested by Turkish police.", "COERCE", ["Turkish police"], ["The editors"]),
        ("Two envoys were killed in Goma.", "ASSAULT", [], ["Two envoys"]),
        # relative clause, participle, control, conjunction
        ("The rebels who attacked the garrison fled.", "ASSAULT", ["The rebels"], ["the garrison"]),
        ("Sanctions imposed by Canada on Belarus hurt trade.", "COERCE", ["Canada"], ["Belarus"]),
        ("Kenya promised to expel the envoys.", "SANCTION", ["Kenya"], ["the envoys"]),
        ("Mali persuaded the rebels to free the nurses.", "RETREAT", ["the rebels"], ["the nurses"]),
        ("The army surrounded the town and shelled the hospital.", "ASSAULT", ["The army"], ["the town", "the hospital"]),
        # nouns and light verbs
        ("Turkish shelling of the village went on.", "ASSAULT", ["Turkish"], ["the village"]),
        ("Ethiopia launched an assault on Mekelle.", "ASSAULT", ["Ethiopia"], ["Mekelle"]),
        ("Moscow came under criticism from Berlin.", "ACCUSE", ["Berlin"], ["Moscow"]),
        ("The crackdown on the monks by the junta went on.", "COERCE", ["the junta"], ["the monks"]),
        # particles
        ("Soldiers rounded up the students.", "COERCE", ["Soldiers"], ["the students"]),
        ("Canada shut down its embassy in Tehran.", "SANCTION", ["Canada"], ["Tehran"]),
        # a weapon's owner acts, not the weapon
        ("Israeli air strikes killed three commanders.", "ASSAULT", ["Israeli"], ["three commanders"]),
        # the actor of an act that is rejected
        ("Cairo rejected a proposal from Ankara.", "REJECT", ["Cairo"], ["Ankara"]),
        # a visitor acts, the host receives
        ("The Russian president visited Cairo.", "CONSULT", ["The Russian president"], ["Cairo"]),
        # each other
        ("The army and the rebels clashed in Juba.", "ASSAULT", ["The army"], ["the rebels"]),
        # a refusal is a rejection of whom it is refused
        ("Japan will not lift its sanctions on North Korea.", "REJECT", ["Japan"], ["North Korea"]),
        # the speaker's pronoun is the speaker
        ("Denmark said it would lend money to Iceland.", "AID", ["Denmark"], ["Iceland"]),
    ],
)  # fmt: skip
def test_who_did_what_to_whom(read, text: str, type_: str, actors: list[str], recipients: list[str]) -> None:
    event = _one(read(text), type_)
    assert (_names(event.actors), _names(event.recipients)) == (actors, recipients)


def test_everyone_who_meets_is_an_actor(read) -> None:
    event = _one(read("Lavrov held talks with Kerry and Zarif in Geneva."), "CONSULT")
    assert _names(event.actors) == ["Lavrov", "Kerry", "Zarif"]
    assert event.recipients == ()


@pytest.mark.parametrize(
    "text",
    [
        "The report killed the mood.",
        "The pillar supports the roof.",
        "Prices rocketed as shares were hit.",
        "She closed the gate and left the garden.",
        "The film attacks the idea that love is simple.",
        "A storm struck the coast and the river invaded the fields.",
        "The committee room was painted green.",
        "He said that it would rain.",
    ],
)
def test_no_act_between_actors_no_event(read, text: str) -> None:
    assert read(text) == ()


def test_an_accusation_and_what_it_reports(read) -> None:
    text = "The United States accused the Syrian government of using chemical weapons against rebels."
    content = Span(text.index("of using"), len(text) - 1)
    said = Statement("s1", "indirect", (Span(0, 17),), (Span(18, 25),), (content,))
    found = read(text, statements=(said,))
    accusation = _one(found, "ACCUSE")
    assert [p.actor and p.actor.id for p in accusation.actors] == ["state:USA"]
    assert accusation.recipients[0].actor is not None
    assert accusation.recipients[0].actor.country == "SYR"
    assert accusation.reported_by is None
    assert all(e.reported_by == "s1" for e in found if e.type == "ASSAULT")


def test_a_demand_by_saying_must(read) -> None:
    found = read("Fabius said Assad must step down.")
    demand, act = _one(found, "REQUEST"), _one(found, "RETREAT")
    assert (_names(demand.actors), _names(demand.recipients), demand.status) == (["Fabius"], ["Assad"], "happened")
    assert (_names(act.actors), act.status, act.mode) == (["Assad"], "demanded", "resign")


def test_a_veto_is_a_vote(read) -> None:
    veto = _one(read("Russia vetoed the French draft resolution on Saturday."), "VOTE")
    assert (veto.mode, veto.cameo) == ("veto", "129")
    assert as_plover(veto) == "REJECT"
    assert _one(read("India abstained on the resolution."), "VOTE").mode == "abstain"


def test_plovers_own_rules_are_for_the_exports(read) -> None:
    meeting = _one(read("Putin will meet Erdogan on Tuesday."), "CONSULT")
    assert (meeting.status, as_plover(meeting)) == ("announced", "AGREE")
    attack = _one(read("Iran threatened to attack Israel."), "ASSAULT")
    assert (attack.status, as_plover(attack)) == ("threatened", "THREATEN")


def test_day_and_place_are_those_of_the_clause(read) -> None:
    event = _one(read("Troops killed five protesters in the city of Hama on Tuesday, Paris said on Friday."), "ASSAULT")
    assert event.date.iso == ["2012-02-28", "2012-02-28"]
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Hama", "SYR")


def test_told_twice_is_one_event(read) -> None:
    text = "Norway condemned Belarus.\nIn Oslo, diplomats explained why Norway condemned Belarus."
    event = _one(read(text), "ACCUSE")
    assert [s.of(text) for s in (event.anchor, *event.spans)] == ["condemned", "condemned"]
    assert "told 2 times" in event.how
    assert all(e.spans == () for e in read("Norway condemned Belarus.\nNorway condemned Serbia."))


def test_the_headline_and_the_lead_tell_one_event_in_different_words(read) -> None:
    text = "Norway slams Belarus over arrests\nNorway criticised Belarus on Monday. Norway praised Malta."
    event = _one(read(text), "ACCUSE")
    assert event.anchor.of(text) == "criticised"
    assert [s.of(text) for s in event.spans] == ["slams"]
    assert event.date.iso == ["2012-03-05", "2012-03-05"]


def test_verbs_that_belong_together_are_one_act(read) -> None:
    event = _one(read("Gunmen attacked a convoy, killing two soldiers and wounding a driver."), "ASSAULT")
    assert _names(event.recipients) == ["a convoy", "two soldiers", "a driver"]


def test_codes_of_the_lists() -> None:
    assert cameo_codes()["200"].type == "ASSAULT"
    assert cameo_codes()["129"].type == "REJECT"
    assert event_types()["AID"].intensity == 10
    assert event_types()["ASSAULT"].quad == 4


ODD = [
    "", " \n\t", "?", "\u0000\u2028\ufeff", "\U0001f600 attacked \U0001f4a3", "attack " * 300, "(((((", "to to to to",
    "said said said that that that", "A" * 3000, "who whom which that attacked", "Iran, Iran, Iran and Iran attacked Iran.",
    "\u202eIsrael \u0301attacked\u200b Iran\u00a0.",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_odd_input_makes_nothing_fail(read, text: str) -> None:
    for event in read(text):
        assert event.anchor.of(text)


WORDS = st.sampled_from(
    ["Iran", "Israel", "the", "rebels", "police", "said", "that", "will", "not", "to", "attack", "attacked", "by", "of", "condemned", "on", "with", "and", ",", ".", "if", "denied", "talks", "held", "between", "sanctions", "imposed", "who", "must", "release", "free", "its", "refused"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=25))
def test_spans_quote_the_text_and_ids_are_unique_and_stable(read, words: list[str]) -> None:
    text = " ".join(words)
    found = read(text)
    assert found == read(text)
    assert len({e.id for e in found}) == len(found)
    for event in found:
        for party in (*event.actors, *event.recipients):
            assert party.span.of(text) == party.text
