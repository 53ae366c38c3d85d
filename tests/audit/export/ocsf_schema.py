"""What OCSF 1.8 has of API Activity, as far as the export uses it: names, types, what is required.

https://schema.ocsf.io/1.8.0/classes/api_activity. A name with `!` is required; `[...]` is an array; a text
stands for an object of that name; `any_of` are names of which an object has at least one.
"""

from __future__ import annotations

import re
from typing import Any

INTEGER, TEXT, TIME = "integer", "text", "time"
ADDRESS, JSON = "address", "json"

OBJECTS: dict[str, dict[str, Any]] = {
    "api_activity": {
        "activity_id!": INTEGER,
        "activity_name": TEXT,
        "actor!": "actor",
        "api!": "api",
        "category_name": TEXT,
        "category_uid!": INTEGER,
        "class_name": TEXT,
        "class_uid!": INTEGER,
        "dst_endpoint": "network_endpoint",
        "http_request": "http_request",
        "http_response": "http_response",
        "metadata!": "metadata",
        "resources": ["resource_details"],
        "severity": TEXT,
        "severity_id!": INTEGER,
        "src_endpoint!": "network_endpoint",
        "status": TEXT,
        "status_code": TEXT,
        "status_detail": TEXT,
        "status_id": INTEGER,
        "time!": TIME,
        "timezone_offset": INTEGER,
        "trace": "trace",
        "type_name": TEXT,
        "type_uid!": INTEGER,
        "unmapped": JSON,
    },
    "actor": {
        "app_name": TEXT,
        "app_uid": TEXT,
        "authorizations": ["authorization"],
        "session": "session",
        "user": "user",
    },
    "api": {"operation!": TEXT, "request": "request", "response": "response", "service": "service"},
    "authorization": {"decision": TEXT, "policy": "policy"},
    "group": {"name": TEXT, "uid": TEXT},
    "http_request": {"body_length": INTEGER, "http_method": TEXT, "uid": TEXT, "url": "url"},
    "http_response": {"body_length": INTEGER, "code!": INTEGER, "latency": INTEGER},
    "metadata": {
        "correlation_uid": TEXT,
        "event_code": TEXT,
        "log_name": TEXT,
        "original_time": TEXT,
        "product!": "product",
        "profiles": [TEXT],
        "sequence": INTEGER,
        "uid": TEXT,
        "version!": TEXT,
    },
    "network_endpoint": {
        "hostname": TEXT,
        "ip": ADDRESS,
        "name": TEXT,
        "proxy_endpoint": "network_endpoint",
        "svc_name": TEXT,
    },
    "policy": {"name": TEXT, "uid": TEXT},
    "product": {"name": TEXT, "vendor_name": TEXT, "version": TEXT},
    "request": {"uid!": TEXT},
    "resource_details": {"name": TEXT, "type": TEXT, "uid": TEXT},
    "response": {"code": INTEGER},
    "service": {"name": TEXT, "version": TEXT},
    "session": {"uid": TEXT},
    "trace": {"uid!": TEXT},
    "url": {"path": TEXT, "url_string": TEXT},
    "user": {"groups": ["group"], "name": TEXT, "type": TEXT, "type_id": INTEGER, "uid": TEXT},
}

ANY_OF = {
    "actor": {"process", "user", "invoked_by", "session", "app_name", "app_uid"},
    "group": {"name", "uid"},
    "network_endpoint": {"ip", "uid", "name", "hostname", "svc_name", "instance_uid"},
    "policy": {"name", "type", "uid"},
    "product": {"name", "uid"},
    "resource_details": {"name", "uid"},
    "service": {"name", "uid"},
    "url": {"url_string", "path"},
    "user": {"account", "name", "uid"},
}

ENUMS: dict[str, set[Any]] = {
    "activity_id": {0, 1, 2, 3, 4, 99},
    "severity_id": {0, 1, 2, 3, 4, 5, 6, 99},
    "status_id": {0, 1, 2, 99},
    "type_id": {0, 1, 2, 3, 4, 99},
    "http_method": {"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"},
}

_address = re.compile(r"[0-9A-Fa-f:.]+(%.+)?").fullmatch


def check(event: dict[str, Any]) -> None:
    """Check an event of API Activity.

    Raises:
        AssertionError: it is none.
    """
    _check("api_activity", event)
    assert (event["category_uid"], event["class_uid"]) == (6, 6003)
    assert event["type_uid"] == event["class_uid"] * 100 + event["activity_id"]


def _check(name: str, value: Any) -> None:
    if name in OBJECTS:
        _check_object(name, value)
    elif name in (INTEGER, TIME):
        assert type(value) is int
    elif name == JSON:
        assert isinstance(value, dict)
    else:
        assert isinstance(value, str)
        assert value
        assert name != ADDRESS or _address(value)


def _check_object(name: str, value: Any) -> None:
    assert isinstance(value, dict)
    attributes = {key.rstrip("!"): kind for key, kind in OBJECTS[name].items()}
    assert not value.keys() - attributes.keys()
    assert not {key[:-1] for key in OBJECTS[name] if key.endswith("!")} - value.keys()
    assert name not in ANY_OF or ANY_OF[name] & value.keys()
    for key, inner in value.items():
        kind = attributes[key]
        assert key not in ENUMS or inner in ENUMS[key]
        if isinstance(kind, list):
            assert inner
            for one in inner:
                _check(kind[0], one)
        else:
            _check(kind, inner)
