"""The stages of a Swiss enforcement as random histories walk through them."""

from __future__ import annotations

# Stage → what may come next, and the stage it leads to.
WALK: dict[str, list[tuple[str, str]]] = {
    "overdue": [
        ("reminder", "overdue"), ("collection_notice", "overdue"), ("payment_order_requested", "request_filed"),
        ("premium_demand", "overdue"),
        ("payment_order_requested", "request_filed"), ("payment_order_requested", "request_filed"),
        ("silent_enforcement_requested", "overdue"), ("lawsuit_filed", "lawsuit_pending"),
        ("acknowledgement", "overdue"), ("title_obtained", "overdue"), ("handed_over", "overdue"),
        ("pledge_enforcement_requested", "pledge_requested"), ("bill_enforcement_requested", "bill_requested"),
    ],
    "request_filed": [
        ("payment_order_served", "order_served"), ("payment_order_served", "order_served"),
        ("payment_order_served", "order_served"), ("service_attempt_failed", "order_issued"),
        ("invitation_sent", "order_issued"), ("duplicate_issued", "request_filed"),
        ("payment_order_issued", "order_issued"), ("withdrawal_filed", "overdue"),
    ],
    "order_issued": [
        ("payment_order_served", "order_served"), ("payment_order_served", "order_served"),
        ("service_attempt_failed", "order_issued"), ("duplicate_issued", "order_issued"),
        ("withdrawal_filed", "overdue"),
    ],
    "order_served": [
        ("opposition", "opposed"), ("opposition", "opposed"), ("creditors_copy_opposed", "opposed"),
        ("creditors_copy_received", "order_unopposed"), ("creditors_copy_received", "order_unopposed"),
        ("creditors_copy_received", "order_unopposed"), ("duplicate_issued", "order_served"),
    ],
    "opposed": [
        ("setting_aside_requested", "removal_pending"), ("title_obtained", "opposed"), ("acknowledgement", "opposed"),
        ("conciliation_requested", "recognition_pending"), ("recognition_action_filed", "recognition_pending"),
        ("opposition_withdrawn", "order_unopposed"), ("non_disclosure_requested", "opposed"),
        ("new_assets_found", "order_unopposed"),
    ],
    "order_unopposed": [
        ("continuation_requested", "continuation_filed"), ("continuation_requested", "continuation_filed"),
        ("withdrawal_filed", "overdue"), ("nothing", "order_unopposed"),
    ],
    "lawsuit_pending": [
        ("action_served", "lawsuit_pending"), ("lawsuit_judgment", "overdue"), ("lawsuit_ended", "overdue"),
    ],
    "removal_pending": [
        ("setting_aside_granted_provisionally", "provisionally_removed"),
        ("setting_aside_granted", "opposition_removed"),
        ("setting_aside_refused", "opposed"), ("opposition_withdrawn", "order_unopposed"),
    ],
    "recognition_pending": [
        ("judgment", "opposition_removed"), ("action_ended", "opposed"), ("action_served", "recognition_pending"),
    ],
    "provisionally_removed": [
        ("denial_action_filed", "denial_pending"), ("setting_aside_became_definitive", "opposition_removed"),
        ("provisional_seizure_requested", "provisionally_removed"),
        ("asset_inventory_requested", "provisionally_removed"),
        ("provisional_seizure_executed", "provisionally_removed"),
    ],
    "denial_pending": [("setting_aside_became_definitive", "opposition_removed"), ("denial_upheld", "closed")],
    "opposition_removed": [
        ("continuation_requested", "continuation_filed"), ("continuation_requested", "continuation_filed"),
        ("nothing", "opposition_removed"), ("seizure_executed", "seized"),
    ],
    "continuation_filed": [
        ("seizure_notified", "continuation_filed"), ("seizure_executed", "seized"), ("seizure_executed", "seized"),
        ("seizure_fruitless", "continuation_filed"), ("seizure_attempt_failed", "continuation_filed"),
        ("bankruptcy_threat_served", "bankruptcy_threatened"), ("bankruptcy_threat_served", "bankruptcy_threatened"),
        ("loss_certificate_issued", "loss_certificate"), ("continuation_settled", "order_unopposed"),
    ],
    "seized": [
        ("realisation_requested", "realisation_requested"), ("land_realisation_requested", "realisation_requested"),
        ("payment_passed_on", "seized"),
        ("seizure_joined", "seized"), ("seizure_supplemented", "seized"), ("wage_seizure_revised", "seized"),
        ("loss_certificate_issued", "loss_certificate"), ("seizure_lapsed", "overdue"),
        ("loss_certificate_provisional", "seized"), ("further_seizure_requested", "seized"),
        ("further_seizure_executed", "seized"), ("employer_notified", "seized"), ("wage_withheld", "seized"),
        ("wage_realisation_requested", "realisation_requested"), ("third_party_action_filed", "seized"),
        ("third_party_action_ended", "seized"), ("seizure_record_sent", "seized"),
        ("payment_order_requested", "request_filed"),
    ],
    "realisation_requested": [
        ("realisation_dropped", "seized"), ("realised", "realisation_requested"),
        ("payment_passed_on", "realisation_requested"), ("loss_certificate_issued", "loss_certificate"),
    ],
    "bankruptcy_threatened": [
        ("bankruptcy_petition_filed", "petition_pending"), ("bankruptcy_petition_filed", "petition_pending"),
        ("payment_order_requested", "request_filed"),
    ],
    "petition_pending": [
        ("bankruptcy_opened", "bankruptcy_open"), ("bankruptcy_petition_rejected", "bankruptcy_threatened"),
    ],
    "bankruptcy_open": [
        ("estate_claim_filed", "bankruptcy_open"), ("bankruptcy_closed_without_assets", "overdue"),
        ("bankruptcy_loss_certificate_issued", "loss_certificate"),
        ("lack_of_assets_published", "bankruptcy_open"), ("bankruptcy_continuation_requested", "bankruptcy_open"),
    ],
    "pledge_requested": [
        ("pledge_order_served", "pledge_order_served"), ("pledge_order_served", "pledge_order_served"),
        ("withdrawal_filed", "overdue"),
    ],
    "pledge_order_served": [
        ("pledge_opposition", "pledge_opposed"), ("nothing", "pledge_unopposed"), ("nothing", "pledge_unopposed"),
    ],
    "pledge_opposed": [
        ("pledge_removal_requested", "pledge_opposed"), ("pledge_opposition_removed", "pledge_unopposed"),
        ("pledge_removal_refused", "pledge_opposed"), ("pledge_enforcement_requested", "pledge_requested"),
    ],
    "pledge_unopposed": [
        ("pledge_realisation_requested", "pledge_realisation"),
        ("pledge_land_realisation_requested", "pledge_realisation"),
    ],
    "pledge_realisation": [("pledge_shortfall_certified", "pledge_shortfall")],
    "pledge_shortfall": [("continuation_on_shortfall", "continuation_filed"), ("nothing", "overdue")],
    "bill_requested": [
        ("bill_payment_order_served", "bill_payment_order_served"), ("withdrawal_filed", "overdue"),
    ],
    "bill_payment_order_served": [
        ("bill_opposition", "bill_opposed"), ("bill_petition_filed", "petition_pending"),
        ("nothing", "bill_payment_order_served"),
    ],
    "bill_opposed": [("bill_opposition_refused", "bill_payment_order_served"), ("bill_opposition_admitted", "overdue")],
    "loss_certificate": [
        ("continuation_on_certificate", "continuation_filed"), ("payment_order_requested", "request_filed"),
    ],
}  # fmt: skip


