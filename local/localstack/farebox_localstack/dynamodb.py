"""DynamoDB and its streams on moto's tables, in memory.

LocalStack's own provider starts DynamoDB Local, whose licence asks for an AWS account. Moto has the operations and
the expressions, but two things are missing for a ledger: its writes are not atomic when threads meet, and its streams
keep one iterator object per poll for ever. Both are mended here.
"""

import base64
import threading
from datetime import UTC, datetime

from localstack.aws.api import RequestContext, ServiceRequest, ServiceResponse
from localstack.aws.api.dynamodb import DynamodbApi
from localstack.aws.api.dynamodbstreams import (
    DescribeStreamOutput,
    DynamodbstreamsApi,
    ExpiredIteratorException,
    GetRecordsOutput,
    GetShardIteratorOutput,
    ListStreamsOutput,
    ResourceNotFoundException,
    ShardIteratorType,
)
from localstack.aws.forwarder import ForwardingFallbackDispatcher
from localstack.services.moto import call_moto
from localstack.services.plugins import Service
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import StreamShard, Table

MOST_RECORDS = 1000

_tables_lock = threading.RLock()
"""A condition and the write that depends on it must not be torn apart by another request."""


def tables_service() -> Service:
    return Service.for_provider(Tables(), dispatch_table_factory=_forwarding_to_moto)


def streams_service() -> Service:
    return Service.for_provider(Streams())


def _forwarding_to_moto(provider: DynamodbApi):
    def one_at_a_time(context: RequestContext, request: ServiceRequest) -> ServiceResponse:
        with _tables_lock:
            return call_moto(context)

    return ForwardingFallbackDispatcher(provider, one_at_a_time)


class Tables(DynamodbApi):
    """Every operation is moto's."""


class Streams(DynamodbstreamsApi):
    """One shard per table, never trimmed. An iterator is a position and holds nothing else, so none expires."""

    def describe_stream(self, context, stream_arn, **kwargs) -> DescribeStreamOutput:
        with _tables_lock:
            table = _table_of(context, stream_arn)
            shard = table.stream_shard
            return {
                "StreamDescription": {
                    "StreamArn": stream_arn,
                    "StreamLabel": table.latest_stream_label,
                    "StreamStatus": "ENABLED",
                    "StreamViewType": table.stream_specification["StreamViewType"],
                    "CreationRequestDateTime": shard.created_on,
                    "TableName": table.name,
                    "KeySchema": table.schema,
                    "Shards": [shard.to_json()],
                }
            }

    def list_streams(self, context, table_name=None, **kwargs) -> ListStreamsOutput:
        with _tables_lock:
            tables = [table for table in _tables(context).values() if table_name in (None, table.name)]
            streams = [
                {"StreamArn": _stream_arn(table), "TableName": table.name, "StreamLabel": table.latest_stream_label}
                for table in tables
                if table.latest_stream_label
            ]
        return {"Streams": streams}

    def get_shard_iterator(
        self, context, stream_arn, shard_id, shard_iterator_type, sequence_number=None, **kwargs
    ) -> GetShardIteratorOutput:
        with _tables_lock:
            shard = _table_of(context, stream_arn).stream_shard
            if shard.id != shard_id:
                raise ResourceNotFoundException(f"Requested resource not found: Shard: {shard_id} not found")
            position = _position(shard, shard_iterator_type, sequence_number)
        return {"ShardIterator": _iterator(stream_arn, position)}

    def get_records(self, context, shard_iterator, limit=None, **kwargs) -> GetRecordsOutput:
        stream_arn, position = _parsed(shard_iterator)
        with _tables_lock:
            shard = _table_of(context, stream_arn).stream_shard
            records = shard.get(position, min(limit or MOST_RECORDS, MOST_RECORDS))
        return {
            "Records": [_as_delivered(record, context.region) for record in records],
            "NextShardIterator": _iterator(stream_arn, position + len(records)),
        }


def _tables(context: RequestContext) -> dict[str, Table]:
    return dynamodb_backends[context.account_id][context.region].tables


def _table_of(context: RequestContext, stream_arn: str) -> Table:
    for table in _tables(context).values():
        if table.latest_stream_label and _stream_arn(table) == stream_arn:
            return table
    raise ResourceNotFoundException(f"Requested resource not found: Stream: {stream_arn} not found")


def _stream_arn(table: Table) -> str:
    return f"{table.table_arn}/stream/{table.latest_stream_label}"


def _position(shard: StreamShard, kind: ShardIteratorType, sequence_number: str | None) -> int:
    match kind:
        case "TRIM_HORIZON":
            return shard.starting_sequence_number
        case "LATEST":
            return shard.starting_sequence_number + len(shard.items)
        case "AT_SEQUENCE_NUMBER":
            return int(sequence_number)
        case "AFTER_SEQUENCE_NUMBER":
            return int(sequence_number) + 1


def _iterator(stream_arn: str, position: int) -> str:
    return f"{stream_arn}|1|{position}"


def _parsed(iterator: str) -> tuple[str, int]:
    stream_arn, separator, position = iterator.rpartition("|1|")
    if not separator or not position.isdigit():
        raise ExpiredIteratorException("Invalid ShardIterator")
    return stream_arn, int(position)


def _as_delivered(record: dict, region: str) -> dict:
    """Moto's record as AWS delivers it: whole seconds, the table's region, no image where there was no item."""
    content = record["dynamodb"]
    images = {name: _attributes(content[name]) for name in ("NewImage", "OldImage") if content.get(name)}
    created = datetime.fromisoformat(content["ApproximateCreationDateTime"]).replace(microsecond=0, tzinfo=UTC)
    rest = {name: content[name] for name in ("StreamViewType", "SequenceNumber", "SizeBytes")}
    rest["Keys"] = _attributes(content["Keys"])
    return record | {
        "awsRegion": region,
        "eventVersion": "1.1",
        "dynamodb": rest | images | {"ApproximateCreationDateTime": created},
    }


def _attributes(typed: dict) -> dict:
    """LocalStack encodes binary values on their way out, so they must leave here as the bytes that they stand for."""
    return {name: _value(value) for name, value in typed.items()}


def _value(typed: dict) -> dict:
    [(kind, value)] = typed.items()
    match kind:
        case "B":
            return {kind: base64.b64decode(value)}
        case "BS":
            return {kind: [base64.b64decode(element) for element in value]}
        case "M":
            return {kind: _attributes(value)}
        case "L":
            return {kind: [_value(element) for element in value]}
        case _:
            return typed
