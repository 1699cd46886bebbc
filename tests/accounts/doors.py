"""How tests go through the doors of an account: a form filled in, and the sign-in page."""

from logbook import instants, store
from logbook.office import roles
from tests.support.cast.people import PASSWORD
from tests.support.server.reader import read


def send(client, path, **changes):
    return client.post(path, data=read(client, path).form(path) | changes)


def enter(client, somebody, password=PASSWORD):
    fields = read(client, "/sign-in").form("/sign-in") | {"email": somebody.email, "password": password}
    return client.post("/sign-in", data=fields)


GINA = {
    "name": "Gina Rossi",
    "profession": "dentist",
    "licence_body": "GDC",
    "licence_number": "301234",
    "password": "correct horse battery",
}


def join(client, path, **changes):
    return client.post(path, data=read(client, path).form(path) | GINA | changes)


NEW = "correct horse battery"


def recovery_of(client, somebody):
    """The path of a link that a coordinator makes on the page."""
    page = f"/people/{somebody.id}/recovery"
    assert client.post(page, data=read(client, page).form(page)).status_code == 303
    return "/recover/" + read(client, page).soup.select_one("#address").text.rsplit("/", 1)[1]


def invitation_by(client, **changes):
    """The path of an invitation that a coordinator makes on the page."""
    path = "/people/invitations"
    given = {"name": "Gina", "email": "gina@example.org", "role": "trainee"} | changes
    answer = client.post(path, data=read(client, path).form(path) | given)
    return (
        "/join/" + read(client, answer.headers["Location"]).soup.select_one("#address").text.rsplit("/", 1)[1]
    )


def set_password(client, path):
    return client.post(path, data=read(client, path).form(path) | {"password": NEW})


def role_ends(app, membership_id):
    with app.app_context(), store.writing() as connection:
        roles.end(connection, membership_id, instants.now())
