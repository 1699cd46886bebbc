"""What every table is, and the extension that knows them."""

from typing import TYPE_CHECKING, ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase

if TYPE_CHECKING:
    from sqlalchemy import Table


class Base(DeclarativeBase):
    """Every table of the logbook; `__table__` is for the Core statements of store and feed."""

    if TYPE_CHECKING:
        __table__: ClassVar[Table]


db = SQLAlchemy(model_class=Base)