ORDER = ["payment_order_requested", "payment_order_served"]
COPY = [*ORDER, "creditors_copy_received"]
OPPOSED = ["acknowledgement", *ORDER, "opposition", "setting_aside_requested"]
DEMANDED = ["reminder", "premium_demand", "payment_order_requested"]
ROUTES: list[list[str]] = [
    [*DEMANDED, "withdrawal_filed", "payment_order_requested", "withdrawal_filed"],
    [*DEMANDED, "payment_order_served", "creditors_copy_received", "continuation_requested"],
    [],
    [],
    ["payment_order_requested"],
    ORDER,
    ORDER,
    COPY,
    [*COPY, "continuation_requested"],
    [*COPY, "continuation_requested", "seizure_executed"],
    [*ORDER, "opposition"],
    OPPOSED,
    [*COPY, "continuation_requested", "bankruptcy_threat_served"],
    [*COPY, "continuation_requested", "bankruptcy_threat_served", "bankruptcy_petition_filed"],
    [*OPPOSED, "setting_aside_granted_provisionally"],
    [*OPPOSED, "setting_aside_granted"],
    [*OPPOSED, "setting_aside_granted_provisionally", "denial_action_filed", "setting_aside_became_definitive"],
    [*ORDER, "opposition", "recognition_action_filed", "judgment"],
    [*COPY, "continuation_requested", "seizure_executed", "loss_certificate_issued"],
    ["pledge_enforcement_requested", "pledge_order_served"],
    ["bill_enforcement_requested", "bill_payment_order_served"],
    ["pledge_enforcement_requested", "pledge_order_served", "wait", "pledge_realisation_requested"],
]
LEADS = {kind: stage for steps in WALK.values() for kind, stage in steps}
"""Ways into the later stages, and where each act leads; `wait` lets the time for one pass."""
