"""Every page that links lead to: accessible, silent, in its width, in both themes, on a screen and on a phone."""

import pytest

from .walking import problems

SCREEN, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
ADMINISTRATOR, ELECTED = "administration@trois-rivieres.example", "elu@trois-rivieres.example"


def sound(axe, width):
    def check(page):
        axe(page)
        assert page.locator("h1").count() == 1, "one heading of first level is expected"
        assert page.title().strip(), "the page has no title"
        overflow = page.evaluate("document.documentElement.scrollWidth")
        assert overflow <= width, f"the page is {overflow} pixels wide on {width}"

    return check


class Walk:
    """A walk over every page, as somebody, through some window."""

    email = ADMINISTRATOR
    enough = 40
    quick = False

    def test_every_page_is_sound(self, page, sign_in, axe, live_url, viewport):
        sign_in(self.email)
        visited, wrong = problems(page, live_url, sound(axe, viewport["width"]), quick=self.quick)
        assert not wrong, "\n\n".join(wrong)
        assert len(visited) >= self.enough, visited


class TestOnAScreenByDay(Walk):
    quick = True

    @pytest.fixture
    def context_options(self):
        return LIGHT


@pytest.mark.long
class TestEverythingOnAScreenByDay(TestOnAScreenByDay):
    quick = False


@pytest.mark.long
class TestOnAPhoneByNight(Walk):
    @pytest.fixture
    def viewport(self):
        return PHONE

    @pytest.fixture
    def context_options(self):
        return DARK


class TestAnElectedMemberOnAPhoneByNight(Walk):
    email, enough = ELECTED, 10

    @pytest.fixture
    def viewport(self):
        return PHONE

    @pytest.fixture
    def context_options(self):
        return DARK


@pytest.mark.long
class TestOnAPhoneByDay(Walk):
    @pytest.fixture
    def viewport(self):
        return PHONE


@pytest.mark.long
class TestOnAScreenByNight(Walk):
    @pytest.fixture
    def context_options(self):
        return DARK
