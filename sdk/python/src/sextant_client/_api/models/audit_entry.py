from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AuditEntry")


@_attrs_define
class AuditEntry:
    """
    Attributes:
        chain_id (str):
        seq (int): From 1, without gaps.
        entry_id (str):
        kind (str):
        schema_version (int):
        occurred_at (int): Milliseconds since 1970 at which it was added: the number that was hashed.
        payload (None | str): Canonical JSON (RFC 8785) as text, to be hashed as it is; null where it was erased.
        payload_hash (str): SHA-256, lower-case hex.
        prev_hash (str): SHA-256, lower-case hex.
        entry_hash (str): SHA-256, lower-case hex.
    """

    chain_id: str
    seq: int
    entry_id: str
    kind: str
    schema_version: int
    occurred_at: int
    payload: None | str
    payload_hash: str
    prev_hash: str
    entry_hash: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        chain_id = self.chain_id

        seq = self.seq

        entry_id = self.entry_id

        kind = self.kind

        schema_version = self.schema_version

        occurred_at = self.occurred_at

        payload: None | str
        payload = self.payload

        payload_hash = self.payload_hash

        prev_hash = self.prev_hash

        entry_hash = self.entry_hash

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "chainId": chain_id,
                "seq": seq,
                "entryId": entry_id,
                "kind": kind,
                "schemaVersion": schema_version,
                "occurredAt": occurred_at,
                "payload": payload,
                "payloadHash": payload_hash,
                "prevHash": prev_hash,
                "entryHash": entry_hash,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        chain_id = d.pop("chainId")

        seq = d.pop("seq")

        entry_id = d.pop("entryId")

        kind = d.pop("kind")

        schema_version = d.pop("schemaVersion")

        occurred_at = d.pop("occurredAt")

        def _parse_payload(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        payload = _parse_payload(d.pop("payload"))

        payload_hash = d.pop("payloadHash")

        prev_hash = d.pop("prevHash")

        entry_hash = d.pop("entryHash")

        audit_entry = cls(
            chain_id=chain_id,
            seq=seq,
            entry_id=entry_id,
            kind=kind,
            schema_version=schema_version,
            occurred_at=occurred_at,
            payload=payload,
            payload_hash=payload_hash,
            prev_hash=prev_hash,
            entry_hash=entry_hash,
        )

        audit_entry.additional_properties = d
        return audit_entry

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
