"""What each person gets from each URL: the verdicts of test_permissions.py, a row for each address."""

EVERYONE = (
    "anonymous outsider member member_west lead lead_west secretariat council_chair"
    " lifting_lead coord_lead steering_member owner_hdir industry admin"
)
SIGNED_IN = (
    "outsider member member_west lead lead_west secretariat council_chair lifting_lead"
    " coord_lead steering_member owner_hdir industry admin"
)
INSIDE = (
    "member member_west lead lead_west secretariat council_chair lifting_lead coord_lead"
    " steering_member owner_hdir"
)
STRANGERS = "outsider industry admin"

TABLE = {
    ("agenda-item", "get"): {
        "sign-in": "anonymous",
        "hidden": "outsider member member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "lead secretariat",
    },
    ("agenda-item", "post"): {
        "sign-in": "anonymous",
        "hidden": "outsider member member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "lead secretariat",
    },
    ("agenda-item-decide", "get"): {
        "sign-in": "anonymous",
        "hidden": "outsider member member_west lead lead_west council_chair coord_lead steering_member owner_hdir industry admin",
        "page": "secretariat lifting_lead",
    },
    ("agenda-item-decide", "post"): {
        "sign-in": "anonymous",
        "hidden": "outsider member member_west lead lead_west council_chair coord_lead steering_member owner_hdir industry admin",
        "page": "secretariat lifting_lead",
    },
    ("body-detail", "get"): {"sign-in": "anonymous", "page": SIGNED_IN},
    ("body-detail", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("body-list", "get"): {"sign-in": "anonymous", "page": SIGNED_IN},
    ("body-list", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("changes", "get"): {"page": EVERYONE},
    ("changes", "post"): {"method": EVERYONE},
    ("demo", "get"): {"page": EVERYONE},
    ("demo", "post"): {"hidden": EVERYONE},
    ("demo-mail", "get"): {"page": EVERYONE},
    ("demo-mail", "post"): {"method": EVERYONE},
    ("demo-mail-detail", "get"): {"hidden": EVERYONE},
    ("demo-mail-detail", "post"): {"method": EVERYONE},
    ("entry-detail", "get"): {"page": EVERYONE},
    ("entry-detail", "post"): {"method": EVERYONE},
    ("entry-new", "get"): {"sign-in": "anonymous", "hidden": SIGNED_IN},
    ("entry-new", "post"): {"sign-in": "anonymous", "hidden": SIGNED_IN},
    ("escalation-detail", "get"): {"sign-in": "anonymous", "hidden": STRANGERS, "page": INSIDE},
    ("escalation-detail", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("escalation-list", "get"): {"sign-in": "anonymous", "page": SIGNED_IN},
    ("escalation-list", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("escalation-propose", "get"): {
        "sign-in": "anonymous",
        "hidden": STRANGERS,
        "on": "member member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir",
        "page": "lead secretariat",
    },
    ("escalation-propose", "post"): {
        "sign-in": "anonymous",
        "hidden": STRANGERS,
        "on": "member member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir",
        "page": "lead secretariat",
    },
    ("escalation-step", "get"): {
        "sign-in": "anonymous",
        "hidden": STRANGERS,
        "on": "member member_west lead lead_west council_chair coord_lead steering_member owner_hdir",
        "page": "secretariat lifting_lead",
    },
    ("escalation-step", "post"): {"sign-in": "anonymous", "hidden": STRANGERS, "page": INSIDE},
    ("escalation-verdict", "get"): {"sign-in": "anonymous", "hidden": STRANGERS, "on": INSIDE},
    ("escalation-verdict", "post"): {"sign-in": "anonymous", "hidden": STRANGERS, "on": INSIDE},
    ("experience-detail", "get"): {"sign-in": "anonymous", "hidden": STRANGERS, "page": INSIDE},
    ("experience-detail", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("experience-new", "get"): {
        "sign-in": "anonymous",
        "hidden": "outsider member_west lead lead_west secretariat council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "member",
    },
    ("experience-new", "post"): {
        "sign-in": "anonymous",
        "hidden": "outsider member_west lead lead_west secretariat council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "member",
    },
    ("guidance", "get"): {"page": EVERYONE},
    ("guidance", "post"): {"method": EVERYONE},
    ("help", "get"): {"page": EVERYONE},
    ("help", "post"): {"method": EVERYONE},
    ("home", "get"): {"page": EVERYONE},
    ("home", "post"): {"method": EVERYONE},
    ("issue-assess", "get"): {
        "sign-in": "anonymous",
        "hidden": STRANGERS,
        "on": "member member_west secretariat lifting_lead coord_lead steering_member owner_hdir",
        "page": "lead lead_west council_chair",
    },
    ("issue-assess", "post"): {
        "sign-in": "anonymous",
        "hidden": STRANGERS,
        "on": "member member_west secretariat lifting_lead coord_lead steering_member owner_hdir",
        "page": "lead lead_west council_chair",
    },
    ("issue-detail", "get"): {"sign-in": "anonymous", "hidden": STRANGERS, "page": INSIDE},
    ("issue-detail", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("issue-endorse", "get"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("issue-endorse", "post"): {"sign-in": "anonymous", "hidden": STRANGERS, "on": INSIDE},
    ("issue-list", "get"): {"sign-in": "anonymous", "page": SIGNED_IN},
    ("issue-list", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("issue-raise", "get"): {
        "sign-in": "anonymous",
        "no": "outsider secretariat council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "member member_west lead lead_west",
    },
    ("issue-raise", "post"): {
        "sign-in": "anonymous",
        "no": "outsider secretariat council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "member member_west lead lead_west",
    },
    ("issue-similar", "get"): {"sign-in": "anonymous", "page": SIGNED_IN},
    ("issue-similar", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("issue-step", "get"): {
        "sign-in": "anonymous",
        "hidden": STRANGERS,
        "on": "member member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir",
        "page": "lead secretariat",
    },
    ("issue-step", "post"): {"sign-in": "anonymous", "hidden": STRANGERS, "page": INSIDE},
    ("mail-choice", "get"): {"sign-in": "anonymous", "page": SIGNED_IN},
    ("mail-choice", "post"): {"sign-in": "anonymous", "page": SIGNED_IN},
    ("meeting-compile", "get"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("meeting-compile", "post"): {
        "sign-in": "anonymous",
        "hidden": "outsider member member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "on": "lead secretariat",
    },
    ("meeting-detail", "get"): {
        "sign-in": "anonymous",
        "hidden": "outsider member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "member lead secretariat",
    },
    ("meeting-detail", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("meeting-list", "get"): {"sign-in": "anonymous", "page": SIGNED_IN},
    ("meeting-list", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("meeting-minutes", "get"): {
        "sign-in": "anonymous",
        "hidden": "outsider member member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "lead secretariat",
    },
    ("meeting-minutes", "post"): {
        "sign-in": "anonymous",
        "hidden": "outsider member member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "lead secretariat",
    },
    ("meeting-new", "get"): {
        "sign-in": "anonymous",
        "hidden": "outsider member member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "lead secretariat",
    },
    ("meeting-new", "post"): {
        "sign-in": "anonymous",
        "hidden": "outsider member member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "lead secretariat",
    },
    ("meeting-propose", "get"): {
        "sign-in": "anonymous",
        "hidden": "outsider member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "member lead secretariat",
    },
    ("meeting-propose", "post"): {
        "sign-in": "anonymous",
        "hidden": "outsider member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "member lead secretariat",
    },
    ("meeting-publish", "get"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("meeting-publish", "post"): {
        "sign-in": "anonymous",
        "hidden": "outsider member member_west lead_west council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "on": "lead secretariat",
    },
    ("notice-list", "get"): {"sign-in": "anonymous", "page": SIGNED_IN},
    ("notice-list", "post"): {"sign-in": "anonymous", "on": SIGNED_IN},
    ("notice-open", "get"): {
        "sign-in": "anonymous",
        "hidden": "outsider member_west lead lead_west secretariat council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "on": "member",
    },
    ("notice-open", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("project-detail", "get"): {"sign-in": "anonymous", "hidden": STRANGERS, "page": INSIDE},
    ("project-detail", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("project-edit", "get"): {
        "sign-in": "anonymous",
        "hidden": "outsider member_west lead lead_west secretariat council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "member",
    },
    ("project-edit", "post"): {
        "sign-in": "anonymous",
        "hidden": "outsider member_west lead lead_west secretariat council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "member",
    },
    ("project-list", "get"): {"sign-in": "anonymous", "page": SIGNED_IN},
    ("project-list", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("project-new", "get"): {
        "sign-in": "anonymous",
        "no": "outsider secretariat council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "member member_west lead lead_west",
    },
    ("project-new", "post"): {
        "sign-in": "anonymous",
        "no": "outsider secretariat council_chair lifting_lead coord_lead steering_member owner_hdir industry admin",
        "page": "member member_west lead lead_west",
    },
    ("referral-detail", "get"): {"sign-in": "anonymous", "hidden": STRANGERS, "page": INSIDE},
    ("referral-detail", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
    ("referral-step", "get"): {
        "sign-in": "anonymous",
        "hidden": STRANGERS,
        "on": "member member_west lead lead_west secretariat council_chair lifting_lead steering_member owner_hdir",
        "page": "coord_lead",
    },
    ("referral-step", "post"): {"sign-in": "anonymous", "hidden": STRANGERS, "page": INSIDE},
    ("search", "get"): {"sign-in": "anonymous", "page": SIGNED_IN},
    ("search", "post"): {"sign-in": "anonymous", "method": SIGNED_IN},
}
