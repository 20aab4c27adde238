"""What the typed results have in common: values that do not change, read from JSON when they are first asked for."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Generic, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from typing_extensions import Self, dataclass_transform
else:

    def dataclass_transform(**_options: Any) -> Any:
        return lambda model: model


M = TypeVar("M", bound="Model")

Kind = Callable[[Any], Any]
"""Reads a value of the JSON, or takes one of the caller's; None leaves it as it is."""


class Box(NamedTuple):
    """A place on a page, in points (1/72 inch) from its top-left corner."""

    left: float
    top: float
    right: float
    bottom: float


def plain(value: Any) -> Any:
    """The value as JSON has it: decimals and dates as text, bytes in base64."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        moment = value if value.tzinfo is None else value.astimezone(timezone.utc).replace(tzinfo=None)
        return moment.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return b64encode(cast(bytes, value)).decode("ascii")
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    if isinstance(value, (Sequence, set, frozenset)):
        return list(cast("Sequence[Any]", value))
    raise TypeError(f"{type(value).__name__}: no JSON for {value!r}")


dumps: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=plain).encode
"""JSON as the engine writes it."""


def as_decimal(value: Any) -> Decimal | None:
    """An amount. A binary float is refused: it has already lost the cents it was written with."""
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, float):
        raise TypeError(f"{value!r}: an amount is a Decimal, an int or a str, never a float")
    return Decimal(value)


def as_day(value: Any) -> date | None:
    """A calendar date."""
    if isinstance(value, datetime):
        return value.date()
    return value if value is None or isinstance(value, date) else date.fromisoformat(value)


def as_bytes(value: Any) -> bytes | None:
    """Bytes, which travel in base64."""
    return b64decode(value) if isinstance(value, str) else value


def as_box(value: Any) -> Box | None:
    """A place on a page."""
    return value if value is None or isinstance(value, Box) else Box(*value)


def as_one(model: type[M]) -> Kind:
    """A value of this class."""

    def take(value: Any) -> M | None:
        return model.of(cast("Mapping[str, Any]", value)) if isinstance(value, Mapping) else value

    return take


def as_many(kind: Kind) -> Kind:
    """Several of them."""
    return lambda values: tuple(kind(value) for value in values)


def as_texts(values: Any) -> tuple[str, ...]:
    """Several texts."""
    return tuple(values)


def as_table(model: type[M]) -> Kind:
    """Values of this class by path."""

    def take(rows: Any) -> Table[M]:
        return cast("Table[M]", rows) if isinstance(rows, Table) else Table(model, rows)

    return take


class Table(Mapping[str, M], Generic[M]):
    """Values by field path, as `totals.gross` or `lines.0.net_amount`."""

    __slots__ = ("_model", "_rows")

    def __init__(self, model: type[M], rows: Mapping[str, Any]) -> None:
        self._model = model
        self._rows = rows

    def __getitem__(self, path: str) -> M:
        row = self._rows[path]
        return row if isinstance(row, self._model) else self._model.of(row)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __hash__(self) -> int:
        return hash(tuple(self.items()))

    def __repr__(self) -> str:
        return f"<{len(self)} × {self._model.__name__}: {', '.join(self)}>"


class _ModelType(type):
    """Makes the fields of `_shape` slots, and keeps the values they have where nothing is given."""

    def __new__(mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _ModelType:
        shape: dict[str, Kind | None] = namespace.get("_shape", {})
        namespace["_defaults"] = {field: namespace.pop(field) for field in shape if field in namespace}
        namespace["__slots__"] = (*namespace.get("__slots__", ()), *shape)
        namespace["__match_args__"] = tuple(shape)
        return super().__new__(mcls, name, bases, namespace)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Model(metaclass=_ModelType):
    """A typed value. It never changes; `replace` makes another."""

    __slots__ = ("_raw", "_text")
    _shape: ClassVar[dict[str, Kind | None]] = {}
    _defaults: ClassVar[dict[str, Any]] = {}
    if TYPE_CHECKING:
        _raw: ClassVar[dict[str, Any] | None]
        _text: ClassVar[str | None]

    def __init__(self, **values: Any) -> None:
        fix = object.__setattr__
        fix(self, "_raw", None)
        fix(self, "_text", None)
        unknown = values.keys() - self._shape.keys()
        if unknown:
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        for name, kind in self._shape.items():
            if name in values:
                value = values[name]
                fix(self, name, value if kind is None or value is None else kind(value))
            elif name in self._defaults:
                fix(self, name, self._defaults[name])
            else:
                raise TypeError(f"{type(self).__name__} needs {name}")

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The value of this JSON object, copied; what it does not hold is absent."""
        return cls.from_json(dumps(data))

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Self:
        """The value over this JSON object, which nobody may change any more."""
        model = cls.__new__(cls)
        object.__setattr__(model, "_raw", raw)
        object.__setattr__(model, "_text", None)
        return model

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The value of this JSON text, which `to_json` gives back as it is."""
        model = cls.__new__(cls)
        object.__setattr__(model, "_text", text)
        return model

    def to_dict(self) -> dict[str, Any]:
        """A new dict of what JSON knows: decimals and dates are text."""
        return cast("dict[str, Any]", json.loads(self.to_json()))

    def to_json(self) -> str:
        """JSON; byte for byte the engine's for what the engine answered."""
        if self._text is not None:
            return self._text
        if self._raw is not None:
            return dumps(self._raw)
        return dumps({name: getattr(self, name) for name in self._shape})

    def replace(self, **changes: Any) -> Self:
        """The same but for these fields."""
        values = {name: getattr(self, name) for name in self._shape}
        return type(self)(**{**values, **changes})

    def __getattr__(self, name: str) -> Any:
        # Called only for a slot that is still empty: it is filled from the JSON.
        if name == "_raw":
            value = json.loads(cast(str, self._text))
        elif name in self._shape:
            raw = cast("dict[str, Any]", self._raw)
            kind = self._shape[name]
            value = raw[name] if name in raw else self._defaults.get(name)
            value = value if kind is None or value is None else kind(value)
        else:
            raise AttributeError(f"{type(self).__name__} has no {name}")
        object.__setattr__(self, name, value)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} does not change: replace({name}=…) makes another")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} does not change")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._shape)

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, name) for name in self._shape)))

    def __repr__(self) -> str:
        told = [(name, getattr(self, name)) for name in self._shape]
        told = [(name, value) for name, value in told if value != self._defaults.get(name)]
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in told)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).from_json, (self.to_json(),)

    __replace__ = replace
