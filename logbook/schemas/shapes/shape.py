"""What every shape is: one value, judged alone, that can tell its rule."""

from typing import Any

from marshmallow import ValidationError, fields


class Shape(fields.Field[Any]):
    """One value; `message` is what a person reads when it is missing or wrong.

    A shape says in `fits` which values it takes, and nowhere else: by that marshmallow judges it, and `fitting`.
    """

    def __init__(self, message: str = "This value has the wrong form.", *, nullable: bool = False) -> None:
        super().__init__(
            required=True, allow_none=nullable, error_messages={"required": message, "null": message}
        )
        self.message = message

    def fits(self, value: Any) -> bool:
        """Whether it takes this value. Null is no value: `allow_none` says whether that may stand here."""
        raise NotImplementedError

    def against(self, value: Any) -> str:
        """What is said of a value that does not fit."""
        return self.message

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not self.fits(value):
            raise ValidationError(self.against(value))
        return value

    def rule(self) -> dict[str, Any]:
        """The rule as plain JSON, for forms. A `later` field may be absent: statements without it stay valid."""
        rule = {"nullable": self.allow_none, "message": self.message}
        return rule if self.required else rule | {"later": True}
