"""The stages of German collection as random histories walk through them."""

from __future__ import annotations

# Stage → what may come next, and the stage it leads to. An opposition to a part is left out: the judge knows no claims
# in parts. So are insolvency and limitation.
WALK: dict[str, list[tuple[str, str]]] = {
    "overdue": [
        ("reminder", "overdue"), ("reminder", "overdue"), ("reminder", "overdue"), ("handed_over", "in_collection"),
        ("handed_over", "in_collection"), ("payment_order_filed", "payment_order_pending"), ("dispute", "overdue"),
        ("lawsuit_filed", "lawsuit_pending"), ("payment_refused", "overdue"), ("compensation_claimed", "overdue"),
        ("credit_agency_report", "overdue"), ("dispute_resolved", "overdue"), ("acknowledgement", "overdue"),
        ("title_obtained", "titled"),
    ],
    "in_collection": [
        ("charge", "in_collection"), ("charge", "in_collection"), ("charge", "in_collection"),
        ("collection_notice", "in_collection"), ("collection_notice", "in_collection"), ("reminder", "in_collection"),
        ("plan_agreed", "in_collection"), ("dispute", "in_collection"), ("credit_agency_report", "in_collection"),
        ("payment_order_filed", "payment_order_pending"), ("payment_order_filed", "payment_order_pending"),
        ("compensation_claimed", "in_collection"), ("lawsuit_filed", "lawsuit_pending"),
    ],
    "payment_order_pending": [
        ("charge", "payment_order_pending"),
        ("payment_order_served", "payment_order_served"), ("payment_order_served", "payment_order_served"),
        ("payment_order_rejected", "overdue"),
    ],
    "payment_order_served": [
        ("handed_over", "payment_order_served"),
        ("charge", "payment_order_served"),
        ("opposition", "opposed"), ("enforcement_order_requested", "enforcement_order_pending"),
        ("enforcement_order_requested", "enforcement_order_pending"), ("nothing", "payment_order_served"),
    ],
    "enforcement_order_pending": [
        ("charge", "enforcement_order_pending"),
        ("enforcement_order_served", "enforcement_order_served"), ("opposition", "opposed"),
        ("enforcement_order_served", "enforcement_order_served"),
    ],
    "enforcement_order_served": [
        ("handed_over", "enforcement_order_served"),
        ("charge", "enforcement_order_served"),
        ("appeal", "lawsuit_pending"), ("garnishment_requested", "enforcement_order_served"),
        ("enforcement_requested", "enforcement_pending"), ("nothing", "titled"),
        ("enforcement_requested", "enforcement_pending"),
    ],
    "opposed": [
        ("handed_over", "opposed"),
        ("transferred_to_trial_court", "lawsuit_pending"), ("transferred_to_trial_court", "lawsuit_pending"),
        ("lawsuit_ended", "overdue"),
    ],
    "lawsuit_pending": [
        ("charge", "lawsuit_pending"),
        ("lawsuit_served", "lawsuit_pending"), ("grounds_filed", "lawsuit_pending"), ("judgment", "titled"),
        ("judgment", "titled"), ("court_settlement", "titled"), ("lawsuit_ended", "overdue"),
    ],
    "titled": [
        ("handed_over", "titled"),
        ("charge", "titled"),
        ("enforcement_requested", "enforcement_pending"), ("garnishment_requested", "titled"),
        ("asset_disclosure_requested", "titled"), ("debtor_register_entered", "titled"), ("nothing", "titled"),
        ("cost_assessment_requested", "titled"),
    ],
    "enforcement_pending": [
        ("charge", "enforcement_pending"), ("charge", "enforcement_pending"),
        ("bailiff_demand_served", "enforcement_pending"), ("asset_disclosure_requested", "enforcement_pending"),
        ("asset_disclosure_given", "enforcement_pending"), ("debtor_register_entered", "enforcement_pending"),
        ("bailiff_plan_set", "enforcement_pending"), ("bailiff_plan_lapsed", "enforcement_pending"),
        ("garnishment_requested", "enforcement_pending"), ("garnishment_served", "enforcement_pending"),
        ("provisional_garnishment_served", "enforcement_pending"), ("enforcement_ended", "titled"),
        ("third_party_information_requested", "enforcement_pending"), ("appeal", "lawsuit_pending"),
    ],
}  # fmt: skip

ORDER = ["payment_order_filed", "payment_order_served"]
TITLED = [*ORDER, "wait", "enforcement_order_requested", "enforcement_order_served"]
COLLECTED = ["handed_over", "collection_notice"]
BILLED = [*COLLECTED, "charge"]
ROUTES: list[list[str]] = [
    [], [], [],
    ["reminder"],
    ["reminder", "reminder"],
    ["handed_over"],
    COLLECTED,
    ["reminder", *COLLECTED],
    ["payment_order_filed"],
    ORDER,
    [*COLLECTED, *ORDER],
    [*ORDER, "wait"],
    [*ORDER, "opposition"],
    [*COLLECTED, *ORDER, "opposition", "transferred_to_trial_court"],
    TITLED,
    [*COLLECTED, *TITLED],
    [*TITLED, "enforcement_requested"],
    [*TITLED, "enforcement_requested", "bailiff_demand_served", "asset_disclosure_given"],
    ["lawsuit_filed", "lawsuit_served", "judgment"],
    BILLED,
    [*BILLED, "wait", "charge"],
    ["handed_over", "dispute", "charge"],
    [*COLLECTED, "plan_agreed", "charge"],
    [*BILLED, "pause", "payment_order_filed", "charge"],
    ["handed_over", "charge", "payment_order_filed", "charge"],
    ["payment_order_filed", "charge", "payment_order_served", "wait", "enforcement_order_requested", "charge"],
    [*BILLED, "pause", *ORDER, "charge", "wait", "enforcement_order_requested", "charge", "enforcement_order_served",
     "enforcement_requested", "charge"],
]  # fmt: skip
"""Ways into the later stages; `wait` lets two weeks pass, `pause` all in which a bill may rise."""
LEADS = {kind: stage for start, steps in WALK.items() for kind, stage in steps if stage != start and kind != "nothing"}
"""Where an act leads; of the others a claim stays where it was."""
