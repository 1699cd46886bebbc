"""The table of contents: every blueprint, in the order a reader would ask for them."""

from flask import Blueprint

from logbook.routes import (
    cohort,
    copies,
    devices,
    entries,
    export,
    invitations,
    joining,
    people,
    programmes,
    progress,
    pwa,
    sessions,
    signoffs,
    sync,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    entries.blueprint,
    signoffs.blueprint,
    progress.blueprint,
    sessions.blueprint,
    devices.blueprint,
    copies.blueprint,
    joining.blueprint,
    people.blueprint,
    invitations.blueprint,
    programmes.blueprint,
    cohort.blueprint,
    export.blueprint,
    sync.blueprint,
    pwa.blueprint,
)
