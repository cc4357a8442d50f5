import re

from playwright.sync_api import expect

from tests.browser.conftest import BLUE, COUNT_NEAR, ORANGE, Opened
from tests.dashboard.ledger import BELGOROD, CRIMEA, GORNAL, KURSK

# How many pixels of a place's swatch in the list are near a hue.
SWATCH_HUE = f"""(button, hue) => {{ {COUNT_NEAR}
  const swatch = button.querySelector('.swatch img'), canvas = document.createElement('canvas');
  const ctx = canvas.getContext('2d');
  [canvas.width, canvas.height] = [swatch.naturalWidth, swatch.naturalHeight];
  ctx.drawImage(swatch, 0, 0);
  return countNear(ctx.getImageData(0, 0, canvas.width, canvas.height).data, hue);
}}"""


def test_the_list_of_places_shows_the_symbols_of_the_map(server: str, opened: Opened) -> None:
    reader = opened(server)

    def of_hue(place_id: str, hue: list[int]) -> int:
        found: int = reader.page.locator(f'[data-place="{place_id}"]').evaluate(SWATCH_HUE, hue)
        return found

    assert of_hue(KURSK, ORANGE) > 10
    assert of_hue(KURSK, BLUE) > 10
    assert of_hue(CRIMEA, ORANGE) > 10
    assert of_hue(CRIMEA, BLUE) == of_hue(BELGOROD, ORANGE) == 0


def test_no_symbol_of_a_list_is_a_canvas_for_the_browser_composes_each_anew_with_every_frame(
    server: str, opened: Opened
) -> None:
    reader = opened(server)
    expect(reader.evidence().locator(".swatch img")).to_have_count(6)
    expect(reader.evidence().locator("canvas")).to_have_count(0)
    expect(reader.frame().locator(".cl-legend canvas")).to_have_count(0)


def test_the_list_of_places_follows_the_theme(server: str, opened: Opened) -> None:
    reader = opened(server, color_scheme="light")
    expect(reader.evidence()).to_have_attribute("data-palette", "light")
    reader.page.emulate_media(color_scheme="dark")
    expect(reader.evidence()).to_have_attribute("data-palette", "dark")
    expect(reader.evidence().locator(".swatch img")).to_have_count(6)


def test_a_click_on_a_mark_opens_its_words_in_the_article(server: str, opened: Opened) -> None:
    reader = opened(server)
    reader.click_mark(GORNAL)
    quotes = reader.evidence().locator("mark")
    expect(quotes).to_have_count(2)
    assert set(quotes.all_inner_texts()) == {
        "the village of Gornal had been taken",
        "“We hold Gornal”, a Russian general told reporters.",
    }
    expect(reader.evidence()).to_contain_text("26 April 2025 (inferred from the text)")
    reader.evidence().get_by_role("button", name="Whole article").first.click()
    expect(reader.evidence().locator(".passage").first).to_contain_text("by surprise")
    expect(reader.page).to_have_url(re.compile("pick=curated%3Agornal"))


def test_a_denial_leads_to_what_it_denies(server: str, opened: Opened) -> None:
    reader = opened(server, {"pick": KURSK})
    link = reader.evidence().get_by_role("button", name=re.compile("Claimed by Russia"))
    link.first.click()
    expect(reader.evidence().locator(".claim.flash")).to_contain_text("back under Russian control")


def test_the_same_mark_can_be_picked_again_after_it_was_closed(server: str, opened: Opened) -> None:
    reader = opened(server)
    for _ in range(2):
        reader.click_mark(GORNAL)
        expect(reader.evidence()).to_contain_text("Gornal, Kursk region")
        reader.evidence().get_by_role("button", name="All places").click()
        expect(reader.evidence()).to_contain_text("Pick a place")
        reader.settled()
