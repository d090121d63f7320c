"""Real nginx and Apache for the tests, as processes of nobody on free ports, serving a folder by the rules in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from servizi import free_port

_NGINX = """\
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
_APACHE = """\
ServerRoot {folder}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
Mutex file:{folder} default
ServerName 127.0.0.1
{modules}
Listen 127.0.0.1:{port}
Listen 127.0.0.1:{other}
TypesConfig {folder}/mime.types
<Directory {folder}>
    AllowOverride All
    Require all granted
</Directory>
<VirtualHost 127.0.0.1:{port}>
    DocumentRoot {folder}/site
</VirtualHost>
<VirtualHost 127.0.0.1:{other}>
    DocumentRoot {folder}/w3id
</VirtualHost>
"""
_MODULES = ("mpm_event", "authz_core", "dir", "headers", "mime", "rewrite", "setenvif")
_WHERE = Path("/usr/lib/apache2/modules")


@contextmanager
def nginx(site: Path) -> Iterator[str]:
    """Serve a folder by its own ``server/nginx.conf``, and give the address."""
    program = _program("nginx")
    with _shown(site) as folder:
        port = free_port()
        rules = (site / "server" / "nginx.conf").read_text(encoding="utf-8")
        rules = rules.replace("listen 8080;", f"listen 127.0.0.1:{port};", 1)
        rules = rules.replace("root /srv/pdz/site;", f"root {folder}/site;", 1)
        files = {"site.conf": rules, "nginx.conf": _NGINX.format(folder=folder)}
        typed = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
        with _running(folder, files, typed, port):
            yield f"http://127.0.0.1:{port}"


@contextmanager
def apache(site: Path, address: str) -> Iterator[tuple[str, str]]:
    """Serve a folder by its own ``server/apache.htaccess``, and beside it what w3id.org does by
    ``server/w3id.htaccess``, which sends to ``address``; give both addresses."""
    program = _program("apache2")
    with _shown(site) as folder:
        port, other = free_port(), free_port()
        shutil.copyfile(site / "server" / "apache.htaccess", folder / "site" / ".htaccess")
        w3id = (site / "server" / "w3id.htaccess").read_text(encoding="utf-8")
        assert address in w3id
        (folder / "w3id" / "pdz").mkdir(parents=True)
        files = {
            "w3id/pdz/.htaccess": w3id.replace(address, f"http://127.0.0.1:{port}/"),
            "mime.types": "",
            "apache.conf": _APACHE.format(
                folder=folder,
                port=port,
                other=other,
                modules="\n".join(f"LoadModule {name}_module {_WHERE}/mod_{name}.so" for name in _MODULES),
            ),
        }
        typed = [program, "-f", str(folder / "apache.conf"), "-DFOREGROUND"]
        with _running(folder, files, typed, port):
            yield f"http://127.0.0.1:{port}", f"http://127.0.0.1:{other}/pdz"


def _program(name: str) -> str:
    program = shutil.which(name) or shutil.which(f"/usr/sbin/{name}")
    if program is None:
        pytest.skip(f"{name} is not installed: «make servers», as root")
    return program


@contextmanager
def _shown(site: Path) -> Iterator[Path]:
    """Give a folder that everybody may read, with a copy of the site."""
    with tempfile.TemporaryDirectory(prefix="pdz-web-") as folder:
        there = Path(folder)
        there.chmod(0o777)
        shutil.copytree(site, there / "site", copy_function=os.link if _same_disk(site, there) else shutil.copy2)
        yield there


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


@contextmanager
def _running(folder: Path, files: Mapping[str, str], typed: list[str], port: int) -> Iterator[None]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    nobody = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    with (folder / "output.log").open("wb") as log:
        server = subprocess.Popen(typed, cwd=folder, stdout=log, stderr=log, **nobody)  # type: ignore[call-overload]
        try:
            _wait(server, port, folder)
            yield
        finally:
            server.terminate()
            server.wait(20)


def _wait(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    """Wait until somebody answers; half a minute is more than any of them takes."""
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.log")))
