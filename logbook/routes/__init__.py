"""The table of contents: every blueprint, in the order a reader would ask for them."""

from flask import Blueprint

from logbook.routes import (
    account,
    cohort,
    confirming,
    copies,
    devices,
    entries,
    export,
    invitations,
    joining,
    leaving,
    members,
    own_links,
    people,
    programmes,
    progress,
    pwa,
    recovering,
    sessions,
    signoffs,
    sync,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    entries.blueprint,
    signoffs.blueprint,
    progress.blueprint,
    sessions.blueprint,
    account.blueprint,
    devices.blueprint,
    copies.blueprint,
    own_links.blueprint,
    joining.blueprint,
    recovering.blueprint,
    people.blueprint,
    members.blueprint,
    leaving.blueprint,
    confirming.blueprint,
    invitations.blueprint,
    programmes.blueprint,
    cohort.blueprint,
    export.blueprint,
    sync.blueprint,
    pwa.blueprint,
)
