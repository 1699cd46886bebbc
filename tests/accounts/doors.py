"""How tests go through the doors of an account: a form filled in, and the sign-in page."""

from tests.people import PASSWORD
from tests.reader import read


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
