"""The organs of an accordo: who sits in each on the day, what is empty, when it met, what it has to do."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from pdz_graph.errors import Text
from pdz_graph.pages.page import Page
from pdz_graph.pages.phrase import Badge, Folded, Phrase, Told
from pdz_graph.pages.places import said, sentences
from pdz_graph.pages.places.meetings import meeting_table
from pdz_graph.pages.places.reading import (
    all_of,
    began,
    by_place,
    findings_of,
    governing,
    in_time,
    into,
    norm_table,
    norms_of,
    one_of,
    values_of,
)
from pdz_graph.pages.places.seats import Post, Seat, holder, holders, in_organ, seats
from pdz_graph.pages.places.sheet import (
    Heading,
    Note,
    Part,
    Section,
    Sheet,
    facts,
    leaf,
    of_thing,
    section,
    sections,
    table,
)
from pdz_graph.pages.scene import Scene
from pdz_graph.terms import PDZ, SKOS

UNDER = ("organi", said.ORGANS)
#: How many holders of a seat a list of seats shows before it folds them.
_SHOWN = 6


def listed(scene: Scene) -> Iterator[Page]:
    """Yield the page of all the organs."""
    book = scene.book
    organs = by_place(book, book.of_kind(PDZ["Organo"]))
    parts = [_in_short(scene, organ, f"organo-{place}") for place, organ in enumerate(organs, 1)]
    apart = in_organ(scene, None)
    if apart:
        rows = [_short_row(scene, seat) for seat in apart]
        parts.append(
            section(
                "altri-seggi", said.SEATS_APART, Note(sentences.SEATS_APART_ARE), table(said.SEATS_APART, _SHORT, rows)
            )
        )
    lede = Phrase(sentences.ORGANS_LEDE, {"n": len(organs), "day": scene.day})
    yield leaf("organi", said.ORGANS, Sheet((lede, sentences.ORGANS_HOW), sections=sections(*parts)))


_SHORT = (said.SEAT, said.WHO_SITS, said.STATUS)


def _in_short(scene: Scene, organ: NamedNode, anchor: str) -> Section | None:
    held = in_organ(scene, organ)
    rows = [_short_row(scene, seat) for seat in held]
    label = scene.book.label(organ)
    return section(anchor, label, Note(_state(held)), table(_seats_of(label), _SHORT, rows))


def _seats_of(label: Text) -> Text:
    return Text(f"{said.SEATS.it}: {label.it}", f"{said.SEATS.en}: {label.en}")


def _state(held: list[Seat]) -> Phrase:
    """Return how an organ stands in one sentence: complete, incomplete, or not known to be either."""
    missing = sum(seat.missing for seat in held if seat.known)
    doubtful = sum(seat.missing for seat in held if not seat.known)
    pattern = sentences.ORGAN_WHOLE
    if missing and doubtful:
        pattern = sentences.ORGAN_BOTH
    elif missing:
        pattern = sentences.ORGAN_SHORT if missing > 1 else sentences.ORGAN_SHORT_ONE
    elif doubtful:
        pattern = sentences.ORGAN_DOUBTFUL
    people = sum(len(seat.terms) for seat in held)
    badge = Badge("satisfied", said.COMPLETE)
    if missing:
        badge = Badge("violated", said.INCOMPLETE)
    elif any(seat.over for seat in held):
        badge = Badge("violated", said.TERMS_OVER)
    elif doubtful:
        badge = Badge("unknown", said.NOT_KNOWN)
    parts = {"badge": badge, "seats": len(held), "people": people, "n": missing, "m": doubtful}
    return Phrase(Text(f"{{badge}} {pattern.it}", f"{{badge}} {pattern.en}"), parts)


def _short_row(scene: Scene, seat: Seat) -> tuple[Told, ...]:
    held = [holder(scene.book, term) for term in seat.terms]
    who: Told = Folded(Phrase(said.PEOPLE_IN, {"n": len(held)}), tuple(held))
    if len(held) <= _SHOWN:
        who = tuple(held) or said.NOBODY
    return seat.node, who, seat.badge


def organ(scene: Scene, path: str, things: tuple[NamedNode, ...]) -> Page:
    """Return the page of an organ."""
    node, book = things[0], scene.book
    held = in_organ(scene, node)
    tasks = all_of(book, node, "svolge")
    norms = [*norms_of(scene, node), *(norm for seat in held for norm in governing(scene, seat.node))]
    sitting: list[Part | None] = []
    for place, seat in enumerate(held, 1):
        sitting += [Heading(seat.node, f"seggio-{place}"), Note(seat.count()), seat_table(scene, seat)]
    meetings = [one for one in into(book, node, "organo") if PDZ["Incontro"] in book.kinds(one)]
    sheet = Sheet(
        (_state(held),),
        facts(
            (said.ALSO_CALLED, values(scene, node, SKOS["altLabel"])),
            (said.ORGAN_OF, tuple(book.subjects(PDZ["organoDellAccordo"], node))),
        ),
        sections(
            section("seggi", said.WHO_SITS, *sitting),
            section("nomina", said.APPOINTS, _appointed(scene, node)),
            section("compiti", said.TASKS, norm_table(scene, tasks, said.TASKS)),
            section("norme", said.NORMS_HERE, norm_table(scene, [norm for norm in norms if norm not in tasks])),
            section("incontri", said.MEETINGS, meeting_table(scene, meetings, organ=False)),
            section("atti", said.ACTS, act_table(scene, node)),
            findings_of(scene, node, *(seat.node for seat in held), *(t for seat in held for t in seat.terms)),
        ),
    )
    return of_thing(path, book.label(node), sheet, things, UNDER)


def values(scene: Scene, node: NamedNode, name: NamedNode) -> tuple[Told, ...]:
    """Return the values of a property as they stand, by their names."""
    return tuple(sorted(scene.book.all(node, name), key=str))


def seat_table(scene: Scene, seat: Seat) -> Part | None:
    """Return who holds the places of a seat on the day, empty ones too."""
    label = scene.book.label(seat.node)
    caption = Text(f"{said.WHO_SITS.it}: {label.it}", f"{said.WHO_SITS.en}: {label.en}")
    rows = [row for post in seat.posts for row in _post_rows(scene, seat, post)]
    return table(caption, (said.PERSON, said.ON_BEHALF, said.SINCE, said.APPOINTED_BY, said.NOTE), rows)


def _post_rows(scene: Scene, seat: Seat, post: Post) -> Iterator[tuple[Told, ...]]:
    book = scene.book
    strange = Badge("violated", said.NO_SUCH_PLACE) if post.foreign else None
    places = holders(book, post.terms)
    for term in post.terms:
        place = places[one_of(book, term, "persona") or term]
        over = seat.most is not None and place >= seat.most and not post.foreign
        note = strange or (Badge("violated", said.TOO_MANY) if over else None)
        by = tuple(who for one in all_of(book, term, "daDesignazione") for who in all_of(book, one, "designante"))
        who = one_of(book, term, "persona") or said.SOMEBODY
        yield who, post.whom or one_of(book, term, "perContoDi"), began(book, term), by, note
    for _ in range(post.missing):
        empty = Badge("violated", said.EMPTY) if seat.known else Badge("unknown", said.NOT_KNOWN)
        yield said.NOBODY, post.whom, None, (), empty


def _appointed(scene: Scene, node: NamedNode) -> Part | None:
    rows = [
        (seat.node, seat.organ, seat.count(), seat.badge)
        for seat in scene.once(seats).values()
        if node in all_of(scene.book, seat.node, "nominatoDa")
    ]
    return table(said.APPOINTS, (said.SEAT, said.ORGAN, said.HOW_MANY, said.STATUS), rows)


def act_table(scene: Scene, node: NamedNode) -> Part | None:
    """Return the acts that a body or an organ made, or prepared, or in which it is the other party."""
    book = scene.book
    parts = (("organo", said.ADOPTED), ("predispostoDa", said.PREPARED), ("controparte", said.OTHER_PARTY))
    rows = [
        (act, tuple(values_of(book, act, "tipo")), began(book, act), role)
        for name, role in parts
        for act in in_time(book, into(book, node, name))
        if PDZ["Atto"] in book.kinds(act)
    ]
    return table(said.ACTS, (said.ACT, said.KIND, said.DAY, said.ROLE), rows)
