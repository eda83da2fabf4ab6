"""The page in a real browser: what it shows, what its keys do, and that nothing from a document acts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.records import Severity, Skipped
from qa.report import to_html
from tests.browser.chromium import Page, binary, browse
from tests.newsroom import newsroom
from tests.reports import document, finding, report

pytestmark = [
    pytest.mark.skipif(
        binary() is None,
        reason="no Chromium: install chromium or google-chrome, or name one in the variable CHROMIUM",
    ),
    pytest.mark.skipif(os.name != "posix", reason="the browser is driven over inherited pipes"),
]

ATTACK = (
    "<script>window.attacked = 1</script>"
    '"><img src="https://attack.invalid/x.png" onerror="window.attacked = 2">'
    '<svg onload="window.attacked = 3"></svg><iframe src="https://attack.invalid/"></iframe>'
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browse(tmp_path_factory.mktemp("profile")) as page:
        size = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        page.call("Emulation.setDeviceMetricsOverride", **size)
        yield page


@pytest.fixture
def page(browser: Page, tmp_path: Path) -> Page:
    path = tmp_path / "report.html"
    path.write_text(to_html.render(newsroom()), "utf-8")
    browser.open(path)
    return browser


def shown(page: Page, selector: str) -> int:
    """How many elements are to be seen."""
    return page.evaluate(
        f"[...document.querySelectorAll({selector!r})].filter(e => e.checkVisibility()).length"
    )


def choose(page: Page, selector: str, value: str = "") -> None:
    """Change one of the filters as a person would."""
    page.evaluate(
        f"(e => {{ if (e.tagName === 'SELECT') {{ e.value = {value!r};"
        " e.dispatchEvent(new Event('change', {bubbles: true})) } else e.click() })"
        f"(document.querySelector({selector!r}))"
    )


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.dataset.findings || ''")


def test_nothing_from_a_document_acts_or_is_fetched(browser: Page, tmp_path: Path):
    checked = document(ATTACK, "fr", [(f"A {ATTACK} cat", f"Un {ATTACK} chien", 0.3)], ATTACK)
    found = finding(checked, "chien", rule=ATTACK, message=ATTACK, source="cat")
    path = tmp_path / "attack.html"
    path.write_text(to_html.render(report([checked], [found], [Skipped(ATTACK, ATTACK)])), "utf-8")
    browser.open(path)
    browser.press("n")
    assert browser.evaluate("window.attacked === undefined")
    assert browser.evaluate("document.querySelectorAll('img, svg, iframe').length") == 0
    assert ATTACK in browser.evaluate("document.querySelector('.translation').textContent")
    assert browser.requested() == [path.as_uri()]
    assert browser.complaints() == []


def test_the_policy_stops_what_would_be_put_in(page: Page):
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.late = 1'}))"
    )
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://attack.invalid/x.png'}))")
    assert page.evaluate("window.late === undefined")
    assert len(page.complaints()) == 2


def test_the_page_loads_quietly_and_alone(page: Page):
    assert page.complaints() == []
    assert len(page.requested()) == 1


def test_the_reason_appears_on_hover_and_on_focus_and_closes(page: Page):
    assert shown(page, ".tip") == 0
    page.hover("mark[data-findings='6']")
    assert shown(page, ".tip") == 1
    assert shown(page, "mark[data-findings='6'] .tip") == 1
    assert page.evaluate("document.querySelectorAll('.words.lit').length") == 1
    assert page.evaluate("document.querySelector('.words.lit').textContent") == "1.6 million"
    page.press("Escape")
    assert shown(page, ".tip") == 0
    page.hover("h1")
    page.evaluate("document.querySelector(\"mark[data-findings='2']\").focus()")
    assert shown(page, "mark[data-findings='2'] .tip") == 1
    assert page.evaluate("document.querySelector('.words.lit').textContent") == "its service"


def test_hovering_the_source_lights_the_translation(page: Page):
    page.hover(".words[data-findings='2']")
    assert page.evaluate("document.querySelector('mark.lit').dataset.findings") == "2"
    page.hover("h1")
    assert page.evaluate("document.querySelectorAll('.lit').length") == 0


def test_severities_filter(page: Page):
    assert shown(page, ".notes li") == 8
    choose(page, "input[value=critical]")
    assert shown(page, ".notes li") == 3
    assert page.evaluate("document.getElementById('shown').textContent") == "3 of 9 findings shown"
    overlap = "document.querySelector(\"mark[data-findings~='4']\").dataset.kind"
    assert page.evaluate(overlap) == "minor"
    choose(page, "input[value=critical]")
    assert page.evaluate(overlap) == "critical"
    choose(page, "input[value=suppressed]")
    assert shown(page, ".notes li") == 9


def test_rules_filter(page: Page):
    choose(page, "#rule", "accuracy/number")
    assert shown(page, ".notes li") == 1
    assert shown(page, "mark:not(.off)") == 1
    choose(page, "#rule")
    assert shown(page, ".notes li") == 8


def test_only_segments_with_findings(page: Page):
    everything = shown(page, "details[open] .row")
    choose(page, "#only")
    assert shown(page, ".row") == 7 < everything
    choose(page, "#only")
    assert shown(page, "details[open] .row") == everything


def test_keys_go_through_the_findings_and_round(page: Page):
    visited = []
    for key in ["n", "j", "n", "n", "k", "p", "p", "p"]:
        page.press(key)
        visited.append(focused(page))
    assert visited == ["1", "2", "3", "3 4", "3", "2", "1", "9"]


def test_keys_leave_out_what_is_filtered(page: Page):
    choose(page, "#rule", "accuracy/number")
    page.press("n")
    assert focused(page) == "6"
    page.press("n")
    assert focused(page) == "6"


def test_a_key_opens_the_document_it_goes_to(page: Page):
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")
    page.press("n")
    assert page.evaluate("[...document.querySelectorAll('details')].map(each => each.open)") == [
        True,
        False,
        False,
        False,
    ]


def test_tab_starts_with_the_skip_link_and_reaches_a_finding(page: Page):
    page.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.press("Enter")
    for _ in range(2):
        page.press("Tab")
    assert focused(page) == "1"
    assert page.evaluate("document.activeElement.matches(':focus-visible')")


def test_a_bar_of_the_strip_jumps_into_a_closed_document(page: Page):
    page.evaluate("document.querySelector('a[href=\"#d3s1\"]').click()")
    page.evaluate("new Promise(done => setTimeout(done, 100))")
    assert page.evaluate("document.getElementById('d3').open")


def test_a_narrow_window_needs_no_scrolling_sideways(page: Page):
    size = {"height": 900, "deviceScaleFactor": 1, "mobile": False}
    try:
        for width in (320, 600, 900):
            page.call("Emulation.setDeviceMetricsOverride", width=width, **size)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    finally:
        page.call("Emulation.setDeviceMetricsOverride", width=1280, **size)


def test_paper_shows_everything(page: Page):
    choose(page, "#rule", "accuracy/number")
    page.call("Emulation.setEmulatedMedia", media="print")
    try:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert shown(page, ".notes li") == 9
        assert shown(page, ".row") == 12 + 2
        assert shown(page, "#controls") == 0
    finally:
        page.call("Emulation.setEmulatedMedia", media="")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable(page: Page, scheme: str):
    page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    try:
        poor = page.evaluate(_CONTRAST)
    finally:
        page.call("Emulation.setEmulatedMedia", features=[])
    assert poor == []


def test_without_script_everything_is_shown(browser: Page, tmp_path: Path):
    checked = document("a.txt", "fr", [("Two cats.", "Deux chiens.", 0.3)])
    found = [
        finding(checked, "chiens", Severity.MAJOR),
        finding(checked, "Deux", Severity.MINOR, suppressed=True),
    ]
    path = tmp_path / "still.html"
    path.write_text(to_html.render(report([checked], found)), "utf-8")
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(path)
        browser.hover("mark[data-findings='2']")
        assert shown(browser, ".notes li") == 2
        assert shown(browser, "mark[data-findings='2'] .tip") == 1
        assert shown(browser, "#controls") == 0
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)


# The contrast of WCAG 2 between each text and the nearest background that is painted; 4.5 is its level AA.
_CONTRAST = """(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => channels(color).slice(0, 3)
    .map((c) => c / 255).map((c) => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (channels(color).length < 4 || channels(color)[3] === 1) return color;
    }
  };
  const poor = new Set();
  for (const element of document.querySelectorAll('body *')) {
    const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!says || !element.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
    const contrast = (a + .05) / (b + .05);
    if (contrast < 4.5) poor.add(`${element.tagName} ${element.className} ${contrast}`);
  }
  return [...poor];
})()"""
