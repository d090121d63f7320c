"""The settings of the server: defaults, a TOML file, the environment, options, each over the one before. No secrets."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final

from pdz_graph.errors import Text, UsageError
from pdz_graph.files import reason
from pdz_graph.linked.addresses import address
from pdz_graph.terms import BASE

#: What the name of a variable of the environment begins with.
PREFIX: Final = "PDZ_SERVE_"


def _setting(default: Any, it: str, en: str, least: float = 0, most: float = float("inf")) -> Any:
    """Return a field with its default, what it is in both languages, and, for a number, the bounds (both admitted)."""
    return field(default=default, metadata={"about": Text(it, en), "least": least, "most": most})


@dataclass(frozen=True)
class Settings:
    """Every setting of the server; each says of itself what it is, in both languages."""

    host: str = _setting("127.0.0.1", "L'indirizzo su cui ascolta.", "The address on which it listens.")
    port: int = _setting(8000, "La porta; 0 è una libera.", "The port; 0 is a free one.", 0, 65535)
    address: str = _setting(
        "",
        "L'indirizzo pubblico, se è dietro a un altro server: https e il nome.",
        "The public address, where it is behind another server: https and the name.",
    )
    base: str = _setting(
        BASE,
        "Come cominciano gli IRI dei dati: dove stanno i loro documenti.",
        "How the IRIs of the data begin: where their documents stand.",
    )
    site: bool = _setting(
        True,
        "Se si servono anche pagine e documenti, e non soltanto le domande.",
        "Whether pages and documents are served too, and not only queries.",
    )
    workers: int = _setting(4, "Quanti processi valutano le domande.", "How many processes evaluate queries.", 1, 256)
    seconds: float = _setting(
        10.0, "Il tempo di una domanda, in secondi.", "The time of a query, in seconds.", 0.1, 3600
    )
    memory: int = _setting(1024, "La memoria di un processo, in MiB.", "The memory of a process, in MiB.", 256)
    rows: int = _setting(10_000, "Le righe, o triple, di una risposta.", "The rows, or triples, of an answer.", 1)
    size: int = _setting(20, "La grandezza di una risposta, in MiB.", "The size of an answer, in MiB.", 1, 1024)
    query: int = _setting(
        16_384, "La lunghezza di una domanda, in byte.", "The length of a query, in bytes.", 64, 2**20
    )
    body: int = _setting(65_536, "Il corpo di una richiesta, in byte.", "The body of a request, in bytes.", 1024, 2**24)
    rate: float = _setting(
        50.0, "Le richieste al secondo di un cliente; 0 è senza limite.", "A client's requests a second; 0 is no limit."
    )
    burst: int = _setting(200, "Quante se ne ammettono di fila.", "How many are admitted in a row.", 1)
    connections: int = _setting(1000, "Le connessioni aperte, in tutto.", "Open connections, in all.", 10)
    connections_each: int = _setting(100, "Quelle di un solo indirizzo.", "Those of one address.", 1)
    patience: float = _setting(
        10.0,
        "Quanti secondi si aspettano le intestazioni, il corpo, e chi non legge la risposta.",
        "How many seconds headers, a body, and whoever does not read the answer are waited for.",
        0.1,
        600,
    )
    idle: float = _setting(
        15.0,
        "Dopo quanti secondi una connessione ferma si chiude.",
        "Seconds after which an idle connection ends.",
        1,
        600,
    )
    farewell: float = _setting(
        15.0,
        "Quanti secondi ha, allo spegnimento, ciò che è in corso.",
        "How many seconds whatever is going on has, when the server stops.",
        0,
        600,
    )
    cache: int = _setting(64, "Le risposte tenute a mente, in MiB.", "The answers kept in mind, in MiB.", 0)
    trusted_proxies: tuple[str, ...] = _setting(
        (),
        "Le reti dei server a cui si crede quando dicono chi è il cliente.",
        "The networks of the servers that are believed when they tell who the client is.",
    )
    cors_origins: tuple[str, ...] = _setting(
        ("*",), "Le pagine di chi possono interrogarlo; * è tutte.", "Whose pages may query it; * is everybody's."
    )


KINDS: Final[Mapping[str, type]] = {one.name: type(one.default) for one in fields(Settings)}
#: How a truth is written in the environment.
_TRUTHS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_ABOUT: Final = {one.name: one.metadata for one in fields(Settings)}


def read(file: Path | None, environ: Mapping[str, str], options: Mapping[str, object]) -> Settings:
    """Return the settings: of a TOML file, over it those of the environment, over them the options that are not None.

    Raises UsageError for a setting that does not exist, is of another kind, or is out of bounds.
    """
    found: dict[str, Any] = {}
    for name, value in (_of_file(file) if file else {}).items():
        known = _known(name, str(file))
        found[known] = _typed(known, value, f"{file}: {name}")
    for variable in sorted(name for name in environ if name.startswith(PREFIX)):
        name = _known(variable.removeprefix(PREFIX).lower(), variable)
        found[name] = _typed(name, _read(name, environ[variable]), variable)
    for name, value in options.items():
        if value is not None:
            found[name] = _typed(name, _read(name, value) if isinstance(value, str) else value, f"--{name}")
    return _whole(replace(Settings(), **found))


def _of_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        why = reason(error)
        raise _wrong(str(file), Text(f"non si può leggere: {why.it}", f"cannot be read: {why.en}")) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(str(file), Text(f"non è TOML: {error}", f"it is no TOML: {error}")) from error


def _known(name: str, place: str) -> str:
    if name in KINDS:
        return name
    listed = ", ".join(sorted(KINDS))
    raise UsageError(
        "serve-setting",
        Text(f"{place}: l'impostazione «{name}» non esiste.", f"{place}: there is no setting “{name}”."),
        Text(f"Quelle che ci sono: {listed}.", f"Those there are: {listed}."),
    )


def _read(name: str, text: str) -> object:
    """Return the value that a variable of the environment, or an option, writes: lists have commas."""
    kind = KINDS[name]
    if kind is tuple:
        return [part.strip() for part in text.split(",") if part.strip()]
    if kind is bool:
        return _TRUTHS.get(text.strip().lower(), text)
    try:
        return kind(text) if kind in (int, float) else text
    except ValueError:
        return text


def _typed(name: str, value: object, place: str) -> Any:
    """Return a value of the kind of its setting; refuse another kind, or what is out of bounds."""
    kind, about = KINDS[name], _ABOUT[name]
    if kind is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if (kind is str and isinstance(value, str) and "\n" not in value) or (kind is bool and isinstance(value, bool)):
        return value
    if kind in (int, float) and isinstance(value, int if kind is int else int | float) and not isinstance(value, bool):
        if about["least"] <= value <= about["most"]:
            return kind(value)
        raise _wrong(place, _bounds(about["least"], about["most"]))
    raise _wrong(place, _KIND_SAID[kind])


def _whole(settings: Settings) -> Settings:
    """Return settings that make sense together; refuse networks that are none, and an address that is no origin."""
    for network in settings.trusted_proxies:
        try:
            ip_network(network, strict=False)
        except ValueError:
            said = Text(f"«{network}» non è una rete, come 10.0.0.0/8", f"“{network}” is no network, as 10.0.0.0/8 is")
            raise _wrong("trusted_proxies", said) from None
    scheme, _, rest = settings.address.partition("://")
    if settings.address and (scheme not in ("http", "https") or not rest.strip("/") or "@" in rest):
        raise _wrong("address", Text("non è un indirizzo http o https", "it is no http or https address"))
    return replace(settings, address=settings.address.rstrip("/"), base=address("base", settings.base))


def _bounds(least: float, most: float) -> Text:
    if most == float("inf"):
        return Text(f"il minimo è {least:g}", f"the least is {least:g}")
    return Text(f"va da {least:g} a {most:g}", f"it goes from {least:g} to {most:g}")


_KIND_SAID: Final[Mapping[type, Text]] = {
    int: Text("ci vuole un numero intero", "a whole number is needed"),
    bool: Text("ci vuole «true» o «false»", "“true” or “false” is needed"),
    float: Text("ci vuole un numero", "a number is needed"),
    str: Text("ci vuole un testo", "a text is needed"),
    tuple: Text("ci vuole un elenco di testi", "a list of texts is needed"),
}


def _wrong(place: str, why: Text) -> UsageError:
    return UsageError(
        "serve-setting",
        Text(f"{place}: {why.it}.", f"{place}: {why.en}."),
        Text("Correggere l'impostazione e riavviare.", "Mend the setting and start again."),
    )


def about(name: str) -> Text:
    """Return what a setting is."""
    said = _ABOUT[name]["about"]
    assert isinstance(said, Text)
    return said
