"""What every shape is: one value, judged alone, that can tell its rule."""

from typing import Any

from marshmallow import ValidationError, fields


class Shape(fields.Field[Any]):
    """One value; `message` is what a person reads when it is missing or wrong."""

    def __init__(self, message: str = "This value has the wrong form.", *, nullable: bool = False) -> None:
        super().__init__(
            required=True, allow_none=nullable, error_messages={"required": message, "null": message}
        )
        self.message = message

    def rule(self) -> dict[str, Any]:
        """The rule as plain JSON, for forms. A `later` field may be absent: statements without it stay valid."""
        rule = {"nullable": self.allow_none, "message": self.message}
        return rule if self.required else rule | {"later": True}

    def fail_with(self, message: str | None = None) -> ValidationError:
        """The error to raise, in this field's words or in those given."""
        return ValidationError(message or self.message)
