"""A certificate of an answer: the question, the case, the answer, and the part of the law that gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import BaseModel

from collectrules.answers.documents import dump
from collectrules.certifying.asking import FIGURES, answered
from collectrules.certifying.documents import Asked, Certificate, LawUsed
from collectrules.certifying.plain import written
from collectrules.certifying.reading import digest_of, digest_of_all, profile_in
from collectrules.certifying.slicing import Key, Span, as_days, choices_of, days_read, sliced, span_of
from collectrules.checking.verifying import Difference, arguments_of, attempts, differing, question_of
from collectrules.ground.errors import CollectRulesError, Fault, InternalInconsistency, bad_input, of_type
from collectrules.loader import model as m
from collectrules.loader.load import A_PROFILE
from collectrules.loader.readings import check_readings
from collectrules.loader.walking import everything
from collectrules.nouns.answer import Answer, ProfileMark
from collectrules.nouns.case import Case


def certificate(
    answer: object,
    case: Case | None,
    profile: m.Profile,
    *,
    readings: Mapping[str, str] | None = None,
    arguments: Mapping[str, object] | None = None,
) -> Certificate:
    """Return a certificate of an answer: all that it was made of, in one document that can be verified by itself.

    The law in it is proved before it is handed out: read back from the document, it gives the answer again.

    Args:
        answer: a standing, statement, audit, next steps, offer, plan, comparison, life, timeline or month; or what
            `interest` or `tariff` answered.
        case: the case it was asked about; None for `interest` and `tariff`.
        profile: the law it was asked of.
        readings: the options that were passed for named doubts.
        arguments: what `interest` or `tariff` was called with, by name; other answers hold their own.

    Raises:
        BadInput: `not_verifiable`, an answer that does not say what it was asked of; `certificate_differs`, case and
            profile do not give this answer; `certificate_arguments`, arguments are missing, or nobody asked for any.
        InternalInconsistency: `certificate_unproved`, not even the whole law gives the answer again.

    Examples:
        >>> import collectrules as cr
        >>> law = cr.load_profile("DK")
        >>> case = cr.load_case({"id": "1", "currency": "DKK", "creditor": {"kind": "business"},
        ...     "debtor": {"kind": "consumer"}, "claims": [{"id": "1", "kind": "goods_or_services",
        ...     "amount": "1000.00", "arose": "2024-01-01", "due": "2024-01-31", "due_is": "agreed"}]})
        >>> kept = certificate(cr.standing(case, law, on="2024-06-30"), case, law).to_json()
        >>> cr.verify(kept).equal
        True

    """
    of_type(profile, m.Profile, "profile", A_PROFILE)
    check_readings(readings)
    of_type({} if arguments is None else arguments, Mapping, "arguments", "arguments by their name")
    fresh = replace(profile, memo={})  # what was looked up for this answer, and nothing else, is then known of it
    asked = _asked(answer, case, fresh, dict(readings or {}), arguments)
    result = dump(answer) if isinstance(answer, BaseModel) else {}
    document = None if case is None else _facts(case)
    spans = _spans(document, result, asked.arguments)
    for keys, span in _parts(case, fresh, asked, spans):
        found = Certificate(asked=asked, case=document, law=_law(fresh, keys, span), result=result)
        if _proved(found):
            return found.model_copy(update={"digest": digest_of_all(found)})
    expected = "a part of the law that gives the answer again"
    raise InternalInconsistency(Fault(code="certificate_unproved", path="law", expected=expected))


def _facts(case: Case) -> dict[str, object]:
    """A case with its amounts as they were written: of others it would have another digest, which proposals carry."""
    return case.model_dump(mode="json", by_alias=True, exclude_none=True)


# The question ----------------------------------------------------------------------------------------------


def _asked(
    answer: object, case: Case | None, profile: m.Profile, readings: dict[str, str],
    arguments: Mapping[str, object] | None,
) -> Asked:  # fmt: skip
    word = str(getattr(answer, "answer", ""))
    if word in FIGURES and isinstance(answer, BaseModel):
        return _figure(word, answer, profile, readings, arguments)
    given = question_of(answer)
    of_type(case, Case, "case", "the case it was asked about")
    if arguments is not None:
        raise bad_input("certificate_arguments", "arguments", "none: the answer holds its own", sorted(arguments)[:3])
    chosen = _chosen(given, case, profile, readings)  # type: ignore[arg-type]  # it is a case
    return Asked(question=word, readings=chosen, arguments=_plain(arguments_of(given)))


def _chosen(answer: Answer, case: Case, profile: m.Profile, readings: dict[str, str]) -> Mapping[str, str]:
    """The readings with which the law gives exactly this answer."""
    nearest: tuple[Difference, ...] = ()
    for chosen, found in attempts(answer, case, profile, readings=readings):
        if not found:
            return chosen
        nearest = min(nearest or found, found, key=len)
    raise _differs(nearest[0])


def _figure(
    word: str, answer: BaseModel, profile: m.Profile, readings: dict[str, str], arguments: Mapping[str, object] | None
) -> Asked:
    if not arguments:
        raise bad_input("certificate_arguments", "arguments", f"what `{word}` was called with, by name")
    asked = Asked(question=word, readings=readings, arguments=_plain(arguments))
    for found in differing(dump(answer), answered(asked, None, profile)):
        raise _differs(found)
    return asked


def _differs(found: Difference) -> CollectRulesError:
    expected = f"what case and profile give, {str(found.answered)[:60]}"
    return bad_input("certificate_differs", found.path, expected, found.was)


def _plain(arguments: Mapping[str, object]) -> dict[str, object]:
    """Arguments as documents write them; what says nothing is left out."""
    return {word: _text(value) for word, value in arguments.items() if value is not None}


def _text(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _text(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_text(item) for item in value]
    return value if isinstance(value, str | int) else str(value)


# The law ---------------------------------------------------------------------------------------------------


def _spans(case: object, result: Mapping[str, object], arguments: Mapping[str, object]) -> tuple[Span, Span]:
    """The time up to the day of the question and the next day on which anything changes; all the time that is named."""
    whole = span_of(case, result, arguments)
    return whole.until(span_of(arguments, result.get("look_again_on")).last), whole


def _parts(
    case: Case | None, profile: m.Profile, asked: Asked, spans: tuple[Span, Span]
) -> Iterator[tuple[set[Key], Span | None]]:
    """Yield parts of the law that may give the answer, the smallest first; the whole law at the end."""
    named = [str(asked.arguments.get("name", ""))] if asked.question == "tariff" else []
    keys: set[Key] = set()
    for keys in choices_of(case, profile, named):
        yield from ((keys, span) for span in dict.fromkeys(spans))
    yield keys, None


def _law(profile: m.Profile, keys: set[Key], span: Span | None) -> LawUsed:
    part = sliced(profile, keys, span, days_read(profile))
    head = profile.header
    found = LawUsed(
        profile=ProfileMark.made(id=head.id, version=head.version, fingerprint=profile.fingerprint),
        digest="", header=written(head),
        records=tuple(
            {"kind": kind, "name": record.name, "words": written(record)} for kind, record in everything(part)
        ),
        days={name: tuple(as_days(days)) for name, days in part.days.items()},
        rows_from=None if span is None else span.first, rows_to=None if span is None else span.last,
    )  # fmt: skip
    return found.model_copy(update={"digest": digest_of(found)})


def _proved(found: Certificate) -> bool:
    """Whether the law of a certificate, read from it, gives its answer."""
    try:
        again = answered(found.asked, found.case, profile_in(found.law))
    except CollectRulesError:
        return False
    return not any(differing(found.result, again))
