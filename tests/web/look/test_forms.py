"""Forms: what is wrong is said first, in words, and every hint and error has the id that its box refers to."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django import forms

from gatepost.web.components import Sample
from gatepost.web.forms import DayField


class Asked(forms.Form):
    name = forms.CharField(label="Name", help_text="As <b>parents</b> know it.")
    where = forms.ChoiceField(label="Where", widget=forms.RadioSelect, choices=[("a", "Here"), ("b", "<i>There</i>")])
    note = forms.CharField(label="Note", required=False)
    kept = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        if self.data.get("note") == "no":
            raise forms.ValidationError("These two do not go together.")
        return self.cleaned_data


def test_an_empty_form_has_nothing_to_complain_of() -> None:
    assert 'class="errors"' not in str(Asked())


def test_the_summary_comes_first_and_leads_to_the_box() -> None:
    html = str(Asked({}))
    assert html.index('class="errors"') < html.index("<label")
    assert '<a href="#id_name">Name – This field is required.</a>' in html
    assert "autofocus" in html


def test_every_box_that_the_summary_leads_to_is_there() -> None:
    html = str(Sample({}))
    led = re.findall(r'<a href="#([^"]+)">', html)
    assert len(led) == 5
    assert [place for place in led if f'id="{place}"' not in html] == []


def test_every_id_that_a_box_refers_to_is_there() -> None:
    html = str(Sample({}))
    referred = " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()
    assert len(referred) >= 6
    assert [place for place in referred if f'id="{place}"' not in html] == []


def test_no_id_stands_twice() -> None:
    ids = re.findall(r'\sid="([^"]+)"', str(Sample({})))
    assert len(ids) == len(set(ids))


def test_what_concerns_the_whole_form_stands_in_the_summary() -> None:
    form = Asked({"name": "Fair", "where": "a", "note": "no", "kept": "1"})
    assert "<li>These two do not go together.</li>" in str(form)


def test_a_mistake_in_what_is_hidden_is_said_too() -> None:
    form = Asked({"name": "Fair", "where": "a"})
    assert str(form).count("This field is required.") == 1


def test_what_is_hidden_is_sent_once() -> None:
    assert str(Asked()).count('name="kept"') == 1


def test_what_is_not_asked_for_says_so() -> None:
    html = str(Asked())
    assert html.count("(optional)") == 1
    assert html.index("Note") < html.index("(optional)")


def test_radio_buttons_are_a_fieldset_with_a_legend() -> None:
    html = str(Asked())
    assert re.search(r'<fieldset id="id_where" tabindex="-1"[^>]*>\s*<legend>Where</legend>', html)
    assert '<label for="id_where_0">Here</label>' in html


def test_no_text_of_a_form_is_a_way_in_for_markup() -> None:
    html = str(Asked({"name": '"><script>', "where": "<script>"}))
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<i>" not in html


@pytest.mark.parametrize(
    "typed", ["2026-11-27", "27/11/2026", "27/11/26", "27.11.2026", "27 Nov 2026", "27 November 2026"]
)
def test_a_day_may_be_typed_as_people_write_it(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 11, 27)


@pytest.mark.parametrize("typed", ["11/27/2026", "tomorrow", "27", "2026-02-30", "٢٧ نوفمبر"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        DayField().clean(typed)
