"""The stages of Austrian collection as random histories walk through them."""

from __future__ import annotations

# Stage → what may come next, and the stage it leads to. Limitation and interest that was sued for are left out.
WALK: dict[str, list[tuple[str, str]]] = {
    "overdue": [
        ("reminder", "overdue"), ("reminder", "overdue"), ("handed_over", "in_collection"), ("dispute", "overdue"),
        ("handed_over", "in_collection"), ("payment_order_filed", "payment_order_pending"),
        ("payment_order_filed", "payment_order_pending"), ("lawsuit_filed", "lawsuit_pending"),
        ("compensation_claimed", "overdue"), ("dispute_resolved", "overdue"), ("acknowledgement", "overdue"),
        ("title_obtained", "titled"), ("plan_agreed", "overdue"), ("collection_notice", "overdue"),
    ],
    "in_collection": [
        ("handed_over", "in_collection"),
        ("charge", "in_collection"), ("charge", "in_collection"), ("charge", "in_collection"),
        ("collection_notice", "in_collection"), ("collection_notice", "in_collection"), ("reminder", "in_collection"),
        ("collection_reminder", "in_collection"), ("collection_reminder", "in_collection"),
        ("plan_agreed", "in_collection"), ("compensation_claimed", "in_collection"),
        ("payment_order_filed", "payment_order_pending"), ("lawsuit_filed", "lawsuit_pending"),
    ],
    "payment_order_pending": [
        ("payment_order_served", "payment_order_served"), ("payment_order_served", "payment_order_served"),
        ("payment_order_refused", "overdue"), ("charge", "payment_order_pending"),
    ],
    "payment_order_served": [
        ("handed_over", "payment_order_served"),
        ("opposition", "opposed"), ("opposition", "opposed"), ("nothing", "payment_order_served"),
        ("nothing", "titled"), ("enforcement_requested", "enforcement_pending"),
        ("compensation_claimed", "payment_order_served"),
    ],
    "opposed": [
        ("handed_over", "opposed"),("judgment", "titled"), ("court_settlement", "titled"),
        ("lawsuit_ended", "overdue")],
    "lawsuit_pending": [
        ("lawsuit_served", "lawsuit_pending"), ("lawsuit_served", "lawsuit_pending"), ("judgment", "titled"),
        ("court_settlement", "titled"), ("lawsuit_ended", "overdue"), ("charge", "lawsuit_pending"),
    ],
    "titled": [
        ("handed_over", "titled"),
        ("enforcement_requested", "enforcement_pending"), ("reminder", "titled"), ("charge", "titled"),
        ("compensation_claimed", "titled"), ("nothing", "titled"),
    ],
    "enforcement_pending": [("enforcement_ended", "titled"), ("charge", "enforcement_pending")],
}  # fmt: skip

ORDER = ["payment_order_filed", "payment_order_served"]
COLLECTED = ["handed_over", "collection_notice"]
BILLED = [*COLLECTED, "charge", "collection_reminder", "charge"]
ROUTES: list[list[str]] = [
    [], [], [],
    ["reminder"],
    ["handed_over"],
    COLLECTED,
    ["reminder", *COLLECTED, "collection_reminder"],
    ["compensation_claimed", "reminder"],
    ["compensation_claimed", *BILLED],
    [*BILLED, "compensation_claimed", "charge"],
    [*COLLECTED, "plan_agreed", "charge", "charge"],
    ["compensation_claimed", *COLLECTED, "collection_reminder", "collection_reminder", "charge", "charge", "charge"],
    ["payment_order_filed"],
    ORDER,
    ORDER,
    [*COLLECTED, *ORDER],
    [*ORDER, "opposition"],
    [*ORDER, "wait", "enforcement_requested"],
    [*BILLED, *ORDER, "wait", "enforcement_requested", "enforcement_ended"],
    ["lawsuit_filed", "lawsuit_served", "judgment", "enforcement_requested"],
]  # fmt: skip
"""Ways into the later stages; `wait` lets the four weeks of an objection pass, or nearly so."""
LEADS = {kind: stage for start, steps in WALK.items() for kind, stage in steps if stage != start and kind != "nothing"}
"""Where an act leads; of the others a claim stays where it was."""
