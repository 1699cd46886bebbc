"""Who is asking: passwords, sessions kept on the server, and the guard at each door."""

from logbook.auth.door import (
    check_token,
    let_in,
    let_out,
    load_person,
    register,
    require,
    require_role,
    token,
)

__all__ = ["check_token", "let_in", "let_out", "load_person", "register", "require", "require_role", "token"]
