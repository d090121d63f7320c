"""``pdz query``: a question of the catalogue, or one's own, asked of an agreement and its register, or elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdz_graph import words
from pdz_graph.commands import options
from pdz_graph.commands.answer import Answer, checked_output, width
from pdz_graph.commands.apart import apart
from pdz_graph.errors import Place, Problem, Text, UsageError

if TYPE_CHECKING:
    from pdz_graph.answers import Answered, Rows
    from pdz_graph.answers.forms import Form as Written
    from pdz_graph.catalogue import Question

Asked = Annotated[str | None, typer.Argument(metavar="[QUESTION]", show_default=False)]
Params = Annotated[list[str] | None, typer.Option("--param", metavar="K=V")]
Show = Annotated[bool, typer.Option("--show")]
There = Annotated[str | None, typer.Option("--endpoint", metavar="URL")]
Auth = Annotated[str, typer.Option("--auth", metavar="none|basic|digest|bearer")]
Form = Annotated[
    str | None, typer.Option("--format", metavar="table|md|csv|tsv|json|xml|xlsx|csv-excel|ttl|nt|jsonld|rdf")
]

_ROWS = (Text("riga", "row"), Text("righe", "rows"))


def query(
    *,
    asked: Asked = None,
    sources: options.Sources = None,
    param: Params = None,
    show: Show = False,
    endpoint: There = None,
    auth: Auth = "none",
    accordo: options.Accordo = None,
    as_of: options.AsOf = None,
    known_at: options.KnownAt = None,
    register: options.Register = None,
    reading: options.Readings = None,
    form: Form = None,
    lang: options.Lang = None,
    output: options.Output = None,
) -> Answer:
    """Ask a question; without one, list the catalogue."""
    from pdz_graph.catalogue import codes_of, read
    from pdz_graph.commands import where
    from pdz_graph.house import House

    spoken, file = options.spoken(lang), checked_output(output, sources or ())
    written, house = _form(form, output), House.find()
    if asked is None:
        _check_nothing(param=param, show=show, endpoint=endpoint)
        return _answer(_listed(read(house), spoken), written, spoken, file)
    (question, ours), values = where.question_of(house, asked), _values(param or ())
    if endpoint is not None:
        where.check_alone(sources=sources, as_of=as_of, known_at=known_at, register=register, reading=reading)
        found = where.there(endpoint, auth, date.today())
    else:
        wanted = options.question(sources, accordo, as_of, reading, register=register, known_at=known_at)
        found = where.here(wanted, date.today())
    said = question.completed(values, found.day, spoken)
    bound = question.bound(said, codes_of([question], found.ask))
    if show:
        return Answer(bound, 0, file, "", spoken)
    ask = found.ask if ours else apart(found.ask)
    return _answer(ask(bound), written, spoken, file, (*found.notices, *_examples(question, said)))


def _check_nothing(**given: object) -> None:
    """Refuse what only a question can have, where there is none."""
    idle = ", ".join(f"--{name}" for name, value in given.items() if value)
    if idle:
        raise UsageError(
            "question-missing",
            Text(f"{idle}: manca la domanda.", f"{idle}: the question is missing."),
            Text("Scriverne il nome; il catalogo: pdz query.", "Write its name; the catalogue: pdz query."),
        )


def _answer(
    answered: Answered, written: Written, spoken: str, file: Path | None, notices: Sequence[Problem] = ()
) -> Answer:
    """Return an answer in a form, which must be one that serves it."""
    from pdz_graph.answers import Truth
    from pdz_graph.answers.forms import forms_for, write

    if not written.admits(answered):
        raise _unfit(written, [form.name for form in forms_for(type(answered))], answered)
    data = write(answered, written, spoken, width())
    note = "" if isinstance(answered, Truth) else words.counted(len(answered), _ROWS, spoken)
    return Answer(data, 0, file, note, spoken, tuple(notices))


def _form(asked: str | None, output: Path | None) -> Written:
    """Return the form that was asked for, or that the name of the file means, else a table."""
    from pdz_graph.answers.forms import FORMS

    suffix = output.suffix.lower().removeprefix(".") if output else ""
    meant = next((form.name for form in FORMS.values() if suffix in (form.name, form.extension)), "table")
    name = words.admitted("--format", meant if asked is None else asked, tuple(FORMS))
    if name == "xlsx" and output is None:
        raise UsageError(
            "output",
            Text("--format xlsx vuole --output.", "--format xlsx needs --output."),
            Text("Indicare un file .xlsx.", "Name an .xlsx file."),
        )
    return FORMS[name]


def _values(params: Sequence[str]) -> dict[str, str]:
    """Return the parameters typed as NAME=VALUE; refuse what is not so, or is said twice."""
    values: dict[str, str] = {}
    for typed in params:
        name, equals, value = typed.partition("=")
        if not equals or not name or name in values:
            twice = name in values
            raise UsageError(
                "param",
                Text(
                    f"--param {typed}: " + ("è già detto." if twice else "manca «=»."),
                    f"--param {typed}: " + ("is said already." if twice else "“=” is missing."),
                ),
                Text("Scriverlo così: --param anno=2013.", "Write it so: --param anno=2013."),
            )
        values[name] = value
    return values


def _examples(question: Question, said: Mapping[str, str]) -> Iterator[Problem]:
    """Say for which parameters the value of the file stood in."""
    for name, value in question.examples(said).items():
        yield Problem(
            "param-example",
            Place(""),
            Text(f"{name} non è indicato: vale «{value}».", f"{name} is not given: “{value}” is taken."),
            Text(f"Per un altro: --param {name}=...", f"For another: --param {name}=..."),
        )


def _listed(questions: Mapping[str, Question], spoken: str) -> Rows:
    """Return the catalogue as rows, like any answer: by tag, then by name."""
    from pyoxigraph import Literal

    from pdz_graph.answers import Rows

    ordered = sorted(questions.values(), key=lambda question: (question.tags, question.name))
    rows = [
        (question.tags[0], question.name, question.summary.say(spoken), ", ".join(one.name for one in question.params))
        for question in ordered
    ]
    names = ("tema", "nome", "domanda", "parametri") if spoken == "it" else ("theme", "name", "question", "parameters")
    return Rows(names, tuple(tuple(map(Literal, row)) for row in rows))


def _unfit(written: Written, admitted: Sequence[str], answered: Answered) -> UsageError:
    from pdz_graph.answers import CALLED

    called, listed = CALLED[type(answered)], ", ".join(admitted)
    return UsageError(
        "form-unfit",
        Text(
            f"La risposta è {called.it}: in {written.name} non si scrive.",
            f"The answer is {called.en}: {written.name} cannot write that.",
        ),
        Text(f"Forme ammesse: {listed}.", f"Admitted forms: {listed}."),
    )
