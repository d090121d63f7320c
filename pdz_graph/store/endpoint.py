"""The conversation with a SPARQL endpoint: who one is, what is asked, and what can go wrong on the way."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from pdz_graph.errors import StoreError, Text, UsageError

#: Seconds after which an endpoint that does not answer is given up.
PATIENCE: Final = 60
#: What an answer says that sends elsewhere.
_MOVED: Final = (301, 302, 303, 307, 308)
#: How one is let in.
AUTHS: Final = ("none", "basic", "digest", "bearer")
#: Where the environment says who one is; else a netrc does.
USER, PASSWORD, TOKEN = "PDZ_ENDPOINT_USER", "PDZ_ENDPOINT_PASSWORD", "PDZ_ENDPOINT_TOKEN"


@dataclass(frozen=True)
class Endpoint:
    """A remote store: the addresses for queries and updates, the name of its profile, how one is let in.

    ``auth`` is one of AUTHS; who one is never stands here, but in the environment or a netrc.
    """

    query: str
    update: str
    profile: str = "generic"
    auth: str = "none"


class Connection:
    """What is asked of an endpoint, by SPARQLWrapper; every failure is a StoreError with what to do."""

    def __init__(self, endpoint: Endpoint, environ: Mapping[str, str]) -> None:
        self.endpoint = endpoint
        self.auth = admitted("auth", endpoint.auth, AUTHS)
        for address in (endpoint.query, endpoint.update):
            _check(address)
        self.known = {
            address: _credentials(address, endpoint.auth, environ) if self.auth != "none" else ("", "")
            for address in (endpoint.query, endpoint.update)
        }

    def select(self, query: str) -> list[dict[str, Any]]:
        """Return the rows of a SELECT as SPARQL's JSON has them."""
        said, _ = self.query(query)
        try:
            rows: list[dict[str, Any]] = json.loads(said)["results"]["bindings"]
        except (ValueError, KeyError, TypeError):
            raise not_sparql(self.endpoint.query, said) from None
        return rows

    def query(
        self,
        query: str,
        *,
        graph: bool = False,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> tuple[bytes, Mapping[str, str]]:
        """Return what is answered to a query, and its headers in lower case: JSON, or for a ``graph`` Turtle if it can
        be. The graphs are those of the SPARQL 1.1 Protocol, section 2.1.4."""
        wrapper = self._wrapper(self.endpoint.query, query, graph=graph)
        for one in default_graphs:
            wrapper.addDefaultGraph(one)
        for one in named_graphs:
            wrapper.addNamedGraph(one)
        return self._ask(self.endpoint.query, wrapper)

    def update(self, update: str) -> None:
        """Ask for an update, and wait until it is done."""
        self._ask(self.endpoint.update, self._wrapper(self.endpoint.update, update, graph=False))

    def _ask(self, address: str, wrapper: Any) -> tuple[bytes, Mapping[str, str]]:
        from http.client import HTTPException
        from urllib.error import HTTPError, URLError
        from urllib.request import install_opener

        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException, Unauthorized

        install_opener(_straight())
        try:
            with closing(wrapper.query().response) as response:
                answer: bytes = response.read()
            if response.geturl() != address:
                raise _elsewhere(address, response.geturl())
        except SPARQLWrapperException as error:
            if isinstance(error.__context__, HTTPError):
                error.__context__.close()
            told = "401" if isinstance(error, Unauthorized) else str(error)
            raise (_refused if isinstance(error, Unauthorized) else _failed)(address, told) from error
        except HTTPError as error:
            error.close()
            if error.code in _MOVED:
                raise _elsewhere(address, error.headers.get("Location", "")) from error
            raise (_refused if error.code in (401, 403) else _failed)(
                address, f"{error.code} {error.reason}"
            ) from error
        except (URLError, OSError, HTTPException) as error:
            raise _down(address, str(getattr(error, "reason", error))) from error
        headers = {name.lower(): value for name, value in response.headers.items()}
        if "html" in headers.get("content-type", ""):
            raise not_sparql(address, answer)
        return answer, headers

    def _wrapper(self, address: str, said: str, *, graph: bool) -> Any:
        from SPARQLWrapper import BASIC, DIGEST, JSON, POST, TURTLE, SPARQLWrapper

        wrapper = SPARQLWrapper(address)
        wrapper.setTimeout(PATIENCE)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(TURTLE if graph else JSON)
        user, secret = self.known[address]
        if self.auth == "bearer":
            wrapper.addCustomHttpHeader("Authorization", f"Bearer {secret}")
        elif self.auth != "none":
            wrapper.setHTTPAuth(DIGEST if self.auth == "digest" else BASIC)
            wrapper.setCredentials(user, secret)
        wrapper.setQuery(said)
        return wrapper


def prepare() -> None:
    """Read beforehand what a connection needs, which takes a while the first time."""
    import SPARQLWrapper

    assert SPARQLWrapper


def _straight() -> Any:
    """Return an opener that goes nowhere else: a redirection would take the credentials along."""
    from urllib.request import HTTPRedirectHandler, build_opener

    class Straight(HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            """Go nowhere."""

    return build_opener(Straight())


def admitted(name: str, value: str, values: Collection[str]) -> str:
    """Return a setting of an endpoint if it is one of those admitted; else raise UsageError with them."""
    if value in values:
        return value
    listed = ", ".join(values)
    raise UsageError(
        "endpoint-setting",
        Text(f"«{name}» non ammette «{value}».", f"“{name}” does not admit “{value}”."),
        Text(f"Valori ammessi: {listed}.", f"Admitted values: {listed}."),
    )


def _check(address: str) -> None:
    """Refuse an address that holds a user or a password, which is not repeated, or that is no HTTP one."""
    if "@" in address.rpartition("://")[2].partition("/")[0]:
        raise UsageError(
            "endpoint-secret",
            Text("L'indirizzo contiene un utente o una password.", "The address holds a user or a password."),
            Text(
                f"Metterli in {USER} e {PASSWORD}, o in un netrc.", f"Put them in {USER} and {PASSWORD}, or in a netrc."
            ),
        )
    if not _is_http(address):
        raise UsageError(
            "endpoint-address",
            Text(
                f"«{address}» non è l'indirizzo di un servizio SPARQL.",
                f"“{address}” is no address of a SPARQL service.",
            ),
            Text("Scriverlo per intero, da http o https in poi.", "Write it in full, from http or https on."),
        )


def _is_http(address: str) -> bool:
    """Tell whether an address can be called by HTTP: scheme, host, a port that exists, no space nor strange letter."""
    try:
        parts = urlsplit(address)
        called = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return False
    return bool(called) and address.isascii() and address.isprintable() and " " not in address


def _credentials(address: str, auth: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """Return user and password (or nobody and a token) from the environment, else from the netrc of whoever asks, where
    each host has its own."""
    if auth == "bearer" and environ.get(TOKEN):
        return "", environ[TOKEN]
    if environ.get(USER) and environ.get(PASSWORD):
        return environ[USER], environ[PASSWORD]
    from netrc import NetrcParseError, netrc

    try:
        known = netrc(environ.get("NETRC")).authenticators(urlsplit(address).hostname or "")
    except (OSError, NetrcParseError):
        known = None
    if known is None:
        raise UsageError(
            "endpoint-credentials",
            Text("Non si sa con quale utente entrare.", "It is not known as which user to enter."),
            Text(
                f"Mettere {USER} e {PASSWORD} (o {TOKEN}) nell'ambiente, oppure una riga nel netrc.",
                f"Set {USER} and {PASSWORD} (or {TOKEN}) in the environment, or add a line to the netrc.",
            ),
        )
    return known[0], known[2] or ""


def _elsewhere(address: str, other: str) -> StoreError:
    return StoreError(
        "endpoint-strange",
        Text(f"{address} rimanda altrove: {other}", f"{address} sends elsewhere: {other}"),
        Text(
            "Se è un servizio di cui fidarsi, indicare quell'indirizzo; altrove non si portano credenziali.",
            "If that is a service to be trusted, name its address; credentials are taken nowhere else.",
        ),
    )


def _down(address: str, why: str) -> StoreError:
    return StoreError(
        "endpoint-down",
        Text(f"{address} non risponde: {why}.", f"{address} does not answer: {why}."),
        Text(
            "Controllare l'indirizzo e che il servizio sia acceso; nulla è cambiato.",
            "Check the address, and that the service is up; nothing has changed.",
        ),
    )


def _refused(address: str, why: str) -> StoreError:
    return StoreError(
        "endpoint-refused",
        Text(f"{address} non ci lascia entrare: {why}.", f"{address} does not let us in: {why}."),
        Text(
            f"Controllare «auth» e le credenziali ({USER}, {PASSWORD}, {TOKEN}, o il netrc); nulla è cambiato.",
            f"Check “auth” and the credentials ({USER}, {PASSWORD}, {TOKEN}, or the netrc); nothing has changed.",
        ),
    )


def _failed(address: str, why: str) -> StoreError:
    said = " ".join(why.split())[:300]
    return StoreError(
        "endpoint-failed",
        Text(f"{address} non ha eseguito la richiesta: {said}", f"{address} did not carry out the request: {said}"),
        Text(
            "Controllare il profilo e i permessi dell'utente; guardare con «pdz status» a che punto è il registro.",
            "Check the profile and the user's permissions; see with “pdz status” where the register stands.",
        ),
    )


def not_sparql(address: str, said: bytes) -> StoreError:
    """Return the error of an answer that is no answer of SPARQL."""
    begun = " ".join(said[:120].decode("utf-8", "replace").split())
    return StoreError(
        "endpoint-strange",
        Text(
            f"{address} non risponde come un servizio SPARQL: «{begun}…».", f"{address} answers no SPARQL: “{begun}…”."
        ),
        Text(
            "Controllare l'indirizzo: serve quello del servizio, non di una pagina.",
            "Check the address: a service, not a page.",
        ),
    )
