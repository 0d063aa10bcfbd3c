"""A real server with the demonstration, a real browser, and no tolerance for what its console complains of."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
AXE = HERE / "vendor" / "axe.min.js"
AXE_FRENCH = HERE / "vendor" / "axe-fr.json"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_CHROMIUM = "Chromium manque : sudo apt install chromium (Debian), ou installez-le et mettez-le dans le PATH"
GOUVERNAIL = Path(sys.executable).with_name("gouvernail")


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" and report.failed and "page" in getattr(item, "funcargs", {}):
        folder = ROOT / "test-results" / "e2e"
        folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "-", item.nodeid.removeprefix("tests/e2e/")).strip("-")
        item.funcargs["page"].screenshot(path=folder / f"{name}.png", full_page=True)
    return report


def environment(data: Path) -> dict[str, str]:
    """The environment of a server of its own: its data folder, and no setting of the person who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOUVERNAIL_", "DJANGO_"))}
    return {**kept, "GOUVERNAIL_DATA": str(data)}


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory, worker_id) -> Path:
    """A data folder with the demonstration as it was loaded, which nobody changes: the workers share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    template = shared / "demo-template"
    with (shared / "demo-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (template / "loaded").exists():
            command = [GOUVERNAIL, "demo", "--no-serve"]
            done = subprocess.run(command, env=environment(template), capture_output=True, text=True, timeout=600)
            assert done.returncode == 0, done.stdout + done.stderr
            (template / "loaded").touch()
    return template


@pytest.fixture(scope="session")
def demo_folder(demo_template, tmp_path_factory) -> Path:
    """The data folder of the server that the tests of this worker share."""
    folder = tmp_path_factory.getbasetemp() / "demo"
    shutil.copytree(demo_template, folder)
    return folder


@pytest.fixture(scope="session")
def live_url(demo_folder) -> str:
    """The address of a server started by the real command, stopped at the end as an administrator would."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (demo_folder / "server.log").open("w")
    command = [GOUVERNAIL, "demo", "--port", str(port)]
    server = subprocess.Popen(command, env=environment(demo_folder), stdout=log, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(url, server, demo_folder / "server.log")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def wait_until_it_answers(url: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert server.poll() is None, f"the server stopped:\n{log.read_text()}"
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the server does not answer:\n{log.read_text()}")


def last_words(log: Path) -> str:
    """Return the end of the server's log, where an error says what it is."""
    return "\n".join(log.read_text().splitlines()[-6:])


@pytest.fixture(scope="session")
def passwords(demo_folder) -> dict[str, str]:
    """The password of each demonstration account, as the command prints them."""
    code = "import django; django.setup(); import json; from gouvernail.demo.loading import demo_accounts; "
    code += "print(json.dumps({a.email: a.password for a in demo_accounts()}))"
    env = {**environment(demo_folder), "DJANGO_SETTINGS_MODULE": "gouvernail.config.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # Playwright leaves an event loop behind, which Django takes for its own
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def viewport() -> dict[str, int]:
    """The size of the window; a test or a module overrides it to look through a phone."""
    return {"width": 1440, "height": 900}


@pytest.fixture
def context_options() -> dict[str, object]:
    """What else the browser context is opened with (colour scheme, JavaScript…); tests override it."""
    return {}


@pytest.fixture
def context(browser, live_url, viewport, context_options):
    context = browser.new_context(
        base_url=live_url, locale="fr-FR", timezone_id="Europe/Paris", viewport=viewport, **context_options
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def tolerated() -> list[str]:
    """Pieces of complaints that a test expects: a test of the 404 page appends « 404 »."""
    return []


@pytest.fixture
def complaints(tolerated):
    """Everything the browser complained of; the test fails at its end if something was not expected."""
    heard: list[str] = []
    yield heard
    unexpected = [complaint for complaint in heard if not any(piece in complaint for piece in tolerated)]
    assert not unexpected, "the browser complained:\n" + "\n".join(unexpected)


@pytest.fixture
def page(context, complaints, live_url, demo_folder):
    """A page; the test fails on any console error, CSP violation, failed, refused or third-party request."""
    page = context.new_page()

    def failed(request):
        if "ERR_ABORTED" not in (request.failure or ""):  # a download, or a page left before its end
            complaints.append(f"failed: {request.url} {request.failure}")

    def asked(request):
        if not request.url.startswith((live_url, "data:", "blob:", "about:")):
            complaints.append(f"third party: {request.url}")

    def said(message):
        if message.type == "error":
            complaints.append(f"console: {message.text} ({page.url})")

    def answered(response):
        if response.status >= 500:
            complaints.append(f"status {response.status}: {response.url}\n{last_words(demo_folder / 'server.log')}")
        elif response.status >= 400:
            complaints.append(f"status {response.status}: {response.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(f"error: {error} ({page.url})"))
    page.on("requestfailed", failed)
    page.on("request", asked)
    page.on("response", answered)
    return page


@pytest.fixture(scope="session")
def _sessions() -> dict[str, list[dict]]:
    return {}


@pytest.fixture
def sign_in(context, page, passwords, _sessions):
    """Sign somebody in by the real form; the same person again costs only their cookies."""

    def enter(email: str) -> None:
        if email not in _sessions:
            page.goto("/")
            page.locator("input[name=login]").fill(email)
            page.locator("input[name=password]").fill(passwords[email])
            page.locator("input[name=password]").press("Enter")
            page.wait_for_load_state()
            assert "/compte/login/" not in page.url, page.locator("main").inner_text()
            _sessions[email] = context.cookies()
            assert any(cookie["name"] == "gouvernail_session" for cookie in _sessions[email])
        else:
            context.add_cookies(_sessions[email])

    return enter


@pytest.fixture
def axe():
    """Assert that a page has no accessibility violation; says them in French, element by element."""
    source = AXE.read_text(encoding="utf-8")
    french = json.loads(AXE_FRENCH.read_text(encoding="utf-8"))

    def assert_accessible(page) -> None:
        page.evaluate(source)
        violations = page.evaluate(
            """async (locale) => {
                axe.configure({locale});
                const result = await axe.run(document, {rules: {'target-size': {enabled: true}}});
                return result.violations;
            }""",
            french,
        )
        assert not violations, f"{page.url}\n" + "\n".join(map(told, violations))

    return assert_accessible


def told(violation: dict) -> str:
    """Return a violation in words, with the elements concerned."""
    lines = [f"[{violation['impact']}] {violation['id']} : {violation['help']}"]
    for node in violation["nodes"]:
        lines.append(f"    {' '.join(map(str, node['target']))}\n        {node['html'][:200]}")
        lines.append("        " + (node.get("failureSummary") or "").replace("\n", "\n        "))
    return "\n".join(lines)
