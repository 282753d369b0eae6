from network.rules import may_register


def may_report_on(viewer, project):
    """The owner, or someone who sits on behalf of the organisation whose project it is."""
    seat = may_register(viewer)
    if seat is None:
        return None
    if project.owner_id == viewer.person_id or project.organisation_id in viewer.organisation_ids:
        return seat
    return None
