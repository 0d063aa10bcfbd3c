"""No page offers a link that the person who reads it may not follow."""

import re
from collections import Counter, deque

import pytest
from django.test import Client

from gouvernail.accounts.models import User

LEAVES = ("/static/", "/compte/logout", "/media/")
LINK = re.compile(r'href="(/[^"#]*)')
SAME = 2
"""Links of one form followed from all the pages of a person: objects differ, what opens them does not."""


def links_of(answer):
    if "text/html" not in answer.headers.get("content-type", "") or answer.streaming:
        return []
    found = LINK.findall(answer.content.decode().replace("&amp;", "&"))
    return [href for href in found if not href.startswith(LEAVES)]


def shape(href):
    return re.sub(r"\d+", "N", href.split("?")[0])


def refused(user, starts, follow):
    """The links met from ``starts`` that answer neither a page nor a file, with the page that offers them."""
    client = Client()
    client.force_login(user)
    offered, shapes, bad = dict.fromkeys(starts, ""), Counter(), []
    queue = deque(starts)
    while queue:
        href = queue.popleft()
        answer = client.get(href)
        if answer.status_code >= 400:
            bad.append((answer.status_code, href, offered[href]))
        if not follow and offered[href]:
            continue
        for link in links_of(answer):
            if link not in offered and shapes[shape(link)] < SAME:
                shapes[shape(link)] += 1
                offered[link] = href
                queue.append(link)
    return bad


PLACES = {
    "dgs@valbrune.example": "valbrune-ecole-jean-grain",
    "elu@trois-rivieres.example": "cc-des-trois-rivieres",
}


@pytest.mark.parametrize("email", PLACES)
def test_the_first_steps_offer_only_what_opens(demo, email):
    place = PLACES[email]
    assert refused(User.objects.get(email=email), [f"/c/{place}/bien-demarrer/"], follow=False) == []


@pytest.mark.long
def test_no_link_of_any_page_is_refused_to_the_one_who_reads_it(demo):
    for user in User.objects.filter(email__endswith=".example").order_by("email"):
        starts = ["/"] + [f"/c/{place}/" for email, place in PLACES.items() if email == user.email]
        assert refused(user, starts, follow=True) == [], user.email
