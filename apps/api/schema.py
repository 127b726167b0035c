"""The OpenAPI document: what the framework finds out by itself, and what only we know."""

import copy
import json
from pathlib import Path
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from apps.pos import envelopes

Document = dict[str, Any]

ENVELOPE = "SaleEnvelope"
ENVELOPE_FILE = Path(envelopes.__file__).with_name(f"v{envelopes.CURRENT_VERSION}.schema.json")

SALE_BATCH: Document = {
    "application/json": {
        "type": "object",
        "required": ["sales"],
        "properties": {
            "sent_at": {
                "type": "string",
                "format": "date-time",
                "description": "What the till's clock shows as it sends, with its offset; tells us how wrong it is.",
            },
            "sales": {
                "type": "array",
                "maxItems": 500,
                "items": {"$ref": f"#/components/schemas/{ENVELOPE}"},
            },
        },
    }
}

PROBLEM: Document = {
    "type": "object",
    "description": "Why a request was refused. `code` never changes; `message` is in the language asked for.",
    "required": ["status", "code", "message"],
    "properties": {
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "message": {"type": "string"},
        "data": {"type": "object", "additionalProperties": {"type": "string"}},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "code", "message"],
                "properties": {name: {"type": "string"} for name in ("path", "code", "message")},
            },
        },
    },
}


class DeviceScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells the document how tills say who they are."""

    target_class = "apps.api.authentication.DeviceAuthentication"
    name = "till"

    def get_security_definition(self, auto_schema: Any) -> Document:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Device <token>`, the token being what enrolment gave.",
        }


def only_documented(endpoints: list[Any], **_: Any) -> list[Any]:
    """Leave out what partners call by their own documents: payment providers' webhooks."""
    return [endpoint for endpoint in endpoints if not endpoint[0].startswith("/api/v1/webhooks/")]


def add_sale_envelope(result: Document, **_: Any) -> Document:
    """Add the format of sales, which is a document of its own, to the components."""
    envelope = json.loads(ENVELOPE_FILE.read_text())
    del envelope["$schema"]
    parts = {f"{ENVELOPE}{name.title()}": part for name, part in envelope.pop("$defs").items()}
    schemas = result["components"]["schemas"]
    for name, part in {ENVELOPE: envelope, **parts}.items():
        schemas[name] = _with_references(part)
    result["components"]["schemas"] = dict(sorted(schemas.items()))
    return result


def _with_references(part: Any) -> Any:
    """Return a part whose references to its own definitions point to the components."""
    if isinstance(part, list):
        return [_with_references(member) for member in part]
    if not isinstance(part, dict):
        return part
    return {
        key: f"#/components/schemas/{ENVELOPE}{value.rpartition('/')[2].title()}"
        if key == "$ref"
        else _with_references(value)
        for key, value in part.items()
    }


def add_problems(result: Document, **_: Any) -> Document:
    """Say of every operation that it may be answered with a problem document."""
    result["components"]["schemas"]["Problem"] = copy.deepcopy(PROBLEM)
    answer = {
        "description": "Refused.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"]["default"] = answer
    return result
